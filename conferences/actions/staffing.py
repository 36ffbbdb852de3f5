"""Who is there in a round, who is not, and who must be free."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.rounds import lock_room_of, set_double_time
from conferences.actions.seating import changed
from conferences.models import Absence, Busy, Conference, Interpreter, Load, Place, Shift


@transaction.atomic
def save_interpreter(school, *, by, interpreter=None, **fields):
    """Somebody who interprets at this school: new, or known and changed."""
    if interpreter is None:
        interpreter = Interpreter.objects.create(school=school, **fields)
    else:
        Interpreter.objects.filter(pk=interpreter.pk).update(**fields)
    record("interpreter.saved", interpreter, by=by)
    return interpreter


@transaction.atomic
def end_interpreter(interpreter, *, by):
    """She comes no more: nothing new is given to her, and her link opens nothing."""
    now = timezone.now()
    if Place.objects.filter(interpreter=interpreter, conference__isnull=False, ends_at__gt=now).exists():
        raise ValidationError(_("Conferences to come count on her. Give them another interpreter first."))
    Interpreter.objects.filter(pk=interpreter.pk, ended_at=None).update(
        ended_at=now, link_digest="", link_until=None
    )
    record("interpreter.ended", interpreter, by=by)


@transaction.atomic
def add_shift(round_, *, by, **fields):
    """When an interpreter is there. Two times that touch are one longer time, and none is there twice."""
    interpreter = Interpreter.objects.select_for_update().get(pk=fields["interpreter"].pk)
    touching = Shift.objects.filter(
        round=round_,
        interpreter=interpreter,
        starts_at__lte=fields["ends_at"],
        ends_at__gte=fields["starts_at"],
    )
    spells = [fields, *touching.values("starts_at", "ends_at")]
    fields["starts_at"] = min(spell["starts_at"] for spell in spells)
    fields["ends_at"] = max(spell["ends_at"] for spell in spells)
    touching.delete()
    shift = Shift.objects.create(round=round_, **fields)
    record("shift.added", shift, by=by)
    return shift


@transaction.atomic
def remove_shift(shift, *, by):
    """A time that no conference counts on."""
    counting = Place.objects.filter(
        interpreter=shift.interpreter_id,
        conference__isnull=False,
        session__round=shift.round_id,
        starts_at__lt=shift.ends_at,
        ends_at__gt=shift.starts_at,
    )
    if counting.exists():
        raise ValidationError(_("Conferences count on this time. Give them another interpreter first."))
    record("shift.removed", shift, by=by)
    shift.delete()


@transaction.atomic
def give_interpreter(conference, *, interpreter, by):
    """Who interprets at this conference, at the time that it has; None is nobody yet.

    It is twice as long where the next time at its table is free.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    lock_room_of(conference)
    place = Place.objects.filter(conference=conference).first()
    if place is None or not conference.is_to_come:
        raise ValidationError(_("This has changed meanwhile. Here it is as it is now."))
    if interpreter:
        double_where_free(conference, by=by)
    try:
        with transaction.atomic():
            Place.objects.filter(pk=place.pk).update(interpreter=interpreter)
    except IntegrityError:
        words = _("%(name)s is at another table then.")
        raise ValidationError({"interpreter": words % {"name": interpreter}}) from None
    changed(conference, sessions={place.session_id})
    record("conference.interpreter", conference, by=by)
    return True


def double_where_free(conference, *, by):
    """Somebody who interprets in a shorter time is better than nobody."""
    if conference.minutes < 2 * conference.round.minutes_of(conference.student.grade):
        try:
            with transaction.atomic():
                set_double_time(conference, double=True, by=by)
        except ValidationError:
            pass


@transaction.atomic
def add_absence(round_, *, by, **fields):
    """An advisor is not there then: no conference of her students is laid into it."""
    absence = Absence.objects.create(round=round_, by=by, **fields)
    record("absence.added", absence, by=by)
    return absence


@transaction.atomic
def remove_absence(absence, *, by):
    record("absence.removed", absence, by=by)
    absence.delete()


@transaction.atomic
def add_busy(round_, *, students, by, **fields):
    """These students have something else then, such as a match; how many that are."""
    for student in students:
        record("busy.added", Busy.objects.create(round=round_, student=student, **fields), by=by)
    return len(students)


@transaction.atomic
def remove_busy(busy, *, by):
    """The whole occasion: all of its students can come again."""
    alike = {name: getattr(busy, name) for name in ("round", "line", "starts_at", "ends_at")}
    for row in Busy.objects.filter(**alike).order_by("pk"):
        record("busy.removed", row, by=by)
        row.delete()


@transaction.atomic
def save_loads(round_, loads, *, by):
    """`loads` are conferences at once by advisory; None, or as many as the round says, is no exception."""
    Load.objects.filter(round=round_).delete()
    Load.objects.bulk_create(
        Load(round=round_, advisory=advisory, at_once=at_once)
        for advisory, at_once in loads.items()
        if at_once not in (None, round_.at_once)
    )
    record("round.loads", round_, by=by)


@transaction.atomic
def set_please_meet(round_, wanted, *, by):
    """The families whom an advisor asks to come, whatever else; of her own students alone."""
    own = Conference.objects.advised_by(by).filter(round=round_, ended_at=None)
    for asked, rows in ((True, own.filter(pk__in=wanted)), (False, own.exclude(pk__in=wanted))):
        for conference in Conference.objects.filter(pk__in=rows.exclude(please_meet=asked).values("pk")):
            Conference.objects.filter(pk=conference.pk).update(please_meet=asked, revision=F("revision") + 1)
            record("conference.please_meet", conference, by=by)
