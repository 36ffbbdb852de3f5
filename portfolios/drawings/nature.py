"""What grows, flows and shines."""

from math import cos, hypot, radians, sin

from portfolios.drawings.shapes import arc, band, blob, box, curve, disc, leaf, place, star, wavy
from portfolios.drawings.sheet import (
    CARD,
    GOLD,
    GOLD_2,
    GOLD_SOFT,
    INK,
    INK_2,
    LEAF,
    LEAF_2,
    LINE,
    PAPER,
    PLUM,
    PLUM_2,
    ROSE,
    ROSE_2,
    SKY,
    SOIL,
    TEAL,
    TEAL_2,
    WOOD,
    WOOD_2,
    darker,
    lighter,
    mix,
)

# sky above, sky below, sun, far hills, near hills
LIGHTS = [
    ("#a9d3e4", "#fdeecf", GOLD_2, "#8fb6c4", "#3f7d4f"),
    ("#7a6bb0", "#f6b59a", "#fbe0a0", "#8a6fae", "#2f3f6b"),
    ("#f3b562", "#fdeecf", ROSE, "#d08a5a", "#7d4a2f"),
    ("#9fcfc6", "#eef4df", "#f6d77a", "#6fae9f", "#0f5e57"),
    ("#e7a3b4", "#fbe9df", GOLD_2, "#b07f9e", "#59407a"),
]


def landscape(sheet):
    """Watercolour hills, on paper that was taped down."""
    rng = sheet.rng
    sky, low, sun, far, near = rng.choice(LIGHTS)
    sheet.fill(box(800, 600, 1440, 1040), mix(low, PAPER, 0.2))
    for i in range(3):
        upper = [(80, 80), (1520, 80), *wavy(rng, 80, 1520, 270 + i * 110, 30)[::-1]]
        sheet.wash(upper, sky, 0.36, rim=0.02)
    x, y = rng.uniform(350, 1250), rng.uniform(230, 400)
    sheet.glow(x, y, 330, lighter(sun, 0.4), 0.7)
    sheet.wash(blob(rng, x, y, rng.uniform(65, 105), wobble=0.04), sun, 0.85)
    hills(sheet, far, near)
    if rng.random() < 0.6:
        lake(sheet, sky, near)
    for _ in range(rng.randint(5, 14)):
        tree(sheet, rng.uniform(140, 1460), rng.uniform(860, 1080), darker(near, rng.uniform(0, 0.35)))
    birds(sheet)
    taped_edges(sheet)


def hills(sheet, far, near):
    rng = sheet.rng
    layers = rng.randint(4, 5)
    for i in range(layers):
        part = i / (layers - 1)
        top = 430 + part * 390 + rng.uniform(-25, 25)
        ridge = wavy(rng, 60, 1540, top, 90 - 45 * part, knots=rng.randint(5, 9))
        sheet.wash([*ridge, (1540, 1140), (60, 1140)], mix(far, near, part), 0.82, rim=0.12, blotch=0.35)


def lake(sheet, sky, near):
    rng = sheet.rng
    y = rng.uniform(880, 940)
    shore = [(60, y + 60), *wavy(rng, 60, 1540, y, 18)]
    sheet.wash([*shore, (1540, 1140), (60, 1140)], mix(sky, PAPER, 0.35), 0.92, rim=0.1)
    for _ in range(12):
        x, at = rng.uniform(100, 1400), rng.uniform(y + 40, 1100)
        sheet.wash(box(x, at, rng.uniform(60, 240), 5, r=2), near, 0.35, rim=0)


def tree(sheet, x, y, colour):
    rng = sheet.rng
    tall = rng.uniform(90, 190) * (y / 1000)
    sheet.line([(x, y + 8), (x, y - tall * 0.4)], darker(WOOD_2, 0.3), 7)
    if rng.random() < 0.5:
        for i in range(3):
            wide, at = tall * (0.5 - i * 0.13), y - tall * (0.15 + i * 0.27)
            sheet.wash([(x - wide / 2, at), (x + wide / 2, at), (x, at - tall * 0.42)], colour, 0.85)
    else:
        for dx, dy in ((-0.16, 0), (0.16, -0.02), (0, -0.2)):
            sheet.wash(blob(rng, x + dx * tall, y - tall * 0.55 + dy * tall, tall * 0.24), colour, 0.7)


