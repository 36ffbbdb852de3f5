"""The way a student has come on a goal, as a picture: her check-ins over time, and what happened beside them.

Places are percents of the width and pixels of the height, so the picture follows its page without a script
and its signs stay round. Right-to-left pages are mirrored here, for words inside a picture must not be.
"""

import datetime
import itertools
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from goals.models import Goal, HowFar

TOP, BOTTOM = 20, 164  # pixels: there, and not started
LANE = 34  # pixels of a row of signs below the way
EDGE = 6  # percent left free on both sides
SLOTS = 12  # as many signs of a row stand side by side on a phone
WORDY = (Goal.Scale.WORDS, Goal.Scale.TRAIL)
# Signs below the way: what others said, and what she did beside her check-ins.
LANES = ((_("Said to me"), _("Said to %(name)s"), True), (_("What I did"), _("What %(name)s did"), False))


class Dot(NamedTuple):
    x: float
    y: int
    turn: Any
    plain: bool  # nothing else to tell than how far


class Sign(NamedTuple):
    x: float
    turn: Any  # the newest of them
    many: int


class Lane(NamedTuple):
    name: str
    y: int
    signs: list


@dataclass(frozen=True)
class Path:
    dots: list
    lanes: list
    months: list  # (x, first day)
    rungs: list  # (y, words)
    since: datetime.date
    until: datetime.date

    @property
    def height(self):
        return BOTTOM + TOP + LANE * len(self.lanes)

    @property
    def floor(self):
        return BOTTOM + TOP // 2

    @property
    def lines(self):
        return [(one.x, one.y, other.x, other.y) for one, other in itertools.pairwise(self.dots)]

    @property
    def entries(self):
        """Her check-ins, oldest first."""
        return [dot.turn.entry for dot in self.dots if dot.turn.is_check_in]

    @property
    def newest(self):
        return self.entries[-1]


def path_of(goal, turns, *, mine):
    """The picture of a story (goals/story.py); none before the first check-in."""
    told = [turn for turn in turns if turn.is_check_in or turn.kind == "set"]
    if len(told) < 2:
        return None
    axis = Axis.of([turn.at for turn in turns])
    xs = apart([axis.place(turn.at) for turn in told])
    dots = [
        Dot(mirrored(x), height_of(turn.percent or 0), turn, turn.kind == "keep")
        for x, turn in zip(xs, told, strict=True)
    ]
    return Path(
        dots=dots,
        lanes=lanes_of(goal, turns, axis, mine=mine),
        months=axis.months(),
        rungs=rungs_of(goal),
        since=axis.since.date(),
        until=axis.until.date(),
    )


@dataclass(frozen=True)
class Axis:
    """Time from start to end, in percent of the width."""

    since: datetime.datetime
    until: datetime.datetime

    @classmethod
    def of(cls, moments):
        days = sorted(timezone.localtime(at) for at in moments)
        return cls(days[0], days[-1])

    def place(self, at):
        whole = (self.until - self.since).total_seconds()
        share = (at - self.since).total_seconds() / whole if whole else 0.5
        return EDGE + share * (100 - 2 * EDGE)

    def months(self):
        """First days of months, as many as have room; none where first and last day say it all."""
        firsts = [day for day in first_days(self.since.date(), self.until.date()) if day > self.since.date()]
        every = 1 + len(firsts) // 6
        zone = self.since.tzinfo
        places = (
            (self.place(datetime.datetime(d.year, d.month, 1, tzinfo=zone)), d) for d in firsts[::every]
        )
        return [(mirrored(x), day) for x, day in places]


def first_days(since, until):
    """The first day of each month that has a day between these two."""
    day = since.replace(day=1)
    while day <= until:
        yield day
        day = (day + datetime.timedelta(days=32)).replace(day=1)


def apart(xs):
    """Places in their order, moved as little as keeps signs of the same days side by side."""
    gap = min(7, (100 - 2 * EDGE) / max(len(xs) - 1, 1))
    forth = list(itertools.accumulate(xs, lambda last, x: max(x, last + gap)))
    back = itertools.accumulate(reversed(forth), lambda last, x: min(x, last - gap), initial=100 - EDGE + gap)
    return list(back)[:0:-1]


def mirrored(x):
    """From the start of the page, be it the left or the right."""
    return round(100 - x if get_language_bidi() else x, 1)


def height_of(percent):
    return round(BOTTOM - (BOTTOM - TOP) * percent / 100)


def rungs_of(goal):
    """The scale she chose, from there down to not started: (height, words)."""
    if goal.scale in WORDY:
        return [(height_of(25 * far), HowFar(far).label) for far in reversed(HowFar)]
    quarters = [goal.top * n / 4 for n in (4, 3, 2, 1, 0)]
    return [(height_of(100 * far / goal.top), f"{far:.0f}" if far.is_integer() else "") for far in quarters]


def lanes_of(goal, turns, axis, *, mine):
    beside = [turn for turn in turns if not turn.is_check_in and turn.kind != "set"]
    lanes = []
    for hers, theirs, said in LANES:
        if signs := signs_of([turn for turn in beside if turn.is_said is said], axis):
            name = str(hers) if mine else theirs % {"name": goal.student.first_name}
            lanes.append(Lane(name, BOTTOM + TOP + LANE * len(lanes), signs))
    return lanes


def signs_of(turns, axis):
    """One sign for what happened at about the same time, with how many there were."""
    width = (100 - 2 * EDGE) / SLOTS
    slots = {}
    for turn in turns:
        slots.setdefault(min(int((axis.place(turn.at) - EDGE) / width), SLOTS - 1), []).append(turn)
    return [Sign(mirrored(EDGE + width * (slot + 0.5)), told[-1], len(told)) for slot, told in slots.items()]
