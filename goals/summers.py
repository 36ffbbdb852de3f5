"""Goals over the summer: after a long rest she says of each open goal what becomes of it."""

import datetime

from django.utils import timezone

from goals.rhythms import DAY, WEEK, beat_of
from portfolios.journey import BEGINS, school_year

LONG = 4 * WEEK  # a rest of this length is a summer, wherever the school is


def begins_anew(beat, today):
    """The day since which it is after the summer: the end of the last long rest, or of the school year."""
    ends = [last + DAY for first, last in beat.rests if last - first >= LONG and last < today]
    return max([datetime.date(school_year(today), BEGINS, 1), *ends])


def from_before(student, goals):
    """Of these open goals those about which nothing was said since the summer; none while it lasts."""
    if not goals:
        return []
    beat, today = beat_of(student), timezone.localdate()
    if beat.rest_on(today):
        return []
    day = begins_anew(beat, today)
    return [goal for goal in goals if goal.is_open and timezone.localdate(goal.news_at) < day]
