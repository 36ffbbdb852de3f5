"""What adults say about a piece, what the student does with it, and what the school does."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import Guardianship, Guest, Student
from portfolios.models import Comment, Evidence

# A conversation, not a wall: so many from one adult about one piece.
MOST_COMMENTS = 20
MOST_WORDINGS = 20  # of one comment: the school keeps each


@transaction.atomic
def add_comment(evidence, *, glow, grow, form_key, by):
    """An adult who sees the piece says something. One form, sent twice, says it once."""
    Evidence.objects.select_for_update().get(pk=evidence.pk)
    mine = Comment.objects.filter(evidence=evidence, by=by)
    said = mine.filter(form_key=form_key).first()
    if said and (said.glow, said.grow) == (glow, grow):
        return said
    if mine.count() >= MOST_COMMENTS:
        raise ValidationError(_("You have said a lot about this piece already. Please talk about it."))
    voice, relation = voice_of(evidence, by)
    fields = {} if said else {"form_key": form_key}
    comment = Comment.objects.create(
        school_id=evidence.school_id,
        evidence=evidence,
        by=by,
        voice=voice,
        relation=relation,
        language=translation.get_language() or "",
        glow=glow,
        grow=grow,
        **fields,
    )
    note("comment.made", comment, by=by)
    return comment


def voice_of(evidence, adult):
    """As whom this adult speaks, and who she is to the child: family first, as the child knows her."""
    student = evidence.student_id
    guardianship = Guardianship.objects.held_by(adult).filter(student=student).first()
    if guardianship:
        return Comment.Voice.FAMILY, guardianship.relation
    if Student.objects.advised_by(adult).filter(pk=student).exists():
        return Comment.Voice.ADVISOR, ""
    panelist = Guest.objects.sat_by(adult).filter(student=student).first()
    if panelist:
        return Comment.Voice.PANEL, panelist.relation
    guest = Guest.objects.held_by(adult).get(student=student)
    return Comment.Voice.GUEST, guest.relation


@transaction.atomic
def edit_comment(comment, *, glow, grow, by):
    """Its writer says it better. All who read it see that it was changed; the school sees what was there."""
    before = Comment.objects.select_for_update().filter(pk=comment.pk, taken_at=None).first()
    if before and (before.glow, before.grow) == (glow, grow):
        return
    if before is None:
        raise ValidationError(_("The school does not show this comment any more, so it cannot be changed."))
    if len(before.earlier) >= MOST_WORDINGS:
        raise ValidationError(_("You have said a lot about this piece already. Please talk about it."))
    now = timezone.now()
    earlier = {"glow": before.glow, "grow": before.grow, "until": now.isoformat()}
    Comment.objects.filter(pk=comment.pk).update(
        glow=glow, grow=grow, changed_at=now, earlier=[*before.earlier, earlier]
    )
    note("comment.changed", comment, by=by)


@transaction.atomic
def answer_comment(comment, *, answer, by):
    """The student answers, changes her answer, or takes it back by leaving it empty."""
    at = timezone.now() if answer else None
    changed = Comment.objects.filter(pk=comment.pk).exclude(answer=answer)
    if changed.update(answer=answer, answered_at=at):
        note("comment.answered", comment, by=by)


@transaction.atomic
def hide_comment(comment, *, by):
    """The student hides it from her pages. Its writer is not told; the school sees that she did."""
    if Comment.objects.filter(pk=comment.pk, hidden_at=None).update(hidden_at=timezone.now()):
        note("comment.hidden", comment, by=by)


@transaction.atomic
def show_comment(comment, *, by):
    """She shows it again."""
    if Comment.objects.filter(pk=comment.pk, hidden_at__isnull=False).update(hidden_at=None):
        note("comment.shown", comment, by=by)


@transaction.atomic
def worry_about_comment(comment, *, by):
    """The student asks her school to look at it; meanwhile it is off her pages."""
    now = timezone.now()
    if Comment.objects.filter(pk=comment.pk, worried_at=None).update(worried_at=now):
        Comment.objects.filter(pk=comment.pk, hidden_at=None).update(hidden_at=now)
        note("comment.worried", comment, by=by)


@transaction.atomic
def settle_comment(comment, *, by):
    """The school has looked at it and talked with the student; it may stay."""
    if not Comment.objects.worrying().filter(pk=comment.pk).update(settled_at=timezone.now(), settled_by=by):
        raise ValidationError(_("Somebody has answered this already."))
    note("comment.settled", comment, by=by)


@transaction.atomic
def take_comment(comment, *, why, by):
    """The school takes a hurtful comment off everybody's pages; its writer and the school still see it."""
    taken = Comment.objects.filter(pk=comment.pk, taken_at=None)
    if not taken.update(taken_at=timezone.now(), taken_by=by, taken_why=why):
        raise ValidationError(_("Somebody has taken this comment away already."))
    note("comment.taken", comment, by=by)


@transaction.atomic
def return_comment(comment, *, by):
    """Taken away by mistake: it is back where it was."""
    taken = Comment.objects.filter(pk=comment.pk, taken_at__isnull=False)
    if taken.update(taken_at=None, taken_by=None, taken_why=""):
        note("comment.returned", comment, by=by)


def note(verb, comment, *, by):
    record(verb, comment, by=by, student=comment.evidence.student)
