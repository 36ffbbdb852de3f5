"""What was written, mapped and shown."""

from itertools import pairwise
from math import cos, hypot, radians, sin

from portfolios.drawings.shapes import arc, band, blob, box, curve, disc, leaf, place, star
from portfolios.drawings.sheet import (
    CARD,
    GOLD_2,
    INK,
    INK_2,
    LEAF,
    LEAF_2,
    LINE,
    PAPER,
    PLUM_2,
    ROSE,
    ROSE_2,
    SCHEMES,
    SKY,
    TEAL,
    TEAL_2,
    WOOD,
    WOOD_2,
    darker,
    lighter,
    mix,
)
from portfolios.drawings.things import room


def desk(sheet, colour):
    """Boards of wood, from above."""
    rng = sheet.rng
    sheet.fill(box(800, 600, 1640, 1240), colour, shade=0.5)
    for i in range(1, 6):
        sheet.line([(-10, i * 205), (1610, i * 205 + rng.uniform(-4, 4))], darker(colour, 0.22), 4)
    for _ in range(34):
        x, y = rng.uniform(-100, 1500), rng.uniform(0, 1200)
        sheet.line(
            curve([(x, y), (x + 130, y + rng.uniform(-5, 5)), (x + rng.uniform(200, 420), y)]),
            darker(colour, 0.1),
            3,
        )


def handwriting(sheet, x, y, wide, turn, colour, width=4.5):
    """One line of words that nobody can read, written from (x, y)."""
    rng = sheet.rng
    at, words = 0.0, []
    while at < wide:
        length = min(rng.uniform(46, 150), wide - at)
        count = max(4, round(length / 9))
        word = [
            (at + i * length / (count - 1), rng.uniform(-10, 10) * (1.7 if rng.random() < 0.16 else 1))
            for i in range(count)
        ]
        words.append(place(curve(word, steps=5), x, y, turn))
        at += length + rng.uniform(20, 32)
    for word in words:
        sheet.line(word, colour, width)


def pencil(sheet, x, y, turn, colour):
    def at(points):
        return place(points, x, y, turn)

    sheet.shadow(at(box(0, 0, 470, 34)), 0.35)
    sheet.fill(at(box(0, 0, 400, 34)), colour)
    sheet.fill(at(box(0, -10, 400, 12)), lighter(colour, 0.35))
    sheet.fill(at([(200, -17), (200, 17), (262, 0)]), "#e8c796")
    sheet.fill(at([(240, -6), (240, 6), (262, 0)]), INK)
    sheet.fill(at(box(-206, 0, 26, 34)), "#c9ccd6")
    sheet.fill(at(box(-236, 0, 40, 34, r=8)), ROSE_2)


def book(sheet):
    """An essay, third draft."""
    rng = sheet.rng
    _ground, main, second, third = rng.choice(SCHEMES)
    desk(sheet, rng.choice([lighter(WOOD, 0.2), lighter(WOOD_2, 0.3), "#b9c4c9", "#cdb9a5"]))
    x, y, turn = 790 + rng.uniform(-50, 50), 600, rng.uniform(-5, 5)

    def at(points):
        return place(points, x, y, turn)

    sheet.fill(at(box(0, 14, 1290, 880, r=22)), main, shade=0.5, shadow=0.45)
    for side in (-1, 1):
        page = curve([(0, -380), (side * 250, -416), (side * 600, -392)]) + curve(
            [(side * 600, 412), (side * 250, 392), (0, 430)]
        )
        for lift in (12, 6, 0):
            sheet.fill(
                at([(px + side * lift, py + lift) for px, py in page]),
                darker(PAPER, 0.04 * (lift > 0) + 0.002 * lift),
                edge=LINE,
                edge_width=2,
            )
        sheet.grain(at(page), darker(PAPER, 0.3), 0.5, "right" if side < 0 else "away")
    sheet.fill(at(band([(0, -392), (0, 428)], 14)), darker(PAPER, 0.2))
    pages(sheet, x, y, turn, main, second, third)
    sheet.fill(
        at([(90, -400), (140, -404), (140, 500), (115, 462), (90, 500)]), second, shade=0.6, shadow=0.2
    )
    pencil(sheet, x + rng.uniform(250, 330), 1090, rng.uniform(-28, -8), rng.choice([GOLD_2, TEAL, ROSE]))


