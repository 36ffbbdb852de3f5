"""The day: beginning, turning cards, calling quietly, closing."""

import datetime
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from conferences.actions import live
from conferences.models import Card, Conference, Session, Signal, Turn
from goals.models import Commitment
from portfolios.models import Share
from tests import factories as f


@pytest.fixture
def planned(world):
    """Ana's agenda of four cards, at table 1 of Room 12."""
    world.place.conference, world.place.taken_at = world.conference, timezone.now()
    world.place.save()
    Card.objects.filter(pk=world.card.pk).update(position=0, kind="welcome", title="Welcome")
    make = {"conference": world.conference}
    world.cards = [
        world.card,
        f.CardFactory(position=1, title="Work I’m proud of", **make),
        f.CardFactory(position=2, title="My goals", kind="goal", **make),
        f.CardFactory(position=3, title="What we will do", kind="closing", **make),
    ]
    world.card.refresh_from_db()
    Conference.objects.update(state="building")
    world.conference.refresh_from_db()
    return world


@pytest.fixture
def running(planned):
    live.start_conference(planned.conference, by=planned.ana)
    planned.conference.refresh_from_db()
    planned.session.refresh_from_db()
    return planned


def now_on_screen(world):
    world.conference.refresh_from_db()
    return world.conference.card


def show(world, number, seen=None):
    seen = now_seen(world) if seen is None else seen
    return live.show_card(world.cards[number], seen=seen, by=world.ana)


def now_seen(world):
    return Conference.objects.get(pk=world.conference.pk).revision


def state(world, number):
    return Card.objects.get(pk=world.cards[number].pk).state


# Beginning


def test_she_begins_with_her_first_card(running):
    assert running.conference.state == "live"
    assert running.conference.card == running.cards[0]
    assert state(running, 0) == "shown"


def test_beginning_tells_everybody(planned):
    before = now_seen(planned)
    live.start_conference(planned.conference, by=planned.ana)
    assert now_seen(planned) == before + 1
    assert Session.objects.get().revision == planned.session.revision + 1


def test_beginning_twice_begins_once(running):
    started_at = running.conference.started_at
    live.start_conference(running.conference, by=running.bo)
    running.conference.refresh_from_db()
    assert running.conference.started_at == started_at


def test_what_she_begins_to_show_is_shared_with_those_who_sit_with_her(planned):
    planned.cards[1].evidence.add(planned.evidence)
    live.start_conference(planned.conference, by=planned.ana)
    shares = Share.objects.filter(evidence=planned.evidence)
    assert set(shares.values_list("circle", flat=True)) == {"family", "advisor"}
    assert Conference.objects.get().ready_at is not None


def test_her_advisor_shares_nothing_by_beginning(planned):
    planned.cards[1].evidence.add(planned.evidence)
    live.start_conference(planned.conference, by=planned.bo)
    assert Share.objects.filter(evidence=planned.evidence).count() == 0
    assert Conference.objects.get().ready_at is None


def test_what_she_shared_before_stays_as_it_was(planned):
    ready_at = timezone.now() - datetime.timedelta(days=2)
    Conference.objects.update(state="ready", ready_at=ready_at)
    live.start_conference(planned.conference, by=planned.ana)
    assert Conference.objects.get().ready_at == ready_at


def test_a_walk_in_without_an_agenda_starts_from_the_plan_of_the_grade(world):
    template = f.conferences.AgendaTemplate.objects.create(school=world.school, name="Grades 3-5")
    template.cards.create(kind="welcome", title="Hello")
    Card.objects.all().delete()
    Commitment.objects.all().delete()
    live.start_conference(world.conference, by=world.bo)
    world.conference.refresh_from_db()
    assert world.conference.card.title == "Hello"


def test_an_empty_agenda_does_not_begin(world):
    Card.objects.all().delete()
    Conference.objects.update(state="building")
    with pytest.raises(ValidationError, match="no cards yet"):
        live.start_conference(world.conference, by=world.ana)


def test_what_is_over_does_not_begin_again(running):
    close(running)
    with pytest.raises(ValidationError, match="over"):
        live.start_conference(running.conference, by=running.ana)


# Turning cards


