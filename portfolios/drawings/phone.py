"""Pictures as a phone writes them: large, lying on their side, and talkative."""

from io import BytesIO
from math import ceil

from PIL import ExifTags, Image

# How the sensor lay when the picture that belongs upright was taken.
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def as_phone_photo(image, *, orientation=6, heic=False, megapixels=12):
    """The bytes of a JPEG or HEIC of the picture, with orientation, model and position in its EXIF."""
    longest = ceil((megapixels * 1_000_000 * 4 / 3) ** 0.5 / 64) * 64  # 4032 x 3024 for 12
    scale = longest / max(image.size)
    photo = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BICUBIC)
    if orientation in STORED:
        photo = photo.transpose(STORED[orientation])
    return as_heic(photo, exif(orientation)) if heic else as_jpeg(photo, exif(orientation))


def exif(orientation):
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Make] = "Example"
    tags[ExifTags.Base.Model] = "Phone 12"
    tags[ExifTags.Base.DateTime] = "2026:10:05 16:20:00"
    position = {1: "N", 2: (40.0, 26.0, 46.0), 3: "W", 4: (79.0, 58.0, 56.0)}
    tags.get_ifd(ExifTags.IFD.GPSInfo).update(position)
    return tags.tobytes()


def as_jpeg(photo, tags):
    file = BytesIO()
    photo.save(file, "JPEG", quality=88, exif=tags, comment=b"taken with an example phone")
    return file.getvalue()


def as_heic(photo, tags):
    """The turn is written twice, as iPhones do: for HEIC itself, and in the EXIF."""
    import pillow_heif

    file = BytesIO()
    container = pillow_heif.from_pillow(photo)
    container.save(file, quality=60, exif=tags, enc_params={"preset": "ultrafast"})
    return file.getvalue()
