"""The days of a habit."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.models import Goal, Tick


@transaction.atomic
def tick_day(goal, *, on, done, by):
    """She did it today or yesterday, or takes the tick back. Asking for what already is changes nothing."""
    today = timezone.localdate()
    if not today - datetime.timedelta(days=1) <= on <= today:
        raise ValidationError(_("You can tick today and yesterday. Other days stay as they are."))
    habits = Goal.objects.open().filter(pk=goal.pk, format=Goal.Format.HABIT)
    if habits.select_for_update().first() is None:
        raise ValidationError(_("This goal has ended, so its days stay as they are."))
    if done:
        _tick, changed = Tick.objects.get_or_create(goal=goal, on=on, defaults={"school_id": goal.school_id})
        habits.filter(state=Goal.State.PLANNED).update(state=Goal.State.UNDER_WAY)
    else:
        changed = bool(Tick.objects.filter(goal=goal, on=on).delete()[0])
    if changed:
        record("goal.ticked" if done else "goal.unticked", goal, by=by)