def pages(sheet, x, y, turn, main, second, third):
    """The left page is written, the right one begins with a drawing."""
    rng = sheet.rng
    tall = rng.choice([0, 5])
    for side, rows in ((-1, range(10)), (1, range(tall, 10))):
        for row in rows:
            left = -540 if side < 0 else 180
            sx, sy = place([(left, -310 + row * 66)], x, y, turn)[0]
            wide = 460 if side < 0 else 370
            if row == 9:
                wide *= rng.uniform(0.3, 0.8)
            handwriting(sheet, sx, sy, wide, turn, main if row == 0 and side < 0 else INK)
    if tall:
        px, py = place([(365, -190)], x, y, turn)[0]
        sheet.fill(box(px, py, 380, 290, r=10, turn=turn), lighter(third, 0.6), edge=INK_2, edge_width=4)
        little_picture(sheet, px, py, second, third)


def little_picture(sheet, x, y, second, third):
    rng = sheet.rng
    sheet.fill(
        [(x - 180, y + 130), (x - 60, y - 40), (x + 20, y + 60), (x + 90, y - 10), (x + 180, y + 130)],
        third,
        shade=0.7,
    )
    sheet.fill(disc(x + rng.uniform(-100, 110), y - 75, 34), second)


def map_(sheet):
    """A map shows what somebody cares about."""
    rng = sheet.rng
    ground, main, second, third = rng.choice(SCHEMES)
    sheet.fill(box(800, 600, 1640, 1240), mix(WOOD, main, 0.3), shade=0.5)
    sheet.fill(box(800, 600, 1500, 1100, r=8, turn=rng.uniform(-1, 1)), "#f4ecd9", shadow=0.4)
    columns, rows = sorted(rng.sample(range(280, 1400, 60), 4)), sorted(rng.sample(range(240, 1040, 60), 3))
    columns, rows = spread(columns, 300, 1330), spread(rows, 260, 940)
    park = (rng.randrange(3), rng.randrange(2))
    water = river_path(rng)
    blocks(sheet, columns, rows, park, [second, third, ground], water)
    road = rng.choice(["#fffdf7", "#efe3c6"])
    for x in columns:
        sheet.line([(x, 70), (x, 1130)], road, 36)
    river(sheet, water)
    for y in rows:
        sheet.line([(70, y), (1530, y)], road, 36)
        over = min(water, key=lambda point: abs(point[1] - y))[0]
        for rail in (-24, 24):
            sheet.line([(over - 90, y + rail), (over + 90, y + rail)], WOOD_2, 12)
    walk(sheet, columns, rows, main)
    compass(sheet, rng.choice([180, 1410]), 180, main, second)


def spread(values, low, high):
    """The same number of streets, not too close to each other."""
    step = (high - low) / (len(values) - 1)
    return [low + i * step + value % 50 - 25 for i, value in enumerate(values)]


def blocks(sheet, columns, rows, park, tints, water):
    rng = sheet.rng
    for i, (left, right) in enumerate(zip([90, *columns], [*columns, 1510], strict=True)):
        for j, (top, bottom) in enumerate(zip([80, *rows], [*rows, 1120], strict=True)):
            x, y, w, h = (left + right) / 2, (top + bottom) / 2, right - left - 60, bottom - top - 60
            if (i - 1, j - 1) == park:
                sheet.fill(box(x, y, w + 10, h + 10, r=30), "#b9d49b", shade=0.5)
                for _ in range(12):
                    spot = (x + rng.uniform(-0.4, 0.4) * w, y + rng.uniform(-0.4, 0.4) * h)
                    sheet.fill(
                        blob(rng, *spot, rng.uniform(18, 30)),
                        rng.choice([LEAF, LEAF_2]),
                        shade=0.8,
                        shadow=0.2,
                    )
            elif w > 40 and h > 40:
                houses(sheet, x, y, w, h, tints, water)


def houses(sheet, x, y, w, h, tints, water):
    rng = sheet.rng
    across, down = max(1, round(w / 120)), max(1, round(h / 120))
    for i in range(across):
        for j in range(down):
            hx, hy = x + (i - (across - 1) / 2) * w / across, y + (j - (down - 1) / 2) * h / down
            if min(hypot(hx - wx, hy - wy) for wx, wy in water) < 92:
                continue
            if rng.random() < 0.14:
                sheet.fill(blob(rng, hx, hy, 28), LEAF_2, shade=0.8, shadow=0.2)
                continue
            house(sheet, hx, hy, rng.uniform(56, 78), rng.choice([*tints, ROSE_2, TEAL_2, GOLD_2, PLUM_2]))


def house(sheet, x, y, side, tint):
    wall = box(x, y + side * 0.12, side, side * 0.66)
    sheet.fill(wall, lighter(tint, 0.45), shadow=0.25)
    roof = [(x - side * 0.62, y - side * 0.18), (x, y - side * 0.66), (x + side * 0.62, y - side * 0.18)]
    sheet.fill(roof, tint, shade=0.7, direction="right")
    sheet.fill(box(x, y + side * 0.27, side * 0.22, side * 0.36), darker(tint, 0.35))


