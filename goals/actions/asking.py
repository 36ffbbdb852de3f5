"""A teacher of another subject is asked to look at one goal, and asked no more."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.models import GoalTeacher


@transaction.atomic
def ask_teacher(goal, *, teacher, by):
    """From now on this teacher sees this one goal. Asking twice is asking once."""
    row, new = GoalTeacher.objects.get_or_create(
        goal=goal, teacher=teacher, ended_at=None, defaults={"school_id": goal.school_id, "asked_by": by}
    )
    if new:
        record("goal.teacher_asked", goal, by=by)
    return row


@transaction.atomic
def end_asking(row, *, by):
    """She sees the goal no more; what she wrote stays in its story."""
    if not GoalTeacher.objects.asked().filter(pk=row.pk).update(ended_at=now()):
        raise ValidationError(_("That has ended already."))
    record("goal.teacher_ended", row.goal, by=by)