def birds(sheet):
    rng = sheet.rng
    x, y = rng.uniform(300, 1100), rng.uniform(180, 380)
    for _ in range(rng.randint(2, 6)):
        bx, by, w = x + rng.uniform(-160, 220), y + rng.uniform(-70, 70), rng.uniform(14, 26)
        sheet.line(curve([(bx - w, by - w / 2), (bx - w / 3, by - w / 1.6), (bx, by)]), INK, 4)
        sheet.line(curve([(bx, by), (bx + w / 3, by - w / 1.6), (bx + w, by - w / 2)]), INK, 4)


def taped_edges(sheet):
    """White where the tape was, and nowhere else."""
    for x, y, w, h in (
        (800, 32, 1600, 104),
        (800, 1168, 1600, 104),
        (32, 600, 104, 1200),
        (1568, 600, 104, 1200),
    ):
        sheet.fill(box(x, y, w, h), PAPER)


def plant(sheet):
    """How a bean grew: five mornings, a line above them, and the hand that measured."""
    rng = sheet.rng
    accent = rng.choice([TEAL, PLUM, ROSE, GOLD])
    sheet.fill(box(800, 600, 1600, 1200), mix(accent, PAPER, 0.78))
    sheet.fill(box(800, 600, 1420, 1040, r=12, turn=rng.uniform(-0.8, 0.8)), CARD, shadow=0.28)
    for i in range(1, 20):
        sheet.line([(110 + i * 70, 110), (110 + i * 70, 1090)], LINE, 2)
    for i in range(1, 14):
        sheet.line([(110, 95 + i * 70), (1490, 95 + i * 70)], LINE, 2)
    sheet.line([(190, 130), (190, 960), (1450, 960)], INK, 8)
    count = rng.randint(5, 6)
    heights = [
        60 + 560 * (i / (count - 1)) ** rng.uniform(0.9, 1.7) + rng.uniform(-15, 15) for i in range(count)
    ]
    at = [(300 + i * 1080 / (count - 1), height) for i, height in enumerate(heights)]
    for x, height in at:
        potted_bean(sheet, x, 960, height, accent)
    line = [(x + 62, 960 - height - 40) for x, height in at]
    sheet.line(curve(line), accent, 9)
    sheet.dots(line, accent, 17)
    sheet.dots(line, CARD, 8)
    ruler(sheet, rng.choice([GOLD_2, TEAL_2, ROSE_2]))


def potted_bean(sheet, x, ground, height, accent):
    rng = sheet.rng
    sway = rng.uniform(-26, 26)
    stem = curve(
        [(x, ground - 40), (x + sway, ground - 40 - height * 0.5), (x + sway * 0.3, ground - 40 - height)]
    )
    sheet.fill(band(stem, 13, 6), LEAF)
    pairs = max(1, round(height / 110))
    for i in range(1, pairs + 1):
        px, py = stem[round((len(stem) - 1) * i / pairs)]
        size = 46 + 34 * (1 - i / (pairs + 1)) * min(1, height / 250)
        for turn, colour in ((-28, LEAF_2), (-152, mix(LEAF, LEAF_2, 0.4))):
            sheet.fill(leaf(px, py, size, turn + rng.uniform(-18, 18)), colour, shade=0.5)
    sheet.fill(
        [(x - 52, ground - 62), (x + 52, ground - 62), (x + 38, ground + 38), (x - 38, ground + 38)],
        lighter(darker(accent, 0.1), 0.25),
        shade=0.8,
        direction="right",
        shadow=0.25,
    )
    sheet.fill(box(x, ground - 64, 120, 26, r=8), lighter(accent, 0.2))


