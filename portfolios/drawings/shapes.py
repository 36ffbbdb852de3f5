"""Outlines as lists of points, so that every shape can be turned, filled, shaded and cast a shadow alike.

Lengths are in the units of the sheet (1600 x 1200 for a drawing), angles in degrees, clockwise.
"""

from math import cos, hypot, pi, radians, sin


def disc(x, y, rx, ry=None, turn=0):
    ry = rx if ry is None else ry
    steps = max(16, int((rx + ry) / 4))
    ring = [(rx * cos(2 * pi * i / steps), ry * sin(2 * pi * i / steps)) for i in range(steps)]
    return place(ring, x, y, turn)


def box(x, y, width, height, r=0, turn=0):
    """A rectangle around (x, y), with corners of radius r."""
    w, h = width / 2, height / 2
    r = min(r, w, h)
    if not r:
        return place([(-w, -h), (w, -h), (w, h), (-w, h)], x, y, turn)
    points = []
    for cx, cy, start in ((w - r, r - h, -90), (w - r, h - r, 0), (r - w, h - r, 90), (r - w, r - h, 180)):
        points += arc(cx, cy, r, start, start + 90)
    return place(points, x, y, turn)


def arc(x, y, r, start, end, ry=None):
    """Part of a circle; 0 points right, 90 down."""
    steps = max(6, int(abs(end - start) / 6))
    ry = r if ry is None else ry
    angles = [radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(x + r * cos(a), y + ry * sin(a)) for a in angles]


def place(points, x, y, turn=0):
    """Points around the origin, turned and then moved to (x, y)."""
    c, s = cos(radians(turn)), sin(radians(turn))
    return [(x + px * c - py * s, y + px * s + py * c) for px, py in points]


def blob(rng, x, y, rx, ry=None, wobble=0.12, knots=9):
    """A round thing made by hand."""
    ry = rx if ry is None else ry
    points = []
    for i in range(knots):
        a = 2 * pi * i / knots
        far = 1 + rng.uniform(-wobble, wobble)
        points.append((x + rx * far * cos(a), y + ry * far * sin(a)))
    return curve(points, closed=True)


def curve(points, closed=False, steps=10):
    """A smooth line through the points (Catmull-Rom)."""
    around = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    smooth = []
    for p0, p1, p2, p3 in zip(around, around[1:], around[2:], around[3:], strict=False):
        smooth += [between(p0, p1, p2, p3, i / steps) for i in range(steps)]
    return smooth if closed else [*smooth, points[-1]]


def between(p0, p1, p2, p3, t):
    a, b = -t + 2 * t * t - t**3, 2 - 5 * t * t + 3 * t**3
    c, d = t + 4 * t * t - 3 * t**3, t**3 - t * t
    return tuple((a * p0[i] + b * p1[i] + c * p2[i] + d * p3[i]) / 2 for i in (0, 1))


def band(points, start, end=None):
    """A line with a width, which may change on its way: arms, stems, rivers."""
    end = start if end is None else end
    left, right = [], []
    for i, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
        length = hypot(bx - ax, by - ay) or 1
        half = (start + (end - start) * i / (len(points) - 1)) / 2
        nx, ny = (ay - by) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def leaf(x, y, length, turn, fat=0.45):
    """A leaf that grows from (x, y) in the direction of `turn`."""
    w = length * fat
    outline = [(0, 0), (length * 0.3, -w * 0.5), (length * 0.7, -w * 0.42), (length, 0)]
    outline += [(length * 0.7, w * 0.42), (length * 0.3, w * 0.5)]
    return place(curve(outline, closed=True), x, y, turn)


def star(x, y, r, points=5, inner=0.45, turn=-90):
    ring = [
        (far * cos(pi * i / points), far * sin(pi * i / points))
        for i in range(2 * points)
        for far in [r * (inner if i % 2 else 1)]
    ]
    return place(ring, x, y, turn)


def wavy(rng, x0, x1, y, height, knots=6):
    """A line from left to right that goes up and down: hills, water, clouds' edges."""
    step = (x1 - x0) / (knots - 1)
    return curve([(x0 + i * step, y + rng.uniform(-height, height)) for i in range(knots)])
