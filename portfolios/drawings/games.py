"""What was programmed."""

from math import radians, sin

from portfolios.drawings.shapes import arc, band, box, curve, disc, star, wavy
from portfolios.drawings.sheet import (
    CARD,
    GOLD_2,
    GOLD_SOFT,
    INK,
    LEAF,
    LEAF_2,
    PAPER,
    PLUM,
    PLUM_2,
    ROSE_2,
    SCHEMES,
    SKY,
    TEAL_2,
    darker,
    lighter,
)


def code(sheet):
    """A game that gets harder."""
    rng = sheet.rng
    ground, main, second, third = rng.choice(SCHEMES)
    sheet.fill(box(800, 600, 1640, 1240), lighter(ground, 0.1), shade=0.3)
    for x in range(60, 1600, 56):
        sheet.dots([(x, y) for y in range(50, 1200, 56)], darker(ground, 0.1), 4)
    script(sheet, 120, 130, [main, second, third, PLUM_2, TEAL_2])
    script(sheet, 150 + rng.uniform(0, 90), 880, [third, main, second], short=True)
    stage(sheet, 1130, 470, main, second, third)
    for i in range(4):
        tile = (900 + i * 155, 960)
        sheet.fill(box(*tile, 130, 130, r=24), CARD, shadow=0.25)
        SPRITES[(i + rng.randrange(4)) % 4](sheet, *tile, 44, (main, second, third, GOLD_2)[i])


def script(sheet, x, y, tints, *, short=False):
    """Blocks that fit into each other; a loop holds the ones inside it."""
    rng = sheet.rng
    cap_block(sheet, x, y, rng.uniform(380, 460), tints[0])
    y += 92
    for _ in range(1 if short else 2):
        inner = rng.randint(1, 2) if short else 2
        loop(sheet, x, y, rng.uniform(430, 500), inner, tints)
        y += 74 * (inner + 2) - 10


def cap_block(sheet, x, y, wide, colour):
    sheet.fill(
        [
            *curve([(x, y), (x + 60, y - 36), (x + 150, y - 34), (x + 210, y)]),
            (x + wide, y),
            (x + wide, y + 86),
            (x, y + 86),
        ],
        colour,
        shade=0.5,
        shadow=0.3,
    )
    sheet.fill(band([(x + 40, y + 24), (x + 40, y + 66)], 8), LEAF)
    sheet.fill([(x + 40, y + 18), (x + 84, y + 34), (x + 40, y + 50)], "#79c267")
    words(sheet, x + 110, y + 44, wide - 150)


def block(sheet, x, y, wide, colour):
    outline = [
        (x, y),
        (x + 30, y),
        (x + 42, y + 14),
        (x + 76, y + 14),
        (x + 88, y),
        (x + wide, y),
        (x + wide, y + 68),
    ]
    outline += [(x + 88, y + 68), (x + 76, y + 82), (x + 42, y + 82), (x + 30, y + 68), (x, y + 68)]
    sheet.fill(outline, colour, shade=0.5, shadow=0.25)
    words(sheet, x + 30, y + 42, wide - 60)


def loop(sheet, x, y, wide, inner, tints):
    rng = sheet.rng
    tall = 74 * (inner + 1) + 46
    sheet.fill(box(x + 24, y + tall / 2, 48, tall, r=6), tints[1], shadow=0.25)
    for row in range(inner):
        block(sheet, x + 48, y + 76 + row * 74, wide - rng.uniform(40, 160), tints[(row + 2) % len(tints)])
    block(sheet, x, y, wide, tints[1])
    sheet.fill(box(x + wide * 0.4, y + tall - 20, wide * 0.8, 44, r=6), tints[1], shade=0.4)


def words(sheet, x, y, wide):
    rng, right = sheet.rng, x + wide
    while x < right - 50:
        length = min(rng.uniform(50, 110), right - x)
        if rng.random() < 0.35:
            sheet.fill(box(x + 36, y, 72, 42, r=21), CARD)
            length = 72
        else:
            sheet.fill(box(x + length / 2, y, length, 13, r=6), lighter(PAPER, 0.3))
        x += length + 18


