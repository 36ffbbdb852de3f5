"""A room falls away, an advisor is ill: her conferences find another time, or a colleague has the room.

Everybody affected is told once; nothing begun is touched. Rows are locked in the order of `seating`.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.booking import touch_boards
from conferences.actions.notices import tell
from conferences.actions.seating import lock_advisories, lock_family, take_table, vacate
from conferences.actions.shifts import begin_anew
from conferences.changes import BEGUN
from conferences.leaving import conferences_of
from conferences.models import Absence, Conference, MakeUp, Notice, Place, Session

A_MOMENT = datetime.timedelta(minutes=1)


def unhindered(action):
    """With a kind answer where many families book this very moment and one would wait for the other."""

    def act(*args, **kwargs):
        try:
            with transaction.atomic():
                return action(*args, **kwargs)
        except OperationalError as error:
            words = _("Many families are choosing a time just now. Please try once more.")
            raise ValidationError(words, code="busy") from error

    return act


def locked(conferences):
    """In the order in which families book: all that they could wait for is ours, or we wait for it."""
    found = list(conferences.select_related("student").order_by("pk"))
    lock_family(found)
    lock_advisories(found)
    return list(conferences.select_related("student", "round").order_by("pk"))


@unhindered
def call_off_session(session, *, by, line="", moves=None):
    """This room falls away. `moves` gives conferences, by key, another place; the others wait for one.

    Gives those that moved and those that wait.
    """
    conferences = locked(Conference.objects.filter(place__session=session))
    if any(conference.state in BEGUN for conference in conferences):
        raise ValidationError(_("Some conferences in this room have begun already, so it stays."))
    called_off = Session.objects.filter(pk=session.pk, called_off_at=None)
    if not called_off.update(called_off_at=timezone.now(), revision=F("revision") + 1):
        raise ValidationError(_("This room was called off already."))
    record("session.called_off", session, by=by)
    return leave(conferences, moves or {}, by=by, line=line)


def leave(conferences, moves, *, by, line):
    """Each of these conferences leaves its time: for another, or until somebody finds one."""
    before = dict(Place.objects.filter(conference__in=conferences).values_list("conference", "starts_at"))
    rooms = set(Place.objects.filter(conference__in=conferences).values_list("session", flat=True))
    for conference in conferences:
        vacate(conference)
    moved = [row for row in conferences if row.pk in moves and takes(row, moves[row.pk].starts_at)]
    waiting = [row for row in conferences if row not in moved]
    for conference in waiting:
        await_time(conference, missed_at=before.get(conference.pk), by=by)
    begin_anew(moved, by=by)
    rooms |= set(Place.objects.filter(conference__in=moved).values_list("session", flat=True))
    touch_boards(Session.objects.filter(pk__in=rooms))
    tell(moved, Notice.Kind.MOVED, by=by, before=before, line=line)
    tell(waiting, Notice.Kind.CALLED_OFF, by=by, before=before, line=line)
    return moved, waiting


def takes(conference, starts_at):
    """Whether it could have that time, by all the rules: somebody else may have been quicker."""
    try:
        with transaction.atomic():
            take_table(conference, starts_at, source=Place.Source.OFFICE)
    except ValidationError:
        return False
    return True


def await_time(conference, *, missed_at, by):
    """Its time falls away through no fault of theirs: somebody of the school sees to another one."""
    Conference.objects.filter(pk=conference.pk).update(
        revision=F("revision") + 1, arrived_at=None, interpreter_at=None, called_in_at=None
    )
    if not MakeUp.objects.filter(conference=conference, settled_at=None).exists():
        MakeUp.objects.create(
            school_id=conference.school_id,
            conference=conference,
            reason=MakeUp.Reason.SCHOOL,
            missed_at=missed_at,
            by=by,
        )
        record("makeup.made", conference, by=by)


@unhindered
def restore_session(session, *, by):
    """It takes place after all: whoever waits since, and whose table is free, has her time again.

    Who has another time keeps it. Gives those who came back.
    """
    waiting = MakeUp.objects.filter(
        conference__round=session.round_id,
        conference__place=None,
        reason=MakeUp.Reason.SCHOOL,
        settled_at=None,
        missed_at__gte=session.starts_at,
        missed_at__lt=session.ends_at,
    )
    conferences = locked(Conference.objects.filter(pk__in=waiting.values("conference")))
    times = dict(waiting.values_list("conference", "missed_at"))
    called_off = Session.objects.filter(pk=session.pk, called_off_at__isnull=False)
    if not called_off.update(called_off_at=None, revision=F("revision") + 1):
        raise ValidationError(_("This room takes place already."))
    back = [row for row in conferences if returns(row, session, times[row.pk])]
    begin_anew(back, by=by)
    tell(back, Notice.Kind.MAKE_UP, by=by)
    record("session.restored", session, by=by)
    return back


def returns(conference, session, starts_at):
    """To a table of this room, if one is free at her time."""
    free = Place.objects.fitting(conference).free().filter(session=session, starts_at=starts_at).first()
    if free is None:
        return False
    # Kept for her a moment, so that of all rooms at that time she has this one.
    Place.objects.filter(pk=free.pk).update(held_for=conference, held_until=timezone.now() + A_MOMENT)
    return takes(conference, starts_at)


@transaction.atomic
def cover_advisor(round_, *, advisor, stand_in, starts_at, ends_at, by):
    """An advisor is away, and a colleague has the room in her place: nobody's time changes."""
    absence = Absence.objects.create(
        round=round_, advisor=advisor, stand_in=stand_in, starts_at=starts_at, ends_at=ends_at, by=by
    )
    touch_boards(rooms_of(absence))
    record("absence.covered", absence, by=by)
    return absence


def rooms_of(absence):
    return Session.objects.filter(
        round=absence.round_id, starts_at__lt=absence.ends_at, ends_at__gt=absence.starts_at
    )


@transaction.atomic
def end_cover(absence, *, by):
    """She is well again, or somebody else stands in: what was said is taken back."""
    record("absence.taken_back", absence, by=by)
    deleted, _rows = Absence.objects.filter(pk=absence.pk).delete()
    if not deleted:
        raise ValidationError(_("This was taken back already."))
    touch_boards(rooms_of(absence))


@unhindered
def move_from_advisor(round_, *, advisor, starts_at, ends_at, by, line="", moves=None):
    """An advisor is away and nobody stands in: her conferences leave that time.

    Gives those that moved and those that wait.
    """
    conferences = locked(conferences_of(advisor, round_, starts_at, ends_at))
    absence = Absence.objects.create(
        round=round_, advisor=advisor, starts_at=starts_at, ends_at=ends_at, by=by
    )
    record("absence.said", absence, by=by)
    return leave(conferences, moves or {}, by=by, line=line)


@transaction.atomic
def offer_make_ups(make_ups, *, by):
    """There is room for those who were missed: they may choose a time. Gives how many conferences."""
    conferences = [make_up.conference for make_up in make_ups]
    tell(conferences, Notice.Kind.ASKED, by=by)
    for conference in conferences:
        record("makeup.offered", conference, by=by)
    return len(conferences)
