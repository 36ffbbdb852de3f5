"""What no form of ours sends: an answer that says so, never a crash."""

import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from tests import factories as f

HUGE = "9" * 30  # more than any column of the database holds
ENDLESS = "1" * 5000  # more digits than Python turns into a number


@pytest.fixture
def ask(as_):
    """Ask as somebody, and get the answer even when it is a crash."""

    def asked(who, method, name, args=(), data=None, **headers):
        browser = as_(who)
        browser.raise_request_exception = False
        before = transaction.savepoint_create()
        answer = getattr(browser, method)(reverse(name, args=args), data or {}, headers=headers)
        transaction.savepoint_rollback(before)
        return answer

    return asked


def test_a_number_too_large_for_the_database_is_no_crash(world, ask):
    card, conference = world.card.pk, world.conference.pk
    asked = {
        "page": ask("ana", "get", "portfolios:evidence_list", data={"start": HUGE}),
        "evidence": ask("ana", "post", "conferences:card_choose", [card], {"evidence": HUGE}),
        "goals": ask("ana", "post", "conferences:card_choose", [card], {"goals": HUGE}),
        "seen": ask("ana", "post", "conferences:card_show", [card], {"seen": HUGE}),
        "revision": ask("ana", "post", "conferences:card_edit", [card], {"revision": HUGE, "title": "A"}),
        "order": ask("ana", "post", "conferences:card_move", [conference], {"order": HUGE}),
        "digits": ask("ana", "post", "conferences:card_move", [conference], {"order": ENDLESS}),
        "up": ask("ana", "post", "conferences:card_move", [conference], {"up": HUGE}),
        "level": ask(
            "ana",
            "post",
            "portfolios:placement_edit",
            [world.evidence.pk, world.placement.target_id],
            {"level": HUGE},
        ),
        "goal": ask(
            "ana",
            "post",
            "goals:goal_edit",
            [world.goal.pk],
            {"revision": HUGE, "want": "A", "area": "habits"},
        ),
        "reflection": ask(
            "ana",
            "post",
            "portfolios:reflection_edit",
            [world.evidence.pk],
            {"revision": HUGE, "prompt": HUGE, "text": "A"},
        ),
        "another": ask("ana", "post", "portfolios:reflection_another", [world.evidence.pk, int(HUGE)]),
        "question": ask("ana", "get", "portfolios:reflection_edit", [world.evidence.pk], {"question": HUGE}),
        "edit": ask(
            "ana",
            "post",
            "portfolios:evidence_edit",
            [world.evidence.pk],
            {"revision": HUGE, "title": "A", "place": "home", "made_on": "2026-01-01"},
        ),
        "draft": ask(
            "ana", "post", "portfolios:evidence_add", [uuid.uuid4()], {"revision": HUGE}, x_autosave="1"
        ),
        "draft word": ask(
            "ana", "post", "portfolios:evidence_add", [uuid.uuid4()], {"revision": "word"}, x_autosave="1"
        ),
        "place": ask("mum", "post", "conferences:place_book", [conference], {"place": HUGE}),
        "students": ask("bo", "post", "accounts:advisory_cards", [world.advisory.pk], {"students": HUGE}),
        "board": ask("bo", "post", "conferences:signal_visit", [conference], {"board": HUGE}),
        "advisories": ask(
            "cora", "post", "conferences:session_edit", [world.session.pk], {"advisories": HUGE}
        ),
        "address": ask("ana", "get", "goals:goal_detail", [int(HUGE)]),
    }
    assert [name for name, answer in asked.items() if answer.status_code >= 500] == []


def test_a_zero_byte_is_no_crash(world, ask):
    nul = "a\x00b"
    asked = {
        "search": ask("ana", "get", "portfolios:placement_edit", [world.evidence.pk], {"q": nul}),
        "draft": ask(
            "ana", "post", "portfolios:evidence_add", [uuid.uuid4()], {"title": nul}, x_autosave="1"
        ),
        "kept": ask("ana", "post", "portfolios:evidence_add", [uuid.uuid4()], {"kept": nul}),
        "name": ask("anonymous", "post", "accounts:sign_in", data={"name": nul, "password": nul}),
        "code": ask("anonymous", "post", "accounts:card_sign_in", data={"code": nul}),
        "since": ask("mum", "get", "conferences:conference_follow", [world.conference.pk], {"since": nul}),
        "evidence": ask("ana", "post", "conferences:card_choose", [world.card.pk], {"evidence": nul}),
        "token": ask("anonymous", "get", "accounts:card_open", [nul]),
        "size": ask("ana", "get", "portfolios:attachment_picture", [world.attachment_key, nul]),
    }
    assert [name for name, answer in asked.items() if answer.status_code >= 500] == []


def test_a_session_with_a_zero_byte_is_no_session(world, client):
    client.raise_request_exception = False
    answer = client.get(reverse("home"), headers={"cookie": 'session="aaaaaaaaaaaa\\000aaa"'})
    assert answer.status_code == 302


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_time_is_no_crash(world, ask, day):
    session = {"room": "12", "day": day, "begins": "00:00", "ends": "23:59", "capacity": 1}
    goal = {"want": "A", "area": "habits", "when": "day", "day": day, "revision": 0}
    conference, hers = [world.conference.pk], [world.goal.pk]
    asked = {
        "session": ask("cora", "post", "conferences:session_add", [world.round.pk], session),
        "round": ask("cora", "get", "conferences:round_detail", [world.round.pk]),
        "board": ask("bo", "get", "conferences:advisory_board"),
        "goal": ask("ana", "post", "goals:goal_edit", hers, goal),
        "goals": ask("ana", "get", "goals:goal_list"),
        "close": ask("ana", "post", "conferences:conference_close", conference, {"decide_by": day}),
        "seen": ask(
            "bo",
            "post",
            "goals:goal_reply",
            hers,
            {"text": "A", "form_key": uuid.uuid4(), "seen_news_at": f"{day}T23:59:59-14:00"},
        ),
        "commitment": ask(
            "mum",
            "post",
            "goals:commitment_check_in",
            [world.commitment.pk],
            {"state": "kept", "form_key": uuid.uuid4(), "seen": f"{day}T00:00:00+14:00"},
        ),
        "at home": ask(
            "mum",
            "post",
            "goals:home_note_add",
            [f.GoalFactory(student=world.ana_student, shared_with_family=True).pk],
            {"text": "A", "form_key": uuid.uuid4(), "seen_on": day},
        ),
    }
    assert [name for name, answer in asked.items() if answer.status_code >= 500] == []


def test_a_word_is_no_address_to_go_on_to(world, ask):
    asked = {
        "sign out": ask("anonymous", "post", "accounts:sign_out", data={"next": "word"}),
        "sign in": ask("ana", "get", "accounts:sign_in", data={"next": "word"}),
        "preferences": ask("ana", "post", "accounts:preferences", referer="word"),
        "refusal": ask("ana", "post", "conferences:agenda_unready", [world.conference.pk], referer="word"),
    }
    assert {name: answer.url for name, answer in asked.items()} == {
        "sign out": reverse("accounts:sign_in"),
        "sign in": "/",
        "preferences": "/",
        "refusal": "/",
    }
