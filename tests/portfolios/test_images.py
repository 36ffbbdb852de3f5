"""Photographs come out upright, light and silent about where they were taken, or are refused kindly."""

import io
import os
import struct
import tempfile
import zlib
from itertools import product
from pathlib import Path

import pillow_heif
import pytest
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from portfolios import images
from portfolios.images import Rendition, cleaned, normalise, render
from portfolios.refusals import REASONS, Unreadable

ROOT = Path(__file__).parent.parent.parent
MEDIA = Path(os.environ.get("LECTERN_SHARED", ROOT.parent / "shared")) / "data" / "media"
RED, GREEN, BLUE, YELLOW = (220, 40, 40), (40, 160, 60), (40, 60, 200), (240, 220, 60)
# What of the four corners of an upright picture stands where, as the camera stored it.
HELD = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
# Words that the photographs of these tests carry, and the marks of the places where they would hide.
SECRETS = (b"Exif", b"EXIF", b"XMP ", b"adobe", b"ICCP", b"<script", b"<html", b"Pixel 9", b"GPS")


pillow_heif.register_heif_opener()


def corners(width=200, height=120):
    """Red, green, blue and yellow quarters, clockwise from the upper left."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (width // 2, height // 2, width, height))
    image.paste(YELLOW, (0, height // 2, width // 2, height))
    return image


def phone_exif(orientation=1):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Model] = "Pixel 9"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (5.0, 33.0, 21.0), 3: "W", 4: (0.0, 12.0, 2.0)})
    return exif.tobytes()


def loose(data):
    """The same EXIF in the form that the HEIC writer does not look into."""
    exif = Image.Exif()
    exif.load(data)
    return exif


def saved(image, format_="JPEG", **options):
    file = io.BytesIO()
    image.save(file, format_, **options)
    file.seek(0)
    return file


def opened(rendition):
    return Image.open(io.BytesIO(rendition.data))


def near(colour, wanted, tolerance=24):
    return all(abs(a - b) <= tolerance for a, b in zip(colour, wanted, strict=True))


def quarters(rendition):
    """The colour in the middle of each quarter, clockwise from the upper left."""
    image = opened(rendition).convert("RGB")
    x, y = image.width // 4, image.height // 4
    return [image.getpixel(at) for at in ((x, y), (3 * x, y), (3 * x, 3 * y), (x, 3 * y))]


def assert_upright(result):
    for rendition in result.files.values():
        found = quarters(rendition)
        assert all(map(near, found, (RED, GREEN, BLUE, YELLOW))), found


def assert_silent(result):
    for rendition in result.files.values():
        assert [word for word in SECRETS if word in rendition.data] == []
        assert rendition.data[12:16] == b"VP8 "  # the plain kind, which has no room for anything else
        assert opened(rendition).info.keys() <= {"loop", "background", "timestamp", "duration"}


def refusal(file):
    with pytest.raises(Unreadable) as caught:
        normalise(file)
    assert caught.value.reason == REASONS[caught.value.code]
    return caught.value.code


@pytest.mark.parametrize(
    ("format_", "orientation"),
    [*product(["JPEG", "HEIF"], HELD), *product(["PNG", "WEBP", "AVIF"], [5, 6, 8])],
)
def test_however_the_phone_was_held_the_picture_is_upright(format_, orientation):
    turn = HELD[orientation]
    stored = corners() if turn is None else corners().transpose(turn)

    result = normalise(saved(stored, format_, exif=phone_exif(orientation)))

    assert (result.width, result.height) == (200, 120)
    assert_upright(result)
    assert_silent(result)


def test_heic_obeys_its_own_turn_and_no_other():
    """An iPhone writes both; in HEIC the EXIF one is a copy, and without the other it means nothing."""
    turned = saved(corners().transpose(HELD[6]), "HEIF", exif=phone_exif(6))
    assert b"irot" in turned.getvalue()
    copy_only = saved(corners(), "HEIF", exif=loose(phone_exif(6)))
    assert b"irot" not in copy_only.getvalue()

    for photo in (turned, copy_only):
        result = normalise(photo)
        assert (result.width, result.height) == (200, 120)
        assert_upright(result)


def test_sizes_are_exact_and_keep_the_shape():
    result = normalise(saved(corners(4032, 3024)))

    sizes = {name: (file.width, file.height) for name, file in result.files.items()}
    assert sizes == {"thumb": (320, 240), "page": (960, 720), "screen": (1920, 1440)}
    assert {name: opened(file).size for name, file in result.files.items()} == sizes
    assert (result.width, result.height) == (4032, 3024)
    assert_upright(result)


def test_a_small_picture_is_never_blown_up():
    result = normalise(saved(corners(500, 40), "PNG"))

    sizes = {name: (file.width, file.height) for name, file in result.files.items()}
    assert sizes == {"thumb": (320, 26), "page": (500, 40), "screen": (500, 40)}


def test_a_picture_of_our_own_has_the_same_sizes():
    sizes = {name: Image.open(io.BytesIO(data)).size for name, data in render(corners(1600, 1200)).items()}

    assert sizes == {"thumb": (320, 240), "page": (960, 720), "screen": (1600, 1200)}


def test_a_very_long_strip_still_has_a_height():
    result = normalise(saved(Image.new("RGB", (5000, 2), RED), "PNG"), sizes={"thumb": 320})

    assert result.files == {"thumb": Rendition(result.files["thumb"].data, 320, 1)}


def test_a_path_is_read_as_a_file_is(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_bytes(saved(corners()).getvalue())

    assert normalise(path) == normalise(saved(corners()))


def test_what_is_transparent_shows_white_paper():
    drawing = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    drawing.paste((*BLUE, 255), (0, 0, 20, 40))
    palette = drawing.quantize(8)

    for image in (drawing, palette):
        shown = opened(normalise(saved(image, "PNG")).files["page"])
        assert near(shown.getpixel((5, 20)), BLUE)
        assert near(shown.getpixel((35, 20)), (255, 255, 255))


def grey_key():
    """A grey PNG that names one shade as transparent."""
    file = io.BytesIO()
    Image.new("L", (40, 40), 90).save(file, "PNG", transparency=90)
    return file


@pytest.mark.parametrize(
    ("file", "colour"),
    [
        (saved(Image.new("I;16", (40, 40), 128 * 257), "PNG"), (128, 128, 128)),
        (saved(Image.new("1", (40, 40), 1), "PNG"), (255, 255, 255)),
        (saved(Image.new("L", (40, 40), 70)), (70, 70, 70)),
        (saved(Image.new("LA", (40, 40), (70, 255)), "PNG"), (70, 70, 70)),
        (grey_key(), (255, 255, 255)),
        (saved(Image.new("CMYK", (40, 40), (0, 255, 255, 0))), (255, 0, 0)),
        (saved(Image.new("P", (40, 40), 0), "GIF"), (0, 0, 0)),
    ],
    ids=["16-bit", "1-bit", "grey", "grey-alpha", "grey-key", "cmyk", "palette"],
)
def test_every_kind_of_colour_comes_out_as_it_was_seen(file, colour):
    file.seek(0)

    shown = opened(normalise(file).files["page"])

    assert shown.mode == "RGB"
    assert near(shown.getpixel((20, 20)), colour, tolerance=4)


def test_a_colour_profile_is_applied_and_left_out():
    """A Lab profile on RGB numbers does not fit, and is ignored; the screen's own changes nothing."""
    profiles = [ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes() for name in ("sRGB", "LAB")]

    for profile in [*profiles, b"no profile at all"]:
        result = normalise(saved(corners(), icc_profile=profile))
        assert_upright(result)
        assert_silent(result)