def river_path(rng):
    start, end = rng.uniform(200, 900), rng.uniform(700, 1400)
    return curve([(start, 56), (start + 140, 360), (end - 200, 640), (end, 900), (end + 40, 1144)])


def river(sheet, path):
    sheet.fill(band(path, 58, 96), "#8fc3d6", shade=0.4)
    for shift in (-14, 16):
        sheet.line([(x + shift, y) for x, y in path[6:-6]], "#b9dde8", 4)


def walk(sheet, columns, rows, colour):
    """The way to school, and hearts where somebody cares."""
    rng = sheet.rng
    x0, x1, y0, y1 = columns[0], columns[rng.randint(2, 3)], rows[-1], rows[0]
    stops = [(x0, 1090), (x0, y0), (x1, y0), (x1, y1), (x1 + 130, y1)]
    for (ax, ay), (bx, by) in pairwise(stops):
        count = max(1, round((abs(bx - ax) + abs(by - ay)) / 34))
        sheet.dots(
            [(ax + (bx - ax) * i / count, ay + (by - ay) * i / count) for i in range(count)], colour, 9
        )
    pin(sheet, *stops[-1], colour)
    for _ in range(rng.randint(4, 6)):
        heart(sheet, rng.uniform(200, 1400), rng.uniform(300, 1000), rng.uniform(24, 36), ROSE)


def pin(sheet, x, y, colour):
    point = [*arc(x, y - 92, 50, 150, 390), (x, y)]
    sheet.fill(point, colour, shade=0.8, shadow=0.35)
    sheet.fill(disc(x, y - 92, 21), CARD)


def heart(sheet, x, y, r, colour):
    shape = [
        (x, y + r),
        *arc(x - r / 2, y - r * 0.2, r * 0.56, 140, 350),
        *arc(x + r / 2, y - r * 0.2, r * 0.56, 190, 400),
    ]
    sheet.fill(shape, colour, shade=0.5, shadow=0.25)


def compass(sheet, x, y, main, second):
    sheet.fill(disc(x, y, 82), PAPER, shadow=0.25, edge=main, edge_width=6)
    sheet.fill(star(x, y, 70, 4, 0.22), main, shade=0.6)
    sheet.fill([(x - 15, y), (x + 15, y), (x, y - 70)], second)


def fair(sheet):
    """A no is also an answer."""
    rng = sheet.rng
    ground, main, second, third = rng.choice(SCHEMES)
    room(sheet, ground, lighter(WOOD, 0.3), 930)
    top = 170
    for side in (-1, 1):
        wing = [
            (800 + side * 360, top),
            (800 + side * 640, top + 60),
            (800 + side * 640, 960),
            (800 + side * 360, 930),
        ]
        sheet.fill(
            wing, lighter(main, 0.12), shade=0.7, direction="right" if side > 0 else "away", shadow=0.3
        )
    sheet.fill(box(800, (top + 930) / 2, 720, 930 - top), main, shade=0.25, shadow=0.15)
    sheet.fill(box(800, top + 82, 620, 100, r=12), CARD, shadow=0.2)
    handwriting(sheet, 560, top + 82, 480, 0, main, 11)
    panels(sheet, top, second, third)
    rng.choice([bars, bars, pie_chart])(sheet, 660, 500, [second, third, PLUM_2, TEAL_2])
    curve_chart(sheet, 950, 500, second)
    sheet.fill(box(800, 780, 600, 190, r=8), CARD, shadow=0.2)
    for i in range(3):
        handwriting(sheet, 530, 735 + i * 50, 540 - 160 * (i == 2), 0, INK, 4)
    exhibits(sheet, second, third)
    if rng.random() < 0.6:
        ribbon(sheet, 1330 if rng.random() < 0.5 else 270, 330, rng.choice([GOLD_2, ROSE, "#2f5f97"]))


def panels(sheet, top, second, third):
    rng = sheet.rng
    for side in (-1, 1):
        for i in range(3):
            x, y = 800 + side * 500, top + 190 + i * 215
            sheet.fill(box(x, y, 200, 172, r=6, turn=rng.uniform(-2, 2)), CARD, shadow=0.2)
            if (i + side) % 2:
                sheet.fill(box(x, y, 176, 146, r=4), lighter((second, third)[i % 2], 0.5))
                sheet.fill(blob(rng, x, y + 16, 54), (third, second)[i % 2], shade=0.8)
            else:
                for row in range(3):
                    handwriting(sheet, x - 78, y - 44 + row * 42, 150, 0, INK_2, 3.5)


