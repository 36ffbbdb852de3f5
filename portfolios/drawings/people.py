"""Faces: every skin, every kind of hair, glasses, scarves, and a friendly look."""

from math import cos, radians, sin

from portfolios.drawings.shapes import arc, band, blob, box, curve, disc, star
from portfolios.drawings.sheet import (
    CARD,
    GOLD_2,
    INK,
    PLUM,
    PLUM_2,
    ROSE,
    ROSE_2,
    SCHEMES,
    TEAL,
    TEAL_2,
    darker,
    lighter,
    mix,
)

SKINS = ["#f6d7bd", "#eebf98", "#dda273", "#c68653", "#a4663c", "#7f4b2c", "#5c3521"]
HAIRS = ["#1f1a1c", "#2f2320", "#4b2e20", "#6e4426", "#a2642d", "#d0a04f", "#b5532f"]
CLOTHES = [TEAL, PLUM, ROSE, GOLD_2, "#2f5f97", TEAL_2, PLUM_2, ROSE_2]


class Look:
    """What one person looks like; a face is drawn from it at any size."""

    def __init__(self, rng):
        self.skin = rng.choice(SKINS)
        fair = SKINS.index(self.skin) < 2
        self.hair = rng.choice(HAIRS if fair else HAIRS[:4] if SKINS.index(self.skin) < 4 else HAIRS[:2])
        self.style = rng.choice(
            ["short", "bob", "long", "puffs", "curls", "bun", "braids", "hijab", "hijab", "crop", "headband"]
        )
        self.clothes = rng.choice(CLOTHES)
        self.scarf = rng.choice([c for c in CLOTHES if c != self.clothes])
        self.glasses = rng.random() < 0.3
        self.freckles = fair and rng.random() < 0.4
        self.smile = rng.choice(["open", "closed", "closed", "gap"])
        self.hearing_aid = rng.random() < 0.08


def bust(sheet, x, y, r, look):
    """Head and shoulders; (x, y) is the middle of the face and r half its height."""
    back_hair(sheet, x, y, r, look)
    shoulders(sheet, x, y, r, look)
    if look.style != "hijab":
        for side in (-1, 1):
            sheet.fill(disc(x + side * r * 0.83, y + r * 0.1, r * 0.15, r * 0.2), darker(look.skin, 0.06))
    face = [
        (-0.8, -0.25),
        (-0.5, -0.86),
        (0.5, -0.86),
        (0.8, -0.25),
        (0.72, 0.42),
        (0.3, 0.93),
        (-0.3, 0.93),
        (-0.72, 0.42),
    ]
    sheet.fill(
        curve([(x + a * r, y + b * r) for a, b in face], closed=True),
        look.skin,
        shade=0.4 if r > 150 else 0,  # the grain of a small face would look like freckles
        direction="right",
        deep=0.16,
    )
    features(sheet, x, y, r, look)
    FRONT[look.style](sheet, x, y, r, look)
    if look.glasses:
        glasses(sheet, x, y, r, look)
    if look.hearing_aid and look.style not in ("hijab", "long", "bob"):
        sheet.line(arc(x - r * 0.86, y + r * 0.02, r * 0.14, 120, 330), TEAL_2, r * 0.07)


def shoulders(sheet, x, y, r, look):
    neck = [
        (x - r * 0.3, y + r * 0.5),
        (x + r * 0.3, y + r * 0.5),
        (x + r * 0.36, y + r * 1.4),
        (x - r * 0.36, y + r * 1.4),
    ]
    right = [(0.55, 1.16), (1.4, 1.55), (1.55, 2.6)]
    outline = [*[(-a, b) for a, b in right[::-1]], (0, 1.3), *right]
    body = curve([(x + a * r, y + b * r) for a, b in outline])
    sheet.fill(body, look.clothes, shade=0.8, direction="right", shadow=0.2)
    for i in range(sheet.rng.choice([0, 0, 3])):
        at = y + r * (1.66 + i * 0.32)
        sheet.line(
            curve([(x - r * 1.4, at + r * 0.08), (x, at), (x + r * 1.4, at + r * 0.08)]),
            lighter(look.clothes, 0.55),
            r * 0.1,
        )
    sheet.fill(neck, darker(look.skin, 0.1))
    sheet.fill(disc(x, y + r * 1.3, r * 0.4, r * 0.17), darker(look.skin, 0.1))


