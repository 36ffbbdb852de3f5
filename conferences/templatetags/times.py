"""Words for times that the timetable gave."""

import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from conferences.because import OFFICE, sentence, steps
from conferences.wishes import EVENING

register = template.Library()
MANY = 8  # a day with more times than these is read by its parts


@register.filter
def by_part_of_day(rows, read="starts_at"):
    """[(heading, rows)] of one day, for the eye: a short day is one part and has no heading."""
    parts: dict[str, list] = {}
    for row in rows:
        parts.setdefault(part_of_day(getattr(row, read)), []).append(row)
    if len(rows) <= MANY or len(parts) == 1:
        return [("", rows)]
    return list(parts.items())


def part_of_day(moment):
    at = timezone.localtime(moment).time()
    if at < datetime.time(12):
        return _("Morning")
    return _("Afternoon") if at < EVENING else _("Evening")


@register.filter
def because(place):
    """Why the family has this time, in a sentence to itself: `{{ conference.place|because }}`."""
    return sentence(place.because, place.starts_at)


@register.filter
def because_told(assignment):
    """The same, as the office reads it."""
    return sentence(assignment.because, assignment.starts_at, plain=OFFICE)


@register.filter
def what_helps(assignment):
    """Of one that found no place: the rules that could be relaxed, the smallest step first."""
    return steps(assignment.because)
