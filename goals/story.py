"""The story of a goal in sentences: who, when, what and why; made of what `with_story` fetched."""

import datetime
import itertools
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from goals.formats import FORMATS, said_in
from goals.models import CheckIn, GoalEvent, GoalReply, Step

NEWEST = 8  # as many as the page of a goal shows; all others are one tap away

# What happened: its picture, how the student says it, and how everybody else reads it.
SENTENCES = {
    "set": ("star", _("I set this goal."), _("%(name)s set this goal.")),
    CheckIn.Still.KEEP: ("footprints", _("I checked in."), _("%(name)s checked in.")),
    CheckIn.Still.CHANGE: (
        "pencil",
        _("I decided to change this goal."),
        _("%(name)s decided to change this goal."),
    ),
    CheckIn.Still.DONE: ("flag", _("I reached this goal."), _("%(name)s reached this goal.")),
    CheckIn.Still.DROP: ("archive", _("I set this goal aside."), _("%(name)s set this goal aside.")),
    "help": (
        "life-buoy",
        _("I checked in and would like help."),
        _("%(name)s checked in and would like help."),
    ),
    "step": ("square-check", _("I did a step."), _("%(name)s did a step.")),
    "piece": ("image", _("I added a piece of work."), _("%(name)s added a piece of work.")),
    GoalEvent.Kind.REWORDED: (
        "pencil-line",
        _("I wrote this goal anew."),
        _("%(name)s wrote this goal anew."),
    ),
    GoalEvent.Kind.TAKEN_UP: (
        "rotate-ccw",
        _("I took this goal up again."),
        _("%(name)s took this goal up again."),
    ),
    GoalEvent.Kind.CARRIED: (
        "sun",
        _("I carried this goal on after the summer."),
        _("%(name)s carried this goal on after the summer."),
    ),
    GoalEvent.Kind.IMPORTED: (
        "folder-input",
        _("%(name)s brought this goal from last year."),
        _("%(name)s brought this goal from last year."),
    ),
}
# What others said, and what she answered them.
SAID = {
    GoalReply.Kind.ANSWER: ("message-circle", _("%(name)s answered.")),
    "read": ("eye", _("%(name)s has read it.")),
    GoalReply.Kind.NOTE: ("notebook-pen", _("%(name)s left a note.")),
    GoalReply.Kind.HELP: ("hand-helping", _("%(name)s asked how to help.")),
    GoalReply.Kind.HOME: ("house", _("%(name)s saw this at home.")),
    GoalReply.Kind.HERS: ("message-circle-reply", _("%(name)s answered.")),
}


@dataclass(frozen=True)
class Turn:
    """One thing that happened, as a sentence with the words of whoever said something then."""

    at: datetime.datetime
    kind: str
    icon: str
    sentence: str
    words: str = ""  # in somebody's own words
    before: tuple = ()  # what it said until then: (name, words)
    entry: Any = None  # the check-in, the answer or the piece itself

    @property
    def is_check_in(self):
        return isinstance(self.entry, CheckIn)

    @property
    def is_said(self):
        """By somebody beside her, or by her to them."""
        return isinstance(self.entry, GoalReply)

    @property
    def percent(self):
        """How far she was, where this tells it."""
        return self.entry.percent if self.is_check_in else None

    @property
    def voice(self):
        """What was said aloud, if this person is shown it."""
        return self.entry.voice if self.is_check_in or self.is_said else None

    @property
    def month(self):
        return timezone.localdate(self.at).replace(day=1)


class Telling:
    """Who tells: the student says "I", everybody else reads her name."""

    def __init__(self, goal, *, mine):
        self.goal, self.name, self.mine = goal, goal.student.first_name, mine

    def turn(self, kind, at, *, name="", **told):
        icon, hers, theirs = SENTENCES[kind]
        sentence = (hers if self.mine else theirs) % {"name": name or self.name}
        return Turn(at=at, kind=str(kind), icon=icon, sentence=sentence, **told)

    def check_in(self, entry):
        asks = entry.wants_help and entry.still == CheckIn.Still.KEEP
        return self.turn("help" if asks else entry.still, entry.at, words=entry.line, entry=entry)

    def reply(self, reply):
        is_said = reply.text or reply.voice or reply.kind != GoalReply.Kind.ANSWER
        kind = reply.kind if is_said else "read"
        icon, sentence = SAID[kind]
        if reply.kind == GoalReply.Kind.HERS and self.mine:
            sentence = _("I answered.")
        return Turn(
            at=reply.at,
            kind=str(kind),
            icon=icon,
            sentence=sentence % {"name": reply.by},
            words=reply.text,
            entry=reply,
        )

    def event(self, row):
        return self.turn(
            row["kind"],
            moment(row["at"]),
            name=str(User(**row["by"])) if row["kind"] == GoalEvent.Kind.IMPORTED else "",
            words=row["reason"],
            before=self.before(row["before"]),
        )

    def before(self, words):
        """What a rewording changed, as it was: (heading, words). What is the same now is left out."""
        now = self.goal.answers
        answers = {name: said for name, said in words.get("answers", {}).items() if said != now.get(name)}
        said = said_in(FORMATS[self.goal.format], words | {"answers": answers}, self.name)
        want = [("", words["want"])] if words.get("want") else []
        steps = [(_("Small steps"), "\n".join(words["steps"]))] if words.get("steps") else []
        return (*want, *((part.mine if self.mine else part.hers, part.words) for part in said), *steps)


def steps_of(goal):
    """Its steps, in their order."""
    return [Step(goal=goal, **row | {"done_at": moment(row["done_at"])}) for row in goal.step_rows]


def moment(text):
    return text and parse_datetime(text)


def story_of(goal, *, mine, pieces=()):
    """Everything that happened on a goal `with_story`, from its first day on; `pieces` are `GoalPiece`s."""
    telling = Telling(goal, mine=mine)
    turns = [
        telling.turn("set", goal.set_at),
        *(telling.turn("step", step.done_at, words=step.text) for step in steps_of(goal) if step.done_at),
        *(telling.event(row) for row in goal.turn_rows),
        *(telling.check_in(entry) for entry in goal.check_ins.all()),
        *(telling.turn("piece", piece.at, entry=piece) for piece in pieces),
        *(telling.reply(reply) for reply in goal.replies.all()),
    ]
    return sorted(turns, key=lambda turn: (turn.at, turn.kind != "set"))


class Chapter(NamedTuple):
    """One month of a story."""

    month: datetime.date
    turns: list
    days: int  # on how many she did what her habit asks


def chapters_of(goal, turns):
    """The story month by month, with the days of a habit."""
    told = {month: list(each) for month, each in itertools.groupby(turns, key=lambda turn: turn.month)}
    days = Counter(day.replace(day=1) for day in goal.tick_days)
    return [Chapter(month, told.get(month, []), days[month]) for month in sorted({*told, *days})]
