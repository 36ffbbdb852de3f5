import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from config import assets

# What a page may ask of packages, and nothing else of them.
SERVED = [
    "bootstrap/bootstrap.min.css",
    "bootstrap/bootstrap.min.css.map",
    "bootstrap/bootstrap.rtl.min.css",
    "bootstrap/bootstrap.rtl.min.css.map",
    "django_htmx/htmx-4.min.js",
    "fonts/lexend.woff2",
]


def listed(ignore_patterns=()):
    finder = assets.BuiltAssetsFinder()
    return sorted(f"{storage.prefix}/{name}" for name, storage in finder.list(ignore_patterns))


def test_only_what_pages_use_is_collected():
    assert listed() == SERVED
    assert listed(["*.map", "lexend*"]) == [name for name in SERVED if name.endswith(("css", "js"))]


def test_ours_come_after_them_and_nothing_else_does():
    folders = {
        str(getattr(storage, "prefix", None) or Path(name).parts[0])
        for finder in finders.get_finders()
        for name, storage in finder.list([])
    }
    assert folders == {"bootstrap", "css", "django_htmx", "fonts", "img", "js"}


def test_each_can_be_opened_by_collectstatic_and_found_by_the_development_server():
    for name, storage in assets.BuiltAssetsFinder().list([]):
        with storage.open(name) as file:
            path = finders.find(f"{storage.prefix}/{name}")
            assert file.read() == Path(path).read_bytes()


@pytest.mark.parametrize("path", ["bootstrap/bootstrap.css", "lexend.woff2", "fonts/../../secret", ""])
def test_what_is_not_named_is_not_found(path):
    assert assets.BuiltAssetsFinder().find(path) == []
    assert assets.BuiltAssetsFinder().find(path, find_all=True) == []


def test_the_font_is_small_and_has_every_letter_and_weight_that_we_use():
    path = Path(finders.find("fonts/lexend.woff2"))
    assert path.stat().st_size <= 45 * 1024
    font = TTFont(path)
    assert font.flavor == "woff2"
    axis = font["fvar"].axes[0]
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 800)
    assert set(font.getBestCmap()) == set(TTFont(assets.LEXEND).getBestCmap())
    assert set(map(ord, "Año Łódź Nguyễn Şîrîn “…” – € ½")) - set(font.getBestCmap()) == set()


def test_two_that_make_the_font_at_once_both_have_it_whole(tmp_path):
    make = f"""
from pathlib import Path
from django.conf import settings
settings.configure(HOME=Path({str(tmp_path)!r}))
from config import assets
print((assets.font_folder() / "lexend.woff2").read_bytes()[:4])
"""
    both = [subprocess.Popen([sys.executable, "-c", make], stdout=subprocess.PIPE, text=True) for _ in "ab"]
    assert [one.communicate()[0] for one in both] == ["b'wOF2'\n"] * 2
    assert [file.name for file in tmp_path.glob("assets/*/*")] == ["lexend.woff2"]
    made = next(tmp_path.glob("assets/*/*")).read_bytes()
    assert made == Path(finders.find("fonts/lexend.woff2")).read_bytes()
