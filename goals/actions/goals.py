"""A goal is set, changed, and ticked off step by step."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, IntegerField
from django.db.models.functions import Cast
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.actions.rhythms import keep_days
from goals.actions.story import keep_rewording, words_now
from goals.models import Goal, GoalDraft, Step


@transaction.atomic
def add_goal(student, *, form_key, by, steps=(), **words):
    """A student sets a goal, in her words; the same form sent twice sets it once."""
    words |= {"school_id": student.school_id}
    goal, new = Goal.objects.get_or_create(student=student, form_key=form_key, defaults=words)
    if not new and any(getattr(goal, name) != said for name, said in words.items()):
        # Not a double click: she went back and wrote another goal on the same page.
        goal, new = Goal.objects.create(student=student, **words), True
    GoalDraft.objects.filter(student=student, form_key=form_key).delete()
    if new:
        keep_steps(goal, steps)
        keep_days(goal)
        record("goal.added", goal, by=by)
    return goal


@transaction.atomic
def edit_goal(goal, *, revision, by, steps=(), **words):
    """Change the words of an open goal. A page that is older than the goal never overwrites it.

    Gives the new revision. Raises ValidationError with code "stale" or "ended".
    """
    open_goals = Goal.objects.open().filter(pk=goal.pk)
    before = words_now(open_goals.select_for_update().first() or goal, kept_steps(goal))
    new = words | rescaled(goal, words) | {"revision": F("revision") + 1}
    if open_goals.filter(revision=revision).update(**new):
        keep_steps(goal, steps)
        saved = Goal.objects.select_related("student").get(pk=goal.pk)
        keep_rewording(saved, before, words_now(saved, kept_steps(goal)), by=by)
        keep_days(saved)
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


def rescaled(goal, words):
    """Her place on another scale, when she chooses one: never further than she has said."""
    top = words.get("top", goal.top)
    if top == goal.top:
        return {}
    return {"progress": Cast(F("progress"), IntegerField()) * top / F("top")}


@transaction.atomic
def share_goal(goal, *, shared, by):
    """Her family sees the goal, or does not any more. Asking for what already is changes nothing."""
    changed = Goal.objects.filter(pk=goal.pk, shared_with_family=not shared)
    if changed.update(shared_with_family=shared):
        record("goal.shared_with_family" if shared else "goal.unshared_with_family", goal, by=by)


def filled(steps):
    return {place: text for place, text in enumerate(steps) if text}


def kept_steps(goal):
    return dict(Step.objects.filter(goal=goal).exclude(text="").values_list("position", "text"))


def keep_steps(goal, steps):
    """One step for each filled line; a step whose words change keeps its place and its tick."""
    old, new = kept_steps(goal), filled(steps)
    gone = Step.objects.filter(goal=goal, position__in=old.keys() - new.keys())
    # One with a picture stays, without words: her drawing is not lost while she writes anew.
    gone.filter(files__isnull=False).update(text="")
    gone.filter(files=None).delete()
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
