"""The welcome desk: who is expected, who has come, who gets a table after all."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Guardianship
from conferences.actions import day as actions
from conferences.actions import people
from conferences.day import people_of
from conferences.models import Conference, MakeUp, Participant, Place, Session
from conferences.querysets import day
from tests import factories as f
from tests.conferences.midday import at_midday

MINUTE = datetime.timedelta(minutes=1)


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


@pytest.fixture
def tonight(world):
    """It is midday at Maple. Ana's conference begins in five minutes in Room 12; Ben's is next week."""
    at_midday(world.school)
    now = timezone.now()
    Session.objects.filter(pk=world.session.pk).update(
        starts_at=now - 30 * MINUTE, ends_at=now + 120 * MINUTE
    )
    world.session.refresh_from_db()
    world.place.conference, world.place.taken_at = world.conference, now
    world.place.starts_at, world.place.ends_at = now + 5 * MINUTE, now + 25 * MINUTE
    world.place.table = 1
    world.place.save()
    Conference.objects.update(state="ready")
    world.ben_conference = f.ConferenceFactory(student=world.ben_student, round=world.round, state="ready")
    world.next_week = f.SessionFactory(round=world.round, room="Library")
    f.PlaceFactory(session=world.next_week, conference=world.ben_conference, taken_at=now)
    with timezone.override(world.school.timezone):
        yield world


def free(world, minutes, *, table=7, **fields):
    starts_at = timezone.now() + minutes * MINUTE
    return f.PlaceFactory(session=world.session, starts_at=starts_at, table=table, **fields)


def fresh(conference):
    return Conference.objects.get(pk=conference.pk)


def names(conferences):
    return [conference.student.first_name for conference in conferences]


def test_the_desk_names_exactly_those_of_today(tonight, as_):
    oak_session = f.SessionFactory(
        round=f.RoundFactory(school=tonight.oak), starts_at=timezone.now(), ends_at=timezone.now() + MINUTE
    )
    olu = f.ConferenceFactory(student=tonight.oak_student_row, round=oak_session.round)
    f.PlaceFactory(session=oak_session, conference=olu, taken_at=timezone.now())
    client = as_("cora")
    response = client.get(url("desk"))
    assert names(response.context["expected"]) == ["Ana"]
    assert response.context["counts"] == {"expected": 1, "waiting": 0, "running": 0, "held": 0}
    assert "Mum Mensah" in response.text
    assert "Ruth" not in response.text
    client.post(url("check_in_all", tonight.conference.pk))
    response = client.get(url("desk"), headers={"HX-Request": "true"})
    assert response.text.lstrip().startswith('<div id="lists"')
    assert (names(response.context["expected"]), names(response.context["waiting"])) == ([], ["Ana"])
    # Ida has no student here and sees nobody, until the room is open to all advisories.
    assert names(as_("ida").get(url("desk")).context["waiting"]) == []
    tonight.session.advisories.clear()
    assert names(as_("ida").get(url("desk")).context["waiting"]) == ["Ana"]
    # A day that was called off expects nobody.
    Session.objects.update(called_off_at=timezone.now())
    assert names(as_("cora").get(url("desk")).context["waiting"]) == []


@pytest.mark.parametrize("words", ["ana", "MENSAH", "Ána mens", "mensha", "mum", "opa", "room 12"])
def test_a_few_letters_find_her(tonight, as_, words):
    Participant.objects.create(conference=tonight.conference, name="Opa Kofi", added_by=tonight.mum)
    response = as_("cora").get(url("desk"), {"q": words})
    assert response.url == url("check_in", tonight.conference.pk)


def test_who_is_not_expected_is_not_found(tonight, as_):
    client = as_("cora")

    def found(words):
        return names(client.get(url("desk"), {"q": words}, headers={"HX-Request": "true"}).context["found"])

    assert [found(words) for words in ("ben", "dad", "ruth", "olu", "library", "zzz")] == [
        ["Ben"],
        ["Ben"],
        [],
        [],
        [],
        [],
    ]
    assert found("mum") == ["Ana"]
    Guardianship.objects.filter(adult=tonight.mum).update(restricted=True)
    assert found("mum") == []
    assert "Nobody like “mum” is expected" in client.get(url("desk"), {"q": "mum"}).text
    assert list(day.looked_for(Conference.objects.all(), "   ")) == []


def test_of_two_households_each_is_found_at_its_own(tonight):
    far = f.HouseholdFactory(school=tonight.school, name="Far")
    father = f.UserFactory(school=tonight.school, first_name="Kwame", last_name="Asare")
    f.GuardianshipFactory(adult=father, student=tonight.ana_student, household=far)
    hers = Conference.objects.filter(student=tonight.ana_student, round=tonight.round)
    rows = day.for_the_desk(hers)
    assert [row.adults for row in rows.order_by("pk")] == [["Mum Mensah", "Kwame Asare"]]
    theirs = f.ConferenceFactory(student=tonight.ana_student, round=tonight.round, household=far)
    assert [row.adults for row in rows.order_by("pk")] == [["Mum Mensah"], ["Kwame Asare"]]
    assert [person.name for person in people_of(theirs)] == ["Kwame Asare"]
    assert list(day.looked_for(hers, "kwame")) == [theirs]


def test_who_walks_in_has_come_for_the_round_that_is_on_today(tonight, as_):
    """A child of two rounds is one family, though the later one has a time; alone, that one is named."""
    student = f.StudentFactory(school=tonight.school, advisory=tonight.advisory, user__first_name="Zelda")
    later = f.RoundFactory(school=tonight.school, name="Winter", state="scheduled")
    session = f.SessionFactory(round=later, starts_at=tonight.place.starts_at + datetime.timedelta(days=9))
    coming = f.ConferenceFactory(student=student, round=later)
    f.PlaceFactory(session=session, conference=coming, taken_at=timezone.now())
    now = f.ConferenceFactory(student=student, round=tonight.round)
    client, typed = as_("cora"), {"q": "zelda"}
    assert client.get(url("desk"), typed)["Location"] == url("check_in", now.pk)
    Place.objects.filter(conference=None).delete()
    full = client.get(url("check_in", now.pk)).text
    assert (url("place_choose", now.pk) in full, "No table of their rooms" in full) == (True, True)
    now.delete()
    assert "Winter" in client.get(url("desk"), typed, headers={"HX-Request": "true"}).text


@pytest.mark.parametrize("many", [1, 3])
def test_the_desk_costs_the_same(tonight, as_, django_assert_num_queries, many):
    for table in range(20, 20 + many):
        student = f.StudentFactory(school=tonight.school, advisory=tonight.advisory)
        conference = f.ConferenceFactory(student=student, round=tonight.round, state="ready")
        free(tonight, 10, table=table, conference=conference, taken_at=timezone.now())
    client = as_("cora")
    client.get(url("desk"))
    with django_assert_num_queries(6):
        client.get(url("desk"))


def test_a_family_comes_with_all_its_children(tonight, as_):
    kofi = f.StudentFactory(school=tonight.school, advisory=tonight.other_advisory)
    f.GuardianshipFactory(adult=tonight.mum, student=kofi, household=tonight.household)
    other = f.ConferenceFactory(student=kofi, round=tonight.round, state="ready")
    free(tonight, 40, conference=other, taken_at=timezone.now())
    client = as_("cora")
    page = client.get(url("check_in", tonight.conference.pk))
    assert [sibling.pk for sibling in page.context["siblings"]] == [other.pk]
    response = client.post(url("check_in_all", tonight.conference.pk), {"also": [other.pk]}, follow=True)
    assert "Ana’s family is here, with 1 more child." in response.text
    assert fresh(tonight.conference).arrived_at is not None
    assert fresh(other).arrived_at is not None


def test_each_of_the_family_may_come_alone(tonight, as_):
    """What she said before stays; with the first the family is here, without the last it is not."""
    Participant.objects.create(conference=tonight.conference, user=tonight.mum, name="Mum", coming="no")
    Participant.objects.create(conference=tonight.conference, user=tonight.ruth, name="Ruth")
    opa = Participant.objects.create(conference=tonight.conference, name="Opa", added_by=tonight.mum)
    client, conference = as_("bo"), tonight.conference
    people = {person.name: person for person in client.get(url("check_in", conference.pk)).context["people"]}
    assert sorted(people) == sorted(["Mum", "Opa", str(tonight.guest)])

    def say(name, *, here=True):
        fields = {"person": people[name].key} | ({"here": "on"} if here else {})
        client.post(url("person_arrive", conference.pk), fields)
        return fresh(conference).arrived_at is not None

    actions.welcome_person(conference, people[str(tonight.guest)], here=False, by=tonight.bo)
    before = Session.objects.get(pk=tonight.session.pk).revision
    assert say(str(tonight.guest))
    assert say("Opa")
    assert say("Mum")
    assert say("Mum")
    assert Participant.objects.get(user=tonight.mum).coming == "no"
    assert Session.objects.get(pk=tonight.session.pk).revision > before
    assert "Opa" in client.get(url("session_board", tonight.session.pk)).text
    assert say("Mum", here=False)
    assert say("Opa", here=False)
    gus = next(person for person in people_of(conference) if person.user == tonight.guest)
    actions.welcome_person(conference, gus, here=False, by=tonight.bo)
    assert fresh(conference).arrived_at is None
    assert Participant.objects.get(pk=opa.pk).arrived_at is None
    actions.welcome_person(conference, people["Mum"], here=False, by=tonight.bo)
    now = timezone.now()
    Conference.objects.filter(pk=conference.pk).update(state="held", started_at=now, ended_at=now)
    with pytest.raises(ValidationError, match="over"):
        actions.welcome_person(conference, people["Mum"], here=True, by=tonight.bo)


def test_the_room_calls_the_next_and_the_phone_says_so(tonight, as_):
    client, pk = as_("bo"), tonight.conference.pk
    client.post(url("check_in_all", pk))
    board = client.get(url("session_board", tonight.session.pk)).text
    assert "Waiting since" in board
    response = client.post(url("family_call", pk), {"here": "on", "board": tonight.session.pk}, follow=True)
    assert "Called in at" in response.text
    assert "Please come in." in as_("mum").get(url("conference_family", pk)).text
    as_("cora").post(url("family_call", pk))
    assert "the room calls you in" in as_("mum").get(url("conference_family", pk)).text
    client = as_("cora")
    client.post(url("family_call", pk), {"here": "on"})
    client.post(url("family_call", pk), {"here": "on"})
    client.post(url("check_out", pk))
    assert (fresh(tonight.conference).arrived_at, fresh(tonight.conference).called_in_at) == (None, None)


def test_who_has_no_time_or_another_day_gets_a_table(tonight, as_):
    begun, soon = free(tonight, -5, table=3), free(tonight, 15, table=3)
    free(tonight, -15, table=4)
    kept = {"held_for": tonight.conference, "held_until": timezone.now() + MINUTE}
    held = free(tonight, 15, table=5, **kept)
    client, pk = as_("cora"), tonight.ben_conference.pk
    page = client.get(url("check_in", pk))
    assert "Their time is on another day" in page.text
    assert [seat.place for seat in page.context["offered"]] == [begun, soon]
    refused = client.post(url("family_seat", pk), {"place": held.pk})
    assert (refused.status_code, "Here is the next that is free." in refused.text) == (409, True)
    response = client.post(url("family_seat", pk), {"place": begun.pk}, follow=True)
    assert "Ben: Room 12, table 3." in response.text
    begun.refresh_from_db()
    assert (begun.conference, begun.source) == (tonight.ben_conference, "office")
    assert begun.confirmed_by == tonight.cora
    assert fresh(tonight.ben_conference).arrived_at is not None
    assert list(Place.objects.filter(session=tonight.next_week, conference=None).values("pk")) != []
    # The same once more is nothing; somebody else finds it taken.
    assert actions.seat_family(tonight.ben_conference, begun, by=tonight.cora) == begun
    with pytest.raises(ValidationError, match="just been taken"):
        actions.seat_family(tonight.conference, begun, by=tonight.cora)
    assert Place.objects.get(pk=tonight.place.pk).conference == tonight.conference


def test_a_table_is_not_given_into_the_time_of_another(tonight):
    """The database says no: a long conference takes the time of the next one at its table, too."""
    Place.objects.filter(pk=tonight.place.pk).update(ends_at=timezone.now() + 60 * MINUTE)
    inside = free(tonight, 30, table=1)
    with pytest.raises(ValidationError, match="just been taken"):
        actions.seat_family(tonight.ben_conference, inside, by=tonight.cora)
    Conference.objects.filter(pk=tonight.ben_conference.pk).update(state="live", started_at=timezone.now())
    with pytest.raises(ValidationError, match="already begun"):
        actions.seat_family(tonight.ben_conference, inside, by=tonight.cora)


def test_said_by_mistake_that_they_do_not_come(tonight, as_):
    client, pk = as_("cora"), tonight.conference.pk
    client.post(url("conference_miss", pk), {"reason": "nobody", "line": ""})
    page = client.get(url("check_in", pk)).text
    assert "It is noted as missed." in page
    client.post(url("missed_take_back", pk))
    assert MakeUp.objects.filter(conference=pk).count() == 0
    f.MakeUpFactory(conference=tonight.conference)
    with pytest.raises(ValidationError, match="already"):
        actions.take_back_missed(tonight.conference, by=tonight.cora)


def test_a_move_to_another_time_forgets_who_was_here(tonight):
    people.welcome_family(tonight.conference, here=True, by=tonight.bo)
    actions.call_in(tonight.conference, here=True, by=tonight.bo)
    actions.seat_family(tonight.conference, free(tonight, 30), by=tonight.bo)
    assert fresh(tonight.conference).called_in_at is None


def test_the_square_on_the_phone(tonight, as_):
    client, pk = as_("mum"), tonight.conference.pk
    assert "For the welcome desk" in client.get(url("conference_family", pk)).text
    page = client.get(url("way_in", pk)).text
    assert "Show this at the welcome desk" in page
    # At home the same square leads to the page of the family, at the desk to the list of who is here.
    assert client.get(url("check_in", pk)).url == url("conference_family", pk)
    assert as_("bo").get(url("check_in", pk)).status_code == 200
    assert "camera=(self)" in as_("bo").get(url("desk_scan"))["Permissions-Policy"]
