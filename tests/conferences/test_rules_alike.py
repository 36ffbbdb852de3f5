"""The rules of the timetable and those of booking say the same of small schools made by chance."""

import datetime
from random import Random

import pytest
from django.utils import timezone

from conferences.actions.rounds import lay_places
from conferences.models import Absence, Break, Busy, Conference, Load, Place
from conferences.openings import Openings
from conferences.timetable.check import broken_rules
from conferences.timetable.problem import Spot
from conferences.timetables.clock import minute
from conferences.timetables.standing import spot_of, standing_of
from tests import factories as f
from tests.conferences.evenings import at, make_evening

MINUTE = datetime.timedelta(minutes=1)
LONG = 20 * MINUTE


def some_spell(chance):
    """Sometime in the evening, in steps of five minutes."""
    starts = at(16) + chance.randrange(0, 110, 5) * MINUTE
    return {"starts_at": starts, "ends_at": starts + 30 * MINUTE}


def make_school(cast, chance):
    """Two rooms, an advisor who is away for a while, and conferences that sit where chance puts them."""
    evening = make_evening(cast)
    gym = f.SessionFactory(
        round=evening.round, room="Gym", starts_at=at(16), ends_at=at(18), capacity=chance.choice([2, 3])
    )
    Load.objects.create(round=evening.round, advisory=cast.advisory, at_once=chance.choice([1, 2]))
    Absence.objects.create(round=evening.round, advisor=cast.bo, by=cast.cora, **some_spell(chance))
    Busy.objects.create(round=evening.round, student=cast.ana_student, **some_spell(chance))
    lay_places(evening.session)
    lay_places(gym)
    # Said after the places were laid, so that they are there; they begin at the same times as before.
    rest = at(16) + 25 * MINUTE * chance.randrange(5)
    Break.objects.create(session=evening.session, starts_at=rest, ends_at=rest + 25 * MINUTE)
    evening.ana.way = chance.choice(["school", "solo"])
    evening.ana.save()
    others = [cast.advisory] * 4 + [f.AdvisoryFactory(school=cast.school)]
    places = list(Place.objects.order_by("pk"))
    for advisory, place in zip(others, chance.sample(places, len(others)), strict=True):
        student = f.StudentFactory(school=cast.school, advisory=advisory)
        way = chance.choice(["school", "school", "solo"])
        place.conference = f.ConferenceFactory(round=evening.round, student=student, way=way)
        place.taken_at = timezone.now()
        place.save()
    return evening


def by_the_engine(round_, conference):
    """Where no rule is broken in which this conference has a part, beside all that sits."""
    standing = standing_of(round_)
    beside = {key: spot_of(place) for key, place in standing.current.items()}
    return {
        (place.session_id, place.starts_at, place.table)
        for place in Place.objects.filter(conference=None)
        if not any(
            conference.pk in broken.meetings
            for broken in broken_rules(standing.problem, beside | {conference.pk: spot_at(place)})
        )
    }


def spot_at(place):
    starts = minute(place.starts_at)
    return Spot(place.session_id, starts, starts + 20, place.table, None)


@pytest.mark.parametrize("seed", range(16))
def test_booking_opens_what_the_timetable_would_allow(cast, seed):
    evening = make_school(cast, Random(seed))
    [asked] = Conference.objects.with_needs().filter(pk=evening.ana.pk)
    seats = Openings([asked]).seats(asked)
    opened = {(seat.place.session_id, seat.starts_at, seat.place.table) for seat in seats}
    assert opened == by_the_engine(evening.round, evening.ana)
    assert {seat.ends_at - seat.starts_at for seat in seats} <= {LONG}
