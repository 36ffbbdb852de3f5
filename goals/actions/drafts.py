"""A goal that is being written keeps what stands in its boxes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.models import GoalDraft


@transaction.atomic
def save_draft(student, *, format, words, form_key, seen, by):
    """Keep these boxes of her draft. `seen` is the revision that the page knew.

    Gives the draft. Raises ValidationError with code "stale" when another page has changed one of these
    boxes since: what stands there is never overwritten unseen.
    """
    draft, new = GoalDraft.objects.select_for_update().get_or_create(
        student=student, defaults={"school_id": student.school_id, "format": format, "form_key": form_key}
    )
    if draft.form_key != form_key:
        seen = 0  # the page belongs to a goal that was set or put away since
    written = {name: text for name, text in words.items() if text != draft.words.get(name, "")}
    if any(draft.changed.get(name, 0) > seen for name in written):
        raise ValidationError(
            _("You wrote here on another page too. Here are both, so that nothing is lost."), code="stale"
        )
    if written or draft.format != format:
        draft.revision += 1
        draft.format, draft.at = format, now()
        draft.words |= written
        draft.changed |= dict.fromkeys(written, draft.revision)
        draft.save()
    if new:
        record("goal.begun", draft, by=by, student=student)
    return draft


@transaction.atomic
def drop_draft(draft, *, by):
    """She starts afresh."""
    record("goal.begun_anew", draft, by=by, student=draft.student)
    draft.delete()
