"""The day from above, the screens of the hall, and an interpreter's own list."""

import datetime
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord, Guardianship
from conferences.actions import day as actions
from conferences.actions import links, people
from conferences.day import rooms_of
from conferences.glossary import codes_of, glossary_for
from conferences.models import Absence, Conference, Interpreter, Place, Round, Session, Shift, Signal
from conferences.querysets import day
from conferences.templatetags.day_words import language_words
from tests import factories as f
from tests.conferences.midday import at_midday

MINUTE = datetime.timedelta(minutes=1)


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


@pytest.fixture
def tonight(world):
    """It is midday at Maple. Ana leads hers at table 1; Ben's family is late by ten minutes at table 2."""
    at_midday(world.school)
    now = timezone.now()
    Session.objects.filter(pk=world.session.pk).update(
        starts_at=now - 30 * MINUTE, ends_at=now + 120 * MINUTE, capacity=4
    )
    world.session.refresh_from_db()
    Conference.objects.filter(pk=world.conference.pk).update(state="live", started_at=now)
    Place.objects.filter(pk=world.place.pk).update(
        conference=world.conference,
        taken_at=now,
        table=1,
        starts_at=now - 10 * MINUTE,
        ends_at=now + 10 * MINUTE,
    )
    world.ben_conference = f.ConferenceFactory(student=world.ben_student, round=world.round, state="ready")
    world.ben_place = f.PlaceFactory(
        session=world.session,
        conference=world.ben_conference,
        taken_at=now,
        table=2,
        starts_at=now - 10 * MINUTE,
        ends_at=now + 10 * MINUTE,
    )
    with timezone.override(world.school.timezone):
        yield world


def test_all_rooms_of_today(tonight, as_):
    Signal.objects.create(conference=tonight.conference, by=tonight.mum)
    tonight.household.needs_interpreter = True
    tonight.household.save()
    home = f.HouseholdFactory(school=tonight.school, needs_interpreter=True, interpreter_language="Twi")
    Guardianship.objects.filter(adult=tonight.dad).update(household=home)
    halima = f.InterpreterFactory(school=tonight.school)
    Shift.objects.create(
        round=tonight.round,
        interpreter=halima,
        starts_at=tonight.session.starts_at,
        ends_at=tonight.session.ends_at,
    )
    Absence.objects.create(
        round=tonight.round,
        advisor=tonight.ida,
        stand_in=tonight.bo,
        starts_at=tonight.session.starts_at,
        ends_at=tonight.session.ends_at,
        by=tonight.cora,
    )
    walk_in = f.StudentFactory(school=tonight.school, advisory=tonight.advisory)
    f.ConferenceFactory(student=walk_in, round=tonight.round, state="live", started_at=timezone.now())
    oak = f.SessionFactory(
        round=f.RoundFactory(school=tonight.oak), room="Oak hall", starts_at=timezone.now()
    )
    client = as_("cora")
    response = client.get(url("day_overview"))
    shown = response.context
    assert {name: shown[name] for name in ("running", "held", "free")} == {"running": 2, "held": 0, "free": 1}
    assert [seat.conference_id for seat in shown["late"]] == [tonight.ben_conference.pk]
    assert [seat.conference_id for seat in shown["calling"]] == [tonight.conference.pk]
    assert [seat.conference_id for seat in shown["without_interpreter"]] == [tonight.ben_conference.pk]
    for words in ("Halima Warsame", "Bo Ortiz stands in", "Room 12", "2 conferences running"):
        assert words in response.text
    assert oak.room not in response.text
    stamp = shown["stamp"]
    assert client.get(url("day_overview"), {"since": stamp}).status_code == 204
    actions.welcome_families([tonight.ben_conference], by=tonight.cora)
    response = client.get(url("day_overview"), {"since": stamp}, headers={"HX-Request": "true"})
    assert response.text.lstrip().startswith('<div id="rooms"')
    assert [seat.conference_id for seat in response.context["waiting"]] == [tonight.ben_conference.pk]


