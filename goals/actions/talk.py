import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.actions.rhythms import keep_days
from goals.models import Goal, GoalReply


@transaction.atomic
def reply_to_goal(goal, *, text, seen_news_at, by, form_key=None):
    """An advisor answers what she has read; empty text says "I have read it".

    An answer never passes over words of the student that its writer has not seen.
    """
    reply, new = GoalReply.objects.get_or_create(
        goal=goal, form_key=form_key or uuid.uuid4(), defaults={"text": text, "by": by}
    )
    if not new:
        return reply
    if not Goal.objects.filter(pk=goal.pk, news_at=seen_news_at).update(reviewed_at=reply.at):
        raise ValidationError(
            _("%(name)s has checked in since. Here is what is new; your words are still in the box.")
            % {"name": goal.student.first_name}
        )
    goal.reviewed_at = reply.at
    keep_days(goal)
    record("goal.replied", goal, by=by)
    return reply
