from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.actions.files import forget_goal_files, keep_voice
from goals.actions.rhythms import keep_days
from goals.actions.said import say_once
from goals.models import Goal, GoalFile, GoalReply


@transaction.atomic
def reply_to_goal(goal, *, text, seen_news_at, by, form_key=None, voice=()):
    """An advisor answers what she has read, in words or aloud; with neither it says "I have read it".

    `voice` is what she said, as uploads.

    An answer never passes over words of the student that its writer has not seen.
    """
    reply, new = say_once(GoalReply, goal, form_key=form_key, said={"text": text, "by_id": by.pk})
    if not new:
        return reply
    if not Goal.objects.filter(pk=goal.pk, news_at=seen_news_at).update(reviewed_at=reply.at):
        raise ValidationError(
            _("%(name)s has checked in since. Here is what is new; your words are still in the box.")
            % {"name": goal.student.first_name}
        )
    keep_voice(goal, voice, by=by, reply=reply)
    goal.reviewed_at = reply.at
    keep_days(goal)
    record("goal.replied", goal, by=by)
    return reply


@transaction.atomic
def note_goal(goal, *, text, by, form_key=None):
    """A teacher of another subject notes what she sees. It is for the student and her advisor to read."""
    said = {"text": text, "by_id": by.pk, "kind": GoalReply.Kind.NOTE}
    note, new = say_once(GoalReply, goal, form_key=form_key, said=said)
    if new:
        record("goal.noted", goal, by=by)
    return note


@transaction.atomic
def take_back_reply(reply, *, by):
    """Words that went out by mistake are gone, and an answer waits again as it did before."""
    goal = reply.goal
    forget_goal_files(GoalFile.objects.filter(reply=reply))
    GoalReply.objects.filter(pk=reply.pk).delete()
    if reply.kind == GoalReply.Kind.ANSWER:
        earlier = GoalReply.objects.filter(goal=goal, kind=reply.kind, to=None).aggregate(at=Max("at"))
        if Goal.objects.filter(pk=goal.pk, reviewed_at=reply.at).update(reviewed_at=earlier["at"]):
            goal.reviewed_at = earlier["at"]
            keep_days(goal)
    record("goal.reply_taken_back", goal, by=by)
