from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.audit import record
from accounts.revisions import Stale
from portfolios.models import Answer, Matters


@transaction.atomic
def save_matters(student, *, answers, piece, seen_revision, by):
    """Keep what matters to her, and give back its new revision. A page that has not seen the newest is told.

    `answers` are by question (her words, whether her family may read them).
    """
    kept = Matters.objects.filter(student=student, revision=seen_revision).update(
        piece=piece, revision=F("revision") + 1, changed_at=timezone.now()
    )
    if not kept and not (seen_revision == 0 and begin_matters(student, piece)):
        now = Matters.objects.get(student=student)
        said = dict(Answer.objects.filter(student=student).values_list("question", "text"))
        raise Stale(theirs=dict.fromkeys(Answer.Question.values, "") | said, revision=now.revision)
    for question, (text, for_family) in answers.items():
        Answer.objects.update_or_create(
            student=student,
            question=question,
            defaults={"text": text, "for_family": for_family, "school_id": student.school_id},
        )
    record("matters.saved", student, by=by, student=student)
    return seen_revision + 1


def begin_matters(student, piece):
    """The first words; nothing when another tab was first."""
    try:
        with transaction.atomic():
            return Matters.objects.create(
                student=student, school_id=student.school_id, piece=piece, revision=1
            )
    except IntegrityError:
        return None