@pytest.mark.parametrize("many", [1, 3])
def test_all_rooms_cost_the_same(tonight, as_, django_assert_num_queries, many):
    now = timezone.now()
    for table in range(20, 20 + many):
        session = f.SessionFactory(round=tonight.round, starts_at=now, room=f"Room {table}")
        conference = f.ConferenceFactory(
            student=f.StudentFactory(school=tonight.school, advisory=tonight.advisory), round=tonight.round
        )
        f.PlaceFactory(session=session, table=table, conference=conference, taken_at=now)
        Shift.objects.create(
            round=tonight.round,
            interpreter=f.InterpreterFactory(school=tonight.school),
            starts_at=now,
            ends_at=now + MINUTE,
        )
    client = as_("cora")
    client.get(url("day_overview"))
    with django_assert_num_queries(8):
        stamp = client.get(url("day_overview")).context["stamp"]
    with django_assert_num_queries(3):
        client.get(url("day_overview"), {"since": stamp})


def test_without_a_day_all_rooms_say_so(cast, as_):
    assert "No conferences today" in as_("cora").get(url("day_overview")).text


def seat(state, minutes, *, table=1, here=False, called=False):
    """A taken place as a room knows it."""
    now = timezone.now()
    conference = Conference(
        state=state, arrived_at=now if here else None, called_in_at=now if called else None
    )
    starts_at = now + minutes * MINUTE
    return SimpleNamespace(
        session_id=1,
        table=table,
        conference=conference,
        starts_at=starts_at,
        ends_at=starts_at + 20 * MINUTE,
    )


def test_a_room_knows_its_tables():
    now = timezone.now()
    session = Session(pk=1, starts_at=now - 60 * MINUTE, ends_at=now + 60 * MINUTE, capacity=5, round_id=1)
    session.meeting_here = []
    running, held = seat("live", -30), seat("held", -60, table=2)
    called, late = seat("ready", 5, table=2, here=True, called=True), seat("ready", -10, table=3)
    forgotten, coming = seat("building", -100, table=4), seat("ready", 10, table=4, here=True)
    [room] = rooms_of([session], [running, held, called, late, forgotten, coming])
    assert (room.running, room.called, room.waiting) == ([running], [called], [called, coming])
    assert (room.late, room.next) == ([late, forgotten], [late])
    # Whoever is called in has her table, and who is late keeps hers; a free one is for a walk-in.
    assert (room.busy_tables, room.free_count, room.is_over) == ({1, 2, 3}, 2, False)
    # A walk-in sits in the room of her advisory, else in one that is open to all; of no other round.
    own = Session(pk=2, starts_at=session.starts_at, ends_at=session.ends_at, round_id=1)
    own.meeting_here = [7]
    student = SimpleNamespace(advisory_id=7)
    rooms = rooms_of(
        [session, own],
        [SimpleNamespace(session_id=99)],
        [SimpleNamespace(round_id=1, student=student), SimpleNamespace(round_id=2, student=student)],
    )
    assert [room.running_count for room in rooms] == [0, 1]
    session.ends_at = now - MINUTE
    [room] = rooms_of([session], [])
    assert (room.is_over, room.free_count, room.next) == (True, 0, [])


# The hall


def opened(client, as_, tonight):
    """The address of the screens, as the office made it."""
    return as_("cora").post(url("screen_open", tonight.round.pk)).context["address"]


