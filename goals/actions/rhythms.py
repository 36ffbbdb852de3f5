"""The days on which goals ask for a check-in are kept with every change."""

from collections import defaultdict

from goals.models import Goal
from goals.rhythms import beat_of, beats_of_school, days_of


def keep_days(goal):
    """After something was said or decided: its next check-in, and from when on it counts as quiet.

    Whoever sets `news_at`, `reviewed_at`, `until`, `format` or `ended_at` of a goal calls this in her
    transaction, with a goal that knows what is new.
    """
    days = days_of(goal, beat_of(goal.student))
    Goal.objects.filter(pk=goal.pk).update(**days)
    goal.due_on, goal.quiet_on = days["due_on"], days["quiet_on"]


def keep_days_of(goals, school_id):
    """The same for many goals of one school, in few queries."""
    beats, same = beats_of_school(school_id), defaultdict(list)
    for goal in goals.open().select_related("student"):
        days = days_of(goal, beats(goal.student.advisory_id))
        if days != {"due_on": goal.due_on, "quiet_on": goal.quiet_on}:
            same[tuple(days.items())].append(goal.pk)
    for days, keys in same.items():
        Goal.objects.open().filter(pk__in=keys).update(**dict(days))
