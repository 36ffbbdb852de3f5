"""A school's own colors, made readable: contrast by WCAG 2.2, hues kept by OKLCH.

A school names one color for each area. It is used as it is on light pages, where it has to pass; its
sister for dark pages is found here, so that both always pass.
"""

import math
import re

WORDS = 4.5  # the least contrast of words to what they stand on
AREAS = ("accent", "portfolio", "goals")
# What words in the color of an area stand on, as in static/css/lectern.css (tests hold the two alike).
GROUNDS = {"light": ("#faf7f2", "#ffffff"), "dark": ("#12172a", "#1b2138")}
ON_AREA = {"light": "#ffffff", "dark": "#12172a"}
OWN = {"accent": "#6b3fa0", "portfolio": "#0f766e", "goals": "#a34a08"}
HERO = {"light": 0.28, "dark": 0.32}  # lightness of the band on top of a first page
PLAIN = re.compile(r"#[0-9a-f]{6}")
ADDRESS = re.compile(r"(?:[0-9a-f]{6}|x)(?:-(?:[0-9a-f]{6}|x)){2}")
RECIPE = 1  # a part of each address: grows with every change of what a stylesheet says


def channels(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def hexed(parts):
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in parts)


def linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def curved(part):
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def luminance(colour):
    red, green, blue = map(linear, channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The ratio of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def to_oklch(colour):
    """Lightness 0 to 1, chroma, and hue in radians. Matrices: Björn Ottosson, public domain."""
    r, g, b = map(linear, channels(colour))
    l_ = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    m_ = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    s_ = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    a = 1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_
    b = 0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_
    return 0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_, math.hypot(a, b), math.atan2(b, a)


def to_linear(lightness, chroma, hue):
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    l_ = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )


def from_oklch(lightness, chroma, hue):
    """The color itself, or with as much of its chroma as a screen can show at this lightness."""
    while True:
        parts = to_linear(lightness, chroma, hue)
        if chroma < 0.002 or all(-0.0005 <= part <= 1.0005 for part in parts):
            return hexed(curved(max(part, 0)) for part in parts)
        chroma *= 0.96


def soft(colour, theme):
    """A breath of the color on a card: the ground of chips and quiet buttons."""
    share = 0.09 if theme == "light" else 0.2
    card = GROUNDS[theme][-1]
    return hexed(share * c + (1 - share) * g for c, g in zip(channels(colour), channels(card), strict=True))


def passes(colour, theme):
    """Words in this color can be read on every ground, and words on it too."""
    grounds = (*GROUNDS[theme], soft(colour, theme), ON_AREA[theme])
    return all(contrast(colour, ground) >= WORDS for ground in grounds)


def nearest(colour, theme):
    """The color itself if it passes; else the same hue, as much darker (or lighter) as it takes."""
    if passes(colour, theme):
        return colour
    lightness, chroma, hue = to_oklch(colour)
    goal = 0 if theme == "light" else 1
    for step in range(1, 101):
        moved = from_oklch(lightness + (goal - lightness) * step / 100, chroma, hue)
        if passes(moved, theme):
            return moved
    raise AssertionError("Black and white always pass.")  # pragma: no cover


def hero(colour, theme):
    """A deep shade of it, for white words."""
    _lightness, chroma, hue = to_oklch(colour)
    return from_oklch(HERO[theme], min(chroma, 0.09), hue)


def sample(colour, theme):
    """What a drawn sample of a theme needs."""
    shown = nearest(colour, theme)
    return {
        "theme": theme,
        "colour": shown,
        "soft": soft(shown, theme),
        "on": ON_AREA[theme],
        "paper": GROUNDS[theme][0],
    }


def address_part(school):
    """The school's colors as a part of an address, or "" where all are Lectern's own."""
    colours = [school.accent, school.accent_portfolio, school.accent_goals]
    return "-".join(colour.removeprefix("#") or "x" for colour in colours) if any(colours) else ""


def parse(part):
    """{area: color} from an address; raises ValueError for one that we never make."""
    if not ADDRESS.fullmatch(part):
        raise ValueError(part)
    named = {area: f"#{colour}" for area, colour in zip(AREAS, part.split("-"), strict=True) if colour != "x"}
    if not named or not all(passes(colour, "light") for colour in named.values()):
        raise ValueError(part)
    return named


def stylesheet(named):
    """CSS that puts these colors over those of lectern.css, which is linked before it."""
    light, dark = (" ".join(properties(named, theme)) for theme in ("light", "dark"))
    return (
        f':root, [data-bs-theme="light"] {{ {light} }}\n'
        f'[data-bs-theme="dark"] {{ {dark} }}\n'
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-bs-theme="light"]) {{ {dark} }} }}\n'
    )


def properties(named, theme):
    names = {"accent": "plum", "portfolio": "teal", "goals": "gold"}
    for area, colour in named.items():
        shown = nearest(colour, theme)
        yield f"--{names[area]}: {shown}; --{names[area]}-soft: {soft(shown, theme)};"
    if "accent" in named:
        shown = nearest(named["accent"], theme)
        lightness, chroma, hue = to_oklch(shown)
        hover = from_oklch(lightness + (-0.08 if theme == "light" else 0.06), chroma, hue)
        yield f"--bs-link-color-rgb: {commas(shown)}; --bs-link-hover-color-rgb: {commas(hover)};"
        yield f"--hero: {hero(shown, theme)};"


def commas(colour):
    return ", ".join(str(round(255 * part)) for part in channels(colour))
