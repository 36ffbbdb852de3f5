"""What was baked."""

from math import cos, radians, sin

from portfolios.drawings.shapes import arc, band, box, curve, disc, leaf
from portfolios.drawings.sheet import (
    CARD,
    GOLD_2,
    GOLD_SOFT,
    LEAF,
    LEAF_2,
    PAPER,
    PLUM,
    PLUM_2,
    ROSE_2,
    SCHEMES,
    TEAL_2,
    WOOD,
    WOOD_2,
    darker,
    lighter,
)
from portfolios.drawings.things import room


def pizza(sheet):
    """One half is the same as four eighths."""
    rng = sheet.rng
    checked(sheet, rng.choice([ROSE_2, TEAL_2, PLUM_2, GOLD_2, "#8fb3d9"]))
    layouts = [[(440, 560, 330), (1160, 560, 330)], [(330, 420, 250), (1230, 400, 270), (780, 800, 285)]]
    cuts = rng.sample([2, 3, 4, 6, 8], 3)
    for (x, y, r), parts in zip(rng.choice(layouts), cuts, strict=False):
        pie(sheet, x, y, r, parts)
        tag(sheet, x + r * 0.1, min(1110, y + r + 100), rng.randint(1, parts), parts)


def checked(sheet, colour):
    sheet.fill(box(800, 600, 1640, 1240), PAPER)
    for i in range(14):
        sheet.fill(box(60 + i * 120, 600, 60, 1240), lighter(colour, 0.72))
    for i in range(10):
        sheet.fill(box(800, 60 + i * 120, 1640, 60), lighter(colour, 0.6))
        for j in range(14):
            sheet.fill(box(60 + j * 120, 60 + i * 120, 60, 60), lighter(colour, 0.3))


def pie(sheet, x, y, r, parts):
    rng = sheet.rng
    sheet.fill(disc(x, y, r * 1.14), WOOD, shade=0.7, shadow=0.4)
    sheet.fill(disc(x, y, r * 1.06), lighter(WOOD, 0.25))
    turn, moved = rng.uniform(0, 360), rng.randrange(parts)
    topping = rng.choice([salami, olives, basil, peppers])
    for i in range(parts):
        start = turn + i * 360 / parts
        away = radians(start + 180 / parts)
        out = r * 0.16 if i == moved else 5
        slice_of(sheet, x + out * cos(away), y + out * sin(away), r, start, 360 / parts, topping)


def slice_of(sheet, x, y, r, start, wide, topping):
    rng = sheet.rng
    gap = min(2.2, 90 / r)
    for far, colour in ((r, "#d69a4e"), (r * 0.9, "#d9573a"), (r * 0.86, "#f7d27c")):
        wedge = [(x, y), *arc(x, y, far, start + gap, start + wide - gap)]
        sheet.fill(wedge, colour, shade=0.5, shadow=0.22 if far == r else 0)
    for _ in range(max(2, round(wide / 24))):
        a, far = radians(start + rng.uniform(0.18, 0.82) * wide), r * rng.uniform(0.38, 0.74)
        topping(sheet, x + far * cos(a), y + far * sin(a), r * 0.085)


def salami(sheet, x, y, r):
    sheet.fill(disc(x, y, r), "#b8382f", shade=0.9)
    sheet.dots(
        [(x + dx * r, y + dy * r) for dx, dy in ((-0.4, 0.1), (0.3, -0.3), (0.2, 0.45))], "#e58d7d", r * 0.12
    )


def olives(sheet, x, y, r):
    sheet.fill(disc(x, y, r * 0.72), "#3f4a3a", shade=0.5)
    sheet.dots([(x, y)], "#f1c766", r * 0.3)


def basil(sheet, x, y, r):
    turn = sheet.rng.uniform(0, 360)
    for add in (0, 150):
        sheet.fill(leaf(x, y, r * 1.5, turn + add, fat=0.65), LEAF, shade=0.6)


def peppers(sheet, x, y, r):
    start = sheet.rng.uniform(0, 360)
    sheet.line(arc(x, y, r, start, start + 190), sheet.rng.choice([LEAF_2, GOLD_2, "#d9472b"]), r * 0.4)


def tag(sheet, x, y, above, below):
    """A paper tag with the fraction as filled and empty fields."""
    sheet.fill(box(x, y, 56 + below * 38, 84, r=14, turn=sheet.rng.uniform(-3, 3)), CARD, shadow=0.3)
    for i in range(below):
        spot = (x + (i - (below - 1) / 2) * 38, y)
        sheet.fill(box(*spot, 28, 48, r=6), PLUM if i < above else "#ece6f4")


