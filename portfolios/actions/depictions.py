"""Who is in a picture, and what is done about it: said, cut, blurred, agreed, held."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from portfolios.models import Attachment, Depiction
from portfolios.tasks import prepare_soon

SIZES = ("thumb", "page", "screen")


@transaction.atomic
def tell_people(attachment, *, me, schoolmates, other, covered=(), by):
    """Say who can be seen in a picture; until somebody has, no family is shown it.

    `covered` are keys of those who were named and cannot be recognised any more. What her advisor has said
    stays, whatever the student says.
    """
    locked = Attachment.objects.select_for_update().get(pk=attachment.pk)
    own = attachment.evidence.student
    named = {student.pk: Depiction.Who.SCHOOLMATE for student in schoolmates}
    named |= {own.pk: Depiction.Who.SELF} if me else {}
    named |= {None: Depiction.Who.OTHER} if other else {}
    there = {row.student_id: row for row in locked.depictions.all()}
    for key, row in there.items():
        if key not in named and (row.told_by_id == by.pk or by.pk != own.user_id):
            row.delete()
    for key in named.keys() - there.keys():
        Depiction.objects.create(
            school_id=locked.school_id, attachment=locked, who=named[key], student_id=key, told_by=by
        )
    if by.pk != own.user_id:
        locked.depictions.update(told_by=by)
    cover(locked, covered, by=by)
    Attachment.objects.filter(pk=locked.pk).update(told_at=timezone.now())
    record("attachment.people_told", locked, by=by, student=own)


def cover(attachment, keys, *, by):
    """These cannot be recognised any more, and all others can; nobody is covered on a whole picture.

    Whom her advisor has named, her advisor sees covered: the student's word is not enough.
    """
    hidden = attachment.depictions.filter(pk__in=keys if attachment.edits else [])
    attachment.depictions.exclude(pk__in=hidden.values("pk")).update(covered_at=None)
    believed = hidden.filter(told_by=by) if by.pk == attachment.evidence.student.user_id else hidden
    believed.filter(covered_at=None).update(covered_at=timezone.now())


@transaction.atomic
def edit_attachment(attachment, *, edit, covered=(), by):
    """Cut or blur a picture: one more step on top of those before, drawn anew from the original."""
    redraw(attachment, [*attachment.edits, edit], by=by, verb="attachment.edited")
    cover(attachment, covered, by=by)


@transaction.atomic
def undo_edit(attachment, *, by):
    """Take back the last step. Whoever it covered can be seen again."""
    if not attachment.edits:
        raise ValidationError(_("This is the whole picture already."))
    redraw(attachment, attachment.edits[:-1], by=by, verb="attachment.edit_undone")
    cover(attachment, [], by=by)


def redraw(attachment, edits, *, by, verb):
    """A new address for a new look, for what is behind an address never changes; the old one is gone."""
    old = [getattr(attachment, size) for size in SIZES if getattr(attachment, size)]
    changed = Attachment.objects.filter(pk=attachment.pk, key=attachment.key, edits=attachment.edits).update(
        key=uuid.uuid4(),
        edits=edits,
        state=Attachment.State.WAITING,
        reason="",
        tries=0,
        **dict.fromkeys(SIZES, ""),
    )
    if not changed:
        raise ValidationError(_("This picture has changed meanwhile. Please look at it once more."))
    attachment.edits = edits
    record(verb, attachment, by=by, student=attachment.evidence.student)
    prepare_soon(attachment)
    transaction.on_commit(lambda: [file.storage.delete(file.name) for file in old])


@transaction.atomic
def hold_attachment(attachment, *, by):
    """Her advisor keeps a picture from families until it is clear who may see it."""
    if Attachment.objects.filter(pk=attachment.pk, held_at=None).update(held_at=timezone.now(), held_by=by):
        record("attachment.held", attachment, by=by, student=attachment.evidence.student)


@transaction.atomic
def release_attachment(attachment, *, by):
    """Her advisor lets it go; whoever in it may not be shown still holds it."""
    held = Attachment.objects.filter(pk=attachment.pk, held_at__isnull=False)
    if held.update(held_at=None, held_by=None):
        record("attachment.released", attachment, by=by, student=attachment.evidence.student)


@transaction.atomic
def agree_depiction(depiction, *, by):
    """Somebody who is not at our school agrees to this picture: her advisor has asked.

    For a child of the school only her own family can say yes (`accounts.actions.consent`).
    """
    other = Depiction.objects.filter(pk=depiction.pk, who=Depiction.Who.OTHER, agreed_at=None)
    if other.update(agreed_at=timezone.now(), agreed_by=by):
        record("depiction.agreed", depiction, by=by, student=depiction.attachment.evidence.student)
