"""The look holds for everybody: dark is dark either way, words can be read, sides follow the language."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parent.parent / "static/css/lectern.css").read_text()


def colours(selector):
    """The custom properties of the first rule with this selector, as a dictionary."""
    body = re.search(re.escape(selector) + r" \{(.*?)\}", CSS, re.S).group(1)
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", body))


LIGHT = colours(':root,\n[data-bs-theme="light"]')
DARK = colours('\n[data-bs-theme="dark"]')


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """The ratio of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_device_and_the_choice_of_dark_give_the_same_colours():
    assert colours(':root:not([data-bs-theme="light"])') == DARK


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("area", ["--plum", "--teal", "--gold", "--rose", "--people"])
def test_words_in_the_colour_of_an_area_can_be_read(theme, area):
    for ground in ("--paper", "--card", f"{area}-soft"):
        assert contrast(theme[area], theme[ground]) >= 4.5, ground
    assert contrast(theme["--on-area"], theme[area]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_fields_and_focus_stand_out(theme):
    for ground in ("--paper", "--card", "--field", "--still"):
        assert contrast(theme["--ink"], theme[ground]) >= 7, ground
        assert contrast(theme["--ink-2"], theme[ground]) >= 4.5, ground
    for ground in ("--paper", "--card", "--field"):
        assert contrast(theme["--field-line"], theme[ground]) >= 3, ground
        assert contrast(theme["--focus"], theme[ground]) >= 3, ground
    assert contrast(theme["--still-ink"], theme["--still"]) >= 4.5


def test_start_and_end_follow_the_language():
    sided = r"(?<![\w-])(margin-|padding-|border-)?(left|right)\s*:|(text-align|float): (left|right)"
    assert re.findall(sided, CSS) == []
