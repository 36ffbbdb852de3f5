"""A proposal becomes everybody's times, in one transaction; for a day that can be taken back.

Locked in one order, as everywhere: conferences, the advisors' rows, places, sessions, notices.
"""

import datetime
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import Advisory
from conferences.actions.booking import touch_boards
from conferences.actions.notices import tell
from conferences.actions.rounds import lay_rooms
from conferences.actions.timetables import refuse_at_rest, refuse_stale, stale
from conferences.models import (
    Assignment,
    Conference,
    MakeUp,
    Notice,
    Place,
    Round,
    Session,
    Timetable,
    TimeWish,
)
from conferences.timetables.standing import standing_of

State = Timetable.State
EMPTY = {
    "conference": None,
    "taken_at": None,
    "source": "",
    "because": {},
    "locked": False,
    "confirmed_at": None,
    "confirmed_by": None,
    "interpreter": None,
}
SEAT = (*EMPTY, "ends_at", "held_for", "held_until")


@transaction.atomic
def publish_timetable(timetable, *, by):
    """Everybody affected has a time from now on and is told once; nothing of it while something has changed.

    Gives how many conferences have another time than before, or a first one.
    """
    now = timezone.now()
    if not Timetable.objects.filter(pk=timetable.pk, state=State.DONE).update(
        state=State.PUBLISHED, published_at=now, published_by=by, revision=F("revision") + 1
    ):
        raise ValidationError(_("This timetable is published already, or dropped."))
    timetable = Timetable.objects.select_related("round__school").get(pk=timetable.pk)
    lock_all(timetable.round)
    refuse_at_rest(timetable.round)
    standing = standing_of(timetable.round, repairs=timetable.repairs, weights=timetable.weights)
    refuse_stale(timetable, standing)
    rows = list(timetable.assignments.select_related("conference").order_by("pk"))
    changes = Changes(rows, standing.current)
    changes.remember()
    seats = [seat_of(row, changes.current.get(row.conference_id), at=now) for row in changes.shifted]
    put([row.conference_id for row in changes.shifted], [seat for seat in seats if seat], by=by)
    Place.objects.filter(conference__in=[row.conference_id for row in rows if row.locked]).update(locked=True)
    others = Timetable.objects.filter(round=timetable.round, state=State.DONE)
    others.update(state=State.DROPPED, revision=F("revision") + 1)
    if Round.objects.filter(
        pk=timetable.round_id, state__in=[Round.State.PUBLISHED, Round.State.PREFERENCES]
    ).update(state=Round.State.SCHEDULED):
        record("round.scheduled", timetable.round, by=by)
    changes.tell(by=by)
    record("timetable.published", timetable, by=by)
    return len(changes.moved)


def lock_all(round_):
    """Who books or changes anything of this round meanwhile waits."""
    conferences = Conference.objects.filter(round=round_).order_by("pk")
    list(conferences.select_for_update(of=("self",)).values_list("pk"))
    advisories = Advisory.objects.filter(school=round_.school_id).order_by("pk")
    list(advisories.select_for_update(no_key=True).values_list("pk"))
    places = Place.objects.filter(session__round=round_).order_by("pk")
    list(places.select_for_update(of=("self",)).values_list("pk"))


class Changes:
    """What a proposal changes for whom: a first time, another time, or none any more."""

    def __init__(self, rows, current):
        self.rows, self.current = rows, current
        pairs = [(row, current.get(row.conference_id)) for row in rows]
        self.first = [row for row, was in pairs if row.session_id and not was]
        self.lost = [row for row, was in pairs if was and not row.session_id]
        both = [(row, was) for row, was in pairs if was and row.session_id]
        self.elsewhere = [row for row, was in both if is_another(row, was)]
        # Another table of the same room at the same time: nobody has to be told.
        self.tables = [row for row, was in both if not is_another(row, was) and row.table != was.table]

    @property
    def moved(self):
        return [*self.first, *self.elsewhere, *self.lost]

    @property
    def shifted(self):
        return [*self.moved, *self.tables]

    def remember(self):
        """For the day on which it can be taken back: what stood, or that there was nothing."""
        for row in self.shifted:
            row.before = as_it_was(self.current.get(row.conference_id))
        Assignment.objects.bulk_update(self.shifted, ["before"], batch_size=500)

    def tell(self, *, by):
        """Who keeps the time is left in peace."""
        gone = [*self.elsewhere, *self.lost]
        before = {row.conference_id: self.current[row.conference_id].starts_at for row in gone}
        for rows, kind in (
            (self.first, Notice.Kind.TIME),
            (self.elsewhere, Notice.Kind.MOVED),
            (self.lost, Notice.Kind.CALLED_OFF),
        ):
            tell([row.conference for row in rows], kind, by=by, before=before)


