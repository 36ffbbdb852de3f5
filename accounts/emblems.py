"""Pictures for those who do not read yet: the one on a card, by which a child finds hers in the box, and
the ones of which she taps the secret one.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COLORS = {"area-portfolio": "#0f766e", "area-conference": "#6b3fa0", "area-goals": "#a34a08", "": "#1d2440"}
# On the cards. None of them is among the secret ones, so that a card gives nothing away.
ICONS = (
    "bike", "bus", "sailboat", "rocket", "tractor", "train-front", "plane", "tent-tree", "castle", "house",
    "umbrella", "glasses", "crown", "gem", "bell", "key-round", "hammer", "paintbrush", "pencil", "drum",
    "guitar", "piano", "puzzle", "trophy",
)  # fmt: skip
# Secret ones, told apart at a glance and by one short word: icon, the word, the class of its colour.
PICTURES = {
    "cat": (_("Cat"), "area-conference"),
    "fish": (_("Fish"), "area-portfolio"),
    "bird": (_("Bird"), "area-goals"),
    "turtle": (_("Turtle"), "area-portfolio"),
    "rabbit": (_("Rabbit"), "area-people"),
    "snail": (_("Snail"), "area-goals"),
    "apple": (_("Apple"), "area-goals"),
    "cherry": (_("Cherry"), "area-conference"),
    "carrot": (_("Carrot"), "area-goals"),
    "sun": (pgettext_lazy("picture", "Sun"), "area-goals"),  # without it, Sundays would be called so too
    "tree-pine": (_("Tree"), "area-portfolio"),
    "flower": (_("Flower"), "area-conference"),
}


@dataclass(frozen=True)
class Emblem:
    icon: str
    area: str  # the class of its colour on a page
    color: str  # the same on paper


def emblem(number):
    """The emblem of the student who is number so-and-so of her advisory: alike only for the 97th."""
    lap = number // len(ICONS)
    area, color = list(COLORS.items())[(number + lap) % len(COLORS)]
    return Emblem(ICONS[number % len(ICONS)], area, color)
