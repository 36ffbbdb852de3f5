"""Static files that are not ours: what the pages use of installed packages, and the font made from one.

Packages bring ten times as many files as we serve. What is not named here is neither collected nor found.
"""

import hashlib
import logging
import os
import tempfile
from functools import cache
from pathlib import Path

import bootstrap
import django_htmx
import fontpkg_lexend
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

BOOTSTRAP = Path(bootstrap.__path__[0], "css")
HTMX = Path(django_htmx.__path__[0], "static", "django_htmx")
LEXEND = Path(fontpkg_lexend.__path__[0], "files", "Lexend[wght].ttf")

# The folder of our address space, where the files are, and their names.
PICKED = [
    (
        "bootstrap",
        BOOTSTRAP,
        [
            "bootstrap.min.css",
            "bootstrap.min.css.map",
            "bootstrap.rtl.min.css",
            "bootstrap.rtl.min.css.map",
        ],
    ),
    ("django_htmx", HTMX, ["htmx-4.min.js"]),
]
# Regular to extra bold. The thin half would cost 25 KB and is hard to read.
WEIGHTS = (400, 800)


class BuiltAssetsFinder(BaseFinder):
    """Lists the files above to `collectstatic`, and finds them for the development server."""

    def check(self, **kwargs):
        return []

    def sources(self):
        return [*PICKED, ("fonts", font_folder(), ["lexend.woff2"])]

    def find(self, path, find_all=False):
        found = [
            str(folder / name)
            for prefix, folder, names in self.sources()
            for name in names
            if path == f"{prefix}/{name}"
        ]
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns):
        for prefix, folder, names in self.sources():
            storage = FileSystemStorage(location=folder)
            storage.prefix = prefix  # type: ignore[attr-defined]
            for name in names:
                if not matches_patterns(name, ignore_patterns):
                    yield name, storage


@cache
def font_folder():
    """The folder with our font, made once for each version of the typeface and of this recipe."""
    recipe = hashlib.sha256(LEXEND.read_bytes() + Path(__file__).read_bytes()).hexdigest()[:12]
    folder = Path(settings.HOME, "assets", recipe)
    if not (folder / "lexend.woff2").exists():
        folder.mkdir(parents=True, exist_ok=True)
        make_font(folder / "lexend.woff2")
    return folder


def make_font(path):
    """Write the web font: every letter, the weights that we use, compressed. Takes about two seconds.

    Written aside and moved into place, so that nobody meets half a font when several make it at once.
    """
    from fontTools import subset  # slow to import, needed once
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    logging.getLogger("fontTools").setLevel("WARNING")  # it tells every step
    # Without the time of the making, the same font has the same address on every machine.
    font = TTFont(LEXEND, recalcTimestamp=False)
    letters = subset.Subsetter(subset.Options(hinting=False))
    letters.populate(unicodes=font.getBestCmap())
    letters.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
    font.flavor = "woff2"
    with tempfile.NamedTemporaryFile(dir=path.parent, delete_on_close=False) as new:
        font.save(new)
        new.close()
        os.chmod(new.name, 0o644)
        os.replace(new.name, path)
