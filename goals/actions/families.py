"""What a family says about a goal: how can I help, and what happened at home."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from goals.models import Goal, GoalPiece, GoalReply
from goals.querysets.talk import AT_SCHOOL
from portfolios.actions import add_evidence
from portfolios.models import Evidence

MOST_WORDS = 40  # between a family and the school, of one person on one goal
GONE = _("Somebody has answered in the meantime, so it stays as it is.")


@transaction.atomic
def offer_help(goal, *, by, text="", form_key=None):
    """How can I help? With or without words. Asking again while nobody has answered is one question."""
    waiting = GoalReply.objects.filter(goal=goal, by=by, kind=GoalReply.Kind.HELP, text=text)
    if again := waiting.exclude(pk__in=GoalReply.objects.answered()).first():
        return again
    return say(goal, GoalReply.Kind.HELP, by=by, text=text, form_key=form_key)


@transaction.atomic
def add_home_note(goal, *, by, text, seen_on, form_key=None):
    """What a family member saw at home, and when."""
    return say(goal, GoalReply.Kind.HOME, by=by, text=text, seen_on=seen_on, form_key=form_key)


def say(goal, kind, *, by, form_key, **words):
    """One form, sent twice, says it once."""
    Goal.objects.select_for_update().get(pk=goal.pk)
    mine = GoalReply.objects.filter(goal=goal, by=by)
    if form_key and (said := GoalReply.objects.filter(goal=goal, form_key=form_key).first()):
        # She may have gone back, and says something else with the same form.
        if same := mine.filter(at__gte=said.at, **words).first():
            return same
        form_key = None
    if mine.exclude(kind__in=AT_SCHOOL, to=None).count() >= MOST_WORDS:
        raise ValidationError(_("You have said a lot about this goal already. Please talk about it."))
    reply = GoalReply.objects.create(goal=goal, by=by, kind=kind, form_key=form_key or uuid.uuid4(), **words)
    record(f"goal.{VERBS[kind]}", goal, by=by)
    return reply


VERBS = {
    GoalReply.Kind.HELP: "help_offered",
    GoalReply.Kind.HOME: "seen_at_home",
    GoalReply.Kind.HERS: "family_answered",
    GoalReply.Kind.ANSWER: "family_answered",
}


@transaction.atomic
def answer_talk(reply, *, text, by, form_key=None):
    """The student answers her family; her advisor may help her with it."""
    hers = reply.goal.student.user_id == by.pk
    kind = GoalReply.Kind.HERS if hers else GoalReply.Kind.ANSWER
    if not GoalReply.objects.select_for_update().filter(pk=reply.pk).first():
        raise ValidationError(_("These words have just been taken back."))
    return say(reply.goal, kind, by=by, text=text, to=reply, form_key=form_key)


@transaction.atomic
def edit_talk(reply, *, by, text, seen_on=None):
    """Its writer says it better, within a day and before anybody built on it."""
    if not own_words(reply, by).update(text=text, seen_on=seen_on):
        raise ValidationError(GONE)
    record("goal.family_words_changed", reply.goal, by=by)


@transaction.atomic
def take_back_talk(reply, *, by):
    """Within a day, and before anybody built on it, it is as if she had not said it."""
    if not own_words(reply, by).delete()[0]:
        raise ValidationError(GONE)
    record("goal.family_words_taken_back", reply.goal, by=by)


def own_words(reply, by):
    """Her words, locked, as long as they may be unsaid."""
    GoalReply.objects.select_for_update().filter(pk=reply.pk).first()
    return GoalReply.objects.unsaid(timezone.now()).filter(pk=reply.pk, by=by)


@transaction.atomic
def collect_talk(reply, *, title, by):
    """What was seen at home becomes a piece of her work, in her own title, on this goal. Private, as any."""
    said = GoalReply.objects.select_for_update().filter(pk=reply.pk).first()
    if said is None:
        raise ValidationError(_("These words have just been taken back."))
    if said.evidence_id:
        return said.evidence
    evidence = add_evidence(
        reply.goal.student,
        form_key=said.form_key,
        by=by,
        title=title,
        text="\n".join(f"> {line}" for line in said.text.splitlines()),
        place=Evidence.Place.HOME,
        made_on=said.seen_on,
    )
    GoalReply.objects.filter(pk=said.pk).update(evidence=evidence)
    GoalPiece.objects.get_or_create(
        goal=reply.goal, evidence=evidence, defaults={"school_id": reply.goal.school_id}
    )
    record("goal.collected_from_home", reply.goal, by=by)
    return evidence