def features(sheet, x, y, r, look):
    tone = darker(look.skin, 0.35)
    for side in (-1, 1):
        ex = x + side * r * 0.34
        sheet.fill(disc(ex, y + r * 0.02, r * 0.15, r * 0.16), CARD)
        sheet.fill(disc(ex, y + r * 0.03, r * 0.105, r * 0.125), INK)
        sheet.dots([(ex - r * 0.03, y - r * 0.03)], CARD, r * 0.036)
        brow = arc(ex, y - r * 0.1, r * 0.19, 220, 320)
        sheet.line(brow, mix(look.hair, INK, 0.2), r * 0.06)
        cheek = disc(x + side * r * 0.48, y + r * 0.34, r * 0.17, r * 0.12)
        sheet.fill(cheek, mix(look.skin, ROSE, 0.2))
    if look.freckles:
        places = [
            (x + side * r * d, y + r * e)
            for side in (-1, 1)
            for d, e in ((0.34, 0.26), (0.44, 0.31), (0.27, 0.33))
        ]
        sheet.dots(places, tone, r * 0.022)
    sheet.line(
        curve([(x - r * 0.05, y + r * 0.1), (x - r * 0.1, y + r * 0.28), (x + r * 0.05, y + r * 0.31)]),
        tone,
        r * 0.05,
    )
    mouth(sheet, x, y, r, look, tone)


def mouth(sheet, x, y, r, look, tone):
    if look.smile == "closed":
        sheet.line(arc(x, y + r * 0.36, r * 0.28, 30, 150), darker(tone, 0.2), r * 0.06)
        return
    sheet.fill(arc(x, y + r * 0.46, r * 0.27, 0, 180), "#7a2433")
    teeth = arc(x, y + r * 0.46, r * 0.25, 0, 180, ry=r * 0.1)
    sheet.fill(teeth, CARD)
    if look.smile == "gap":
        sheet.fill(box(x, y + r * 0.5, r * 0.05, r * 0.1), "#7a2433")


def glasses(sheet, x, y, r, look):
    tone = darker(look.scarf, 0.3)
    for side in (-1, 1):
        ring = disc(x + side * r * 0.35, y + r * 0.04, r * 0.27)
        sheet.line([*ring, ring[0]], tone, r * 0.06)
        sheet.line([(x + side * r * 0.61, y), (x + side * r * 0.8, y - r * 0.06)], tone, r * 0.05)
    sheet.line(arc(x, y + r * 0.04, r * 0.1, 200, 340), tone, r * 0.06)


def back_hair(sheet, x, y, r, look):
    """What falls behind the face and the shoulders."""
    if look.style == "long":
        fall = [
            (-0.95, -0.3),
            (-0.6, -1.05),
            (0.6, -1.05),
            (0.95, -0.3),
            (1.08, 0.9),
            (0.8, 1.7),
            (-0.8, 1.7),
            (-1.08, 0.9),
        ]
        sheet.fill(curve([(x + a * r, y + b * r) for a, b in fall], closed=True), darker(look.hair, 0.1))
    elif look.style == "bob":
        sheet.fill(box(x, y - r * 0.02, r * 2.0, r * 1.9, r=r * 0.75), darker(look.hair, 0.1))
    elif look.style in ("curls", "headband"):
        for i in range(13):
            a = radians(150 + i * 20)
            sheet.fill(
                blob(sheet.rng, x + r * 0.82 * cos(a), y - r * 0.2 + r * 0.82 * sin(a), r * 0.36),
                look.hair,
                shade=0.5,
            )
    elif look.style == "puffs":
        for side in (-1, 1):
            sheet.fill(
                blob(sheet.rng, x + side * r * 0.92, y - r * 0.72, r * 0.5, wobble=0.08, knots=12),
                look.hair,
                shade=0.8,
            )
    elif look.style == "bun":
        sheet.fill(blob(sheet.rng, x, y - r * 1.2, r * 0.36, wobble=0.06), look.hair, shade=0.8)
    elif look.style == "braids":
        braids(sheet, x, y, r, look)
    elif look.style == "hijab":
        veil = [
            (-1.0, -0.2),
            (-0.6, -1.08),
            (0.6, -1.08),
            (1.0, -0.2),
            (1.05, 0.8),
            (1.2, 1.6),
            (-1.2, 1.6),
            (-1.05, 0.8),
        ]
        sheet.fill(curve([(x + a * r, y + b * r) for a, b in veil], closed=True), darker(look.scarf, 0.2))