def ruler(sheet, colour):
    sheet.fill(box(800, 1052, 1180, 56, r=6), colour, shadow=0.25)
    for i in range(50):
        x = 225 + i * 23.5
        sheet.line([(x, 1026), (x, 1048 if i % 5 else 1060)], darker(colour, 0.6), 3)


def garden(sheet):
    """A raised bed seen from the path, and everything ripe at once."""
    rng = sheet.rng
    dusk = rng.random() < 0.3
    sheet.gradient(0, 0, 1600, 560, "#f2c4a0" if dusk else SKY, "#fdf0dc")
    sheet.glow(rng.uniform(200, 1400), 150, 320, GOLD_2, 0.6)
    sheet.fill([*wavy(rng, -20, 1620, 430, 40), (1620, 700), (-20, 700)], "#a9c795")
    fence(sheet, lighter(rng.choice([WOOD, TEAL_2, PLUM_2, ROSE_2]), 0.45))
    sheet.fill(box(800, 960, 1640, 560), "#9fc17f", shade=0.5, direction="down")
    crops = [tomatoes, sunflowers, cabbages, carrots, pumpkins, beans]
    rng.shuffle(crops)
    for row, (y, scale) in enumerate(((700, 0.85), (850, 1.0), (1010, 1.15))):
        bed(sheet, y, scale)
        crops[row * 2 % 6](sheet, 170, 770, y, scale)
        crops[(row * 2 + 1) % 6](sheet, 840, 1440, y, scale)
    if rng.random() < 0.7:
        watering_can(sheet, rng.choice([250, 1330]), 1110, rng.choice([TEAL, ROSE, PLUM, GOLD_2]))


def fence(sheet, colour):
    for x in range(20, 1600, 92):
        post = [(x, 600), (x, 380), (x + 30, 340), (x + 60, 380), (x + 60, 600)]
        sheet.fill(post, colour, shade=0.4, direction="right")
    for y in (440, 540):
        sheet.fill(box(800, y, 1640, 26), darker(colour, 0.12))


def bed(sheet, y, scale):
    half = 700 * min(1.05, 0.9 + scale * 0.1)
    sheet.fill(box(800, y + 22, half * 2, 70 * scale, r=20), SOIL, shade=0.8, direction="down", shadow=0.25)
    places = [(sheet.rng.uniform(810 - half, 790 + half), y + sheet.rng.uniform(-4, 44)) for _ in range(60)]
    sheet.dots(places, lighter(SOIL, 0.18), 4)


def spots(sheet, left, right, count):
    step = (right - left) / count
    return [left + step * (i + 0.5) + sheet.rng.uniform(-0.16, 0.16) * step for i in range(count)]


def tomatoes(sheet, left, right, y, scale):
    rng = sheet.rng
    for x in spots(sheet, left, right, 3):
        sheet.line([(x, y + 10), (x, y - 230 * scale)], WOOD_2, 9)
        for i in range(6):
            at = y - 30 * scale - i * 34 * scale
            sheet.fill(
                leaf(x, at, 92 * scale, rng.choice((-20, -160)) + rng.uniform(-25, 25)), LEAF, shade=0.6
            )
        for _ in range(5):
            spot = (x + rng.uniform(-50, 50) * scale, y - rng.uniform(40, 200) * scale)
            sheet.fill(
                disc(*spot, 23 * scale), rng.choice([ROSE, "#d9472b", GOLD_2]), shade=1, direction="ball"
            )


def sunflowers(sheet, left, right, y, scale):
    rng = sheet.rng
    for x in spots(sheet, left, right, 4):
        top = y - rng.uniform(200, 300) * scale
        sheet.fill(band(curve([(x, y + 10), (x + rng.uniform(-20, 20), y - 100), (x, top)]), 13, 9), LEAF)
        for turn in (-30, -150):
            sheet.fill(leaf(x, y - 70 * scale, 84 * scale, turn), LEAF_2, shade=0.6)
        for i in range(14):
            sheet.fill(leaf(x, top, 66 * scale, i * 360 / 14, fat=0.38), GOLD_2 if i % 2 else "#f6c667")
        sheet.fill(disc(x, top, 30 * scale), "#6b3f22", shade=1, direction="ball")