def is_another(row, place):
    """The family comes at another time or to another room, or stays for longer."""
    return (row.session_id, row.starts_at, row.ends_at) != (place.session_id, place.starts_at, place.ends_at)


def seat_of(row, was, *, at):
    """The place of an assignment, not written yet; None when it has none."""
    if row.session_id is None:
        return None
    seat = Place(
        session_id=row.session_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        table=row.table,
        conference_id=row.conference_id,
        interpreter_id=row.interpreter_id,
        taken_at=at,
        source=Place.Source.TIMETABLE,
        because=row.because,
        locked=row.locked,
    )
    if was and not is_another(row, was):
        carry(was, seat)
    return seat


def as_it_was(place):
    """What is needed to put it back; of one that had no place, just that."""
    if place is None:
        return {"session": None}
    return {
        "session": place.session_id,
        "starts_at": place.starts_at.isoformat(),
        "ends_at": place.ends_at.isoformat(),
        "table": place.table,
        "interpreter": place.interpreter_id,
        "source": place.source,
        "because": place.because,
        "locked": place.locked,
    }


def seat_before(row, now_held, *, at):
    """The place as it was, not written yet; whoever only changed the table keeps what it said meanwhile."""
    was = row.before
    seat = Place(
        session_id=was["session"],
        starts_at=datetime.datetime.fromisoformat(was["starts_at"]),
        ends_at=datetime.datetime.fromisoformat(was["ends_at"]),
        table=was["table"],
        conference_id=row.conference_id,
        interpreter_id=was["interpreter"],
        taken_at=at,
        source=was["source"],
        because=was["because"],
        locked=was["locked"],
    )
    if now_held and not is_another(seat, now_held):
        carry(now_held, seat)
    return seat


def carry(place, seat):
    """The same time at another table: when it was taken, and that the family has confirmed it."""
    for name in ("taken_at", "source", "because", "locked", "confirmed_at", "confirmed_by_id"):
        setattr(seat, name, getattr(place, name))


def put(conferences, seats, *, by):
    """These conferences leave their places and take these seats; what is left free is laid anew."""
    held = Place.objects.filter(conference__in=conferences)
    sessions = {*held.values_list("session", flat=True), *(seat.session_id for seat in seats)}
    held.update(**EMPTY)
    take(sessions, seats)
    set_minutes(seats)
    MakeUp.objects.filter(conference__in=[seat.conference_id for seat in seats], settled_at=None).update(
        how=MakeUp.How.NEW_TIME, settled_at=timezone.now(), settled_by=by
    )
    Conference.objects.filter(pk__in=conferences).update(
        revision=F("revision") + 1, arrived_at=None, interpreter_at=None
    )
    touched = Session.objects.filter(pk__in=sessions)
    lay_rooms(touched.to_lay())
    touch_boards(touched)


def take(sessions, seats):
    """A free place becomes the seat. Of one that another family has, the constraints tell.

    Who was offered one of these places is not any more.
    """
    free = Place.objects.filter(session__in=sessions, conference=None)
    known = {tuple(key): pk for pk, *key in free.values_list("pk", "session", "starts_at", "table")}
    for seat in seats:
        seat.pk = known.get((seat.session_id, seat.starts_at, seat.table))
    TimeWish.objects.filter(offered__in=[seat.pk for seat in seats if seat.pk]).update(offered=None)
    Place.objects.bulk_create(seats, update_conflicts=True, unique_fields=["pk"], update_fields=SEAT)