def wide_gamut_profile():
    """sRGB with the red and green columns swapped: a profile whose effect cannot be overlooked."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = (profile.index(tag, 128) for tag in (b"rXYZ", b"gXYZ"))
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


def test_colours_are_those_that_the_profile_means():
    file = saved(Image.new("RGB", (40, 40), (255, 0, 0)), "PNG", icc_profile=wide_gamut_profile())

    assert near(opened(normalise(file).files["page"]).getpixel((20, 20)), (0, 255, 0))


def test_a_web_page_behind_a_picture_is_left_behind():
    file = io.BytesIO(saved(corners(), "PNG").getvalue() + b"<html><script>alert(1)</script></html>")

    assert_silent(normalise(file))


def test_comments_positions_and_hidden_thumbnails_are_left_behind():
    exif = phone_exif()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "<script>alert(1)</script>")
    text.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    photos = [
        saved(corners(), comment=b"<script>alert(1)</script>", exif=exif, xmp=xmp),
        saved(corners(), "PNG", pnginfo=text, exif=exif),
        saved(corners(), "WEBP", exif=exif, xmp=xmp),
        saved(corners(), "GIF", comment=b"<script>alert(1)</script>"),
    ]

    for photo in photos:
        assert any(word in photo.getvalue() for word in SECRETS)
        assert_silent(normalise(photo))


def test_only_the_first_of_many_frames_is_drawn():
    frames = [Image.new("RGB", (60, 60), colour) for colour in (RED, GREEN, BLUE)] * 60
    gif = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    webp = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    two_views = saved(frames[0], "MPO", save_all=True, append_images=frames[1:2])

    for file in (gif, webp, two_views):
        shown = opened(normalise(file).files["page"])
        assert getattr(shown, "n_frames", 1) == 1
        assert near(shown.getpixel((30, 30)), RED)


def test_the_name_of_a_file_means_nothing(tmp_path):
    heic = tmp_path / "photo.jpg"
    heic.write_bytes(saved(corners(), "HEIF").getvalue())
    postscript = tmp_path / "other.jpg"
    postscript.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n")

    assert_upright(normalise(heic))
    assert refusal(postscript) == "not_a_picture"


@pytest.mark.parametrize("format_", ["BMP", "TIFF", "PPM", "ICO", "TGA", "PDF", "EPS", "JPEG2000"])
def test_kinds_that_no_phone_writes_are_refused(format_):
    assert refusal(saved(corners(), format_)) == "not_a_picture"


@pytest.mark.parametrize("content", [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a"])
def test_what_is_no_picture_is_refused(content):
    assert refusal(io.BytesIO(content)) == "not_a_picture"


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_half_a_picture_is_refused(format_):
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    whole = saved(noise, format_).getvalue()

    assert refusal(io.BytesIO(whole[: len(whole) // 2])) in {"broken", "not_a_picture"}


def png_of(width, height):
    """A PNG that claims a size without any cost to its maker: a few hundred bytes."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(13300, 13300), (60_001, 1000), (2**31 - 1, 2**31 - 1)])
