"""Pictures for the demo and the tests, drawn by code: what children of a school might have made."""

from portfolios.drawings import clubs, games, kitchen, nature, people, school, things
from portfolios.drawings.phone import as_phone_photo
from portfolios.drawings.sheet import Sheet

__all__ = ["SUBJECTS", "as_phone_photo", "draw", "portrait"]

SUBJECTS = {
    "robot": things.robot,
    "landscape": nature.landscape,
    "plant": nature.plant,
    "book": school.book,
    "volcano": things.volcano,
    "map": school.map_,
    "piano": clubs.piano,
    "garden": nature.garden,
    "bridge": things.bridge,
    "pizza": kitchen.pizza,
    "portrait": people.self_portrait,
    "fair": school.fair,
    "football": clubs.football,
    "bread": kitchen.bread,
    "planets": nature.planets,
    "weaving": clubs.weaving,
    "code": games.code,
}


def draw(seed, subject, *, size=(1600, 1200)):
    """The picture of that subject with that number; the same one every time. Sizes in pixels, 4:3."""
    sheet = Sheet(f"{subject} {seed}", size)
    SUBJECTS[subject](sheet)
    return sheet.finish()


def portrait(seed, size=256):
    """A friendly face, square, for a round avatar."""
    sheet = Sheet(f"face {seed}", (size, size), units=(400, 400))
    people.avatar(sheet)
    return sheet.finish(grain=6)