def cabbages(sheet, left, right, y, scale):
    rng = sheet.rng
    for x in spots(sheet, left, right, 4):
        tint = rng.choice([LEAF_2, TEAL_2, PLUM_2])
        for size, part in ((66, 0.35), (50, 0.1), (33, 0)):
            head = blob(rng, x, y - 18 * scale, size * scale, size * 0.8 * scale, 0.1, 11)
            sheet.fill(head, mix(tint, LEAF, part), shade=0.7, edge=darker(tint, 0.15), edge_width=3)


def carrots(sheet, left, right, y, scale):
    rng = sheet.rng
    for x in spots(sheet, left, right, 6):
        sheet.fill(leaf(x, y - 16, 90 * scale, 90, fat=0.5), "#e8803a", shade=0.8, direction="right")
        for turn in (-120, -100, -80, -60):
            sheet.fill(leaf(x, y - 14, rng.uniform(80, 120) * scale, turn, fat=0.2), LEAF_2)
        sheet.fill(box(x, y + 44 * scale, 60 * scale, 40 * scale, r=12), SOIL)


def pumpkins(sheet, left, right, y, scale):
    rng = sheet.rng
    sheet.line(curve([(left, y), ((left + right) / 2, y - 40), (right, y + 5)]), LEAF, 8)
    for x in spots(sheet, left, right, 3):
        r = rng.uniform(52, 82) * scale
        for dx, rx in ((-0.5, 0.55), (0.5, 0.55), (0, 0.6)):
            sheet.fill(
                disc(x + dx * r, y - r * 0.4, rx * r, r * 0.76), "#e8893a", shade=0.9, direction="ball"
            )
        sheet.fill(band([(x, y - r * 1.05), (x + 10, y - r * 1.4)], 16, 9), LEAF)
        sheet.fill(leaf(x + 6, y - r * 1.15, 70 * scale, -15, fat=0.8), LEAF_2, shade=0.6)


def beans(sheet, left, right, y, scale):
    rng = sheet.rng
    for x in spots(sheet, left, right, 2):
        foot = 92 * scale
        for dx in (-foot, 0, foot):
            sheet.line([(x + dx, y + 10), (x, y - 270 * scale)], WOOD, 8)
        for _ in range(22):
            part = rng.random()
            spot = (x + rng.choice((-foot, 0, foot)) * (1 - part), y - 260 * scale * part)
            sheet.fill(leaf(*spot, 50 * scale, rng.uniform(0, 360), fat=0.7), rng.choice([LEAF, LEAF_2]))
        sheet.dots(
            [(x + rng.uniform(-60, 60), y - rng.uniform(40, 200) * scale) for _ in range(5)], ROSE_2, 10
        )


def watering_can(sheet, x, y, colour):
    sheet.line(arc(x + 66, y - 40, 62, -75, 75), darker(colour, 0.2), 16)
    sheet.fill(band([(x - 50, y - 20), (x - 170, y - 120)], 36, 22), colour, shade=0.8)
    sheet.fill(box(x - 178, y - 126, 70, 22, r=8, turn=-50), darker(colour, 0.2))
    can = [(x - 78, y + 62), (x - 64, y - 98), (x + 64, y - 98), (x + 78, y + 62)]
    sheet.fill(can, colour, shade=1, direction="right", shadow=0.3)
    sheet.fill(disc(x, y - 98, 64, 18), darker(colour, 0.35))


