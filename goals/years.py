"""A school year of goals as a picture: each goal from the day it was set, with her check-ins on the way.

Made of rows that were fetched. Goals stand in the order in which she set them; nothing is counted together.
"""

import datetime
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language_bidi

from goals.models import Goal
from portfolios.journey import BEGINS, grade_in, school_year, year_words

HEIGHT, FLOOR = 56, 44  # pixels of a goal's strip, and of the line on which its columns stand
SHORTEST, TALLEST = 5, 36  # pixels of a column: not started, and there
LAST = 96  # percent: behind it a sign has no room
ENDS = {Goal.State.REACHED: "flag", Goal.State.SET_ASIDE: "archive"}


class Year(NamedTuple):
    """A school year that has goals, or this one."""

    began: int
    words: str
    grade: str

    @property
    def first(self):
        return datetime.date(self.began, BEGINS, 1)

    @property
    def last(self):
        return datetime.date(self.began + 1, BEGINS, 1) - datetime.timedelta(days=1)

    def share(self, day):
        """Where this day is, in percent of the year; what lies outside is at its edge."""
        days = (min(max(day, self.first), self.last) - self.first).days
        return 100 * days / (self.last - self.first).days


class Column(NamedTuple):
    """A check-in: the further she is, the taller."""

    x: float
    y: int
    height: int


@dataclass(frozen=True)
class Strip:
    """One goal in one year."""

    goal: Any
    x: float
    width: float
    columns: list
    end: float | None  # where it ended, if it did in this year
    ahead: tuple | None  # from today until the day she set herself: x, x

    @property
    def beside(self):
        """Pixels from the end of a strip to the middle of its sign, which hides no column so."""
        return -17 if get_language_bidi() else 17

    @property
    def icon(self):
        return ENDS[self.goal.state]

    @property
    def count(self):
        return len(self.goal.way_rows)

    @property
    def last_line(self):
        """What she said when it ended: why she set it aside, or how she came there."""
        return self.goal.way_rows[-1]["line"] if self.goal.way_rows and not self.goal.is_open else ""


@dataclass(frozen=True)
class Picture:
    year: Year
    strips: list
    months: list  # (x, width, middle, first day), from August on
    today: float | None

    height, floor = HEIGHT, FLOOR


def years_of(goals, student):
    """The school years in which one of these goals lived, and this one; the newest first."""
    today = timezone.localdate()
    lived = {school_year(today)}
    for goal in goals:
        lived.update(range(school_year(day_of(goal.set_at)), school_year(last_day(goal)) + 1))
    return [Year(began, year_words(began), grade_in(student, began)) for began in sorted(lived, reverse=True)]


def day_of(moment):
    return timezone.localdate(moment)


def last_day(goal):
    return day_of(goal.ended_at) if goal.ended_at else timezone.localdate()


def picture_of(goals, year):
    today = timezone.localdate()
    here = [goal for goal in goals if day_of(goal.set_at) <= year.last and last_day(goal) >= year.first]
    return Picture(
        year=year,
        strips=[strip_of(goal, year) for goal in here],
        months=list(months_of(year)),
        today=mirrored(year.share(today)) if year.first <= today <= year.last else None,
    )


def strip_of(goal, year):
    begins, ends = year.share(day_of(goal.set_at)), year.share(last_day(goal))
    return Strip(
        goal=goal,
        x=mirrored(begins, ends - begins),
        width=round(ends - begins, 1),
        columns=[column_of(row, year) for row in goal.way_rows if year.first <= seen_on(row) <= year.last],
        end=mirrored(min(ends, LAST)) if goal.ended_at and last_day(goal) <= year.last else None,
        ahead=ahead_of(goal, year),
    )


def seen_on(row):
    return day_of(parse_datetime(row["at"]))


def column_of(row, year):
    height = round(SHORTEST + (TALLEST - SHORTEST) * row["progress"] / row["top"])
    return Column(mirrored(year.share(seen_on(row))), FLOOR - height, height)


def ahead_of(goal, year):
    """What is still before her, of a goal that is open."""
    today = timezone.localdate()
    if goal.is_open and goal.until and goal.until > today and today <= year.last:
        return mirrored(year.share(today)), mirrored(year.share(goal.until))
    return None


def months_of(year):
    for n in range(12):
        first = datetime.date(year.began + (BEGINS + n > 12), (BEGINS + n - 1) % 12 + 1, 1)
        following = (first + datetime.timedelta(days=32)).replace(day=1)
        x, width = year.share(first), year.share(following) - year.share(first)
        yield mirrored(x, width), round(width, 1), mirrored(x + width / 2), first


def mirrored(x, width=0):
    """From the start of the page, be it the left or the right."""
    return round(100 - x - width if get_language_bidi() else x, 1)
