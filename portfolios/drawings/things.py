"""What was built."""

from math import cos, radians, sin

from portfolios.drawings.shapes import arc, band, blob, box, curve, disc, leaf, place
from portfolios.drawings.sheet import (
    CARD,
    GOLD,
    GOLD_2,
    GOLD_SOFT,
    INK,
    INK_2,
    PLUM,
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

ACCENTS = [TEAL, PLUM, ROSE, GOLD, "#2f5f97", GOLD_2, TEAL_2, PLUM_2]


def room(sheet, wall, floor=WOOD, horizon=860):
    """A wall with the light of a window on it, and something to stand on."""
    rng = sheet.rng
    sheet.fill(box(800, horizon / 2, 1640, horizon), wall, shade=0.35)
    x, slope = rng.uniform(150, 1050), rng.uniform(60, 160)
    for i in range(2):
        pane = [(x + i * 190, 60), (x + 160 + i * 190, 60)]
        pane += [(x + 160 + i * 190 - slope, horizon - 230), (x + i * 190 - slope, horizon - 230)]
        sheet.fill(pane, lighter(wall, 0.45))
    sheet.fill(box(800, (horizon + 1200) / 2, 1640, 1200 - horizon), floor, shade=0.6, direction="down")
    for _ in range(14):
        left, y = rng.uniform(-100, 1400), rng.uniform(horizon + 20, 1190)
        sheet.line([(left, y), (left + rng.uniform(120, 420), y)], darker(floor, 0.1), 3)


def robot(sheet):
    """It sorts plastic from paper."""
    rng = sheet.rng
    ground, main, second, third = rng.choice(SCHEMES)
    room(sheet, ground, lighter(mix(main, WOOD, 0.6), 0.45))
    sheet.mirrored = rng.random() < 0.5
    x = 800 + rng.uniform(-130, 130)
    for side in (-1, 1):
        bin_of(sheet, x + side * 520, 960, second if side < 0 else third)
    arms(sheet, x, main, second)
    if rng.random() < 0.5:
        for side in (-1, 1):
            sheet.fill(box(x + side * 90, 930, 60, 130), darker(main, 0.35), shade=0.8, direction="right")
            sheet.fill(box(x + side * 100, 1000, 130, 60, r=28), INK, shade=0.6, shadow=0.35)
    else:
        sheet.fill(box(x, 960, 330, 110, r=55), INK, shadow=0.35)
        for i in range(-2, 3):
            sheet.fill(disc(x + i * 62, 960, 30), INK_2, shade=1, direction="ball")
    sheet.fill(
        box(x, 700, 390, 400, r=rng.choice([24, 60, 120])), main, shade=1, direction="right", shadow=0.3
    )
    chest(sheet, x, 710, main, second, third)
    sheet.fill(box(x, 482, 90, 60), darker(main, 0.35))
    head(sheet, x, 340, main, second)


def bin_of(sheet, x, y, colour):
    body = [(x - 120, y - 180), (x + 120, y - 180), (x + 96, y + 80), (x - 96, y + 80)]
    for _ in range(5):
        scrap = (x + sheet.rng.uniform(-80, 80), y - 190)
        tint = sheet.rng.choice([CARD, SKY, GOLD_SOFT, TEAL_2, ROSE_2])
        sheet.fill(box(*scrap, 70, 90, r=6, turn=sheet.rng.uniform(-50, 50)), tint, shade=0.6)
    sheet.fill(body, colour, shade=1, direction="right", shadow=0.3)
    sheet.fill(box(x, y - 180, 270, 36, r=14), darker(colour, 0.2))
    recycle(sheet, x, y - 50, 54, lighter(colour, 0.75))


def recycle(sheet, x, y, r, colour):
    """Three arrows that follow each other."""
    for start in (-90, 30, 150):
        sheet.line(arc(x, y, r, start + 12, start + 88), colour, r * 0.24)
        tip = radians(start + 102)
        point = place([(-r * 0.34, -r * 0.3), (r * 0.34, -r * 0.3), (0, r * 0.34)], 0, 0, start + 102)
        sheet.fill([(x + r * cos(tip) + a, y + r * sin(tip) + b) for a, b in point], colour)


def arms(sheet, x, main, second):
    rng = sheet.rng
    for side in (-1, 1):
        lift = rng.uniform(-260, 120)
        elbow = (x + side * rng.uniform(300, 350), 640 + rng.uniform(-20, 120))
        hand = (elbow[0] + side * rng.uniform(-10, 60), elbow[1] - 60 + lift)
        reach = curve([(x + side * 180, 600), elbow, hand])
        sheet.fill(band(reach, 58, 46), INK_2, shade=0.8, shadow=0.25)
        for px, py in reach[2::4]:
            sheet.fill(disc(px, py, 31, 9, turn=90), lighter(INK_2, 0.3))
        for turn in (-60, 60):
            aim = -90 + turn * 0.75 if lift < 0 else 90 + turn * 0.75
            sheet.fill(leaf(*hand, 92, aim, fat=0.5), darker(second, 0.15), shade=0.7)
        sheet.fill(disc(*hand, 40), second, shade=1, direction="ball")
        if lift < 0:
            can(sheet, hand[0], hand[1] - 118, rng.choice(ACCENTS))


def can(sheet, x, y, colour):
    sheet.fill(box(x, y, 76, 112, r=10), colour, shade=1, direction="right")
    sheet.fill(box(x, y, 76, 34), lighter(colour, 0.7))
    sheet.fill(disc(x, y - 54, 38, 10), "#cfd3dc")


def chest(sheet, x, y, main, second, third):
    rng = sheet.rng
    sheet.fill(box(x, y - 30, 270, 230, r=26), lighter(main, 0.82), shade=0.4)
    recycle(sheet, x, y - 36, 70, main)
    for i, tint in enumerate((second, third, GOLD_SOFT)):
        sheet.fill(disc(x - 80 + i * 80, y + 142, 26), tint, shade=1, direction="ball")
    if rng.random() < 0.6:
        for side in (-1, 1):
            sheet.dots([(x + side * 168, y + dy) for dy in (-150, -90, 90, 150)], darker(main, 0.4), 9)


def head(sheet, x, y, main, second):
    rng = sheet.rng
    wide = rng.uniform(330, 430)
    sheet.line([(x, y - 100), (x, y - 205)], darker(main, 0.3), 22)
    sheet.fill(disc(x, y - 215, 42), second, shade=1.1, direction="ball", shadow=0.2)
    for side in (-1, 1):
        sheet.fill(box(x + side * wide / 2, y, 60, 130, r=26), darker(main, 0.3), shade=0.8)
    sheet.fill(
        box(x, y, wide, 270, r=rng.choice([30, 70, 130])), main, shade=1, direction="right", shadow=0.3
    )
    eye, gap = rng.uniform(46, 66), rng.uniform(82, 105)
    look = rng.uniform(-14, 14)
    for side in (-1, 1):
        sheet.fill(disc(x + side * gap, y - 30, eye), CARD, shade=0.4)
        sheet.fill(disc(x + side * gap + look, y - 26, eye * 0.45), INK)
        sheet.dots([(x + side * gap + look - 8, y - 36)], CARD, 8)
    if rng.random() < 0.5:
        sheet.line(arc(x, y + 22, 90, 30, 150), CARD, 20)
    else:
        sheet.fill(box(x, y + 80, 190, 48, r=20), CARD)
        for i in range(-2, 3):
            sheet.line([(x + i * 34, y + 60), (x + i * 34, y + 100)], main, 6)


def volcano(sheet):
    """A model, cut open: the chamber, the vent, the layers."""
    rng = sheet.rng
    ground, main, _second, _third = rng.choice(SCHEMES)
    room(sheet, ground, lighter(mix(main, WOOD, 0.7), 0.4), 900)
    x, rock = 800 + rng.uniform(-60, 60), rng.choice([WOOD_2, "#6d4a7e", "#8a4f3a", "#4f5f78", "#4d6b58"])
    top, wide = rng.uniform(430, 500), rng.uniform(480, 600)
    clouds(sheet, x, top)
    lava_fountain(sheet, x, top)
    left = curve([(x - wide, 950), (x - wide * 0.55, 800), (x - 190, 560), (x - 95, top)])
    right = curve([(x + 95, top), (x + 190, 560), (x + wide * 0.55, 800), (x + wide, 950)])
    sheet.fill([*left, *right], rock, shade=1, direction="right", shadow=0.35)
    for i in range(4):
        part = 0.82 - i * 0.17
        layer = [(x + (px - x) * part, 950 - (950 - py) * (part + 0.02)) for px, py in [*left, *right]]
        sheet.fill(layer, mix(lighter(rock, 0.28), ROSE if i % 2 else GOLD_2, 0.12 + i * 0.1), shade=0.5)
    sheet.fill(blob(rng, x, 860, 210, 92, 0.08), "#c2321f", shade=0.8)
    sheet.fill(blob(rng, x, 866, 150, 58, 0.08), "#f08a2c", shade=0.5)
    vent = curve([(x, 840), (x + rng.uniform(-30, 30), 640), (x, top + 6)])
    sheet.fill(band(vent, 90, 130), "#d9472b", shade=0.5)
    sheet.fill(band(vent, 44, 70), GOLD_2)
    sheet.fill(disc(x, top, 96, 24), "#f08a2c", edge=darker(rock, 0.3), edge_width=10)
    for side, outline in ((-1, left[::-1]), (1, right)):
        stream(sheet, outline, side)
    sheet.fill(box(x, 990, wide * 2 + 120, 84, r=10), WOOD, shade=0.7, shadow=0.35)
    labels(sheet, x, main)


def clouds(sheet, x, top):
    rng = sheet.rng
    for _ in range(14):
        spot = (x + rng.uniform(-300, 300), top - rng.uniform(170, 300))
        puff = blob(rng, *spot, rng.uniform(70, 120), wobble=0.06, knots=12)
        sheet.fill(
            puff,
            mix(CARD, rng.choice([ROSE_2, GOLD_2, INK_2]), rng.uniform(0, 0.14)),
            shade=0.35,
            shadow=0.08,
        )


def lava_fountain(sheet, x, top):
    rng = sheet.rng
    for i in range(15):
        lean = rng.uniform(-170, 170)
        tip = (x + lean, top - rng.uniform(90, 240))
        path = curve([(x + lean * 0.1, top + 10), (x + lean * 0.5, tip[1] - 20), tip])
        sheet.fill(band(path, 34, 10), ("#d9472b", "#f08a2c", GOLD_2)[i % 3])
        sheet.dots(
            [(tip[0] + rng.uniform(-20, 20), tip[1] + rng.uniform(-30, 10))], "#f08a2c", rng.uniform(6, 13)
        )


def stream(sheet, outline, side):
    """Lava on the outside, thinner the farther it has come."""
    rng = sheet.rng
    end = rng.randint(len(outline) // 2, len(outline) - 4) if side > 0 else rng.randint(10, len(outline) - 6)
    path = [(px, py + 16) for px, py in outline[:end]]
    sheet.fill(band(path, 54, 26), "#d9472b", shade=0.6)
    sheet.fill(disc(*path[-1], 20), "#d9472b")


def labels(sheet, x, colour):
    """Flags on pins, with writing too small to read."""
    for px, py, turn in ((x - 330, 690, -5), (x + 300, 560, 4), (x + 360, 800, -3)):
        sheet.line([(px, py), (px, py + 120)], INK_2, 6)
        sheet.fill(box(px + 75, py, 160, 66, r=4, turn=turn), CARD, shadow=0.25)
        for i in range(2):
            sheet.line([(px + 16, py - 12 + i * 24), (px + 130 - i * 40, py - 14 + i * 24)], colour, 6)


def bridge(sheet):
    """It held eleven books."""
    rng = sheet.rng
    ground, main, second, third = rng.choice(SCHEMES)
    room(sheet, ground, lighter(mix(main, WOOD, 0.5), 0.5), 980)
    left, right, deck, high = 260, 1340, rng.uniform(660, 730), rng.uniform(170, 260)
    for x, tint in ((170, second), (1430, third)):
        pile(sheet, x, deck + 10, 1040, tint)
    fields = rng.choice([6, 8, 10])
    arched = rng.random() < 0.5
    truss(sheet, left, right, deck - 34, high, fields, 1, arched)
    books_on(sheet, deck - 20, rng.randint(4, 8))
    truss(sheet, left, right, deck, high, fields, 0, arched)


def pile(sheet, x, top, bottom, tint):
    """Of books, to stand the bridge on."""
    rng, y = sheet.rng, bottom
    while y > top:
        tall = y - top if y - top < 100 else rng.uniform(44, 74)
        colour = mix(tint, rng.choice(ACCENTS), rng.uniform(0, 0.7))
        wide = rng.uniform(310, 370)
        sheet.fill(box(x, y - tall / 2, wide, tall, r=8), colour, shade=0.8, direction="right", shadow=0.3)
        sheet.fill(box(x + (wide / 2 - 8) * (1 if x < 800 else -1), y - tall / 2, 16, tall - 14), GOLD_SOFT)
        sheet.line([(x - wide * 0.3, y - tall / 2), (x + wide * 0.2, y - tall / 2)], lighter(colour, 0.5), 7)
        y -= tall


def truss(sheet, left, right, deck, high, fields, depth, arched):
    step = (right - left) / fields
    tone = mix("#e3bd84", WOOD_2, 0.3 * depth)

    def top(i):
        return deck - high * (0.45 + 0.85 * sin(3.1416 * i / fields)) if arched else deck - high

    def stick(a, b):
        sheet.fill(
            band([a, b], 20),
            darker(tone, sheet.rng.uniform(0, 0.14)),
            shade=0.4,
            shadow=0.0 if depth else 0.18,
        )

    for i in range(fields):
        a, b = left + i * step, left + (i + 1) * step
        stick((a - 6, deck), (b + 6, deck))
        if 0 < i < fields - 1:
            stick((a, top(i)), (b, top(i + 1)))
        stick((a, deck), (b, top(i + 1))) if i < fields / 2 else stick((a, top(i)), (b, deck))
        if i:
            stick((a, deck), (a, top(i)))
    joints = [(left + i * step, y) for i in range(1, fields) for y in (deck, top(i))]
    sheet.dots(joints, darker(tone, 0.45), 8)


def books_on(sheet, y, count):
    rng = sheet.rng
    x = 800 + rng.uniform(-80, 80)
    for _ in range(count):
        tall, wide = rng.uniform(30, 56), rng.uniform(220, 320)
        colour = rng.choice(ACCENTS)
        spot = (x + rng.uniform(-16, 16), y - tall / 2)
        sheet.fill(box(*spot, wide, tall, r=6, turn=rng.uniform(-1, 1)), colour, shade=0.9, shadow=0.22)
        sheet.fill(box(spot[0] + wide / 2 - 10, spot[1], 14, tall - 12), GOLD_SOFT)
        y -= tall
