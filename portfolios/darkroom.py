"""Develops a photograph, alone in a process that may die: `python -I darkroom.py SOURCE FOLDER SIZES EDITS`.

Started by `portfolios.images`; uploads are opened nowhere else. It knows no Django, no database and no
secret. It writes FOLDER/<name>.webp for each of the SIZES (JSON: name to longest side in pixels) and answers
with one line of JSON: the dimensions, or the code of a refusal. With SIZES of {"original": side} alone it
writes FOLDER/original.jpg instead: the whole picture, to be kept in place of the file that came.

EDITS (JSON) are done one after the other, each on what the last one left. A box is left, top, right and
bottom in thousandths of that. {"crop": box} keeps the box alone; {"blur": [[box, ...], ...]} makes each
group of boxes unrecognisable.
"""

import json
import os
import resource
import sys
import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pillow_heif
from PIL import AvifImagePlugin, ExifTags, Image, ImageCms, UnidentifiedImageError
from PIL import WebPImagePlugin as _  # noqa: F401  (importing it lets Pillow open WebP)
from PIL.Image import Transpose

MEBIBYTE = 1024 * 1024
LIMITS = {
    "RLIMIT_AS": 1024 * MEBIBYTE,
    "RLIMIT_CPU": 30,  # seconds
    "RLIMIT_FSIZE": 16 * MEBIBYTE,
    "RLIMIT_CORE": 0,
}
MAX_PIXELS = 60_000_000
# Only what these decoders recognise is opened, whatever its name says. JPEG also opens MPO.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF")
QUALITY = 80
KEPT_QUALITIES = (92, 85, 75, 60)  # of the kept original: the best that fits into RLIMIT_FSIZE
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
SIDEWAYS = [TURNS[orientation] for orientation in (5, 6, 7, 8)]
MOST_ENLARGED = 2  # bounds the memory that a small crop of a large picture may take
BLOCKS = 6  # of a blurred place's longer side: too few to know a face by
TO_SHADES = 1 / 257  # 16-bit grey to 8-bit


def limit_self():
    """From here on this process can hurt nobody but itself; pages that people wait for go first."""
    for name, value in LIMITS.items():
        # Not every system knows every limit: macOS refuses RLIMIT_AS.
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (value, value))
    os.nice(5)


def prepare_decoders():
    """Decoders that read one picture only, with few threads, and refuse too many pixels beforehand."""
    # Each thread reserves its stack from the limit on memory, and there is a thread for each core.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 2
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=2)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def fit(size, longest):
    """`size` scaled down, never up, so that its longer side is at most `longest`; never empty."""
    scale = min(1, longest / max(size))
    return tuple(max(1, round(side * scale)) for side in size)


def turn_of(image):
    """How the camera was held. HEIC comes upright from its decoder, which then reports no turn."""
    # Damaged EXIF is common and says nothing about the picture.
    with suppress(Exception):
        return TURNS.get(image.getexif().get(ExifTags.Base.Orientation))
    return None


def read(source, largest):
    """The first frame, decoded whole; a large JPEG straight at a half, a quarter or an eighth of its size."""
    image = Image.open(source, formats=FORMATS)
    size, turn = image.size, turn_of(image)
    if image.format in ("JPEG", "MPO"):
        image.draft(None, fit(size, largest))
    image.load()
    return image, size, turn