def braids(sheet, x, y, r, look):
    for side in (-1, 1):
        for i in range(6):
            spot = (x + side * r * (0.86 + i * 0.03), y + r * (0.1 + i * 0.27))
            sheet.fill(disc(*spot, r * 0.19, r * 0.17), mix(look.hair, CARD, 0.06 * (i % 2)), shade=0.5)
        sheet.fill(disc(x + side * r * 1.04, y + r * 1.72, r * 0.12), look.scarf)


def cap(x, y, r, dip):
    """Hair on the head, with the edge above the forehead `dip` deep in its middle."""
    over = arc(x, y - r * 0.12, r * 0.9, 178, 362, ry=r * 0.94)
    edge = [
        (x + r * 0.74, y - r * 0.22),
        (x + r * 0.3, y - r * (0.5 - dip)),
        (x - r * 0.3, y - r * (0.5 - dip / 2)),
    ]
    return [*over, *curve([(x + r * 0.86, y), *edge, (x - r * 0.74, y - r * 0.2), (x - r * 0.86, y)])]


def short(sheet, x, y, r, look):
    sheet.fill(cap(x, y, r, 0), look.hair, shade=0.7)
    tuft = [(x - r * 0.4, y - r * 0.95), (x + r * 0.1, y - r * 1.22), (x + r * 0.55, y - r * 0.9)]
    sheet.fill(curve([*tuft, (x, y - r * 0.7)], closed=True), look.hair)


def crop(sheet, x, y, r, look):
    sheet.fill(cap(x, y, r, -0.1), look.hair, shade=0.7)


def fringe(sheet, x, y, r, look):
    sheet.fill(cap(x, y, r, 0.14), look.hair, shade=0.7)
    for dx in (-0.4, -0.1, 0.25):
        sheet.line(
            curve([(x + r * (dx + 0.1), y - r * 0.9), (x + r * dx, y - r * 0.45)]),
            lighter(look.hair, 0.12),
            r * 0.04,
        )


def parted(sheet, x, y, r, look):
    for side in (-1, 1):
        lock = [
            (x + side * r * 0.02, y - r * 0.98),
            (x + side * r * 0.66, y - r * 0.92),
            (x + side * r * 0.95, y - r * 0.1),
        ]
        lock += [
            (x + side * r * 0.8, y + r * 0.12),
            (x + side * r * 0.6, y - r * 0.42),
            (x + side * r * 0.1, y - r * 0.72),
        ]
        sheet.fill(curve(lock, closed=True), look.hair, shade=0.6)


def curls(sheet, x, y, r, look):
    for i in range(9):
        a = radians(196 + i * 18.5)
        spot = (x + r * 0.74 * cos(a), y - r * 0.08 + r * 0.78 * sin(a))
        sheet.fill(
            blob(sheet.rng, *spot, r * 0.24), mix(look.hair, CARD, sheet.rng.uniform(0, 0.1)), shade=0.7
        )


def headband(sheet, x, y, r, look):
    curls(sheet, x, y, r, look)
    sheet.line(arc(x, y - r * 0.05, r * 0.84, 205, 335, ry=r * 0.8), look.scarf, r * 0.16)