def test_she_turns_to_the_next_card_and_the_time_is_counted(running):
    Turn.objects.update(at=timezone.now() - datetime.timedelta(seconds=90))
    assert show(running, 1) is True
    assert now_on_screen(running) == running.cards[1]
    assert Card.objects.get(pk=running.cards[0].pk).seconds == 90


def test_a_double_click_moves_one_card(running):
    seen = now_seen(running)
    assert [show(running, 1, seen=seen), show(running, 2, seen=seen)] == [True, False]
    assert now_on_screen(running) == running.cards[1]


def test_everybody_learns_of_a_new_card(running):
    before = now_seen(running)
    show(running, 1)
    assert now_seen(running) == before + 1
    assert Session.objects.get().revision == running.session.revision + 1


def test_before_it_begins_no_card_is_turned(planned):
    assert show(planned, 1) is False


def test_skipping_goes_on_to_the_next(running):
    assert live.skip_card(running.cards[0], seen=now_seen(running), by=running.ana) is True
    assert now_on_screen(running) == running.cards[1]
    assert state(running, 0) == "skipped"


def test_parking_another_card_leaves_the_screen_alone(running):
    live.park_card(running.cards[1], seen=now_seen(running), by=running.ana)
    assert now_on_screen(running) == running.cards[0]
    live.skip_card(running.cards[0], seen=now_seen(running), by=running.ana)
    assert now_on_screen(running) == running.cards[2]


def test_what_was_kept_for_later_comes_back(running):
    live.park_card(running.cards[1], seen=now_seen(running), by=running.ana)
    show(running, 1)
    assert state(running, 1) == "shown"


def test_a_stale_skip_changes_nothing(running):
    assert live.skip_card(running.cards[0], seen=0, by=running.ana) is False
    assert state(running, 0) == "shown"


def test_the_closing_card_cannot_be_skipped(running):
    with pytest.raises(ValidationError, match="The last card stays"):
        live.skip_card(running.cards[3], seen=now_seen(running), by=running.ana)


def test_the_last_card_of_an_agenda_without_closing_stays_on_the_screen(running):
    running.cards[3].delete()
    show(running, 2)
    live.skip_card(running.cards[2], seen=now_seen(running), by=running.ana)
    assert now_on_screen(running) == running.cards[2]


def test_a_walk_in_shows_on_the_boards_where_her_advisory_meets(planned):
    planned.place.conference = planned.place.taken_at = None
    planned.place.save()
    open_to_all = f.SessionFactory(round=planned.round)
    elsewhere = f.SessionFactory(round=planned.round)
    elsewhere.advisories.add(planned.other_advisory)
    live.start_conference(planned.conference, by=planned.bo)
    revisions = dict(Session.objects.values_list("pk", "revision"))
    assert revisions == {planned.session.pk: 1, open_to_all.pk: 1, elsewhere.pk: 0}


# Closing


def close(world, **changes):
    words = {"promises": {"student": "Read on Sundays"}, "check_on": timezone.localdate(), "decide_by": None}
    live.close_conference(world.conference, **(words | changes), by=world.ana)


def test_closing_keeps_what_the_three_will_do(running):
    day = timezone.localdate() + datetime.timedelta(days=14)
    close(running, promises={"student": "Read", "family": "Listen", "teacher": "Find books"}, check_on=day)
    conference = Conference.objects.get()
    assert conference.state == "held"
    assert conference.ended_at is not None
    assert [(c.party, c.text, c.check_on) for c in conference.commitments.all()] == [
        ("student", "Read", day),
        ("family", "Listen", day),
        ("teacher", "Find books", day),
    ]


def test_closing_with_a_day_to_decide_by(running):
    day = timezone.localdate() + datetime.timedelta(days=7)
    close(running, promises={}, check_on=None, decide_by=day)
    assert Conference.objects.get().decide_by == day


def test_closing_cannot_be_passed_silently(running):
    with pytest.raises(ValidationError, match="Agree on one thing"):
        close(running, promises={})
    assert Conference.objects.get().state == "live"


def test_closing_twice_promises_once(running):
    close(running)
    with pytest.raises(ValidationError, match="not running"):
        close(running)
    assert running.conference.commitments.count() == 1


