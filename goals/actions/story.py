"""Turns in the story of a goal that are no check-ins: written anew, taken up again."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.actions.rhythms import keep_days
from goals.models import Goal, GoalEvent

WORDS = ("want", "will", "answers", "need_from_family", "need_from_teacher")
# Changes of her words that come closer together than this are one turn, however often the page saved.
SITTING = datetime.timedelta(minutes=30)


def words_now(goal, steps):
    """The words of a goal by column, with its steps in their order."""
    return {name: getattr(goal, name) for name in WORDS} | {"steps": [steps[n] for n in sorted(steps)]}


def keep_rewording(goal, before, after, *, by):
    """What her words were before this sitting; none while she is still setting the goal.

    `before` and `after` are `words_now`. Whoever takes it all back in one sitting has changed nothing.
    """
    changed = {name: words for name, words in before.items() if words != after[name]}
    if not changed:
        return
    since = now() - SITTING
    events = GoalEvent.objects.filter(goal=goal, kind=GoalEvent.Kind.REWORDED, by=by, at__gt=since)
    sitting = events.first()
    if sitting is None:
        if goal.set_at <= since:
            GoalEvent.objects.create(
                school_id=goal.school_id, goal=goal, kind=GoalEvent.Kind.REWORDED, by=by, before=changed
            )
        return
    were = changed | sitting.before
    were = {name: words for name, words in were.items() if words != after[name]}
    if were:
        events.filter(pk=sitting.pk).update(before=were, at=now())
    else:
        sitting.delete()


@transaction.atomic
def take_up_goal(goal, *, by, reason=""):
    """A goal that was reached or set aside is hers again, from where she had come."""
    at = now()
    ended = {"state": goal.state, "ended_at": goal.ended_at and goal.ended_at.isoformat()}
    until = goal.until if goal.until and goal.until > at.date() else None
    state = Goal.State.UNDER_WAY if goal.progress else Goal.State.PLANNED
    again = {"state": state, "ended_at": None, "until": until, "news_at": at}
    if not Goal.objects.filter(pk=goal.pk, ended_at__isnull=False).update(**again):
        raise ValidationError(_("You are working on this goal already."))
    GoalEvent.objects.create(
        school_id=goal.school_id,
        goal=goal,
        kind=GoalEvent.Kind.TAKEN_UP,
        by=by,
        at=at,
        reason=reason,
        before=ended,
    )
    for name, value in again.items():
        setattr(goal, name, value)
    keep_days(goal)
    record("goal.taken_up", goal, by=by)