def hijab(sheet, x, y, r, look):
    ring = arc(x, y - r * 0.02, r * 0.95, 120, 420, ry=r * 1.02)
    hole = arc(x, y + r * 0.04, r * 0.68, 420, 120, ry=r * 0.78)
    sheet.fill(arc(x, y - r * 0.52, r * 0.6, 180, 360, ry=r * 0.4), darker(look.scarf, 0.25))
    sheet.fill([*ring, *hole], look.scarf, shade=0.7, direction="right")
    drape = [
        (-0.78, 0.42),
        (-0.4, 0.8),
        (0, 0.92),
        (0.4, 0.8),
        (0.78, 0.42),
        (1.12, 1.3),
        (0.5, 1.7),
        (-0.5, 1.75),
        (-1.12, 1.3),
    ]
    sheet.fill(
        curve([(x + a * r, y + b * r) for a, b in drape], closed=True),
        look.scarf,
        shade=0.8,
        direction="right",
    )
    for bend in (0.25, 0.55):
        sheet.line(
            curve(
                [
                    (x - r * 0.7, y + r * (0.6 + bend)),
                    (x, y + r * (1.0 + bend)),
                    (x + r * 0.8, y + r * (0.7 + bend * 0.8)),
                ]
            ),
            darker(look.scarf, 0.18),
            r * 0.05,
        )


FRONT = {
    "short": short,
    "crop": crop,
    "bob": fringe,
    "long": parted,
    "puffs": parted,
    "bun": parted,
    "braids": parted,
    "curls": curls,
    "headband": headband,
    "hijab": hijab,
}


def self_portrait(sheet):
    """I looked in the mirror a lot."""
    rng = sheet.rng
    ground, main, second, third = rng.choice(SCHEMES)
    sheet.fill(box(800, 600, 1640, 1240), lighter(ground, 0.1), shade=0.3)
    rng.choice([rays, bubbles, confetti, brush_strokes])(sheet, main, second, third)
    bust(sheet, 800 + rng.uniform(-60, 60), 560 + rng.uniform(-20, 30), 300, Look(rng))
    crayon_frame(sheet, [main, second, third])


def rays(sheet, main, second, third):
    for i in range(16):
        wedge = [(800, 620), *arc(800, 620, 1300, i * 22.5, i * 22.5 + 11)]
        sheet.fill(wedge, lighter((main, second, third)[i % 3], 0.62))


def bubbles(sheet, main, second, third):
    rng = sheet.rng
    for _ in range(46):
        spot, r = (rng.uniform(0, 1600), rng.uniform(0, 1200)), rng.uniform(26, 100)
        sheet.wash(disc(*spot, r), rng.choice([main, second, third]), rng.uniform(0.15, 0.4))


def confetti(sheet, main, second, third):
    rng = sheet.rng
    for _ in range(80):
        spot, tint = (rng.uniform(0, 1600), rng.uniform(0, 1200)), rng.choice([main, second, third])
        shape = (
            star(*spot, rng.uniform(18, 46), turn=rng.uniform(0, 72))
            if rng.random() < 0.4
            else disc(*spot, rng.uniform(8, 26))
        )
        sheet.fill(shape, lighter(tint, 0.35))


def brush_strokes(sheet, main, second, third):
    rng = sheet.rng
    for i in range(13):
        y = 30 + i * 95
        stroke = curve(
            [(-60, y), (500, y + rng.uniform(-50, 50)), (1100, y + rng.uniform(-50, 50)), (1660, y)]
        )
        sheet.wash(band(stroke, rng.uniform(60, 110)), (main, second, third)[i % 3], 0.36, rim=0.05)


def crayon_frame(sheet, tints):
    rng = sheet.rng
    for i in range(4):
        inset = 24 + i * 13
        ring = [
            (inset, inset),
            (1600 - inset, inset),
            (1600 - inset, 1200 - inset),
            (inset, 1200 - inset),
            (inset, inset),
        ]
        wobbly = [(x + rng.uniform(-4, 4), y + rng.uniform(-4, 4)) for x, y in ring]
        sheet.line(wobbly, tints[i % 3], 9)


def avatar(sheet):
    """A face for a circle of 256 pixels: the units are 400 x 400."""
    rng = sheet.rng
    ground, _main, second, _third = rng.choice(SCHEMES)
    sheet.fill(box(200, 200, 420, 420), mix(ground, second, 0.25), shade=0.4)
    bust(sheet, 200, 190, 104, Look(rng))
