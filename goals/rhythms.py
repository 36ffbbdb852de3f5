"""When a goal asks for its next check-in, and when it counts as quiet: by the rhythm of its advisory.

An advisory without a rhythm of its own has the school's, and a school without one checks in every two
weeks. Holidays of the school are holidays of everybody; an advisory may add its own. A day of rest counts
as nothing: it brings no check-in nearer, and makes nobody quiet. Days are the school's, so whoever works
without a request sets its clock first.
"""

import datetime
from typing import NamedTuple

from django.utils import timezone

from goals.models import Goal, Rhythm

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(weeks=1)
QUIET_FOR = 3 * WEEK
END_OF_WEEK = 4  # Friday, for a weekly goal of an advisory that chose no day


class Beat(NamedTuple):
    """A rhythm as it counts for one student: `weekday` 0 is Monday, `rests` are first and last days."""

    weeks: int = 2
    weekday: int | None = None
    reminds: bool = True
    rests: tuple = ()

    def later(self, day, time):
        """The day that comes `time` after this one, days of rest not counted."""
        later = day + time
        for first, last in self.rests:
            if first <= later and last > day:
                later += last - max(first - DAY, day)
        return later

    def awake(self, day):
        """This day, or the first after the rest that it falls into, on the weekday if there is one."""
        for first, last in self.rests:
            if first <= day <= last:
                day = last + DAY
                return day if self.weekday is None else self.awake(on_or_after(day, self.weekday))
        return day

    def next_after(self, day):
        """The day of the next check-in after one on this day."""
        due = self.later(day, self.weeks * WEEK)
        if self.weekday is not None:
            due = on_or_after(due - 3 * DAY, self.weekday)  # the nearest one
        return self.awake(due)

    def rest_on(self, day):
        """The rest that this day belongs to, or None."""
        return next((rest for rest in self.rests if rest[0] <= day <= rest[1]), None)


def on_or_after(day, weekday):
    return day + (weekday - day.weekday()) % 7 * DAY


def beat_of(student):
    """The rhythm of one student. One query."""
    return beat_from(Rhythm.objects.of(student))


def beats_of_school(school_id):
    """The rhythms of all advisories of a school, as a function of an advisory's key. One query."""
    rows = list(Rhythm.objects.of_school(school_id))
    known = {row.advisory_id for row in rows}
    beats = {
        key: beat_from([row for row in rows if row.advisory_id in (None, key)]) for key in {None, *known}
    }
    return lambda advisory_id: beats.get(advisory_id, beats[None])


def beat_from(rows):
    """From the row of a school and that of an advisory, either of which there may not be."""
    own = sorted(rows, key=lambda row: row.advisory_id is None)
    if not own:
        return Beat()
    rests = merged((row.rests_from, row.rests_until) for row in own if row.rests_from)
    return Beat(own[0].weeks, own[0].weekday, own[0].reminds, rests)


def merged(rests):
    """Rests in order of time, those that overlap or touch as one."""
    kept: list = []
    for first, last in sorted(rests):
        if kept and first <= kept[-1][1] + DAY:
            kept[-1] = (kept[-1][0], max(last, kept[-1][1]))
        else:
            kept.append((first, last))
    return tuple(kept)


def days_of(goal, beat):
    """The columns `due_on` and `quiet_on` of a goal, from what was last said about it."""
    if goal.ended_at:
        return {"due_on": None, "quiet_on": None}
    said = timezone.localdate(goal.news_at)
    heard = max(said, timezone.localdate(goal.reviewed_at)) if goal.reviewed_at else said
    due = next_look(goal, beat, said)
    if rest := beat.rest_on(timezone.localdate()):
        due = max(due, beat.awake(rest[1]))  # nothing is due in the holidays, late or not
    quiet = max(beat.later(heard, QUIET_FOR), beat.later(due, WEEK))
    return {"due_on": due, "quiet_on": beat.awake(quiet)}


def next_look(goal, beat, said):
    """A weekly goal is looked back at when its week ends; any goal on its last day, if that comes first."""
    if goal.format == Goal.Format.WEEKLY:
        weekday = END_OF_WEEK if beat.weekday is None else beat.weekday
        due = on_or_after(said + DAY, weekday)
    else:
        due = beat.next_after(said)
    return beat.awake(min(due, goal.until) if goal.until and goal.until > said else due)