def to_plain_mode(image):
    """A mode that can be scaled without losing colours or edges: palettes, bits and 16-bit greys are none."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value * TO_SHADES).convert("L")
    if image.mode not in ("RGBA", "LA") and image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "RGBA", "L", "LA", "CMYK") else image.convert("RGB")


def on_white(image):
    """What is transparent shows white paper, as it did to the person who drew it."""
    if image.mode not in ("RGBA", "LA"):
        return image
    paper = Image.new(image.mode[:-1], image.size, "white")
    paper.paste(image.convert(paper.mode), mask=image.getchannel("A"))
    return paper


def to_srgb(image, profile):
    """The colours of a screen. A profile that is damaged or belongs to another kind of picture is ignored."""
    if profile:
        srgb = ImageCms.createProfile("sRGB")
        with suppress(ImageCms.PyCMSError):
            return ImageCms.profileToProfile(image, BytesIO(profile), srgb, outputMode="RGB")
    return image.convert("RGB")


def write(image, size, file):
    """A fresh canvas: nothing of the file that came is carried along, only what was seen."""
    canvas = Image.new("RGB", size, "white")
    canvas.paste(image if image.size == size else image.resize(size, Image.Resampling.LANCZOS))
    canvas.save(file, "WEBP", quality=QUALITY, method=4)


def in_pixels(box, size):
    """A box of at least one pixel, inside a picture of this size."""
    left, top = (min(int(box[i] * size[i] / 1000), size[i] - 1) for i in (0, 1))
    right, bottom = (max(round(box[i + 2] * size[i] / 1000), (left, top)[i] + 1) for i in (0, 1))
    return left, top, min(right, size[0]), min(bottom, size[1])


def around(boxes):
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def blur(image, boxes):
    """What was there is thrown away, down to a few flat blocks; the softness between them is for the eye."""
    boxes = [in_pixels(box, image.size) for box in boxes]
    whole = around(boxes)
    part = image.crop(whole)
    soft = part.resize(fit(part.size, BLOCKS), Image.Resampling.BOX).resize(part.size)
    for left, top, right, bottom in boxes:
        inside = (left - whole[0], top - whole[1], right - whole[0], bottom - whole[1])
        image.paste(soft.crop(inside), (left, top))


def edit(image, edits):
    for step in edits:
        if "crop" in step:
            image = image.crop(in_pixels(step["crop"], image.size))
        for boxes in step.get("blur", ()):
            blur(image, boxes)
    return image


def share_kept(edits):
    """The smaller side of what the crops keep, as a share of that side of the whole."""
    wide = high = 1.0
    for left, top, right, bottom in (step["crop"] for step in edits if "crop" in step):
        wide, high = wide * (right - left) / 1000, high * (bottom - top) / 1000
    return min(wide, high)


def develop(source, folder, sizes, edits):
    """Upright, in screen colours, in each size; answers the whole picture's dimensions and each size's."""
    # What is cut out of a large photograph is still sharp.
    largest = round(max(sizes.values()) * min(MOST_ENLARGED, 1 / share_kept(edits)))
    image, size, turn = read(source, largest)
    profile = image.info.get("icc_profile")
    image = to_plain_mode(image).resize(fit(size, largest), Image.Resampling.LANCZOS, reducing_gap=2)
    image = to_srgb(on_white(image), profile)
    if turn is not None:
        image = image.transpose(turn)
    upright = size[::-1] if turn in SIDEWAYS else size
    if edits:
        image = edit(image, edits)
        upright = image.size
    written = {name: fit(upright, longest) for name, longest in sizes.items()}
    for name, wanted in written.items():
        write(image, wanted, folder / f"{name}.webp")
    return {"width": upright[0], "height": upright[1], "sizes": written}


def clean(source, folder, longest):
    """The whole picture, upright and in screen colours, without anything else that was in the file.

    Kept to cut and blur from, so as large as it came, or `longest`.
    """
    image, size, turn = read(source, longest)
    profile = image.info.get("icc_profile")
    image = to_plain_mode(image)
    if image.size != fit(size, longest):
        image = image.resize(fit(size, longest), Image.Resampling.LANCZOS, reducing_gap=2)
    image = to_srgb(on_white(image), profile)
    if turn is not None:
        image = image.transpose(turn)
    # A comment, for one, would be saved again.
    image.info = {}
    for quality in KEPT_QUALITIES:
        file = BytesIO()
        image.save(file, "JPEG", quality=quality)
        if file.tell() < LIMITS["RLIMIT_FSIZE"]:
            (folder / "original.jpg").write_bytes(file.getbuffer())
            return {"width": image.width, "height": image.height}
    return {"refused": "too_big"}


def answer(source, folder, sizes, edits):
    """What came of it; whatever a decoder stumbles over is a refusal."""
    prepare_decoders()
    try:
        if "original" in sizes:
            return clean(source, folder, sizes["original"])
        return develop(source, folder, sizes, edits)
    except UnidentifiedImageError:
        return {"refused": "not_a_picture"}
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        return {"refused": "too_big"}
    except Exception as error:
        print(repr(error), file=sys.stderr)
        return {"refused": "broken"}


def main(source, folder, sizes, edits):
    limit_self()
    with open(source, "rb") as file:
        print(json.dumps(answer(file, Path(folder), json.loads(sizes), json.loads(edits))))


if __name__ == "__main__":
    main(*sys.argv[1:])
