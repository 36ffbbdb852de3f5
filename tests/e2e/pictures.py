"""Puts pictures of the real pages into the README: `uv run python -m tests.e2e.pictures`.

They are the screenshots that the last run of the story has left, cut to a screen and made small.
"""

from PIL import Image

from tests.e2e.demo import ROOT
from tests.e2e.people import SCREENSHOTS, WIDTHS

IMAGES = ROOT / "docs" / "images"
# name in the README: screenshot, its width in CSS pixels
CHOSEN = {
    "student-home": ("home", 1280),
    "agenda": ("agenda", 1280),
    "present": ("present", 1280),
    "room-board": ("board", 1280),
    "family": ("family-live", 390),
    "advisory": ("advisory", 1280),
}
WIDEST = 1000  # pixels
MOST = 60_000  # bytes of one picture


def main():
    for name, (title, width) in CHOSEN.items():
        with Image.open(SCREENSHOTS / f"{title}-{width}.png") as page:
            screen = page.convert("RGB").crop((0, 0, page.width, min(page.height, WIDTHS[width])))
        screen.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
        save(screen, IMAGES / f"{name}.webp")


def save(picture, path):
    """As good as fits."""
    for quality in range(85, 25, -10):
        picture.save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size <= MOST:
            return print(f"{path.name}: {path.stat().st_size:,} bytes")
    raise ValueError(f"{path.name} stays larger than {MOST:,} bytes.")


if __name__ == "__main__":
    main()
