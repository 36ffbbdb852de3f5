from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.revisions import Stale
from portfolios.models import Letter


@transaction.atomic
def save_letter(student, *, text, language, seen_revision, by):
    """Keep her words, and give back their new revision. A page that has not seen the newest is told so."""
    words = {"text": text, "language": language}
    open_letter = Letter.objects.filter(student=student, closed_at=None)
    saved = open_letter.filter(revision=seen_revision).update(
        **words, revision=F("revision") + 1, changed_at=timezone.now()
    )
    if not saved and not (seen_revision == 0 and begin(student, words)):
        now = open_letter.first() or Letter()
        raise Stale(theirs={"text": now.text}, revision=now.revision)
    return seen_revision + 1


def begin(student, words):
    """The first words of a letter; nothing when another tab was first."""
    try:
        with transaction.atomic():
            return Letter.objects.create(student=student, school_id=student.school_id, revision=1, **words)
    except IntegrityError:
        return None


@transaction.atomic
def give_letter(letter, *, by):
    """From now on it opens her portfolio for her family. She may go on writing."""
    if not Letter.objects.filter(pk=letter.pk).exclude(text="").exists():
        raise ValidationError(_("Write a few words first."))
    if Letter.objects.filter(pk=letter.pk, given_at=None).update(given_at=timezone.now()):
        record("letter.given", letter, by=by)


@transaction.atomic
def take_back_letter(letter, *, by):
    if Letter.objects.filter(pk=letter.pk, given_at__isnull=False).update(given_at=None):
        record("letter.taken_back", letter, by=by)


@transaction.atomic
def close_letter(letter, *, by):
    """She begins a new one; this one is kept as it is, for whoever could read it."""
    if Letter.objects.filter(pk=letter.pk, closed_at=None).exclude(text="").update(closed_at=timezone.now()):
        record("letter.closed", letter, by=by)
