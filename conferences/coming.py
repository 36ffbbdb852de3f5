"""What comes next in the calendar of a round, for whoever prepares a conference of it."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from conferences.models import Milestone

Kind = Milestone.Kind
# Nothing new to a family that has a time.
OF_FINDING_A_TIME = (Kind.ASK, Kind.ANSWER, Kind.TIMES)
AT_ONCE = 3  # days on a page


@dataclass(frozen=True)
class Day:
    day: datetime.date
    words: str
    line: str  # what the school adds


def days_of(conference):
    """The next days of one fetched with its `calendar` (querysets/milestones.py), on the school's clock."""
    if conference is None:
        return []
    today = timezone.localdate()
    known = OF_FINDING_A_TIME if conference.starts_at else ()
    days = [
        Day(datetime.date.fromisoformat(row["day"]), str(Kind(row["kind"]).label), row["line"])
        for row in conference.calendar
        if row["kind"] not in known
    ]
    return [one for one in days if one.day >= today][:AT_ONCE]
