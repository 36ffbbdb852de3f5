"""How far a conference is, as the room says it: one word and one picture, whatever its cards are called."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conferences.models.agendas import Kind


@dataclass(frozen=True)
class Phase:
    name: str
    words: Promise
    icon: str
    area: str


WAITING = Phase("waiting", _("Waiting"), "clock", "people")
HERE = Phase("here", _("They are here"), "door-open", "people")
WELCOME = Phase("welcome", _("Welcome"), "hand", "people")
EVIDENCE = Phase("evidence", _("Showing work"), "image", "portfolio")
GOALS = Phase("goals", _("Goals"), "target", "goals")
CLOSING = Phase("closing", _("Closing"), "flag", "conference")
DONE = Phase("done", _("Done"), "circle-check", "people")

OF_KIND: dict[str, Phase] = {
    Kind.WELCOME: WELCOME,
    Kind.LETTER: WELCOME,
    Kind.LAST_COMMITMENTS: GOALS,
    Kind.GOAL: GOALS,
    Kind.ASK_FAMILY: CLOSING,
    Kind.TEACHER_MINUTE: CLOSING,
    Kind.CLOSING: CLOSING,
}


def phase_of(conference):
    """Of a conference fetched with its card."""
    if conference.is_live:
        return OF_KIND.get(conference.card.kind, EVIDENCE) if conference.card else WELCOME
    if conference.is_held:
        return DONE
    return HERE if conference.arrived_at else WAITING
