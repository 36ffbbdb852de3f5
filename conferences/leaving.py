"""Where conferences could go that lose their time: the nearest place that every rule allows, read alone.

The rules are those of booking (conferences/openings.py), as if the room were closed or the advisor away
already; when it happens, each place is taken by the same rules once more.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import Guardianship, Student, User
from conferences.changes import Around, Time
from conferences.models import Conference, Place
from conferences.openings import Openings


@dataclass
class Leaver:
    """One conference that leaves its time, and the place that it could take."""

    conference: Conference
    place: Place
    seat: Any = None
    cannot: bool = False  # its family said no to that time, and there is no other

    @property
    def key(self):
        return f"{self.conference.pk}-{self.seat.place.pk}" if self.seat else str(self.conference.pk)


@dataclass
class LeavePlan:
    leavers: list
    families: int = 0
    on_paper: int = 0

    @property
    def placed(self):
        return [leaver for leaver in self.leavers if leaver.seat]

    @property
    def without(self):
        return [leaver for leaver in self.leavers if not leaver.seat]


def conferences_of(advisor, round_, starts_at, ends_at):
    """Those of her students whose time is in this spell, and that have not begun."""
    return Conference.objects.filter(
        round=round_,
        student__advisory__advisors=advisor,
        student__advisory__ended_at=None,
        place__starts_at__lt=ends_at,
        place__ends_at__gt=starts_at,
        state__in=["not_started", "building", "ready", "not_held"],
    )


def in_session(session):
    return Conference.objects.filter(place__session=session)


def advisors_of(round_):
    """Those whose students have a conference in it, by name."""
    found = User.objects.filter(
        advisories__ended_at=None, advisories__students__conferences__round=round_, is_active=True
    )
    return User.objects.filter(pk__in=found.values("pk")).order_by("first_name", "last_name", "pk")


def colleagues_of(round_, advisor):
    """Who works at the school today and could have an eye on a room: nobody kept away from a child of it."""
    here = Q(memberships__school=round_.school_id, memberships__ended_at=None)
    working = User.objects.filter(here, memberships__role__in=["advisor", "coordinator"], is_active=True)
    children = Student.objects.filter(advisory__advisors=advisor, conferences__round=round_)
    barred = Guardianship.objects.filter(restricted=True, student__in=children.values("pk"))
    found = User.objects.filter(pk__in=working.values("pk")).exclude(pk=advisor.pk)
    found = found.exclude(pk__in=barred.values("adult"))
    return found.order_by("first_name", "last_name", "pk")


def at_their_own(round_, starts_at, ends_at):
    """The keys of those who have conferences of their own then."""
    places = Place.objects.filter(session__round=round_, conference__isnull=False)
    then = places.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    return set(then.values_list("conference__student__advisory__advisors", flat=True))


def elsewhere(round_, starts_at, ends_at):
    """The keys of those who are away then, or with a child of their own."""
    away = round_.absences.within(starts_at, ends_at).values_list("advisor", flat=True)
    places = Place.objects.filter(session__round=round_).overlapping(starts_at, ends_at)
    parents = Guardianship.objects.current().attending()
    with_child = parents.filter(student__in=places.values("conference__student"))
    return {*away, *with_child.values_list("adult", flat=True)}


def leave_plan(round_, conferences, *, closed=(), away=None):
    """Another place for each of these, the nearest to its time that its family has not said no to.

    `closed` are sessions that fall away; `away` is (advisor, from, until). Those with an interpreter choose
    first, then those whom their advisor asks to come.
    """
    around = Around(round_)
    found = list(conferences.with_needs().order_by("place__starts_at", "place__table", "pk"))
    leavers = [Leaver(conference, conference.place) for conference in found]
    openings = opened(found, closed={session.pk for session in closed}, away=away)
    order = sorted(leavers, key=lambda one: turn(one, openings))
    # First the times that the families can, then whatever is left: no family takes another's only time.
    for willing in (True, False):
        for leaver in order:
            find_seat(leaver, openings, around, willing=willing)
    hit = {conference.pk for conference in found}
    families = [family for family in around.families if hit & {row.pk for row in family.conferences}]
    return LeavePlan(leavers, len(families), sum(family.on_paper for family in families))


def turn(leaver, openings):
    conference = leaver.conference
    waits = not openings.languages[conference.pk], not conference.please_meet
    return (*waits, leaver.place.starts_at, conference.pk)


def opened(conferences, *, closed, away):
    """What is open once they all have left."""
    gone = {conference.pk for conference in conferences}
    openings = Openings(conferences)
    openings.places = [
        place
        for place in openings.places
        if place.conference_id not in gone and place.session_id not in closed
    ]
    for key, spells in openings.spells.items():
        if key[0] == "talk":
            spells[:] = [spell for spell in spells if spell[0] not in gone]
    if away:
        advisor, starts_at, ends_at = away
        for advisory in {conference.student.advisory_id for conference in conferences}:
            openings.spells.setdefault(("absence", advisory), []).append((advisor.pk, starts_at, ends_at))
    return openings


def find_seat(leaver, openings, around, *, willing):
    conference = leaver.conference
    if leaver.seat:
        return

    def cannot(seat):
        return around.cannot(conference, Time(conference, seat.starts_at, seat.ends_at))

    def far(seat):
        return abs(seat.starts_at - leaver.place.starts_at), seat.place.pk

    seats = [seat for seat in openings.seats(conference) if not (willing and cannot(seat))]
    if not seats:
        return
    leaver.seat, leaver.cannot = min(seats, key=far), not willing
    openings.keep(leaver.seat, conference)
    leaver.seat.place.ends_at = leaver.seat.ends_at
    if leaver.seat.interpreter:
        talk = (conference.pk, leaver.seat.starts_at, leaver.seat.ends_at)
        openings.spells.setdefault(("talk", leaver.seat.interpreter), []).append(talk)
