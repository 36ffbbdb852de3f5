"""The paper, the colours and the ways of putting one on the other."""

import random
from functools import lru_cache

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageOps

PAPER, CARD, INK, INK_2, LINE = "#faf7f2", "#ffffff", "#1d2440", "#565d78", "#e6e0d6"
PLUM, PLUM_2, PLUM_SOFT = "#6b3fa0", "#9a74c8", "#e9dff5"
TEAL, TEAL_2, TEAL_SOFT = "#0f766e", "#4aa79c", "#d8eeea"
GOLD, GOLD_2, GOLD_SOFT = "#b45309", "#f0ab3f", "#fbe9c9"
ROSE, ROSE_2, ROSE_SOFT = "#be3455", "#e88199", "#fbe0e6"
SKY, LEAF, LEAF_2, WOOD, WOOD_2, SOIL = "#cfe5ec", "#3f7d4f", "#8bb573", "#c8955c", "#8f5f35", "#5b4030"
# A ground and the three colours that look well on it.
SCHEMES = [
    (TEAL_SOFT, TEAL, GOLD_2, ROSE),
    (GOLD_SOFT, GOLD, TEAL, PLUM),
    (PLUM_SOFT, PLUM, GOLD_2, TEAL_2),
    (ROSE_SOFT, ROSE, TEAL, GOLD_2),
    ("#dfe8f3", "#2f5f97", GOLD_2, ROSE),
    ("#e6eddb", LEAF, ROSE, GOLD_2),
    ("#f3e6da", "#a8532f", TEAL, PLUM),
]
OVERSIZE = 2  # drawn larger and then reduced: smooth edges


def rgb(colour):
    return ImageColor.getrgb(colour) if isinstance(colour, str) else colour


def mix(one, other, part):
    """`part` of the way from one colour to the other."""
    return tuple(round(a + (b - a) * part) for a, b in zip(rgb(one), rgb(other), strict=True))


def darker(colour, part=0.25):
    return mix(colour, INK, part)


def lighter(colour, part=0.3):
    return mix(colour, PAPER, part)


@lru_cache(maxsize=4)
def noise(width, height):
    """The same grain for every drawing: white noise from 0 to 255."""
    return Image.frombytes("L", (width, height), random.Random(7).randbytes(width * height))  # noqa: S311


@lru_cache(maxsize=8)
def light(direction):
    """Where shade falls in a shape: 0 in the light, 255 in the dark. The sun stands upper left."""
    down = Image.linear_gradient("L")
    right = down.transpose(Image.Transpose.TRANSPOSE)
    corner = ImageChops.add(down, right, scale=2)
    away = corner.transpose(Image.Transpose.ROTATE_180)
    lamp = Image.radial_gradient("L").transform(
        (256, 256), Image.Transform.AFFINE, (0.72, 0, 40, 0, 0.72, 40), Image.Resampling.BILINEAR
    )
    return {"down": down, "right": right, "corner": corner, "away": away, "ball": lamp}[direction]


def larger(mask, times):
    return mask.resize((mask.width * times, mask.height * times), Image.Resampling.BILINEAR)