def set_minutes(seats):
    """Whose words are said twice has longer; a short room has shorter ones."""
    of_length = defaultdict(list)
    for seat in seats:
        of_length[int((seat.ends_at - seat.starts_at).total_seconds()) // 60].append(seat.conference_id)
    for minutes, conferences in sorted(of_length.items()):
        Conference.objects.filter(pk__in=conferences).update(minutes=minutes)


@transaction.atomic
def take_back_timetable(timetable, *, by):
    """For a day, and until the first family has answered: every time is again what it was, and it is told."""
    since = timezone.now() - Timetable.TAKE_BACK
    if not Timetable.objects.filter(pk=timetable.pk, state=State.PUBLISHED, published_at__gt=since).update(
        state=State.DONE, published_at=None, published_by=None, revision=F("revision") + 1
    ):
        raise ValidationError(_("This can be taken back for one day only."))
    timetable = Timetable.objects.select_related("round__school").get(pk=timetable.pk)
    lock_all(timetable.round)
    # Who is left out of the round since has no time to go back to.
    rows = timetable.assignments.exclude(before={}).filter(conference__put_aside_at=None)
    moved = list(rows.select_related("conference").order_by("pk"))
    places = Place.objects.filter(conference__in=[row.conference_id for row in moved])
    held = {place.conference_id: place for place in places}
    if is_overtaken(timetable) or any(has_answered(row, held.get(row.conference_id)) for row in moved):
        raise too_late()
    back = [row for row in moved if row.before["session"]]
    seats = [seat_before(row, held.get(row.conference_id), at=timezone.now()) for row in back]
    refuse_gone(seats)
    try:
        with transaction.atomic():
            put([row.conference_id for row in moved], seats, by=by)
    except IntegrityError:  # another family has one of these places meanwhile
        raise too_late() from None
    if not given_before(timetable):
        Round.objects.filter(pk=timetable.round_id, state=Round.State.SCHEDULED).update(
            state=Round.State.PREFERENCES
        )
    tell_taken_back(moved, held, by=by)
    timetable.assignments.update(before={})
    record("timetable.taken_back", timetable, by=by)
    return len(moved)


def refuse_gone(seats):
    """A time that has passed, or a room that was called off or is on another day since, takes nobody back."""
    rooms = Session.objects.filter(called_off_at=None).in_bulk({seat.session_id for seat in seats})
    now = timezone.now()
    for seat in seats:
        room = rooms.get(seat.session_id)
        if room is None or not max(room.starts_at, now) <= seat.starts_at < room.ends_at:
            raise stale()


def too_late():
    return ValidationError(
        _("Families have answered already, so the times stay. Make a new timetable: it moves few of them.")
    )


def is_overtaken(timetable):
    """A later one is out."""
    return Timetable.objects.filter(
        round=timetable.round_id, state=State.PUBLISHED, pk__gt=timetable.pk
    ).exists()


def has_answered(row, place):
    """It confirmed the time, changed it or gave it back: whoever has done so is not sent back."""
    if row.session_id is None or place is None:
        return (row.session_id is None) != (place is None)
    return bool(place.confirmed_at) or is_another(row, place)


def given_before(timetable):
    """Whether the times of this round were out before."""
    others = Timetable.objects.filter(round=timetable.round_id, state=State.PUBLISHED)
    return others.exists()


def tell_taken_back(moved, held, *, by):
    """Who had no time before has none again; who only changed the table never knew."""
    before = {key: place.starts_at for key, place in held.items()}
    back = [row.conference for row in moved if row.before["session"]]
    gone = [row.conference for row in moved if not row.before["session"]]
    tell(back, Notice.Kind.MOVED, by=by, before=before)
    tell(gone, Notice.Kind.CALLED_OFF, by=by, before=before)