def test_too_many_dots_are_refused_before_they_are_unpacked(size):
    assert refusal(io.BytesIO(png_of(*size))) == "too_big"


def test_a_small_file_of_177_million_dots_is_refused():
    file = saved(Image.new("1", (13300, 13300)), "PNG")
    assert len(file.getvalue()) < 100_000

    assert refusal(file) == "too_big"


def test_a_picture_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(images, "TIMEOUT", 0.01)

    assert refusal(saved(corners())) == "too_hard"


def darkroom(tmp_path, monkeypatch, code, seconds=30):
    """In place of the real one, a child that does what an attacker would like it to do."""
    real = images.DARKROOM.read_text().replace('"RLIMIT_CPU": 30', f'"RLIMIT_CPU": {seconds}')
    body, start = real.split("def answer(")
    path = tmp_path / "darkroom.py"
    path.write_text(f"{body}def develop(source, folder, sizes, edits):\n    {code}\n\n\ndef answer({start}")
    monkeypatch.setattr(images, "DARKROOM", path)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("os.kill(os.getpid(), 11)", "too_hard"),
        ("os.abort()", "too_hard"),
        ("import time; time.sleep(60)", "too_hard"),
        ("bytearray(2 * 1024**3)", "too_big"),
        ("(folder / 'big').write_bytes(bytes(64 * 1024**2))", "broken"),
        ("raise RuntimeError('decoder')", "broken"),
    ],
)
def test_a_decoder_that_goes_wild_harms_nobody(tmp_path, monkeypatch, code, outcome):
    darkroom(tmp_path, monkeypatch, code)
    monkeypatch.setattr(images, "TIMEOUT", 3)

    assert refusal(saved(corners())) == outcome


def test_a_decoder_that_never_ends_is_ended_by_the_system(tmp_path, monkeypatch):
    darkroom(tmp_path, monkeypatch, "while True: pass", seconds=1)

    assert refusal(saved(corners())) == "too_hard"


def test_the_child_is_told_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    seen = tmp_path / "seen"
    darkroom(
        tmp_path, monkeypatch, f"Path({str(seen)!r}).write_text(repr(dict(os.environ)) + repr(sys.modules))"
    )

    with pytest.raises(TypeError):
        normalise(saved(corners()))

    assert "MALLOC_ARENA_MAX" in seen.read_text()
    assert [word for word in ("do not tell", "django") if word in seen.read_text()] == []


def test_nothing_is_left_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    normalise(saved(corners()))
    refusal(io.BytesIO(b"hello"))

    assert list(tmp_path.iterdir()) == []


PHOTOGRAPHS = {"heic", "jpeg", "jpeg-gps", "jpeg-orientation"}
OTHER_THINGS = {"chromium-mediarecorder", "docx", "music-metadata", "mutagen", "pdf", "svg"}


def is_accepted(path):
    try:
        assert_silent(normalise(path))
    except Unreadable:
        return False
    return True


@pytest.mark.parametrize(
    "path", sorted(path for path in MEDIA.rglob("*") if path.is_file()), ids=lambda path: path.name
)
def test_files_of_the_world_become_pictures_or_are_refused(path):
    """Of the other folders some are pictures and some are not; none may do anything else."""
    accepted = is_accepted(path)

    kind = path.parent.name
    assert accepted or kind not in PHOTOGRAPHS or "corrupted" in path.name
    assert not accepted or kind not in OTHER_THINGS


# Cutting and blurring


def halves():
    """Left black, right white, large enough to be cut."""
    image = Image.new("RGB", (2000, 1000), "white")
    image.paste("black", (0, 0, 1000, 1000))
    return saved(image)