# Calling


def test_a_call_is_for_the_board_alone(running):
    before = now_seen(running)
    live.raise_signal(running.conference, by=running.mum)
    live.raise_signal(running.conference, by=running.ana)
    assert list(Signal.objects.values_list("by", "visited_at")) == [(running.mum.pk, None)]
    assert now_seen(running) == before
    assert Session.objects.get().revision == running.session.revision + 2


def test_calling_waits_for_the_beginning(planned):
    with pytest.raises(ValidationError, match="when the conference is running"):
        live.raise_signal(planned.conference, by=planned.mum)


def test_the_first_visitor_is_remembered(running):
    live.raise_signal(running.conference, by=running.mum)
    live.visit_signal(running.conference, by=running.bo)
    live.visit_signal(running.conference, by=running.cora)
    assert Signal.objects.get().visited_by == running.bo


# On the screen


def url(name, pk):
    return reverse(f"conferences:{name}", args=[pk])


def present(client, world, **headers):
    return client.get(url("conference_present", world.conference.pk), headers=headers)


def test_before_it_begins_the_screen_offers_to_start(planned, as_):
    client = as_("ana")
    assert "Start my conference" in present(client, planned).text
    response = client.post(url("conference_start", planned.conference.pk), follow=True)
    assert "Next: Work I’m proud of" in response.text


def test_the_screen_shows_her_work_big(running, as_):
    picture = f.ReadyAttachmentFactory(evidence=running.evidence, alt="A robot of cans")
    f.ReflectionFactory(evidence=running.evidence, text="It took four tries.")
    running.cards[1].evidence.add(running.evidence)
    show(running, 1)
    text = present(as_("ana"), running).text
    assert "It took four tries." in text
    assert f"/{picture.key}/screen" in text
    assert 'alt="A robot of cans"' in text


def test_the_screen_goes_on_by_plain_forms(running, as_):
    client = as_("ana")
    seen = now_seen(running)
    response = client.post(url("card_show", running.cards[1].pk), {"seen": seen}, follow=True)
    assert "2 of 4" in response.text
    # The second click of a double click finds the conference moved on, and says nothing about it.
    response = client.post(url("card_show", running.cards[2].pk), {"seen": seen}, follow=True)
    assert "2 of 4" in response.text
    assert 'class="alert' not in response.text
    response = client.post(url("card_skip", running.cards[1].pk), {"seen": seen + 1}, follow=True)
    assert "3 of 4" in response.text
    response = client.post(url("card_park", running.cards[2].pk), {"seen": seen + 2}, follow=True)
    assert "I will" in response.text
    assert client.post(url("card_show", running.cards[2].pk), {"seen": "x"}).status_code == 302


def without_clocks(response):
    """The page without its tokens, and without what the clocks say."""
    changing = (
        r'value="\w{64}"|name="form_key" value="[^"]*"|X-CSRFToken": "\w{64}"|"now": \d+|data-now="[^"]*"'
    )
    return re.sub(changing, "", response.text)


def test_a_call_of_her_family_is_not_on_the_screen(running, as_):
    client = as_("ana")
    before = without_clocks(present(client, running))
    live.raise_signal(running.conference, by=running.mum)
    assert without_clocks(present(client, running)) == before


def test_last_commitments_are_on_their_card(running, as_):
    Card.objects.filter(pk=running.cards[0].pk).update(kind="last_commitments")
    f.CommitmentFactory(student=running.ana_student, text="Read on Sundays")
    assert "Read on Sundays" in present(as_("ana"), running).text


def test_an_agenda_without_closing_ends_with_the_question_too(running, as_):
    running.cards[3].delete()
    show(running, 2)
    text = present(as_("ana"), running).text
    assert "Next: what we will do" in text
    assert "I will" in as_("ana").get(url("conference_close", running.conference.pk)).text


def close_by_form(client, world, **data):
    return client.post(url("conference_close", world.conference.pk), data)


