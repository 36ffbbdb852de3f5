from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.revisions import Stale
from portfolios.models import Reflection


@transaction.atomic
def save_reflection(evidence, *, text, question, prompt, seen_revision, by):
    """Keep her words, and give back their new revision. A page that has not seen the newest is told so."""
    words = {"text": text, "question": question, "prompt": prompt, "skipped": False}
    saved = Reflection.objects.filter(evidence=evidence, revision=seen_revision).update(
        **words, revision=F("revision") + 1, changed_at=timezone.now()
    )
    if not saved and not (seen_revision == 0 and begin_reflection(evidence, words)):
        now = Reflection.objects.filter(evidence=evidence).first() or Reflection()
        raise Stale(theirs={"text": now.text}, revision=now.revision)
    record("reflection.saved", evidence, by=by)
    return seen_revision + 1


def begin_reflection(evidence, words):
    """The first words on a piece; nothing when another tab was first."""
    try:
        with transaction.atomic():
            return Reflection.objects.create(
                evidence=evidence, school_id=evidence.school_id, revision=1, **words
            )
    except IntegrityError:
        return None


@transaction.atomic
def skip_reflection(evidence, *, by):
    """ "Nothing to add today." It never throws away words."""
    reflection, _begun = Reflection.objects.get_or_create(
        evidence=evidence, defaults={"school_id": evidence.school_id}
    )
    skipped = Reflection.objects.filter(pk=reflection.pk, text="").update(
        skipped=True, revision=F("revision") + 1, changed_at=timezone.now()
    )
    if not skipped:
        raise ValidationError(_("You have already written something here. It is safe."))
    record("reflection.skipped", evidence, by=by)