def planets(sheet):
    """The hallway was too short for it, the paper is not."""
    rng = sheet.rng
    night = rng.choice([(INK, "#3a2a63"), ("#141a30", "#0f4a56"), ("#1a1433", "#6b2f5e")])
    sheet.gradient(0, 0, 1600, 1200, *night)
    for _ in range(3):
        sheet.glow(rng.uniform(0, 1600), rng.uniform(0, 1200), 480, rng.choice([PLUM, TEAL, ROSE]), 0.35)
    stars(sheet)
    left = rng.random() < 0.5
    x, y = (
        (rng.uniform(-60, 60), rng.uniform(420, 780))
        if left
        else (rng.uniform(1540, 1660), rng.uniform(420, 780))
    )
    sheet.glow(x, y, 560, GOLD_2, 0.85)
    sheet.fill(disc(x, y, 230), "#f6c667", shade=0.9, direction="corner" if left else "away")
    tints = [GOLD_2, ROSE_2, TEAL_2, "#e8803a", "#d9b88a", PLUM_2, "#6fb3d9", GOLD_SOFT]
    rng.shuffle(tints)
    taken = [(x, y)]
    ringed, facing = rng.randrange(3, 6), 1 if left else -1
    for i in range(6):
        far = 390 + i * 215
        sheet.line(
            arc(x, y, far, -90 + 90 * (1 - facing) - 90, 90 + 90 * (1 - facing), ry=far * 0.92),
            lighter(night[1], 0.25),
            3,
        )
        angle = radians(rng.uniform(-40, 40))
        px, py = x + facing * far * cos(angle), y + far * 0.92 * sin(angle)
        r = rng.uniform(26, 58) if i < 3 else rng.uniform(60, 120)
        py = min(1080, max(120, py))
        globe(sheet, px, py, r, tints[i], "corner" if left else "away", ring=i == ringed)
        taken.append((px, py))
    rx, ry = farthest(rng, taken)
    rocket(sheet, rx, ry, rng.uniform(-60, 60))


def farthest(rng, taken):
    """Of some places the emptiest."""
    places = [(rng.uniform(350, 1250), rng.uniform(200, 1000)) for _ in range(30)]
    return max(places, key=lambda p: min(hypot(p[0] - x, p[1] - y) for x, y in taken))


def stars(sheet):
    rng = sheet.rng
    for colour, r, count in ((PAPER, 2, 130), ("#f6e3b0", 3.5, 40), (PAPER, 5, 10)):
        sheet.dots([(rng.uniform(0, 1600), rng.uniform(0, 1200)) for _ in range(count)], colour, r)
    for _ in range(6):
        sheet.fill(star(rng.uniform(0, 1600), rng.uniform(0, 1200), rng.uniform(12, 22), 4, 0.25), "#f9edc8")


def globe(sheet, x, y, r, colour, direction, *, ring):
    rng = sheet.rng
    tilt = rng.uniform(-30, -12)
    halo = place([(a * 1.0, b) for a, b in disc(0, 0, r * 1.85, r * 0.5)], x, y, tilt)
    if ring:
        sheet.line(halo[len(halo) // 2 :], lighter(colour, 0.3), r * 0.2)
    sheet.fill(disc(x, y, r), colour)
    for _ in range(rng.randint(1, 3)):
        at, tall = rng.uniform(-0.6, 0.6), rng.uniform(0.06, 0.16)
        wide = (1 - at * at) ** 0.5 * r * 0.97
        stripe = place(box(0, at * r, wide * 2, tall * r, r=8), x, y, tilt)
        sheet.fill(stripe, mix(colour, rng.choice([PAPER, INK]), 0.28))
    sheet.grain(disc(x, y, r), INK, 1.25, direction)
    if ring:
        sheet.line(halo[: len(halo) // 2 + 1], lighter(colour, 0.45), r * 0.2)


def rocket(sheet, x, y, turn):
    def at(points):
        return place(points, x, y, turn)

    sheet.fill(at([(-22, 70), (22, 70), (0, 70 + sheet.rng.uniform(60, 110))]), GOLD_2)
    for side in (-1, 1):
        sheet.fill(at([(side * 30, 10), (side * 72, 86), (side * 26, 66)]), ROSE)
    body = curve([(0, -120), (36, -40), (34, 60), (-34, 60), (-36, -40)], closed=True)
    sheet.fill(at(body), PAPER, shade=0.9, direction="right")
    sheet.fill(at(disc(0, -22, 19)), TEAL_2, edge=INK_2, edge_width=6)
