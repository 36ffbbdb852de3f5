"""The day as pages show it: who of a family is expected, and what happens in each room just now."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Guest
from conferences.models import Conference
from conferences.openings import Openings
from conferences.querysets import day
from conferences.querysets.households import attending_at

SOON = datetime.timedelta(minutes=30)  # so long before its time a conference is the next one of its table


def address_of_door(conference):
    """What the square of a letter or a phone holds: for the desk who is here, for a family its own page."""
    return settings.SITE_URL + reverse("conferences:check_in", args=[conference.pk])


class TablesNow(Openings):
    """Which tables a family at the desk could have today, by every rule; one just begun is still good."""

    begun = day.BEGUN

    def of_today(self, conference):
        """Each but its own, the next ones first."""
        _first, last = day.day_bounds()
        seats = [seat for seat in self.seats(conference) if seat.starts_at < last]
        return [seat for seat in seats if seat.place.conference_id != conference.pk]


def tables_for(conference):
    """The seats of today for somebody who stands at the desk; what it has would be given up."""
    found = Conference.objects.with_needs().get(pk=conference.pk)
    return TablesNow([found], leaving=True).of_today(found)


@dataclass(frozen=True)
class Person:
    """Somebody who may come to one conference, known by her account or by her name alone."""

    key: str  # of the button: who is meant
    name: str
    relation: str = ""
    user: Any = None
    participant: int | None = None
    arrived_at: datetime.datetime | None = None
    said_no: bool = False
    by_video: bool = False
    needs: str = ""


def people_of(conference):
    """Those whom the desk may welcome: the family who may be there today, whom they bring, and guests.

    Whom the school keeps away is not among them, whatever anybody wrote down before.
    """
    rows = list(conference.participants.welcome().select_related("user").order_by("pk"))
    of_user = {row.user_id: row for row in rows if row.user_id}
    people = []
    for guardianship in attending_at(conference).select_related("adult").order_by("pk"):
        row = of_user.pop(guardianship.adult_id, None)
        people.append(person_of(row, guardianship.adult, guardianship.relation))
    guests = Guest.objects.current().at_conferences().filter(visit__conference=conference)
    for guest in guests.select_related("user").order_by("pk"):
        people.append(person_of(of_user.pop(guest.user_id, None), guest.user, guest.relation))
    # An adult of another household said it for her own conference, and is not expected at this one.
    return people + [person_of(row, None) for row in rows if row.user_id is None]


def person_of(row, user, relation=""):
    if row is None:
        return Person(f"u{user.pk}", str(user), relation, user=user)
    return Person(
        f"p{row.pk}",
        row.name,
        relation,
        user=user,
        participant=row.pk,
        arrived_at=row.arrived_at,
        said_no=row.coming == "no",
        by_video=row.coming == "video",
        needs=row.needs,
    )


@dataclass
class Room:
    """One session of today, with what happens at its tables now and next."""

    session: Any
    places: list = field(default_factory=list)
    walk_ins: list = field(default_factory=list)

    def of(self, *states):
        return [place for place in self.places if place.conference.state in states]

    @property
    def running(self):
        return self.of("live")

    @property
    def running_count(self):
        return len(self.running) + len(self.walk_ins)

    @property
    def held_count(self):
        return len(self.of("held"))

    @property
    def to_come(self):
        return self.of(*day.TO_COME)

    @property
    def waiting(self):
        """They are here, and sit in the waiting area."""
        return [place for place in self.to_come if place.conference.arrived_at]

    @property
    def called(self):
        return [place for place in self.waiting if place.conference.called_in_at]

    @property
    def late(self):
        """Their time has come and gone by some minutes, and nobody has seen them."""
        return [
            place
            for place in self.to_come
            if not place.conference.arrived_at and timezone.now() - place.starts_at > place.conference.A_WHILE
        ]

    @property
    def next(self):
        """The conferences of the next time at which any begins, whoever is here already."""
        coming = [place for place in self.to_come if place not in self.called]
        coming = [place for place in coming if place.starts_at > timezone.now() - day.STILL_EXPECTED]
        return [place for place in coming if place.starts_at == coming[0].starts_at]

    @property
    def busy_tables(self):
        """Where somebody sits, or is about to: a family that was called in, or whose time is now."""
        now = timezone.now()
        of_now = [place for place in self.to_come if place.starts_at <= now < place.ends_at]
        return {place.table for place in [*self.running, *self.called, *of_now]}

    @property
    def is_on(self):
        return self.session.starts_at <= timezone.now() < self.session.ends_at

    @property
    def free_count(self):
        """Tables at which a walk-in could sit down now."""
        if not self.is_on:
            return 0
        return max(0, self.session.capacity - len(self.busy_tables) - len(self.walk_ins))

    @property
    def is_over(self):
        return timezone.now() >= self.session.ends_at and not self.running_count


def rooms_of(sessions, places, walk_ins=()):
    """One `Room` for each session. A walk-in without a place is in the room of her advisory."""
    rooms = {session.pk: Room(session) for session in sessions}
    for place in places:
        if place.session_id in rooms:
            rooms[place.session_id].places.append(place)
    for conference in walk_ins:
        room = room_for(conference, rooms.values())
        if room:
            room.walk_ins.append(conference)
    return list(rooms.values())


def room_for(conference, rooms):
    on = [room for room in rooms if room.session.round_id == conference.round_id and room.is_on]
    own = [room for room in on if conference.student.advisory_id in room.session.meeting_here]
    everybody = [room for room in on if not room.session.meeting_here]
    return next(iter([*own, *everybody]), None)
