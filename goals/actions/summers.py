from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.actions.rhythms import keep_days
from goals.models import Goal, GoalEvent


@transaction.atomic
def carry_goal(goal, *, by, line=""):
    """After the summer it is still her goal. A day that is over is one no longer; she may choose another.

    Said twice, it is said once: only what was not talked about since is carried on.
    """
    now = timezone.now()
    until = goal.until if goal.until and goal.until >= timezone.localdate() else None
    same = Goal.objects.open().filter(pk=goal.pk, news_at=goal.news_at)
    if not same.update(news_at=now, until=until):
        raise ValidationError(_("You have said something about this goal already."))
    goal.news_at, goal.until = now, until
    GoalEvent.objects.create(
        goal=goal, school_id=goal.school_id, kind=GoalEvent.Kind.CARRIED, by=by, at=now, reason=line
    )
    keep_days(goal)
    record("goal.carried", goal, by=by)