def stage(sheet, x, y, main, second, third):
    rng = sheet.rng
    sheet.fill(box(x, y, 700, 620, r=26), INK, shadow=0.4)
    sky, ground = rng.choice([(SKY, LEAF_2), ("#2a2f5a", PLUM), (GOLD_SOFT, "#d8a35f"), ("#bfe3df", TEAL_2)])
    sheet.fill(box(x, y + 20, 656, 536, r=10), sky)
    hill = [
        (x - 328, y + 200),
        *wavy(rng, x - 328, x + 328, y + 130, 36),
        (x + 328, y + 288),
        (x - 328, y + 288),
    ]
    sheet.fill(hill, ground, shade=0.6, direction="down")
    for _ in range(4):
        block_at = (x + rng.uniform(-260, 260), y + rng.uniform(-150, 110))
        sheet.fill(box(*block_at, 120, 34, r=8), third, shade=0.6, shadow=0.2)
    for i in range(5):
        sheet.fill(star(x - 230 + i * 112, y - 60 - 90 * sin(radians(20 + i * 35)), 26), GOLD_2, shade=0.5)
    SPRITES[rng.randrange(4)](sheet, x + rng.uniform(-160, 160), y + 110, 92, rng.choice([main, second]))
    for i, tint in enumerate((ROSE_2, GOLD_2, LEAF_2)):
        sheet.fill(disc(x - 318 + i * 36, y - 280, 12), tint)


def cat(sheet, x, y, r, colour):
    sheet.line(
        curve([(x + r * 0.5, y + r * 0.6), (x + r * 1.2, y + r * 0.5), (x + r * 1.1, y - r * 0.2)]),
        colour,
        r * 0.24,
    )
    for side in (-1, 1):
        sheet.fill(
            [
                (x + side * r * 0.75, y - r * 0.9),
                (x + side * r * 0.8, y - r * 0.1),
                (x + side * r * 0.15, y - r * 0.55),
            ],
            colour,
        )
    sheet.fill(disc(x, y + r * 0.62, r * 0.55, r * 0.5), darker(colour, 0.1))
    sheet.fill(disc(x, y, r * 0.86, r * 0.68), colour, shade=0.7)
    sheet.dots([(x - r * 0.32, y - r * 0.05), (x + r * 0.32, y - r * 0.05)], CARD, r * 0.19)
    sheet.dots([(x - r * 0.28, y - r * 0.03), (x + r * 0.36, y - r * 0.03)], INK, r * 0.1)
    sheet.line(arc(x, y + r * 0.14, r * 0.2, 20, 160), INK, r * 0.07)


def bug(sheet, x, y, r, colour):
    for side in (-1, 1):
        for dy in (-0.3, 0.1, 0.5):
            sheet.line([(x, y + dy * r), (x + side * r * 0.95, y + dy * r + r * 0.12)], INK, r * 0.09)
    sheet.fill(disc(x, y - r * 0.55, r * 0.4), INK)
    sheet.fill(disc(x, y + r * 0.1, r * 0.72, r * 0.78), colour, shade=0.8)
    sheet.line([(x, y - r * 0.6), (x, y + r * 0.85)], INK, r * 0.07)
    sheet.dots(
        [(x + a * r, y + b * r) for a, b in ((-0.36, -0.15), (0.36, -0.15), (-0.36, 0.4), (0.36, 0.4))],
        INK,
        r * 0.14,
    )


def ghost(sheet, x, y, r, colour):
    hem = [(x + r * (0.75 - i * 0.3), y + r * (0.85 if i % 2 else 0.6)) for i in range(6)]
    sheet.fill([*arc(x, y - r * 0.1, r * 0.75, 180, 360), *hem], lighter(colour, 0.25), shade=0.7)
    sheet.dots([(x - r * 0.28, y - r * 0.15), (x + r * 0.28, y - r * 0.15)], CARD, r * 0.2)
    sheet.dots([(x - r * 0.22, y - r * 0.12), (x + r * 0.34, y - r * 0.12)], INK, r * 0.1)


def fish(sheet, x, y, r, colour):
    sheet.fill(
        [(x + r * 0.6, y), (x + r * 1.2, y - r * 0.5), (x + r * 1.2, y + r * 0.5)], darker(colour, 0.15)
    )
    sheet.fill(disc(x, y, r * 0.85, r * 0.58), colour, shade=0.8)
    sheet.line(arc(x + r * 0.1, y, r * 0.4, -60, 60), lighter(colour, 0.4), r * 0.1)
    sheet.dots([(x - r * 0.42, y - r * 0.12)], CARD, r * 0.17)
    sheet.dots([(x - r * 0.45, y - r * 0.1)], INK, r * 0.09)


SPRITES = (cat, bug, ghost, fish)