def bars(sheet, x, y, tints):
    rng = sheet.rng
    sheet.fill(box(x, y, 270, 270, r=8), CARD, shadow=0.2)
    for i in range(4):
        tall = rng.uniform(50, 190)
        sheet.fill(
            box(x - 88 + i * 58, y + 104 - tall / 2, 42, tall, r=6), tints[i], shade=0.5, direction="right"
        )
    sheet.line([(x - 118, y - 110), (x - 118, y + 106), (x + 118, y + 106)], INK, 6)


def pie_chart(sheet, x, y, tints):
    sheet.fill(box(x, y, 270, 270, r=8), CARD, shadow=0.2)
    start = -90.0
    for i, part in enumerate(sheet.rng.choice([(140, 120, 100), (200, 100, 60), (90, 160, 110)])):
        sheet.fill([(x, y), *arc(x, y, 108, start, start + part)], tints[i], shade=0.4)
        start += part


def curve_chart(sheet, x, y, tint):
    rng = sheet.rng
    sheet.fill(box(x, y, 270, 270, r=8), CARD, shadow=0.2)
    for colour in (tint, INK_2):
        points = [(x - 108 + i * 54, y + 96 - i * rng.uniform(14, 44)) for i in range(5)]
        sheet.line(curve(points), colour, 8)
        sheet.dots(points, colour, 11)
    sheet.line([(x - 118, y - 110), (x - 118, y + 106), (x + 118, y + 106)], INK, 6)


def exhibits(sheet, second, third):
    rng = sheet.rng
    for i, x in enumerate((330, 800, 1270)):
        rng.choice([flask, sprout, lamp_battery])(
            sheet, x + rng.uniform(-40, 40), 1040, (second, third, TEAL_2)[i]
        )


def flask(sheet, x, y, colour):
    glass = [
        (x - 26, y - 170),
        (x + 26, y - 170),
        (x + 26, y - 90),
        (x + 96, y + 50),
        (x - 96, y + 50),
        (x - 26, y - 90),
    ]
    sheet.fill(glass, lighter(SKY, 0.4), shadow=0.3)
    sheet.fill([(x - 50, y - 42), (x + 50, y - 42), (x + 90, y + 44), (x - 90, y + 44)], colour, shade=0.8)
    sheet.dots(
        [(x + sheet.rng.uniform(-40, 40), y + sheet.rng.uniform(-20, 30)) for _ in range(7)],
        lighter(colour, 0.6),
        7,
    )
    sheet.fill(box(x, y - 172, 74, 18, r=8), lighter(INK_2, 0.4))


def sprout(sheet, x, y, colour):
    tall = sheet.rng.uniform(90, 190)
    sheet.fill(band(curve([(x, y - 50), (x + 12, y - 60 - tall / 2), (x, y - 60 - tall)]), 12, 7), LEAF)
    for i in range(3):
        for turn in (-30, -150):
            sheet.fill(
                leaf(x, y - 70 - tall * i / 3, 70, turn + sheet.rng.uniform(-12, 12)), LEAF_2, shade=0.6
            )
    sheet.fill(
        [(x - 78, y - 60), (x + 78, y - 60), (x + 56, y + 50), (x - 56, y + 50)],
        colour,
        shade=0.9,
        shadow=0.3,
    )
    sheet.fill(box(x, y - 62, 176, 32, r=10), lighter(colour, 0.15))


def lamp_battery(sheet, x, y, colour):
    sheet.line(curve([(x - 60, y), (x - 110, y - 110), (x + 10, y - 130)]), ROSE, 8)
    sheet.line(curve([(x + 60, y), (x + 120, y - 80), (x + 40, y - 130)]), INK, 8)
    sheet.glow(x + 24, y - 190, 120, GOLD_2, 0.8)
    sheet.fill(disc(x + 24, y - 190, 50), "#fdf0b8", shade=0.4)
    sheet.fill(box(x + 24, y - 134, 46, 34, r=6), INK_2)
    sheet.fill(box(x, y + 10, 200, 84, r=12), colour, shade=0.9, direction="down", shadow=0.3)
    sheet.fill(box(x + 70, y + 10, 60, 84, r=12), INK)


def ribbon(sheet, x, y, colour):
    for side in (-1, 1):
        tail = [(x, y), (x + side * 70, y + 190), (x + side * 36, y + 176), (x + side * 10, y + 204)]
        sheet.fill(tail, darker(colour, 0.15), shade=0.5)
    ring = [
        (x + (86 if i % 2 else 70) * cos(radians(i * 15)), y + (86 if i % 2 else 70) * sin(radians(i * 15)))
        for i in range(24)
    ]
    sheet.fill(ring, colour, shade=0.7, shadow=0.3)
    sheet.fill(disc(x, y, 52), CARD)
    sheet.fill(star(x, y, 36), colour)
