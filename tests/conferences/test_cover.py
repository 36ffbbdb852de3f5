"""An advisor is away: a colleague stands in, with the rights of the room, that evening, and no others."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.models import Absence, Conference, MakeUp
from tests import factories as f
from tests.conferences.test_awkward import evening  # noqa: F401

HOUR = datetime.timedelta(hours=1)


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


@pytest.fixture
def covered(evening):  # noqa: F811
    """Bo is away tonight, and Ida, who advises others, stands in."""
    now = timezone.now()
    evening.absence = Absence.objects.create(
        round=evening.round,
        advisor=evening.bo,
        stand_in=evening.ida,
        starts_at=now - 2 * HOUR,
        ends_at=now + 2 * HOUR,
        by=evening.cora,
    )
    return evening


ROOM = ("session_board", "conference_sit", "conference_miss")
NEVER = ("conference_advise", "agenda_print", "conference_record", "other_way", "recording_add", "part_list")


def reached(world, client, names):
    keys = {"session_board": world.session.pk}
    return {name: client.get(url(name, keys.get(name, world.conference.pk))).status_code for name in names}


def test_she_has_the_room_that_evening_and_nothing_else(covered, as_):
    f.CardFactory(conference=covered.conference, talking_points="My robot turns left.")
    f.NoteFactory(conference=covered.conference, by=covered.mum, kind="question", text="Is she eating well?")
    client = as_("ida")
    assert reached(covered, client, ROOM) == dict.fromkeys(ROOM, 200)
    assert reached(covered, client, NEVER) == dict.fromkeys(NEVER, 404)
    board = client.get(url("session_board", covered.session.pk))
    assert [tile.can_host for tile in board.context["tiles"]] == [True]
    sit = client.get(url("conference_sit", covered.conference.pk)).text
    assert "Is she eating well?" not in sit
    for name in ("conference_advise", "agenda_print", "conference_record"):
        assert url(name, covered.conference.pk) not in sit
    client = as_("bo")  # the advisor keeps what is hers: she may come after all
    assert "Is she eating well?" in client.get(url("conference_sit", covered.conference.pk)).text


def test_from_a_child_whom_the_school_keeps_from_her_she_stays_away(covered, as_):
    f.GuardianshipFactory(adult=covered.ida, student=covered.ana_student, restricted=True)
    assert as_("ida").get(url("conference_sit", covered.conference.pk)).status_code == 404


def test_she_begins_and_closes_a_conference(covered, as_):
    client = as_("ida")
    assert client.post(url("family_arrive", covered.conference.pk), {"here": "on"}).status_code == 302
    client.post(url("conference_start", covered.conference.pk))
    assert Conference.objects.get(pk=covered.conference.pk).state == "live"
    day = timezone.localdate() + datetime.timedelta(days=7)
    answer = client.post(url("conference_close", covered.conference.pk), {"decide_by": day.isoformat()})
    assert answer.url == url("conference_sit", covered.conference.pk)  # the record is not hers
    assert Conference.objects.get(pk=covered.conference.pk).state == "held"
    again = client.get(url("conference_close", covered.conference.pk))
    assert again.url == url("conference_sit", covered.conference.pk)


def test_she_says_that_it_does_not_happen_and_the_office_sees_to_it(covered, as_):
    answer = as_("ida").post(url("conference_miss", covered.conference.pk), {"reason": "nobody", "line": ""})
    assert answer.url == url("conference_sit", covered.conference.pk)
    assert MakeUp.objects.get().by == covered.ida
    assert as_("ida").get(url("make_up_settle", MakeUp.objects.get().pk)).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"ends_at": timezone.now() - 2 * HOUR, "starts_at": timezone.now() - 5 * HOUR},  # it is over
        {"starts_at": timezone.now() + 2 * HOUR, "ends_at": timezone.now() + 5 * HOUR},  # not yet
        {"stand_in": None},
        {"advisor": "cora"},  # of nobody here
    ],
)
def test_before_and_after_it_is_not_her_room(covered, as_, change):
    change = {name: getattr(covered, value) if name == "advisor" else value for name, value in change.items()}
    Absence.objects.update(**change)
    assert reached(covered, as_("ida"), ROOM) == dict.fromkeys(ROOM, 404)


def test_another_room_at_another_time_stays_closed(covered, as_):
    """Students of Bo's whose time falls outside, and rooms in which only others meet."""
    other = f.SessionFactory(round=covered.round, room="Library")
    other.advisories.add(f.AdvisoryFactory(school=covered.school))
    late = f.SessionFactory(round=covered.round, room="Gym")
    late.advisories.add(covered.advisory)
    place = f.PlaceFactory(
        session=late,
        conference=f.ConferenceFactory(student=covered.ben_student, round=covered.round),
        taken_at=timezone.now(),
    )
    client = as_("ida")
    for session in (other, late):
        assert client.get(url("session_board", session.pk)).status_code == 404
    assert client.get(url("conference_sit", place.conference_id)).status_code == 404
    # Where every advisory meets, she stands in, too; and for whoever walks in.
    covered.session.advisories.clear()
    assert client.get(url("session_board", covered.session.pk)).status_code == 200
    place.delete()
    assert client.get(url("conference_sit", place.conference_id)).status_code == 200
