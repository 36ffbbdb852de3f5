"""The days on which goals ask for a check-in are kept with every change, of a goal or of the rhythm."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from goals.models import Goal, Rhythm
from goals.rhythms import beat_of, beats_of_school, days_of, merged


def keep_days(goal):
    """After something was said or decided: its next check-in, and from when on it counts as quiet.

    Whoever sets `news_at`, `reviewed_at`, `until`, `format` or `ended_at` of a goal calls this in her
    transaction, with a goal that knows what is new.
    """
    days = days_of(goal, beat_of(goal.student))
    Goal.objects.filter(pk=goal.pk).update(**days)
    goal.due_on, goal.quiet_on = days["due_on"], days["quiet_on"]


def keep_days_of(goals, school_id, *, rests=()):
    """The same for many goals of one school, in few queries; `rests` are earlier holidays that count, too."""
    beats, same = beats_of_school(school_id), defaultdict(list)
    for goal in goals.open().select_related("student"):
        beat = beats(goal.student.advisory_id)
        days = days_of(goal, beat._replace(rests=merged([*beat.rests, *rests])))
        if days != {"due_on": goal.due_on, "quiet_on": goal.quiet_on}:
            same[tuple(days.items())].append(goal.pk)
    for days, keys in same.items():
        Goal.objects.open().filter(pk__in=keys).update(**dict(days))


@transaction.atomic
def set_rhythm(school, *, by, advisory=None, **choices):
    """How often an advisory checks in, or the school where an advisory chose nothing of its own."""
    before = Rhythm.objects.select_for_update().filter(school=school, advisory=advisory).first()
    rests = [(before.rests_from, before.rests_until)] if before and before.rests_from else []
    rhythm, _new = Rhythm.objects.update_or_create(school=school, advisory=advisory, defaults=choices)
    keep_days_of(goals_in(rhythm), rhythm.school_id, rests=rests)
    record("rhythm.set", rhythm, by=by)


@transaction.atomic
def leave_rhythm(advisory, *, by):
    """This advisory checks in as its school does."""
    rhythm = Rhythm.objects.filter(advisory=advisory).first()
    if rhythm is None:
        return
    record("rhythm.left", rhythm, by=by)
    goals = goals_in(rhythm)
    rhythm.delete()
    keep_days_of(goals, advisory.school_id)


def goals_in(rhythm):
    """Of the advisory, or of the whole school: its holidays are everybody's."""
    goals = Goal.objects.filter(school=rhythm.school_id)
    return goals.filter(student__advisory=rhythm.advisory_id) if rhythm.advisory_id else goals


def rest_goals():
    """In the holidays nothing is due: what still was moves behind them. Safe at any time."""
    for rhythm in Rhythm.objects.resting().select_related("school"):
        with timezone.override(rhythm.school.timezone):
            if rhythm.rests_from <= timezone.localdate() <= rhythm.rests_until:
                late = goals_in(rhythm).filter(due_on__lte=rhythm.rests_until)
                keep_days_of(late, rhythm.school_id)
