"""What a presenting device did by itself, told at once or minutes later."""

import datetime
import json
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord
from conferences.actions import live, telling
from conferences.actions.agendas import move_cards
from conferences.actions.turns import PAGE
from conferences.models import Card, Conference, Turn
from conferences.turns import Told, story_of
from portfolios.models import Share
from tests import factories as f

TABLET, PHONE = uuid.uuid4(), uuid.uuid4()


@pytest.fixture
def planned(world, monkeypatch):
    """Ana's agenda of four cards, the last of them the closing; the clock of the server stands still."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    Card.objects.filter(pk=world.card.pk).update(position=0, kind="welcome", title="Welcome")
    kinds = ["evidence", "goal", "closing"]
    make = {"conference": world.conference}
    more = [f.CardFactory(position=n, kind=kind, **make) for n, kind in enumerate(kinds, 1)]
    world.cards = [world.card, *more]
    Conference.objects.update(state="building")
    world.conference.refresh_from_db()
    return world


@pytest.fixture
def running(planned):
    """Begun ten minutes ago."""
    live.start_conference(planned.conference, by=planned.ana)
    ago = timezone.now() - datetime.timedelta(minutes=10)
    Turn.objects.update(at=ago)
    Conference.objects.update(started_at=ago, card_shown_at=ago)
    planned.conference.refresh_from_db()
    return planned


def did(verb, card="", *, ago=0, **more):
    return Told(uuid.uuid4(), verb, str(card), datetime.timedelta(seconds=ago), **more)


def tell(world, *told, device=TABLET):
    added = telling.tell_turns(world.conference, list(told), device=device, by=world.ana)
    world.conference.refresh_from_db()
    return added


def numbers(world):
    """The cards as they stand, by their number in the agenda."""
    kept = list(world.conference.cards.kept().order_by("position", "pk"))
    return [world.cards.index(card) if card in world.cards else "new" for card in kept]


def states(world):
    return [Card.objects.get(pk=card.pk).state for card in world.cards]


def seconds(world):
    return [Card.objects.get(pk=card.pk).seconds for card in world.cards]


def test_two_minutes_without_a_network_are_told_at_the_time_when_they_happened(running):
    _, work, goals, closing = [card.pk for card in running.cards]
    before = running.conference.revision
    tell(running, did("show", work, ago=120), did("show", goals, ago=75), did("show", closing, ago=15))
    assert running.conference.card_id == closing
    assert seconds(running) == [480, 45, 60, 0]
    assert states(running) == ["shown"] * 4
    assert running.conference.revision == before + 1


def test_what_is_told_twice_counts_once(running):
    turn = did("tick", running.cards[0].pk)
    tell(running, turn)
    revision = running.conference.revision
    tell(running, turn)
    tell(running, turn, device=PHONE)
    assert Card.objects.get(pk=running.card.pk).ticked_at is not None
    assert running.conference.revision == revision
    assert AuditRecord.objects.filter(verb="card.ticked").count() == 1


def test_ticked_on_two_devices_is_ticked_and_the_last_word_counts(running):
    tell(running, did("tick", running.card.pk, ago=20))
    tell(running, did("tick", running.card.pk, ago=30), device=PHONE)
    assert timezone.now() - Card.objects.get(pk=running.card.pk).ticked_at == datetime.timedelta(seconds=30)
    tell(running, did("clear", running.card.pk, ago=10))
    assert Card.objects.get(pk=running.card.pk).ticked_at is None
    tell(running, did("tick", running.card.pk, ago=15), device=PHONE)
    assert Card.objects.get(pk=running.card.pk).ticked_at is None


def test_of_two_devices_the_later_turn_is_on_the_screen_whoever_tells_first(running):
    """The tablet was without a network while the phone went on; its turns are put in where they belong."""
    _, work, goals, closing = [card.pk for card in running.cards]
    tell(running, did("show", closing, ago=30), device=PHONE)
    tell(running, did("show", work, ago=120), did("show", goals, ago=60))
    assert running.conference.card_id == closing
    assert seconds(running) == [480, 60, 30, 0]


@pytest.mark.parametrize("ago", [50 * 365 * 24 * 3600, 0])
def test_a_clock_that_jumped_changes_times_and_never_the_order(running, ago):
    """A tablet whose battery was empty wakes up in 1970, and knows the time when it is told."""
    _, work, goals, _ = [card.pk for card in running.cards]
    tell(running, did("show", work, ago=60))
    tell(running, did("show", goals, ago=ago))
    assert running.conference.card_id == goals
    assert running.conference.card_shown_at >= Turn.objects.get(card=work).at
    at = list(Turn.objects.values_list("at", flat=True))
    assert at == sorted(at)
    assert min(at) >= running.conference.started_at


def test_skipped_and_kept_for_later_and_shown_after_all(running):
    welcome, work, goals, _ = [card.pk for card in running.cards]
    tell(running, did("skip", welcome), did("show", work), did("park", work), did("show", goals))
    assert states(running) == ["skipped", "parked", "shown", "planned"]
    tell(running, did("show", work))
    assert states(running)[1] == "shown"


def test_the_closing_stays_and_a_card_taken_off_elsewhere_is_passed_over(running):
    Card.objects.filter(pk=running.cards[1].pk).update(removed_at=timezone.now())
    tell(running, did("park", running.cards[3].pk), did("show", running.cards[1].pk), did("show", "x"))
    assert (states(running)[3], running.conference.card) == ("planned", running.card)


def test_a_card_that_nobody_planned_comes_next_and_is_shown(running):
    add, back = did("add", title="My frog"), did("show", running.card.pk)
    added = tell(running, add, did("tick", add.key), back)
    card = Card.objects.get(pk=added[str(add.key)])
    assert (card.title, card.kind, card.added_live, card.state) == ("My frog", "my_choice", True, "shown")
    assert card.ticked_at is not None
    assert numbers(running) == [0, "new", 1, 2, 3]
    assert tell(running, add) == added
    assert running.conference.cards.count() == 5


def test_another_order_on_the_spot(running):
    names = tuple(str(running.cards[n].pk) for n in (0, 2, 1))
    order = did("order", order=(*names, "unknown"))
    tell(running, order)
    assert numbers(running) == [0, 2, 1, 3]
    revision = running.conference.revision
    tell(running, order)
    assert running.conference.revision == revision


def test_an_order_that_is_told_again_or_late_does_not_undo_a_later_one(running):
    def in_order(*places, ago):
        return did("order", order=tuple(str(running.cards[n].pk) for n in places), ago=ago)

    first = in_order(0, 2, 1, 3, ago=60)
    tell(running, first)
    tell(running, in_order(2, 0, 1, 3, ago=30), device=PHONE)
    tell(running, first)  # its answer was lost
    tell(running, in_order(1, 2, 0, 3, ago=45))  # this one had no network
    assert numbers(running) == [2, 0, 1, 3]
    telling.move_live_card(running.conference, order=[card.pk for card in running.cards], by=running.ana)
    tell(running, in_order(1, 2, 0, 3, ago=5), device=PHONE)
    assert numbers(running) == [0, 1, 2, 3]
    back = [running.cards[n].pk for n in (1, 0, 2, 3)]
    move_cards(running.conference, order=back, by=running.ana)
    tell(running, in_order(1, 2, 0, 3, ago=5), device=PHONE)
    assert numbers(running) == [1, 0, 2, 3]


def test_she_begins_without_a_network(planned):
    tell(planned, did("show", planned.card.pk, ago=90), did("show", planned.cards[1].pk, ago=30))
    assert (planned.conference.state, planned.conference.card) == ("live", planned.cards[1])
    assert timezone.now() - planned.conference.started_at == datetime.timedelta(seconds=90)
    assert seconds(planned)[0] == 60


def test_nothing_is_told_of_a_conference_that_does_not_run(planned):
    with pytest.raises(ValidationError, match="not running"):
        tell(planned, did("tick", planned.card.pk))
    assert tell(planned) == {}


def test_what_comes_after_the_end_is_put_before_it(running):
    """Her advisor closed it while her tablet was without a network."""
    day = timezone.localdate() + datetime.timedelta(days=7)
    live.close_conference(running.conference, promises={}, check_on=None, decide_by=day, by=running.bo)
    tell(running, did("show", running.cards[1].pk, ago=60), did("add", title="x"), did("order", order=("1",)))
    assert running.conference.state == "held"
    assert seconds(running)[:2] == [540, 60]
    assert running.conference.cards.count() == 4


def test_a_conference_that_began_without_a_log_goes_on_from_its_screen(running):
    Turn.objects.all().delete()
    tell(running, did("show", running.cards[1].pk, ago=60))
    assert seconds(running)[0] == 540


def test_a_story_without_turns_is_empty():
    assert story_of([], until=timezone.now()).card is None


# By the page


def url(name, pk):
    return reverse(f"conferences:{name}", args=[pk])


def send(client, world, *turns, device=TABLET):
    data = {"device": device, "turns": json.dumps(turns)}
    return client.post(url("turns_tell", world.conference.pk), data)


def test_the_answer_says_where_all_stands(running, as_):
    key = str(uuid.uuid4())
    told = {"key": key, "verb": "show", "card": str(running.cards[1].pk), "ago": 500}
    answer = send(as_("ana"), running, told).json()
    assert (answer["card"], answer["state"]) == (running.cards[1].pk, "live")
    assert answer["cards"][1] == [running.cards[1].pk, "shown", False]
    assert answer["added"] == {}
    follow = as_("mum").get(url("conference_follow", running.conference.pk)).text
    assert running.cards[1].title in follow


@pytest.mark.parametrize(
    "turns",
    [
        [1],
        {"key": 1},
        [{"verb": "show"}],
        [{"key": str(TABLET), "verb": "dance"}],
        [{"key": "x", "verb": "show"}],
        [{"key": str(TABLET), "verb": "show", "ago": "soon"}],
    ],
)
def test_what_is_no_turn_is_refused(running, as_, turns):
    data = {"device": TABLET, "turns": json.dumps(turns)}
    answer = as_("ana").post(url("turns_tell", running.conference.pk), data)
    assert (answer.status_code, "list of turns" in answer.json()["message"]) == (422, True)
    assert Turn.objects.count() == 1


def test_a_refusal_is_said(planned, as_):
    answer = send(as_("ana"), planned, {"key": str(TABLET), "verb": "tick", "card": str(planned.card.pk)})
    assert (answer.status_code, answer.json()) == (422, {"message": "This conference is not running."})


def test_queries_of_asking_and_telling(running, as_, django_assert_num_queries):
    """Unchanged: who asks, and the revision. Changed: its cards too."""
    client, state = as_("ana"), url("stage_state", running.conference.pk)
    since = client.get(state).json()["revision"]
    with django_assert_num_queries(2):
        assert client.get(state, {"since": since}).status_code == 204
    with django_assert_num_queries(3):
        assert client.get(state, {"since": since - 1}).json()["revision"] == since
    assert send(client, running).status_code == 422  # nothing to tell


def test_without_a_script_she_adds_moves_and_ticks(running, as_):
    client, pk = as_("ana"), running.conference.pk
    client.post(url("stage_move", pk), {"down": running.cards[1].pk})
    assert numbers(running) == [0, 2, 1, 3]
    client.post(url("stage_move", pk), {"up": running.cards[1].pk})
    assert numbers(running) == [0, 1, 2, 3]
    client.post(url("stage_move", pk), {"up": "x"})
    seen = Conference.objects.get().revision
    client.post(url("card_tick", running.card.pk), {"seen": seen})
    assert Card.objects.get(pk=running.card.pk).ticked_at is not None
    client.post(url("stage_add", pk), {"title": "My frog"})
    assert Conference.objects.get().card.title == "My frog"
    assert client.post(url("stage_add", pk), {"evidence": "9999"}).status_code == 422


def test_a_piece_that_is_put_on_the_screen_is_seen_by_those_who_sit_there(running, as_):
    piece = f.EvidenceFactory(student=running.ana_student, title="Bridge of sticks")
    hidden = f.EvidenceFactory(student=running.ben_student, title="Of a classmate")
    client, add = as_("ana"), url("stage_add", running.conference.pk)
    text = client.get(add).text
    assert ("Bridge of sticks" in text, hidden.title in text) == (True, False)
    assert client.post(add, {"evidence": hidden.pk}).status_code == 422
    client.post(add, {"evidence": piece.pk})
    card = Conference.objects.get().card
    assert (card.title, card.kind, list(card.evidence.all())) == ("Bridge of sticks", "evidence", [piece])
    assert set(Share.objects.filter(evidence=piece).values_list("circle", flat=True)) == {"family", "advisor"}
    assert "Bridge of sticks" in as_("mum").get(url("conference_follow", running.conference.pk)).text


def test_two_clicks_add_one_card(running, as_):
    client, add = as_("ana"), url("stage_add", running.conference.pk)
    key = client.get(add).context["form"]["form_key"].value()
    for _ in range(2):
        client.post(add, {"title": "My frog", "form_key": key})
    assert numbers(running) == [0, "new", 1, 2, 3]


ODD = {
    "no number": '[{"key": "%s", "verb": "show", "card": "%s", "ago": 1e999}]',
    "half a letter": '[{"key": "%s", "verb": "add", "title": "My frog\\ud83d"}]',
    "said twice": '[{"key": "%s", "verb": "tick", "card": %s}, {"key": "%s", "verb": "tick", "card": %s}]',
}


@pytest.mark.parametrize("odd", ODD)
def test_what_a_confused_device_says_stops_nobody(running, as_, odd):
    """Else the device would tell the same for ever, and nothing after it would be heard."""
    said = (str(uuid.uuid4()), running.cards[0].pk) * 2
    data = {"device": str(TABLET), "turns": ODD[odd] % said[: ODD[odd].count("%s")]}
    assert as_("ana").post(url("turns_tell", running.conference.pk), data).status_code == 200
    assert Turn.objects.exclude(device=PAGE).count() == 1
    assert Card.objects.filter(title="My frog").exists() == (odd == "half a letter")


def test_a_device_does_not_fill_an_agenda_without_end(running, monkeypatch):
    monkeypatch.setattr(telling, "MOST_CARDS", 6)
    tell(running, *(did("add", title="More") for _ in range(5)))
    assert numbers(running) == [0, "new", "new", 1, 2, 3]


def test_half_a_day_later_the_record_is_as_it_was(running):
    ended = timezone.now() - datetime.timedelta(hours=13)
    Conference.objects.update(state="held", started_at=ended, ended_at=ended)
    running.conference.refresh_from_db()
    tell(running, did("skip", running.cards[0].pk))
    assert states(running)[0] == "shown"


def test_nothing_is_added_before_it_begins(planned, as_):
    assert as_("ana").get(url("stage_add", planned.conference.pk)).status_code == 302
    with pytest.raises(ValidationError, match="not running"):
        telling.add_live_card(planned.conference, title="x", evidence=None, by=planned.ana)


# The closing form keeps its words


def keep(client, world, revision, **words):
    data = {"revision": revision, "student": "Read", "decide_by": ""} | words
    headers = {"X-Autosave": "1"}
    return client.post(url("conference_close", world.conference.pk), data, headers=headers)


def test_what_is_written_in_the_closing_form_waits_on_every_device(running, as_):
    client = as_("ana")
    assert keep(client, running, 0, check_on="not yet").json() == {"revision": 1}
    assert keep(client, running, 0, check_on="not yet").json() == {"revision": 1}
    for name in ("conference_present", "conference_close"):
        text = client.get(url(name, running.conference.pk)).text
        assert ('value="Read"' in text, 'name="revision" value="1"' in text) == (True, True)
    both = keep(client, running, "x", student="Draw")
    assert (both.status_code, both.json()["theirs"]["student"]) == (409, "Read")
    data = {"student": "Read", "check_on": "2099-12-17"}
    assert client.post(url("conference_close", running.conference.pk), data).status_code == 302
    assert Conference.objects.get().closing == {}


def test_two_pages_close_it_and_no_words_are_lost(running, as_):
    """What another page wrote is shown before it goes; and what comes too late can still be added."""
    address = url("conference_close", running.conference.pk)
    tablet, board = as_("ana"), as_("bo")
    hers = {"student": "Read", "check_on": "2099-12-17", "revision": 0}
    theirs = {"student": "Read", "teacher": "Find books", "check_on": "2099-12-17", "revision": 0}
    keep(board, running, 0, student="Read", teacher="Call home")
    shown = tablet.post(address, hers)
    assert (shown.status_code, "Call home" in shown.text, Conference.objects.get().state) == (
        409,
        True,
        "live",
    )
    assert tablet.post(address, hers | {"revision": 1}).status_code == 302
    late = board.post(address, theirs)
    assert (late.status_code, "agreed in another place" in late.text, "Find books" in late.text) == (
        409,
        True,
        True,
    )
    assert board.post(address, theirs | {"check_on": "", "revision": 2}).status_code == 422
    for _ in range(2):  # also with a second click
        added = board.post(address, theirs | {"revision": 2})
        assert added.url == url("conference_record", running.conference.pk)
    assert Conference.objects.get().agreed_words() == {"student": "Read", "teacher": "Find books"}
    # The same words by somebody else are another promise.
    assert board.post(address, theirs | {"family": "Read", "revision": 2}).status_code == 409


def test_the_closing_form_waits_for_the_beginning(planned, as_):
    answer = keep(as_("ana"), planned, 0)
    assert (answer.status_code, "not running" in answer.json()["message"]) == (422, True)
