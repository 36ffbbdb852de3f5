"""What a family asks about their child's record, and what the office answers."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import RecordRequest, RetentionPeriod, Student

Kind, State = RecordRequest.Kind, RecordRequest.State


def note_export(school, *, by):
    record("audit.exported", school, by=by)


@transaction.atomic
def ask_correction(student, *, words, by):
    """What the family may not change itself, the office is asked to set right."""
    return make_request(student, Kind.CORRECTION, words, by)


def ask_deletion(student, *, words, by):
    """Have everything that is kept about the child deleted. One request stands at a time."""
    try:
        with transaction.atomic():
            return make_request(student, Kind.DELETION, words, by)
    except IntegrityError:
        raise ValidationError(_("The office has been asked already. You find it below.")) from None


def make_request(student, kind, words, by):
    request = RecordRequest.objects.create(
        student=student, school_id=student.school_id, kind=kind, words=words, by=by
    )
    record("recordrequest.made", request, by=by)
    return request


@transaction.atomic
def withdraw_request(request, *, by):
    """Taken back by the family: at any time until it is answered, and a deletion until it runs."""
    waiting = RecordRequest.objects.waiting().filter(pk=request.pk)
    if not waiting.update(state=State.WITHDRAWN, runs_at=None):
        raise ValidationError(_("This has been answered already."))
    record("recordrequest.withdrawn", request, by=by)


@transaction.atomic
def decide_request(request, *, agreed, answer, by):
    """The office answers. A deletion it agrees to runs after a waiting time, and can be undone."""
    now = timezone.now()
    wait = datetime.timedelta(days=RecordRequest.WAITING_DAYS)
    decided = (
        RecordRequest.objects.open()
        .filter(pk=request.pk)
        .update(
            state=State.AGREED if agreed else State.DECLINED,
            answer=answer,
            decided_by=by,
            decided_at=now,
            runs_at=now + wait if agreed and request.is_deletion else None,
        )
    )
    if not decided:
        raise ValidationError(_("This has been answered or taken back already."))
    record("recordrequest.agreed" if agreed else "recordrequest.declined", request, by=by)


@transaction.atomic
def stop_deletion(request, *, by):
    """The office has second thoughts before the day: the request waits for an answer again."""
    stopped = RecordRequest.objects.filter(pk=request.pk, runs_at__gt=timezone.now()).update(
        state=State.OPEN, runs_at=None, decided_by=None, decided_at=None, answer=""
    )
    if not stopped:
        raise ValidationError(_("This deletion is not waiting any more."))
    record("recordrequest.stopped", request, by=by)


@transaction.atomic
def set_period(school, period, *, days, by):
    """How long this school keeps one class of data, within what Lectern allows."""
    RetentionPeriod.objects.update_or_create(school=school, kind=period.kind, defaults={"days": days})
    record("retention.changed", school, by=by)


@transaction.atomic
def set_family_follows(student, *, follows, by):
    """From 18 on she says herself whether her family goes on seeing what she shares."""
    Student.objects.filter(pk=student.pk).update(family_follows=follows)
    record("student.follow_changed", student, by=by, student=student)