def test_the_hall_names_first_names_alone(tonight, as_, client):
    address = opened(client, as_, tonight)
    actions.welcome_families([tonight.ben_conference], by=tonight.cora)
    actions.call_in(tonight.ben_conference, here=True, by=tonight.cora)
    as_("anonymous").get(address)
    response = client.get(url("hall_screen"))
    assert [seat.conference_id for seat in response.context["called"]] == [tonight.ben_conference.pk]
    assert ("Ana" in response.text, "Ben" in response.text) == (True, True)
    assert ("Mensah" in response.text, "Novak" in response.text) == (False, False)
    stamp = response.context["stamp"]
    assert client.get(url("hall_screen"), {"since": stamp}).status_code == 204
    door = client.get(url("hall_screen"), {"room": tonight.session.pk}, headers={"HX-Request": "true"})
    assert door.text.lstrip().startswith('<div id="names"')
    assert "Room 12" in door.text
    # From a child from whom the school keeps somebody away, the hall learns nothing.
    f.GuardianshipFactory(
        adult=f.UserFactory(school=tonight.school), student=tonight.ben_student, restricted=True
    )
    text = client.get(url("hall_screen")).text
    assert ("Ben" in text, "Please come in" in text, "Ana" in text) == (False, False, True)


def test_the_link_of_the_screens_ends(tonight, as_, client):
    first, second = opened(client, as_, tonight), opened(client, as_, tonight)
    as_("anonymous")
    assert client.get(first).status_code == 410
    client.get(second)
    assert client.get(url("hall_screen")).status_code == 200
    Round.objects.update(screen_until=timezone.now() - MINUTE)
    assert client.get(url("hall_screen")).status_code == 410
    assert client.get(url("hall_screen"), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert client.get(second).status_code == 410
    links.open_screens(tonight.round, by=tonight.cora)
    links.close_screens(tonight.round, by=tonight.cora)
    links.close_screens(tonight.round, by=tonight.cora)
    verbs = AuditRecord.objects.filter(verb__startswith="screens.").values_list("verb", flat=True)
    assert sorted(verbs) == ["screens.closed"] + ["screens.opened"] * 3


@pytest.mark.parametrize(
    ("zone", "on", "hours"),
    [
        ("America/New_York", datetime.date(2026, 3, 8), 23),  # an hour is left out in its night
        ("America/New_York", datetime.date(2026, 11, 1), 25),
        ("Pacific/Auckland", datetime.date(2026, 6, 1), 24),  # two days of UTC
    ],
)
def test_a_day_is_the_schools_own(zone, on, hours):
    with timezone.override(zone):
        first, last = day.day_bounds(on)
        assert (timezone.localdate(first), timezone.localdate(last - MINUTE)) == (on, on)
    assert last.astimezone(datetime.UTC) - first.astimezone(datetime.UTC) == datetime.timedelta(hours=hours)


# An interpreter


@pytest.fixture
def interpreted(tonight):
    tonight.halima = f.InterpreterFactory(school=tonight.school)
    other = f.InterpreterFactory(school=tonight.school, name="Somebody else")
    Place.objects.filter(pk=tonight.place.pk).update(interpreter=tonight.halima)
    Place.objects.filter(pk=tonight.ben_place.pk).update(interpreter=other)
    tonight.shift = Shift.objects.create(
        round=tonight.round,
        interpreter=tonight.halima,
        starts_at=tonight.session.starts_at,
        ends_at=tonight.session.ends_at,
    )
    tonight.household.needs_interpreter, tonight.household.language = True, "es"
    tonight.household.save()
    return tonight


def test_an_interpreter_sees_exactly_her_own(interpreted, as_, client):
    office = as_("cora")
    Interpreter.objects.filter(pk=interpreted.halima.pk).update(email="halima@away.example")
    made = office.post(url("interpreter_link", interpreted.halima.pk))
    address = made.context["address"]
    assert f'"mailto:halima@away.example?body={quote(address)}"' in made.text
    as_("anonymous").get(address)
    page = client.get(url("interpreter_own"))
    assert [place.pk for place in page.context["places"]] == [interpreted.place.pk]
    assert ("Spanish" in page.text, "Ana" in page.text) == (True, True)
    assert [name in page.text for name in ("Mensah", "Ben", "Mum")] == [False, False, False]
    assert client.get(url("interpreter_conference", interpreted.ben_conference.pk)).status_code == 404
    assert client.post(url("interpreter_sit", interpreted.ben_conference.pk)).status_code == 404
    # What is not shared with her family is not shared with anybody who interprets for it.
    interpreted.card.title = "Bridge of spaghetti"
    interpreted.card.save()
    own = url("interpreter_conference", interpreted.conference.pk)
    assert "is still preparing" in client.get(own).text
    Conference.objects.filter(pk=interpreted.conference.pk).update(ready_at=timezone.now())
    text = client.get(own).text
    assert ("Objetivo" in text or "Meta" in text, "interprets for nobody" in text) == (True, True)
    # A session that was called off, or is of yesterday, stands on no list.
    Session.objects.update(called_off_at=timezone.now())
    assert "Nothing to interpret yet" in client.get(url("interpreter_own")).text


def test_an_interpreter_says_that_she_is_here(interpreted, as_, client):
    as_("anonymous").get(url("interpreter_open", links.link_interpreter(interpreted.halima, by=None)[1]))
    before = Session.objects.get(pk=interpreted.session.pk).revision
    client.post(url("interpreter_come"), {"here": "on"})
    client.post(url("interpreter_come"), {"here": "on"})
    interpreted.shift.refresh_from_db()
    assert interpreted.shift.arrived_at is not None
    assert Session.objects.get(pk=interpreted.session.pk).revision == before + 1
    assert "You are here. Thank you!" in client.get(url("interpreter_own")).text
    client.post(url("interpreter_sit", interpreted.conference.pk), {"here": "on"})
    assert Conference.objects.get(pk=interpreted.conference.pk).interpreter_at is not None
    client.post(url("interpreter_sit", interpreted.conference.pk))
    assert Conference.objects.get(pk=interpreted.conference.pk).interpreter_at is None
    client.post(url("interpreter_come"))
    interpreted.shift.refresh_from_db()
    assert interpreted.shift.arrived_at is None


def test_the_link_of_an_interpreter_ends(interpreted, as_, client):
    halima, first = links.link_interpreter(interpreted.halima, by=interpreted.cora)
    later = Session.objects.order_by("-ends_at").first()
    assert halima.link_until == later.ends_at + links.AFTER
    _halima, second = links.link_interpreter(halima, by=interpreted.cora)
    as_("anonymous")
    assert [client.get(url("interpreter_open", token)).status_code for token in (first, second)] == [410, 302]
    assert client.get(url("interpreter_own")).status_code == 200
    for name in ("interpreter_come", "interpreter_own"):
        assert url(name).startswith("/interpreter/")  # the path of the cookie
    office = as_("cora")
    office.post(url("interpreter_link_end", halima.pk))
    office.post(url("interpreter_link_end", halima.pk))
    as_("anonymous")
    assert client.get(url("interpreter_open", second)).status_code == 410
    Session.objects.all().delete()
    halima, third = links.link_interpreter(halima, by=interpreted.cora)
    assert halima.link_until > timezone.now() + links.WITHOUT_DAYS - MINUTE
    Interpreter.objects.filter(pk=halima.pk).update(ended_at=timezone.now())
    assert client.get(url("interpreter_open", third)).status_code == 410
    with pytest.raises(ValidationError, match="any more"):
        links.link_interpreter(halima, by=interpreted.cora)


def test_words_for_an_interpreter():
    assert codes_of(["Somali", "español", "ar", "English"]) == ["en", "es", "ar"]
    words = {entry.word: entry.others for entry in glossary_for(["Spanish", "Somali"])}
    assert [code for code, _word in words["Advisor"]] == ["es"]
    assert (language_words("es"), language_words("Twi")) == ("Spanish", "Twi")


def test_said_by_mistake_that_they_are_here(tonight):
    people.welcome_family(tonight.ben_conference, here=True, by=tonight.bo)
    people.welcome_family(tonight.ben_conference, here=False, by=tonight.bo)
    assert Conference.objects.get(pk=tonight.ben_conference.pk).arrived_at is None
