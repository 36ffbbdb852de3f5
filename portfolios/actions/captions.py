from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.audit import record
from accounts.revisions import Stale
from portfolios.models import Captions


@transaction.atomic
def save_captions(attachment, *, text, language, seen_revision, by):
    """Keep what is said in a recording, and give back the new revision.

    The student's words are hers; what her advisor heard and wrote down stands beside them and never
    takes their place.
    """
    student = attachment.evidence.student
    whose = Captions.By.STUDENT if student.user_id == by.pk else Captions.By.ADVISOR
    words = {"text": text, "language": language, "written_by": by}
    rows = Captions.objects.filter(attachment=attachment, by=whose)
    saved = rows.filter(revision=seen_revision).update(
        **words, revision=F("revision") + 1, changed_at=timezone.now()
    )
    if not saved and not (seen_revision == 0 and begin_captions(attachment, whose, words)):
        now = rows.first() or Captions()
        raise Stale(theirs={"text": now.text}, revision=now.revision)
    record("captions.saved", attachment, by=by, student=student)
    return seen_revision + 1


def begin_captions(attachment, whose, words):
    """The first captions; nothing when another tab was first."""
    try:
        with transaction.atomic():
            return Captions.objects.create(
                attachment=attachment, school_id=attachment.school_id, by=whose, revision=1, **words
            )
    except IntegrityError:
        return None
