"""Photographs made safe and light: upright, without what the phone wrote into them, in three sizes.

The work is done by `darkroom.py` in a process of its own (docs/decisions/0003).
"""

import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from portfolios import chambers
from portfolios.refusals import Unreadable

if TYPE_CHECKING:
    from PIL import Image

SIZES = {"thumb": 320, "page": 960, "screen": 1920}  # longest side in pixels
TIMEOUT = 55  # seconds
CLEANING = 19  # seconds for each of the KEPT_SIDES
# Longest sides of the original that is kept: as it came, or what is left when that is too much.
KEPT_SIDES = (65_500, 4096, max(SIZES.values()))
DARKROOM = Path(__file__).with_name("darkroom.py")


@dataclass(frozen=True)
class Rendition:
    """One size of a picture: WebP in sRGB; pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Renditions:
    """All sizes by name, and the dimensions of the whole picture held upright, in pixels."""

    width: int
    height: int
    files: dict[str, Rendition]


def normalise(
    source: BinaryIO | Path, *, sizes: dict[str, int] = SIZES, edits=(), seconds: int | None = None
) -> Renditions:
    """Draw the first picture in `source` anew in each of the `sizes`; raises Unreadable.

    `edits` say what is cut away or blurred (`darkroom.py`).
    """
    with TemporaryDirectory(prefix="lectern-") as name:
        folder = Path(name)
        path = source if isinstance(source, Path) else copy(source, folder / "source")
        answer = run_darkroom(path.resolve(), folder, sizes, edits, seconds=seconds)
        files = {
            name: Rendition((folder / f"{name}.webp").read_bytes(), *answer["sizes"][name]) for name in sizes
        }
    return Renditions(answer["width"], answer["height"], files)


def cleaned(source: BinaryIO) -> bytes:
    """The whole picture as a JPEG: upright, without what the phone wrote into it; raises Unreadable.

    As large as it came, unless that is more than the darkroom may use; then the next of the KEPT_SIDES.
    """
    with TemporaryDirectory(prefix="lectern-") as name:
        folder = Path(name)
        path = copy(source, folder / "source").resolve()
        for side in KEPT_SIDES:
            try:
                run_darkroom(path, folder, {"original": side}, seconds=CLEANING)
            except Unreadable as refusal:
                last = refusal
            else:
                return (folder / "original.jpg").read_bytes()
    raise last


def render(picture: "Image.Image", *, sizes: dict[str, int] = SIZES) -> dict[str, bytes]:
    """The same sizes of a picture that we drew ourselves, which needs no child process: WebP by name."""
    from portfolios import darkroom

    files = {name: io.BytesIO() for name in sizes}
    for name, longest in sizes.items():
        darkroom.write(picture, darkroom.fit(picture.size, longest), files[name])
    return {name: file.getvalue() for name, file in files.items()}


def copy(source: BinaryIO, path: Path) -> Path:
    with path.open("wb") as file:
        shutil.copyfileobj(source, file)
    return path


def run_darkroom(path: Path, folder: Path, sizes: dict[str, int], edits=(), *, seconds=None) -> dict:
    """What the child answered; a child that died or hung is a refusal like any other."""
    wishes = [json.dumps(sizes), json.dumps(list(edits))]
    seconds = seconds or TIMEOUT
    return chambers.ask(DARKROOM, path, folder, *wishes, folder=folder, seconds=seconds, hard="too_hard")
