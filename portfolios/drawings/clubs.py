"""What was woven, played and won after school."""

from math import cos, radians, sin

from portfolios.drawings.people import HAIRS, SKINS
from portfolios.drawings.shapes import arc, band, blob, box, curve, disc, place, star
from portfolios.drawings.sheet import (
    CARD,
    GOLD,
    GOLD_2,
    GOLD_SOFT,
    INK,
    INK_2,
    LEAF,
    PAPER,
    PLUM,
    PLUM_2,
    ROSE,
    ROSE_2,
    SCHEMES,
    TEAL,
    TEAL_2,
    WOOD,
    WOOD_2,
    darker,
    lighter,
    mix,
)


def weaving(sheet):
    """The pattern has a name: running water."""
    rng = sheet.rng
    ground, main, second, third = rng.choice(SCHEMES)
    sheet.fill(box(800, 600, 1640, 1240), lighter(ground, 0.2), shade=0.35)
    threads = [main, second, third, rng.choice([PAPER, GOLD_SOFT]), darker(main, 0.45)]
    columns, rows = 56, 52
    left, top, w, h = 380, 190, 15, 15
    cloth = box(800, top + rows * h / 2, columns * w, rows * h)
    sheet.shadow(cloth, 0.35, 16, 26, 22)
    pattern = rng.choice([water, diamonds, steps, stripes])
    for row in range(rows):
        for column in range(columns):
            colour = mix(threads[pattern(column, row) % 5], INK, rng.uniform(0, 0.1))
            over = (row + column) % 2
            x, y = (left + column * w) * sheet.k, (top + row * h) * sheet.k
            stitch = (x, y, x + (w - 1 - over) * sheet.k, y + (h - 2 + over) * sheet.k)
            sheet.pen.rounded_rectangle(stitch, 3, fill=colour)
    sheet.grain(cloth, INK, 0.5)
    fringe(sheet, left, top + rows * h, columns * w, threads)
    sheet.line([(300, 170), (1300, 166)], darker(WOOD_2, 0.2), 34)
    sheet.line([(300, 166), (1300, 162)], WOOD, 20)
    for i in range(columns // 2):
        sheet.line([(left + i * 30 + 8, 148), (left + i * 30 + 8, 196)], PAPER, 7)
    sheet.line([(420, 160), (800, 46), (1180, 158)], darker(WOOD_2, 0.1), 7)
    sheet.fill(disc(800, 44, 14), INK_2)


def water(column, row):
    return (row + abs(column % 14 - 7)) // 4


def diamonds(column, row):
    return (abs(column % 28 - 14) + abs(row % 26 - 13)) // 4


def steps(column, row):
    return (column // 4 + row // 4 + (column // 14) * 2) if (row // 13) % 2 else (row // 3)


def stripes(column, row):
    return row // 5 if (row // 5) % 3 else (row + abs(column % 8 - 4)) // 2


def fringe(sheet, left, top, wide, threads):
    rng = sheet.rng
    for i in range(38):
        x = left + 10 + i * (wide - 20) / 37
        ends = [
            (x, top - 4),
            (x + rng.uniform(-7, 7), top + 60),
            (x + rng.uniform(-12, 12), top + rng.uniform(110, 150)),
        ]
        sheet.line(curve(ends), mix(rng.choice(threads[:4]), PAPER, 0.15), 9)
        sheet.dots([(x, top + 18)], threads[4], 8)


def football(sheet):
    """Everybody has a place on it."""
    rng = sheet.rng
    ground, main, second, third = rng.choice(SCHEMES)
    sheet.fill(box(800, 600, 1640, 1240), main, shade=0.5)
    x, y = 800 + rng.uniform(-180, 180), rng.uniform(540, 620)
    for i in range(18):
        start = i * 20 + rng.uniform(-1, 1)
        sheet.fill([(x, y), *arc(x, y, 1500, start, start + 10)], mix(main, second, 0.3))
    pennants(sheet, [second, third, ground, PAPER])
    field = [*curve([(-40, 940), (500, 890), (1100, 890), (1640, 940)]), (1640, 1240), (-40, 1240)]
    sheet.fill(field, LEAF, shade=0.7, direction="down")
    for i in range(0, 8, 2):
        sheet.fill(
            [(i * 200 + 60, 900), (i * 200 + 260, 900), (i * 240 + 120, 1240), (i * 240 - 160, 1240)],
            "#4a8a5a",
        )
    ball(sheet, x, y - 40, 255)
    for i in range(rng.randint(5, 7)):
        jersey(
            sheet,
            190 + i * 205,
            1010 + rng.uniform(-14, 14),
            rng.choice([second, third, PAPER, ground]),
            i + 1,
        )
    for _ in range(9):
        spot = (rng.uniform(80, 1520), rng.uniform(210, 800))
        if abs(spot[0] - x) > 340:
            sheet.fill(
                star(*spot, rng.uniform(20, 46), turn=rng.uniform(0, 72)), rng.choice([second, PAPER, third])
            )


def pennants(sheet, tints):
    rope = curve([(-20, 70), (400, 150), (800, 100), (1200, 150), (1620, 70)])
    sheet.line(rope, INK, 6)
    for i, (x, y) in enumerate(rope[1:-1:3]):
        sheet.fill([(x - 46, y), (x + 46, y), (x, y + 96)], tints[i % 4], shade=0.5, shadow=0.2)


def ball(sheet, x, y, r):
    sheet.fill(disc(x, y, r), CARD, shadow=0.4)
    turn = sheet.rng.uniform(0, 72)

    def patch(px, py, size, spin):
        return place(
            [(size * cos(radians(a)), size * sin(radians(a))) for a in range(0, 360, 72)], px, py, spin
        )

    sheet.fill(patch(x, y, r * 0.34, turn), INK)
    for i in range(5):
        a = radians(turn + i * 72)
        sheet.line(
            [(x + r * 0.34 * cos(a), y + r * 0.34 * sin(a)), (x + r * 0.66 * cos(a), y + r * 0.66 * sin(a))],
            INK,
            8,
        )
        for side in (-1, 1):
            c = radians(turn + i * 72 + side * 26)
            sheet.line(
                [
                    (x + r * 0.66 * cos(a), y + r * 0.66 * sin(a)),
                    (x + r * 0.86 * cos(c), y + r * 0.86 * sin(c)),
                ],
                INK,
                8,
            )
        inner = [
            (x + r * f * cos(a + radians(d)), y + r * f * sin(a + radians(d)))
            for f, d in ((0.8, 13), (0.99, 17), (0.99, -17), (0.8, -13))
        ]
        sheet.fill(inner, INK)
    sheet.grain(disc(x, y, r), INK, 0.9, "ball")


def jersey(sheet, x, y, colour, number):
    shirt = [
        (-44, -80),
        (-84, -58),
        (-112, 0),
        (-72, 22),
        (-58, -8),
        (-58, 96),
        (58, 96),
        (58, -8),
        (72, 22),
        (112, 0),
    ]
    shirt += [(84, -58), (44, -80), (20, -62), (-20, -62)]
    sheet.fill(place(shirt, x, y, sheet.rng.uniform(-4, 4)), colour, shade=0.8, shadow=0.3)
    ink = INK if colour in (PAPER, GOLD_2) or sheet.rng.random() < 0.5 else PAPER
    rows = {1: [1], 2: [2], 3: [1, 2], 4: [2, 2], 5: [2, 1, 2], 6: [2, 2, 2], 7: [2, 3, 2]}[number]
    for j, count in enumerate(rows):
        dots = [
            (x + (i - (count - 1) / 2) * 34, y + 22 + (j - (len(rows) - 1) / 2) * 34) for i in range(count)
        ]
        sheet.dots(dots, ink, 11)


def piano(sheet):
    """Two pieces by heart."""
    rng = sheet.rng
    curtain = rng.choice([ROSE, PLUM, TEAL, "#8d2f3c", "#2f5f97"])
    sheet.gradient(0, 0, 1600, 960, darker(curtain, 0.75), darker(curtain, 0.45))
    sheet.fill(box(800, 1080, 1640, 280), WOOD_2, shade=0.6, direction="down")
    for i in range(9):
        sheet.line([(i * 200, 940), (i * 260 - 240, 1220)], darker(WOOD_2, 0.25), 4)
    sheet.mirrored = rng.random() < 0.5
    x = 790 + rng.uniform(-15, 15)
    beam(sheet, x)
    grand(sheet, x, rng.choice([INK, "#2b1d1d", "#f3ede2", "#5b2f28"]))
    player(sheet, x - 420, 760)
    curtains(sheet, curtain)
    notes(sheet, x, rng.choice([GOLD_2, PAPER, ROSE_2]))


def beam(sheet, x):
    sheet.fill(disc(x - 60, 1050, 640, 110), lighter(WOOD_2, 0.25))
    for wide, alpha in ((1.0, 0.13), (0.82, 0.13), (0.62, 0.13)):
        cone = [
            (x - 40 - 60 * wide, -20),
            (x - 40 + 60 * wide, -20),
            (x - 60 + 640 * wide, 1050),
            (x - 60 - 640 * wide, 1050),
        ]
        sheet.wash(cone, "#fff2c9", alpha, rim=0, blotch=0)


def curtains(sheet, colour):
    rng = sheet.rng
    for side in (0, 1):
        for i in range(4):
            x = i * 52 if not side else 1600 - i * 52
            fold = curve([(x, -20), (x + rng.uniform(-8, 8), 600), (x + rng.uniform(-16, 16), 1130)])
            sheet.fill(band(fold, 66), mix(colour, INK, 0.08 * (i % 2)), shade=0.9, direction="right")
    for i in range(9):
        sheet.fill(disc(i * 200, -10, 124, 130), mix(colour, INK, 0.1 * (i % 2)), shade=0.8, direction="down")
        sheet.line(arc(i * 200, -10, 124, 20, 160, ry=130), GOLD_2, 9)


def grand(sheet, x, lacquer):
    """A grand piano from the side of its keys, the lid open."""
    for px in (x - 190, x + 200, x + 400):
        sheet.fill([(px - 22, 800), (px + 22, 800), (px + 12, 1050), (px - 12, 1050)], darker(lacquer, 0.3))
        sheet.fill(disc(px, 1056, 22, 12), GOLD_2)
    lid = curve([(x - 210, 620), (x - 120, 330), (x + 240, 250), (x + 470, 420), (x + 510, 620)])
    sheet.fill(lid, lighter(lacquer, 0.12), shade=0.9, shadow=0.3)
    sheet.line([(x + 160, 640), (x + 240, 330)], GOLD_2, 10)
    sheet.fill(box(x + 150, 652, 740, 40), GOLD_SOFT)
    for i in range(26):
        sheet.line([(x - 200 + i * 27, 640), (x - 180 + i * 27, 668)], GOLD, 3)
    body = curve([(x - 250, 668), (x + 100, 664), (x + 500, 664)]) + curve(
        [(x + 536, 700), (x + 500, 820), (x + 100, 838), (x - 230, 826)]
    )
    sheet.fill(body, lacquer, shade=0.8, direction="down", shadow=0.4)
    sheet.line([(x - 150, 716), (x + 470, 712)], lighter(lacquer, 0.3), 7)
    sheet.fill(box(x - 270, 752, 120, 66, r=6), lighter(lacquer, 0.05))
    sheet.fill(box(x - 278, 726, 120, 20, r=4), PAPER)
    for i in range(5):
        sheet.line([(x - 326 + i * 24, 718), (x - 326 + i * 24, 730)], INK, 9)
    sheet.fill([(x - 190, 640), (x - 150, 500), (x - 130, 500), (x - 160, 640)], CARD)


def player(sheet, x, y):
    rng = sheet.rng
    skin, hair, clothes = (
        rng.choice(SKINS),
        rng.choice(HAIRS[:5]),
        rng.choice([GOLD_2, TEAL_2, ROSE_2, PAPER, PLUM_2]),
    )
    sheet.fill(box(x - 30, 910, 200, 44, r=10), INK, shade=0.5)
    for dx in (-90, 40):
        sheet.line([(x + dx, 920), (x + dx, 1060)], INK, 18)
    thigh = band(curve([(x - 40, 860), (x + 80, 862), (x + 150, 900)]), 92, 70)
    sheet.fill(thigh, "#39456b", shade=0.6)
    sheet.fill(band([(x + 142, 890), (x + 136, 1030)], 62, 42), "#39456b", shade=0.6)
    sheet.fill(box(x + 158, 1044, 100, 36, r=18), INK)
    back = curve(
        [(x - 96, 880), (x - 100, 700), (x - 46, 590), (x + 40, 600), (x + 64, 720), (x + 50, 880)],
        closed=True,
    )
    sheet.fill(back, clothes, shade=0.8, direction="away")
    sheet.fill(
        band(curve([(x + 6, 650), (x + 60, 760), (x + 170, 722)]), 58, 42), darker(clothes, 0.1), shade=0.6
    )
    sheet.fill(disc(x + 188, 716, 27, 20), skin)
    sheet.fill(box(x + 2, 566, 54, 70, r=20), darker(skin, 0.1))
    sheet.fill(disc(x + 14, 478, 92, 102), skin, shade=0.6)
    sheet.fill([*arc(x, 466, 106, 120, 312), (x + 40, 430), (x - 14, 450), (x - 30, 520)], hair, shade=0.7)
    if rng.random() < 0.6:
        sheet.fill(blob(rng, x - 112, 450 + rng.uniform(0, 90), 52, 64), hair, shade=0.7)
    sheet.line(arc(x + 66, 476, 15, 20, 160), INK, 7)
    sheet.line(arc(x + 66, 508, 24, 40, 130), darker(skin, 0.45), 7)


def notes(sheet, x, colour):
    rng = sheet.rng
    for i in range(rng.randint(6, 9)):
        nx, ny = (
            x - 330 + i * 120 + rng.uniform(-30, 30),
            300 - 90 * sin(radians(i * 25)) + rng.uniform(-60, 50),
        )
        r = rng.uniform(19, 26)
        sheet.fill(disc(nx, ny, r * 1.2, r * 0.85, turn=-20), colour)
        sheet.line([(nx + r, ny - 6), (nx + r, ny - 92)], colour, 8)
        if i % 2:
            sheet.line(curve([(nx + r, ny - 90), (nx + r + 34, ny - 62), (nx + r + 28, ny - 30)]), colour, 9)
