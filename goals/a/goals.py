"""Everything that changes goals, check-ins, answers and commitments."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.models import CheckIn, Commitment, Goal, GoalReply, HowFar, Step

AS_LOADED = object()


@transaction.atomic
def add_goal(student, *, form_key, by, steps=(), **words):
    """A student sets a goal, in her words; the same form sent twice sets it once."""
    words |= {"school_id": student.school_id}
    goal, new = Goal.objects.get_or_create(student=student, form_key=form_key, defaults=words)
    if not new and any(getattr(goal, name) != said for name, said in words.items()):
        # Not a double click: she went back and wrote another goal on the same page.
        goal, new = Goal.objects.create(student=student, **words), True
    if new:
        keep_steps(goal, steps)
        record("goal.added", goal, by=by)
    return goal


@transaction.atomic
def edit_goal(goal, *, revision, by, steps=(), **words):
    """Change the words of an open goal. A page that is older than the goal never overwrites it.

    Gives the new revision. Raises ValidationError with code "stale" or "ended".
    """
    open_goals = Goal.objects.open().filter(pk=goal.pk)
    if open_goals.filter(revision=revision).update(revision=F("revision") + 1, **words):
        keep_steps(goal, steps)
        record("goal.edited", goal, by=by)
        return revision + 1
    goal.refresh_from_db()
    if not goal.is_open:
        raise ValidationError(_("This goal has ended, so its words stay as they are."), code="ended")
    if not (open_goals.filter(**words).exists() and kept_steps(goal) == filled(steps)):
        raise ValidationError(
            _("You changed this goal somewhere else too. Here are both, so that nothing is lost."),
            code="stale",
        )
    return goal.revision


def filled(steps):
    return {place: text for place, text in enumerate(steps) if text}


def kept_steps(goal):
    return dict(Step.objects.filter(goal=goal).values_list("position", "text"))


def keep_steps(goal, steps):
    """One step for each filled line; a step whose words change keeps its place and its tick."""
    old, new = kept_steps(goal), filled(steps)
    Step.objects.filter(goal=goal, position__in=old.keys() - new.keys()).delete()
    for place, text in new.items():
        if old.get(place) != text:
            Step.objects.update_or_create(goal=goal, position=place, defaults={"text": text})


@transaction.atomic
def toggle_step(step, *, done, by):
    """Tick a step, or take the tick back. Asking for what already is changes nothing."""
    still_open = Goal.objects.open().filter(pk=step.goal_id)
    steps = Step.objects.filter(pk=step.pk, goal__in=still_open, done_at__isnull=done)
    if not steps.update(done_at=now() if done else None):
        if still_open.exists():
            return
        raise ValidationError(_("This goal has ended, so its steps stay as they are."))
    if done:
        still_open.filter(state=Goal.State.PLANNED).update(state=Goal.State.UNDER_WAY)
    record("step.done" if done else "step.undone", step, by=by, student=step.goal.student)


@transaction.atomic
def check_in(goal, *, still, progress, by, line="", wants_help=False, form_key=None):
    """Two minutes on an open goal: is it still hers, how far, one line, is help needed?

    Keeping, changing, reaching and setting aside are all good answers and all are kept. The same form
    sent twice is one check-in.
    """
    if still == CheckIn.Still.DONE:
        progress = HowFar.THERE
    entry, new = CheckIn.objects.get_or_create(
        goal=goal,
        form_key=form_key or uuid.uuid4(),
        defaults={
            "school_id": goal.school_id,
            "still": still,
            "progress": progress,
            "line": line,
            "wants_help": wants_help,
        },
    )
    if not new:
        return entry
    state = state_after(goal, entry)
    ended_at = entry.at if state in (Goal.State.REACHED, Goal.State.SET_ASIDE) else None
    moved = Goal.objects.open().filter(pk=goal.pk)
    if not moved.update(state=state, progress=progress, news_at=entry.at, ended_at=ended_at):
        raise ValidationError(_("This goal has ended. You can set a new one whenever you like."))
    record("goal.checked_in", goal, by=by)
    return entry


def state_after(goal, entry):
    """Asking for help without having come further means stuck; otherwise the answer says it."""
    if entry.still == CheckIn.Still.KEEP:
        stuck = entry.wants_help and entry.progress <= goal.progress
        return Goal.State.STUCK if stuck else Goal.State.UNDER_WAY
    return {
        CheckIn.Still.CHANGE: Goal.State.CHANGED,
        CheckIn.Still.DONE: Goal.State.REACHED,
        CheckIn.Still.DROP: Goal.State.SET_ASIDE,
    }[entry.still]


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
    record("goal.replied", goal, by=by)
    return reply


@transaction.atomic
def make_commitment(student, *, party, text, by, check_on=None):
    """I will / my family will / my teacher will, as said at the end of a conference."""
    commitment = Commitment.objects.create(
        school_id=student.school_id, student=student, party=party, text=text, check_on=check_on, made_by=by
    )
    record("commitment.made", commitment, by=by)
    return commitment


@transaction.atomic
def check_commitment(commitment, *, state, by, line="", seen=AS_LOADED):
    """How it went, in one tap and one line.

    `seen` is when it was last checked, as the writer knew it: whoever comes second reads the first answer
    before changing it.
    """
    seen = commitment.checked_at if seen is AS_LOADED else seen
    same = Commitment.objects.filter(pk=commitment.pk, checked_at=seen)
    if same.update(state=state, line=line, checked_at=now()):
        record("commitment.checked", commitment, by=by)
    elif not Commitment.objects.filter(pk=commitment.pk, state=state, line=line).exists():
        raise ValidationError(_("Somebody has just written how it went. Have a look, then write yours."))