def drawn(data, *edits, size="page"):
    result = normalise(data, edits=edits)
    return result, Image.open(io.BytesIO(result.files[size].data)).convert("RGB")


def test_a_crop_keeps_the_box_alone_and_sharp():
    result, image = drawn(halves(), {"crop": [500, 0, 1000, 500]}, size="screen")
    assert (result.width, result.height) == image.size == (1000, 500)
    assert image.getextrema() == ((255, 255),) * 3


def test_a_blur_leaves_nothing_to_know_a_face_by():
    """Stripes finer than a block are one grey; what is outside stays as it was."""
    image = Image.new("RGB", (960, 960), "white")
    for left in range(0, 960, 8):
        image.paste("black", (left, 0, left + 4, 960))
    _result, image = drawn(saved(image), {"blur": [[[0, 0, 500, 1000]]]})
    inside, outside = image.crop((40, 40, 440, 920)), image.crop((560, 40, 920, 920))
    assert max(high - low for low, high in inside.getextrema()) < 16
    assert max(high - low for low, high in outside.getextrema()) > 150


def test_a_blur_keeps_to_its_squares_although_they_are_blurred_as_one():
    result = normalise(halves(), edits=[{"blur": [[[0, 0, 100, 100], [900, 900, 1000, 1000]]]}])
    with Image.open(io.BytesIO(result.files["page"].data)) as image:
        assert image.convert("L").getpixel((240, 240)) < 10
        assert image.convert("L").getpixel((720, 240)) > 245


def test_edits_follow_each_other_and_the_turn_of_the_camera():
    """Boxes are of the picture as it is seen, each on what the last step left."""
    image = Image.new("RGB", (400, 200), "white")
    image.paste("black", (0, 0, 200, 200))
    turned = saved(image, exif=phone_exif(orientation=6))
    result, image = drawn(turned, {"crop": [0, 0, 1000, 500]}, {"crop": [0, 0, 500, 1000]})
    assert (result.width, result.height) == (100, 200)
    assert image.getextrema() == ((0, 0),) * 3


def test_a_box_is_never_empty():
    result, _image = drawn(halves(), {"crop": [999, 999, 1000, 1000]}, {"crop": [0, 0, 1, 1]})
    assert (result.width, result.height) == (1, 1)


# The original that is kept


def sent(image, format="JPEG", **how):
    file = io.BytesIO()
    image.save(file, format, **how)
    file.seek(0)
    return file


@pytest.mark.parametrize("orientation", [1, 6, 8])
def test_the_kept_original_is_whole_upright_and_silent(orientation):
    turned = HELD[orientation]
    stored = corners(2400, 1800) if turned is None else corners(2400, 1800).transpose(turned)
    file = sent(stored, exif=phone_exif(orientation), comment=b"Pixel 9", quality=95)
    kept = cleaned(file)
    image = Image.open(io.BytesIO(kept))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (2400, 1800), {})
    assert [secret for secret in SECRETS if secret in kept] == []
    assert "comment" not in image.info
    seen = [image.getpixel(point) for point in ((9, 9), (2390, 9), (2390, 1790), (9, 1790))]
    for colour, wanted in zip(seen, (RED, GREEN, BLUE, YELLOW), strict=True):
        assert max(abs(one - other) for one, other in zip(colour, wanted, strict=True)) < 12


def test_a_kept_original_with_transparency_shows_white_paper():
    kept = cleaned(sent(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG"))
    assert Image.open(io.BytesIO(kept)).getpixel((5, 5)) == (255, 255, 255)


def test_what_is_too_much_at_full_size_is_kept_smaller(monkeypatch):
    monkeypatch.setattr(images, "KEPT_SIDES", (65_500, 300))
    once, sides = images.run_darkroom, []

    def too_big_at_first(path, folder, sizes, edits=(), *, seconds):
        sides.append(sizes["original"])
        if len(sides) == 1:
            raise Unreadable("too_big")
        return once(path, folder, sizes, edits, seconds=seconds)

    monkeypatch.setattr(images, "run_darkroom", too_big_at_first)
    kept = cleaned(sent(corners(1000, 600)))
    assert (Image.open(io.BytesIO(kept)).size, sides) == ((300, 180), [65_500, 300])


def test_a_picture_full_of_noise_fits_into_the_limit_on_files():
    noise = Image.effect_noise((4600, 4600), 120)
    kept = cleaned(sent(noise.convert("RGB"), quality=98))
    assert len(kept) < 16 * 1024 * 1024
    assert Image.open(io.BytesIO(kept)).size == (4600, 4600)


def test_what_is_no_picture_is_not_kept_clean():
    with pytest.raises(Unreadable):
        cleaned(io.BytesIO(b"no picture"))