@lru_cache(maxsize=4)
def tooth(size, depth):
    """How the grain of the paper shows through everything."""
    grain = noise(*size).filter(ImageFilter.BoxBlur(0.6)).point(lambda v: 255 - depth * v // 255)
    return Image.merge("RGB", [grain] * 3)


class Sheet:
    """A sheet of paper with its own units; `finish` gives the picture."""

    def __init__(self, seed, size, units=(1600, 1200), ground=PAPER):
        self.rng = random.Random(seed)  # noqa: S311
        self.width, self.height = units
        self.size = size
        self.k = OVERSIZE * size[0] / units[0]
        self.image = Image.new("RGB", (size[0] * OVERSIZE, size[1] * OVERSIZE), ground)
        self.pen = ImageDraw.Draw(self.image)
        self.mirrored = False

    def fill(
        self, points, colour, *, shade=0.0, direction="corner", deep=0.45, shadow=0.0, edge=None, edge_width=5
    ):
        """One shape: the shadow it casts, then its colour, then grain where the light does not reach."""
        if shadow:
            self.shadow(points, shadow)
        self.pen.polygon(self.scaled(points), fill=colour)
        if shade:
            if max(x for x, _ in points) - min(x for x, _ in points) > self.width * 0.9:
                deep = 0.2  # a background keeps quiet
            self.grain(points, darker(colour, deep), shade, direction)
        if edge:
            self.line([*points, points[0]], edge, edge_width)

    def line(self, points, colour, width=6):
        """A stroke with round ends."""
        scaled, wide = self.scaled(points), max(1, round(width * self.k))
        self.pen.line(scaled, fill=colour, width=wide, joint="curve")
        if wide > 3:
            for x, y in (scaled[0], scaled[-1]):
                r = wide / 2 - 0.5
                self.pen.ellipse((x - r, y - r, x + r, y + r), fill=colour)

    def dots(self, places, colour, r):
        for x, y in places:
            x, y, far = x * self.k, y * self.k, r * self.k
            self.pen.ellipse((x - far, y - far, x + far, y + far), fill=colour)

    def shadow(self, points, strength=0.3, dx=10, dy=16, blur=12, colour=INK):
        """Soft, to the lower right; drawn small, because nothing in it is sharp."""
        coarse = 8
        moved = [((x + dx) * self.k / coarse, (y + dy) * self.k / coarse) for x, y in points]
        soft = max(1.0, blur * self.k / coarse)
        left, top, right, bottom = self.bounds(moved, soft * 3, coarse)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in moved], fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(soft))
        self.paste(colour, larger(mask, coarse), left * coarse, top * coarse)

    def grain(self, points, colour, strength, direction="corner"):
        """Dots of a darker (or lighter) colour, denser towards one side, as from a soft crayon."""
        small = [(x * self.k / 2, y * self.k / 2) for x, y in points]
        left, top, right, bottom = self.bounds(small, 0, 2)
        if right <= left or bottom <= top:
            return
        size = (right - left, bottom - top)
        inside = Image.new("L", size, 0)
        ImageDraw.Draw(inside).polygon([(x - left, y - top) for x, y in small], fill=255)
        whole = noise(self.image.width // 2, self.image.height // 2).crop((left, top, right, bottom))
        dense = light(direction).resize(size).point(lambda v: round(max(0, v - 70) * strength))
        dots = ImageChops.add(whole, dense, 1, 0).point(lambda v: 170 if v > 250 else max(0, v - 225) * 3)
        mask = ImageChops.multiply(dots, inside)
        mask = mask.resize((size[0] * 2, size[1] * 2), Image.Resampling.NEAREST)
        self.paste(colour, mask, left * 2, top * 2)

    def wash(self, points, colour, alpha=0.6, rim=0.2, blotch=0.3):
        """Watercolour: see-through, uneven, with a darker rim where the water dried."""
        wide = max(x for x, _ in points) - min(x for x, _ in points)
        coarse = 4 if wide > self.width / 3 else 2
        small = [(x * self.k / coarse, y * self.k / coarse) for x, y in points]
        left, top, right, bottom = self.bounds(small, 4, coarse)
        if right <= left or bottom <= top:
            return
        size = (right - left, bottom - top)
        mask = Image.new("L", size, 0)
        pen, moved = ImageDraw.Draw(mask), [(x - left, y - top) for x, y in small]
        pen.polygon(moved, fill=round(255 * alpha))
        pen.line(
            [*moved, moved[0]],
            fill=round(255 * min(1, alpha + rim)),
            width=max(2, round(4 * self.k / coarse)),
        )
        mask = ImageChops.multiply(mask, self.blotches(size, blotch))
        self.paste(colour, larger(mask, coarse), left * coarse, top * coarse)

    def blotches(self, size, depth):
        """How unevenly the water dries: 255 where the colour is full."""
        cells = (max(3, size[0] // 60), max(3, size[1] // 40))
        coarse = Image.frombytes("L", cells, self.rng.randbytes(cells[0] * cells[1]))
        coarse = coarse.resize(size, Image.Resampling.BICUBIC)
        return coarse.point(lambda v: round(255 - depth * v))

    def gradient(self, left, top, right, bottom, first, last):
        """From one colour above to another below."""
        span = tuple(round(v * self.k) for v in (left, top, right, bottom))
        size = (span[2] - span[0], span[3] - span[1])
        self.image.paste(rgb(first), span)
        self.image.paste(rgb(last), span, light("down").resize(size))

    def glow(self, x, y, r, colour, strength=0.8):
        """Light around a lamp or a sun."""
        side = max(2, round(2 * r * self.k / 4))
        mask = Image.radial_gradient("L").resize((side, side))
        mask = mask.point(lambda v: round(max(0, 1 - v / 180) ** 1.6 * 255 * strength))
        self.paste(colour, larger(mask, 4), round((x - r) * self.k), round((y - r) * self.k))

    def paste(self, colour, mask, left, top):
        self.image.paste(rgb(colour), (left, top, left + mask.width, top + mask.height), mask)

    def scaled(self, points):
        return [(x * self.k, y * self.k) for x, y in points]

    def bounds(self, points, margin, coarse):
        """The box around the points on a canvas `coarse` times smaller, cut at its edges."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = -(-self.image.width // coarse), -(-self.image.height // coarse)
        left, top = max(0, int(min(xs) - margin)), max(0, int(min(ys) - margin))
        return left, top, min(wide, int(max(xs) + margin) + 2), min(high, int(max(ys) + margin) + 2)

    def finish(self, grain=10):
        """Reduced to its size, with the tooth of the paper over everything."""
        picture = ImageChops.multiply(self.image.reduce(OVERSIZE), tooth(self.size, grain))
        return ImageOps.mirror(picture) if self.mirrored else picture
