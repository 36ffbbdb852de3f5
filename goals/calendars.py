"""The days of a habit as months of a calendar: what was done stands there, what was not is just a day."""

import calendar
import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import get_format


class Day(NamedTuple):
    on: datetime.date
    done: bool
    in_month: bool
    is_today: bool


class Month(NamedTuple):
    first: datetime.date
    weeks: list
    done: int

    @property
    def weekdays(self):
        """A day for each column, to read its name off."""
        return [day.on for day in self.weeks[0]]


class Days(NamedTuple):
    """What the page of a habit shows: today and yesterday to tick, and this month."""

    tappable: list
    month: Month


def days_of_habit(goal):
    """The days on which she did it, of a goal `with_days` or `with_story`."""
    return set(goal.tick_days)


def days_on_page(goal):
    """Of a habit; None for a goal of another format."""
    if goal.format != "habit":
        return None
    done = days_of_habit(goal)
    return Days(tappable(done), this_month(done))


def month_of(done, first):
    """One month; weeks begin on the day on which they do in the reader's language."""
    today = timezone.localdate()
    start = calendar.Calendar((get_format("FIRST_DAY_OF_WEEK") - 1) % 7)
    weeks = [
        [Day(day, day in done, day.month == first.month, day == today) for day in week]
        for week in start.monthdatescalendar(first.year, first.month)
    ]
    done_count = sum(day.done and day.in_month for week in weeks for day in week)
    return Month(first, weeks, done_count)


def this_month(done):
    return month_of(done, timezone.localdate().replace(day=1))


def months_of(done, since):
    """All months from that day on until this one, newest first."""
    first = timezone.localdate().replace(day=1)
    found = [month_of(done, first)]
    while first > since:
        first = (first - datetime.timedelta(days=1)).replace(day=1)
        found.append(month_of(done, first))
    return found


def tappable(done):
    """Today and yesterday, each with whether it is ticked: what she may still say."""
    today = timezone.localdate()
    return [(day, day in done) for day in (today, today - datetime.timedelta(days=1))]