def test_closing_by_the_form(running, as_):
    client = as_("ana")
    response = close_by_form(client, running, student="Read", check_on="2099-12-17", decide_by="")
    assert response.url == url("conference_record", running.conference.pk)
    assert "Read" in client.get(response.url).text
    assert present(client, running).url == response.url
    assert client.get(url("conference_close", running.conference.pk)).url == response.url


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"student": "Read", "check_on": ""}, "Choose the day on which you look at it together."),
        ({"student": "Read", "check_on": "2020-01-01"}, "Choose a day that is still to come."),
        ({"student": "Read", "check_on": "soon"}, "Enter a valid date."),
        (
            {"student": "Read", "check_on": "2099-12-17", "ends_on": "2099-12-01"},
            "Choose a day after the one on which you look at it.",
        ),
        ({"decide_by": ""}, "Write one thing above, or choose the day by which you will decide."),
        ({"decide_by": "2020-01-01"}, "Choose a day that is still to come."),
    ],
)
def test_closing_asks_again_and_keeps_what_was_typed(running, as_, data, words):
    response = close_by_form(as_("ana"), running, family="", teacher="", **data)
    assert response.status_code == 422
    assert words in response.text
    assert all(value in response.text for value in data.values())
    assert Conference.objects.get().state == "live"


def test_closing_says_until_when_and_for_which_goal_of_those_her_family_sees(running, as_):
    goal = f.GoalFactory(student=running.ana_student, want="Read aloud", shared_with_family=True)
    secret = f.GoalFactory(student=running.ana_student, want="My secret goal")
    client, said = as_("ana"), {"student": "Read", "check_on": "2099-12-17", "ends_on": "2099-12-31"}
    page = client.get(url("conference_close", running.conference.pk)).text
    assert ("Read aloud" in page, "My secret goal" in page) == (True, False)
    assert close_by_form(client, running, goal=secret.pk, **said).status_code == 422
    assert close_by_form(client, running, goal=goal.pk, **said).status_code == 302
    made = Conference.objects.get().commitments.get()
    assert (made.goal, made.ends_on, made.owner) == (goal, datetime.date(2099, 12, 31), running.ana)


def test_her_advisor_begins_and_closes_for_a_walk_in(planned, as_):
    client = as_("bo")
    board = url("session_board", planned.session.pk)
    response = client.post(url("conference_start", planned.conference.pk), {"board": planned.session.pk})
    assert response.url == board
    sit = url("conference_sit", planned.conference.pk)
    assert client.post(url("conference_start", planned.conference.pk)).url == sit
    assert close_by_form(client, planned, decide_by="2099-12-17").status_code == 302


def test_calling_from_the_phone_and_from_the_screen(running, as_):
    call = url("signal_raise", running.conference.pk)
    assert as_("mum").post(call).url == url("conference_family", running.conference.pk)
    assert as_("ana").post(call).url == url("conference_present", running.conference.pk)
    text = as_("mum").post(call, headers={"HX-Request": "true"}).text
    assert "We have asked quietly" in text
    assert "<html" not in text


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_screen(running, as_, many, django_assert_num_queries):
    for _ in range(many):
        piece = f.EvidenceFactory(student=running.ana_student)
        f.ReadyAttachmentFactory(evidence=piece)
        running.cards[0].evidence.add(piece)
    client = as_("ana")
    present(client, running)
    with django_assert_num_queries(4):
        present(client, running)


# Two devices at once


def test_two_devices_press_next_in_the_same_moment(transactional_db):
    student = f.StudentFactory()
    conference = f.ConferenceFactory(student=student, state="building")
    cards = f.CardFactory.create_batch(3, conference=conference)
    live.start_conference(conference, by=student.user)
    seen = Conference.objects.get().revision
    start = threading.Barrier(8)

    def press(number):
        start.wait(timeout=20)
        try:
            return live.show_card(cards[1 + number % 2], seen=seen, by=student.user)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(press, range(8))) == [False] * 7 + [True]
    assert Conference.objects.get().revision == seen + 1


def test_done_is_on_the_screen_too(running, as_):
    """A tablet goes to the next child from wherever this one stood."""
    client = as_("ana")
    for name in ("conference_present", "conference_close"):
        page = client.get(url(name, running.conference.pk)).content.decode()
        assert page.count(reverse("accounts:sign_out")) == 1
