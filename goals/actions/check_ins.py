from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.actions.files import keep_voice
from goals.actions.pieces import add_pieces
from goals.actions.rhythms import keep_days
from goals.actions.said import say_once
from goals.models import CheckIn, Goal, Step


@transaction.atomic
def check_in(
    goal,
    *,
    still,
    progress,
    by,
    line="",
    wants_help=False,
    form_key=None,
    pieces=(),
    steps=(),
    voice=(),
):
    """Two minutes on an open goal: is it still hers, how far, one line, is help needed?

    Keeping, changing, reaching and setting aside are all good answers and all are kept. `pieces` of her
    work show it, `steps` are those that she has done by now, and `voice` is what she said, as uploads. The
    same form sent twice is one check-in.
    """
    if still == CheckIn.Still.DONE:
        progress = goal.top
    entry, new = say_once(
        CheckIn,
        goal,
        form_key=form_key,
        said={"still": still, "progress": progress, "line": line, "wants_help": wants_help},
        school_id=goal.school_id,
        scale=goal.scale,
        top=goal.top,
        unit=goal.unit,
    )
    if not new:
        return entry
    state = state_after(goal, entry)
    ended_at = entry.at if state in (Goal.State.REACHED, Goal.State.SET_ASIDE) else None
    moved = Goal.objects.open().filter(pk=goal.pk)
    if not moved.update(state=state, progress=progress, news_at=entry.at, ended_at=ended_at):
        raise ValidationError(_("This goal has ended. You can set a new one whenever you like."))
    goal.state, goal.progress, goal.news_at, goal.ended_at = state, progress, entry.at, ended_at
    Step.objects.filter(goal=goal, pk__in=steps, done_at=None).update(done_at=entry.at)
    add_pieces(goal, pieces, entry)
    keep_voice(goal, voice, by=by, check_in=entry)
    keep_days(goal)
    begin_next_week(goal)
    record("goal.checked_in", goal, by=by)
    return entry


def begin_next_week(goal):
    """A weekly goal that is not finished goes on for one more week."""
    over = goal.until is not None and goal.until <= timezone.localdate()
    if goal.format == Goal.Format.WEEKLY and goal.is_open and over:
        goal.until = goal.due_on
        Goal.objects.filter(pk=goal.pk).update(until=goal.until)


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
