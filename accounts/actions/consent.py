"""Answers about being shown: added, never changed. Whatever is shown asks for the newest one each time."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import MediaConsent, Student


@transaction.atomic
def answer_consent(student, answers, *, adult, by, signed_on=None):
    """An adult says for a child what may be shown: `answers` is kind to yes or no.

    With `signed_on` the school's office types in her paper form of that day. A withdrawal needs no further
    step: nothing that is shown remembers an earlier yes. Saying the same again adds nothing.
    """
    Student.objects.select_for_update().get(pk=student.pk)
    for kind, allowed in answers.items():
        given = MediaConsent.objects.of(student).filter(kind=kind).newest_first()
        last = given.first()
        if signed_on is None and last and (last.allowed, last.adult_id) == (allowed, adult.pk):
            continue
        now = timezone.now()
        answer = MediaConsent.objects.create(
            school_id=student.school_id,
            student=student,
            kind=kind,
            allowed=allowed,
            adult=adult,
            how=MediaConsent.How.PAPER if signed_on else MediaConsent.How.ONLINE,
            starts_at=since(signed_on, allowed, now),
            at=now,
            by=by,
        )
        withdrawn = last is not None and last.allowed and given.first() == answer and not allowed
        verb = "given" if allowed else "withdrawn" if withdrawn else "refused"
        record(f"mediaconsent.{verb}", answer, by=by)


def since(signed_on, allowed, now):
    """From when an answer counts. A paper form says no hour: of one day, a no is the later one."""
    if signed_on is None or (signed_on == timezone.localdate(now) and not allowed):
        return now
    end = time.max if not allowed else time.min
    return min(timezone.make_aware(datetime.combine(signed_on, end)), now)
