"""Snow: a day of conferences moves, and everybody keeps the time of the clock. All are told, once.

Nothing begun is touched. Rows are locked in the order conference, places, sessions, as in `booking`.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences import changes
from conferences.actions.notices import tell
from conferences.models import Break, Conference, MakeUp, Notice, Participant, Place, Session, Shift


def locked_in(sessions):
    """The conferences that have a time in these sessions, locked, with that time."""
    keys = Place.objects.filter(session__in=sessions, conference__isnull=False).values("conference")
    return list(Conference.objects.filter(pk__in=keys).order_by("pk").select_for_update())


def lock_rooms(sessions):
    """Nobody sits down here meanwhile, and of two who move them at once one does."""
    places = Place.objects.filter(session__in=sessions).order_by("pk")
    list(places.select_for_update(of=("self",)).values_list("pk"))
    rows = Session.objects.filter(pk__in=[session.pk for session in sessions]).order_by("pk")
    now = dict(rows.select_for_update().values_list("pk", "starts_at"))
    if now != {session.pk: session.starts_at for session in sessions}:
        raise ValidationError(_("This has changed meanwhile. Here it is as it is now."))


@transaction.atomic
def shift_day(round_, sessions, *, day, by, line="", interpreters=()):
    """Snow: these sessions are on another day, every family at the same time of the clock as before.

    Where something has begun, the session stays. `interpreters` are those who come on the new day, too; the
    conferences of the others wait for another one. What was missed on the old day is seen to by the new one.
    Gives the conferences that moved.
    """
    sessions = list(sessions)
    locked_in(sessions)
    lock_rooms(sessions)
    before = dict(
        Place.objects.filter(session__in=sessions, conference__isnull=False).values_list(
            "conference", "starts_at"
        )
    )
    plan = changes.shift_plan(round_, sessions, day)
    if not plan.sessions:
        raise ValidationError(_("Some conferences of this day have begun already, so the day stays."))
    if plan.clashes:
        names = ", ".join(hit.conference.student.name for hit in plan.clashes)
        raise ValidationError(
            _("People who must not meet would be here at the same time. Move these first: %(names)s."),
            params={"names": names},
        )
    coming = {
        one.interpreter.pk
        for one in plan.interpreters
        if one.interpreter in interpreters and not one.is_taken
    }
    for session in plan.sessions:
        bring_shifts(session, coming, day=day, whole=len(plan.sessions) > 1)
    for session in plan.sessions:
        shift(session, day, coming)
    moved = [hit.conference for hit in plan.hits]
    begin_anew(moved, by=by)
    for session in plan.sessions:
        record("session.shifted", session, by=by)
    tell(moved, Notice.Kind.MOVED, by=by, before=before, line=line)
    return moved


def shift(session, day, coming):
    """All that hangs on a session goes with it, as long as before."""
    delta = changes.on_day(session.starts_at, day, changes.zone_of(session.round)) - session.starts_at
    places = Place.objects.filter(session=session)
    list(places.order_by("pk").select_for_update().values_list("pk"))
    places.exclude(interpreter__in=coming).update(interpreter=None)
    # Why it was this time, and that a family said yes to it, was about the old day.
    places.update(
        starts_at=F("starts_at") + delta,
        ends_at=F("ends_at") + delta,
        because={},
        confirmed_at=None,
        confirmed_by=None,
        held_for=None,
        held_until=None,
    )
    Break.objects.filter(session=session).update(
        starts_at=F("starts_at") + delta, ends_at=F("ends_at") + delta
    )
    Session.objects.filter(pk=session.pk).update(
        starts_at=F("starts_at") + delta, ends_at=F("ends_at") + delta, revision=F("revision") + 1
    )


def bring_shifts(session, coming, *, day, whole):
    """An interpreter who comes on the new day has her hours there as she had them here."""
    zone = changes.zone_of(session.round)
    hers = Shift.objects.filter(round=session.round_id, interpreter__in=coming)
    for shift_ in hers.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at):
        delta = changes.on_day(shift_.starts_at, day, zone) - shift_.starts_at
        there = {"starts_at": shift_.starts_at + delta, "ends_at": shift_.ends_at + delta}
        known = hers.filter(
            interpreter=shift_.interpreter_id,
            starts_at__lte=there["starts_at"],
            ends_at__gte=there["ends_at"],
        )
        if known.exists():
            continue
        if whole:
            Shift.objects.filter(pk=shift_.pk).update(**there)
        else:  # other rooms of the old day may need her there
            Shift.objects.create(round=session.round, interpreter=shift_.interpreter, **there)


def begin_anew(conferences, *, by):
    """Who was here was here for the time that passed; what was missed then is seen to."""
    keys = [conference.pk for conference in conferences]
    Conference.objects.filter(pk__in=keys).update(
        revision=F("revision") + 1, arrived_at=None, interpreter_at=None, called_in_at=None
    )
    Participant.objects.filter(conference__in=keys).update(arrived_at=None)
    MakeUp.objects.filter(conference__in=keys, settled_at=None).update(
        how=MakeUp.How.NEW_TIME, settled_at=timezone.now(), settled_by=by
    )
