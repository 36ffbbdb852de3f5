"""Whatever color a school chooses, words can be read: on light pages and on dark ones."""

import colorsys
import re

import pytest

from accounts import colours
from tests.test_look import DARK, LIGHT, contrast

HUES = [
    "#" + "".join(f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue / 12, lightness, 0.9))
    for hue in range(12)
    for lightness in (0.1, 0.35, 0.6, 0.9)
]


def test_the_grounds_are_those_of_our_stylesheet():
    for theme, ours in (("light", LIGHT), ("dark", DARK)):
        assert colours.GROUNDS[theme] == (ours["--paper"], ours["--card"])
        assert colours.ON_AREA[theme] == ours["--on-area"]
    assert {
        "accent": LIGHT["--plum"],
        "portfolio": LIGHT["--teal"],
        "goals": LIGHT["--gold"],
    } == colours.OWN


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_hue_has_a_near_one_that_can_be_read(theme):
    for colour in HUES:
        near = colours.nearest(colour, theme)
        for ground in (*colours.GROUNDS[theme], colours.soft(near, theme), colours.ON_AREA[theme]):
            assert contrast(near, ground) >= 4.5, (colour, near, ground)


def test_a_color_that_can_be_read_stays_as_it_is():
    assert colours.nearest("#003366", "light") == "#003366"


def test_the_near_one_keeps_the_hue():
    _lightness, _chroma, hue = colours.to_oklch("#ffcc00")
    _lightness, _chroma, near = colours.to_oklch(colours.nearest("#ffcc00", "light"))
    assert abs(hue - near) < 0.1


@pytest.mark.parametrize("colour", HUES)
def test_white_words_stand_out_on_the_band_of_a_first_page(colour):
    for theme in ("light", "dark"):
        band = colours.hero(colour, theme)
        assert contrast("#ffffff", band) >= 7
        assert contrast(LIGHT["--hero-2"], band) >= 4.5
        assert contrast(LIGHT["--sun"], band) >= 4.5


def test_an_address_says_the_colors_and_gives_the_stylesheet():
    sheet = colours.stylesheet(colours.parse("003366-x-0a5c36"))
    light, dark, device = re.findall(r"\{ ((?:--[^{}]+; ?)+)\}", sheet)
    assert light.startswith("--plum: #003366; ")
    assert "--teal" not in sheet
    assert "--gold: #0a5c36" in light
    assert dark == device
    assert "--gold: #0a5c36" not in dark


@pytest.mark.parametrize(
    "part",
    [
        "x-x-x",
        "003366",
        "003366-x",
        "003366-x-x-x",
        "ffcc00-x-x",  # cannot be read
        "00336-x-x",
        "003366-x-x\n",
        "003366-x-}x",
        "003366-X-x",
    ],
)
def test_no_other_address_is_one(client, part):
    with pytest.raises(ValueError, match=re.escape(part.strip())):
        colours.parse(part)


@pytest.mark.django_db
def test_the_stylesheet_asks_no_database_and_never_changes(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/accounts/colors/1/003366-x-x.css")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/css"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Vary" not in answer
    assert client.get("/accounts/colors/1/ffcc00-x-x.css").status_code == 404