def bread(sheet):
    """Dough tells you when it is ready."""
    rng = sheet.rng
    ground, _main, second, third = rng.choice(SCHEMES)
    sheet.mirrored = rng.random() < 0.5
    room(sheet, ground, rng.choice([lighter(WOOD, 0.35), "#d9cfc3", "#c9d6d3"]), 640)
    jars(sheet, second, third)
    cloth = [(120, 1010), (1050, 900), (1500, 1190), (300, 1260)]
    sheet.fill(cloth, lighter(third, 0.55), shade=0.5, shadow=0.2)
    for i in range(1, 6):
        a, b = 120 + i * 170, 900 + i * 8
        sheet.line([(a, 1010 - i * 16), (a + 230, 1240 - i * 4)], lighter(third, 0.2), 10)
        sheet.line([(140 + i * 30, 1000 + i * 44), (1060 + i * 70, b + i * 44)], lighter(third, 0.2), 10)
    sheet.fill(box(790, 985, 1010, 120, r=60, turn=-1.5), WOOD, shade=0.8, shadow=0.4)
    sheet.fill(box(790, 966, 1010, 100, r=50, turn=-1.5), lighter(WOOD, 0.25), shade=0.5)
    (long_loaf if rng.random() < 0.5 else round_loaf)(sheet, 760 + rng.uniform(-50, 50), 800)
    wheat(sheet, rng.choice([260, 1330]), 1010)
    flour = [(rng.gauss(900, 330), rng.gauss(1060, 50)) for _ in range(160)]
    sheet.dots(flour, PAPER, 4)
    steam(sheet, 760, 580)


def jars(sheet, second, third):
    rng = sheet.rng
    sheet.fill(box(800, 330, 1200, 30, r=6), WOOD_2, shadow=0.35)
    x = 300
    while x < 1250:
        wide, tall = rng.uniform(100, 160), rng.uniform(130, 220)
        tint = rng.choice([second, third, GOLD_SOFT, TEAL_2, ROSE_2])
        sheet.fill(
            box(x, 315 - tall / 2, wide, tall, r=26), lighter(tint, 0.35), shade=0.8, direction="right"
        )
        sheet.fill(box(x, 315 - tall, wide * 0.8, 34, r=10), darker(tint, 0.2))
        sheet.fill(box(x, 322 - tall / 2, wide * 0.6, tall * 0.34, r=8), CARD)
        x += wide / 2 + rng.uniform(90, 170)


def round_loaf(sheet, x, y):
    sheet.fill(disc(x, y + 20, 350, 200), "#c07a36", shade=1.2, direction="ball", shadow=0.35)
    sheet.grain(disc(x - 60, y - 40, 250, 120), "#f3cf98", 0.7, "away")
    for dx in (-150, -50, 50, 150):
        cut = curve([(x + dx - 30, y - 110 + abs(dx) * 0.25), (x + dx + 18, y - 30), (x + dx + 4, y + 70)])
        sheet.fill(band(cut, 34, 12), "#f1d3a2", shade=0.5)


def long_loaf(sheet, x, y):
    sheet.fill(disc(x, y + 60, 450, 145, turn=-2), "#bd7534", shade=1.2, direction="down", shadow=0.35)
    sheet.grain(disc(x - 30, y + 10, 380, 80), "#f3cf98", 0.7, "away")
    for i in range(-3, 4):
        slash = curve(
            [(x + i * 112 - 46, y + 70), (x + i * 112, y + 20), (x + i * 112 + 56, y - 28 + abs(i) * 12)]
        )
        sheet.fill(band(slash, 12, 34), "#f1d3a2", shade=0.5)


def wheat(sheet, x, y):
    rng = sheet.rng
    for i in range(5):
        lean = (i - 2) * 46 + rng.uniform(-10, 10)
        stalk = curve([(x, y + 120), (x + lean * 0.3, y - 60), (x + lean, y - 240)])
        sheet.line(stalk, "#c99a45", 7)
        for j in range(7):
            px, py = stalk[-1][0], stalk[-1][1] + j * 20
            for turn in (-50, -130):
                sheet.fill(leaf(px, py, 44, turn, fat=0.4), "#e2b457", shade=0.5)


def steam(sheet, x, y):
    rng = sheet.rng
    for dx in (-120, 0, 120):
        points = [(x + dx + rng.uniform(-24, 24), y - i * 45) for i in range(4)]
        sheet.wash(band(curve(points), 20, 44), CARD, 0.45, rim=0)
