"""Dates of birth, as rosters and spreadsheets write them."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

OLDEST = 100  # years; whoever is older was not meant
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(T[\d:.]*Z?)?")
# With slashes the month comes first, with points the day. A list that means it the other way round has a
# day above 12 soon, and is told so instead of being guessed at.
SLASHES = re.compile(r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4})")
POINTS = re.compile(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})")


def birth_date(words):
    """The date in these words as 2015-03-14, or "" for none. Raises ValidationError for what is none."""
    if not words:
        return ""
    found = ISO.fullmatch(words) or SLASHES.fullmatch(words) or POINTS.fullmatch(words)
    try:
        date = datetime.date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        date = None
    if date is None:
        raise ValidationError(_("“%(date)s” is not a date; write it like 2015-03-14") % {"date": words})
    check_birth_date(date)
    return date.isoformat()


def check_birth_date(date):
    """Nobody here was born tomorrow, or more than a hundred years ago."""
    today = timezone.localdate()
    if not today.year - OLDEST <= date.year or date > today:
        words = _("%(date)s cannot be the day on which somebody here was born")
        raise ValidationError(words % {"date": date.isoformat()})
