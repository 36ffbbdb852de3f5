"""The room board: who sits where, how far they are, who asks for somebody."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.actions import live
from conferences.models import Conference, Participant
from tests import factories as f


@pytest.fixture
def room(world):
    """Ana's conference has begun at table 1; Ben's is to come."""
    now = timezone.now()
    world.place.conference, world.place.taken_at = world.conference, now
    world.place.starts_at = now - datetime.timedelta(minutes=5)
    world.place.save()
    world.card.title = "Work I’m proud of"
    world.card.save()
    Conference.objects.update(state="building")
    live.start_conference(world.conference, by=world.ana)
    world.ben_conference = f.ConferenceFactory(student=world.ben_student, round=world.round)
    f.PlaceFactory(session=world.session, conference=world.ben_conference, taken_at=now, table=2)
    world.session.refresh_from_db()
    return world


def board(client, world, **kwargs):
    return client.get(reverse("conferences:session_board", args=[world.session.pk]), **kwargs)


def test_the_board_shows_who_is_where(room, as_):
    Participant.objects.create(conference=room.conference, name="Mum", interpreter=True)
    response = board(as_("bo"), room)
    assert [tile.student.first_name for tile in response.context["tiles"]] == ["Ana", "Ben"]
    for words in (
        "1 conference running",
        "Work I’m proud of",
        "Started 5 minutes late",
        "Interpreter expected",
    ):
        assert words in response.text
    assert "Still preparing" in response.text


def test_a_household_that_needs_an_interpreter_is_known_without_asking(room, as_):
    client = as_("bo")
    assert "Interpreter expected" not in board(client, room).text
    room.household.needs_interpreter = True
    room.household.save()
    assert "Interpreter expected" in board(client, room).text


def test_a_call_is_seen_and_answered(room, as_):
    live.raise_signal(room.conference, by=room.mum)
    client = as_("bo")
    assert "Please come over" in board(client, room).text
    url = reverse("conferences:signal_visit", args=[room.conference.pk])
    text = client.post(url, {"board": room.session.pk}, follow=True).text
    assert "Please come over" not in text
    assert "Visited" in text


def test_held_conferences_come_last(room, as_):
    Conference.objects.filter(pk=room.conference.pk).update(state="held", ended_at=timezone.now())
    Conference.objects.filter(pk=room.ben_conference.pk).update(state="ready")
    response = board(as_("bo"), room)
    assert [tile.student.first_name for tile in response.context["tiles"]] == ["Ben", "Ana"]
    assert "Done" in response.text
    assert "Ready" in response.text


def test_an_empty_room_says_so(world, as_):
    assert "Nobody has a place in this room yet." in board(as_("bo"), world).text


def test_who_has_no_time_may_walk_in(world, as_):
    response = board(as_("bo"), world)
    assert [conference.student.first_name for conference in response.context["walk_ins"]] == ["Ana"]
    Conference.objects.update(state="building")
    live.start_conference(world.conference, by=world.bo)
    response = board(as_("bo"), world)
    assert list(response.context["walk_ins"]) == []
    assert [tile.student.first_name for tile in response.context["tiles"]] == ["Ana"]
    assert "Walk-in" in response.text


def test_students_of_another_advisory_do_not_walk_in_here(world, as_):
    world.session.advisories.set([world.other_advisory])
    client = as_("ida")
    assert list(board(client, world).context["walk_ins"]) == []
    world.session.advisories.clear()
    # Ida sees a room that is open to all; Ana is not hers to see before she sits there.
    assert list(board(client, world).context["walk_ins"]) == []
    assert len(board(as_("bo"), world).context["walk_ins"]) == 1


def test_only_her_own_advisor_may_begin_for_her(room, as_):
    assert "Start for them" in board(as_("bo"), room).text
    assert "Start for them" not in board(as_("cora"), room).text


def test_an_end_that_was_forgotten_is_offered_to_her_advisor(room, as_):
    assert "Close it for them" not in board(as_("bo"), room).text
    long_ago = timezone.now() - datetime.timedelta(minutes=45)
    Conference.objects.filter(pk=room.conference.pk).update(started_at=long_ago)
    assert "Close it for them" in board(as_("bo"), room).text
    assert "Close it for them" not in board(as_("cora"), room).text


def test_unchanged_is_no_answer(room, as_, django_assert_num_queries):
    client = as_("bo")
    with django_assert_num_queries(2):
        response = board(client, room, query_params={"since": room.session.stamp})
    assert (response.status_code, response.content) == (204, b"")


def test_changed_is_the_board_alone(room, as_):
    text = board(as_("bo"), room, query_params={"since": 0}, headers={"HX-Request": "true"}).text
    assert text.lstrip().startswith('<div id="board"')


@pytest.mark.parametrize("many", [1, 3, 12])
def test_queries_of_the_board(room, as_, many, django_assert_num_queries):
    for table in range(10, 9 + many):
        student = f.StudentFactory(school=room.school, advisory=room.advisory)
        conference = f.ConferenceFactory(
            student=student, round=room.round, state="live", started_at=timezone.now()
        )
        conference.card = f.CardFactory(conference=conference, state="shown")
        conference.save()
        f.PlaceFactory(session=room.session, conference=conference, taken_at=timezone.now(), table=table)
    client = as_("bo")
    board(client, room)
    with django_assert_num_queries(5):
        board(client, room)
