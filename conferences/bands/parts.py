"""What a shipped plan is made of."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

FIRST_WORDS = _("You are the host: people need to know who is there before they can listen.")
FAMILY_WORDS = _("Every conference leaves room for your family to speak.")
LAST_WORDS = _("A talk ends with who does what next, so that it goes on after today.")


class Part(NamedTuple):
    """One card: `why` makes it fixed, `listening` is a question that the family may ask."""

    kind: str
    title: Any
    minutes: int
    tip: Any
    why: Any = ""
    listening: Any = ""
    picture: str = ""
    color: str = ""


class Plan(NamedTuple):
    """A plan for the grades from `low` to `high`; a layer is offered to all of them, as parts to add."""

    name: Any
    low: int
    high: int
    parts: list[Part]
    look: str = "cards"
    is_layer: bool = False
