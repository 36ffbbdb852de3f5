"""The demo's pictures: the same for everybody who starts it, and no two alike."""

import io
from itertools import combinations

import pytest
from PIL import ExifTags, Image, ImageChops, ImageStat

from portfolios.drawings import SUBJECTS, as_phone_photo, draw, portrait
from portfolios.images import normalise

SMALL = (320, 240)
SEEDS = (1, 2, 3)


def differ(one, other):
    """How far two pictures are from each other: the mean over pixels and colours, from 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def test_a_school_makes_many_things():
    assert len(SUBJECTS) >= 14


@pytest.mark.parametrize("subject", SUBJECTS)
def test_pictures_are_colourful_no_two_alike_and_the_same_each_time(subject):
    pictures = [draw(seed, subject, size=SMALL) for seed in SEEDS]

    assert {(picture.mode, picture.size) for picture in pictures} == {("RGB", SMALL)}
    assert all(sum(ImageStat.Stat(picture).stddev) > 60 for picture in pictures)
    assert all(differ(one, other) > 4 for one, other in combinations(pictures, 2))
    assert draw(SEEDS[0], subject, size=SMALL).tobytes() == pictures[0].tobytes()


def test_a_picture_has_the_size_that_was_asked_for():
    assert draw(1, "robot").size == (1600, 1200)
    assert draw(1, "robot", size=(1280, 960)).size == (1280, 960)


def test_the_same_picture_is_drawn_at_every_size():
    large = draw(3, "robot", size=(1600, 1200)).resize(SMALL, Image.Resampling.BOX)

    assert differ(large, draw(3, "robot", size=SMALL)) < 8


def test_faces_are_square_and_each_is_its_own():
    faces = [portrait(seed, 64) for seed in range(8)]

    assert {face.size for face in faces} == {(64, 64)}
    assert all(differ(one, other) > 4 for one, other in combinations(faces, 2))
    assert portrait(2, 64).tobytes() == faces[2].tobytes()
    assert portrait(2).size == (256, 256)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_phone_photo_lies_on_its_side_and_is_brought_upright(orientation):
    drawing = draw(1, "robot", size=SMALL)

    photo = as_phone_photo(drawing, orientation=orientation, megapixels=0.1)

    stored = Image.open(io.BytesIO(photo))
    assert stored.getexif()[ExifTags.Base.Orientation] == orientation
    assert stored.size == ((384, 288) if orientation < 5 else (288, 384))
    result = normalise(io.BytesIO(photo), sizes={"thumb": 320})
    assert differ(Image.open(io.BytesIO(result.files["thumb"].data)).convert("RGB"), drawing) < 6


def test_a_phone_photo_tells_where_it_was_taken_until_it_is_normalised():
    photo = as_phone_photo(draw(1, "piano", size=SMALL), megapixels=0.1)

    assert Image.open(io.BytesIO(photo)).getexif().get_ifd(ExifTags.IFD.GPSInfo)[1] == "N"
    assert b"Phone 12" in photo
    assert b"Phone 12" not in normalise(io.BytesIO(photo)).files["page"].data


def test_a_phone_photo_has_twelve_megapixels():
    photo = as_phone_photo(draw(1, "planets", size=SMALL))

    assert Image.open(io.BytesIO(photo)).size == (3024, 4032)


def test_an_iphone_photo_is_brought_upright_once():
    drawing = draw(1, "robot", size=SMALL)

    photo = as_phone_photo(drawing, orientation=6, heic=True, megapixels=0.1)

    assert photo[4:12] == b"ftypheic"
    result = normalise(io.BytesIO(photo), sizes={"thumb": 320})
    assert (result.width, result.height) == (384, 288)
    assert differ(Image.open(io.BytesIO(result.files["thumb"].data)).convert("RGB"), drawing) < 8
