"""The page on which a student builds her agenda, with its buttons."""

import html
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.actions import agendas
from conferences.actions.templates import ship_templates
from conferences.models import Card, Note
from tests import factories as f


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


@pytest.fixture
def building(world):
    world.conference.state = "building"
    world.conference.save()
    return world


def test_not_begun_the_page_shows_the_plan_of_her_grade(world, as_):
    ship_templates(world.school)
    text = as_("ana").get(url("my_conference")).text
    assert "Start from “My learning story”" in text
    assert "A talk ends with who does what next" in text
    assert world.commitment.text in text


def test_without_a_plan_the_page_says_what_to_do_meanwhile(world, as_):
    assert "There is no plan for your grade yet" in as_("ana").get(url("my_conference")).text


def test_agenda_start_begins_with_the_plan(world, as_):
    ship_templates(world.school)
    world.card.delete()
    response = as_("ana").post(url("agenda_start", world.conference.pk))
    assert response["Location"] == url("my_conference")
    assert world.conference.cards.count() == 11


def test_without_a_conference_there_is_something_to_do(cast, as_):
    assert "No conference is planned just now" in as_("ben").get(url("my_conference")).text


def test_once_held_the_page_leads_to_the_record(building, as_):
    building.conference.state = "held"
    building.conference.started_at = building.conference.ended_at = timezone.now()
    building.conference.save()
    response = as_("ana").get(url("my_conference"))
    assert response["Location"] == url("conference_record", building.conference.pk)


def test_the_page_shows_parts_minutes_and_who_comes(building, as_):
    building.card.evidence.add(building.shared)
    building.card.goals.add(building.goal)
    building.conference.participants.create(name="Grandpa Joe", coming="video")
    removed = f.CardFactory(conference=building.conference, title="Tour", removed_at=timezone.now())
    f.CardFactory(conference=building.conference, kind="last_commitments", title="Last time")
    text = as_("ana").get(url("my_conference")).text
    for words in (
        building.card.title,
        "10 of 20 minutes planned",
        "10 minutes left for questions",
        "Bean plant data",
        building.goal.want,
        "Grandpa Joe",
        "Bo Ortiz",
        building.commitment.text,
        removed.title,
    ):
        assert words in text


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(20, "Just right"), (21, "1 minute over: that’s fine"), (19, "1 minute left for questions")],
)
def test_the_time_is_a_guide(building, as_, minutes, words):
    Card.objects.filter(pk=building.card.pk).update(minutes=minutes)
    assert words in as_("ana").get(url("my_conference")).text


def test_the_buttons_for_minutes_send_what_the_form_takes(building, as_):
    text = as_("ana").get(url("my_conference")).text
    steps = [json.loads(html.unescape(values)) for values in re.findall(r"hx-vals='([^']*)'", text)]
    assert steps == [{"step": -1}, {"step": 1}]


def test_the_bar_fills_the_slot(building, as_):
    f.CardFactory(conference=building.conference, kind="goal", minutes=2)
    parts = as_("ana").get(url("my_conference")).context["budget"]["parts"]
    assert [(part["area"], part["x"], part["width"]) for part in parts] == [
        ("area-portfolio", 0, 25),
        ("area-goals", 25, 10),
    ]


@pytest.mark.parametrize("state", ["ready", "live"])
def test_ready_and_live_lead_to_the_stage(building, as_, state):
    building.conference.state = state
    building.conference.ready_at = timezone.now()
    building.conference.started_at = timezone.now() if state == "live" else None
    building.conference.save()
    assert url("conference_present", building.conference.pk) in as_("ana").get(url("my_conference")).text


def fill(building, cards, pieces):
    for _ in range(cards - 1):
        f.CardFactory(conference=building.conference)
    evidence = f.EvidenceFactory.create_batch(pieces, student=building.ana_student)
    for piece in evidence:
        f.ReadyAttachmentFactory(evidence=piece)
    for card in building.conference.cards.all():
        card.evidence.set(evidence)
        card.goals.set([building.goal])
    f.NoteFactory(conference=building.conference, by=building.mum)
    building.conference.participants.create(name="Mum")


@pytest.mark.parametrize(("cards", "pieces"), [(1, 1), (12, 12), (12, 48)])
def test_the_agenda_costs_six_queries_whatever_is_on_it(
    building, as_, django_assert_num_queries, cards, pieces
):
    fill(building, cards, pieces)
    client = as_("ana")
    with django_assert_num_queries(6):
        client.get(url("my_conference"))


def test_card_edit_saves_itself(building, as_):
    response = as_("ana").post(
        url("card_edit", building.card.pk),
        {"revision": 0, "title": "My robot", "talking_points": "Four tries."},
        headers={"X-Autosave": "1"},
    )
    building.card.refresh_from_db()
    assert json.loads(response.content) == {"revision": 1}
    assert (building.card.title, building.card.talking_points) == ("My robot", "Four tries.")


def test_a_stale_autosave_answers_with_both_versions(building, as_):
    agendas.edit_card(building.card, by=building.ana, revision=0, talking_points="newer", title="New")
    response = as_("ana").post(
        url("card_edit", building.card.pk),
        {"revision": 0, "title": "Old", "talking_points": "older"},
        headers={"X-Autosave": "1"},
    )
    assert response.status_code == 409
    assert json.loads(response.content) == {
        "theirs": {"title": "New", "talking_points": "newer"},
        "revision": 1,
    }


def test_a_fixed_card_has_no_title_to_change(building, as_):
    Card.objects.filter(pk=building.card.pk).update(fixed=True, why="Always.")
    agendas.edit_card(building.card, by=building.ana, revision=0, talking_points="newer")
    response = as_("ana").post(
        url("card_edit", building.card.pk),
        {"revision": 0, "talking_points": "older"},
        headers={"X-Autosave": "1"},
    )
    assert json.loads(response.content)["theirs"] == {"talking_points": "newer"}
    page = as_("ana").get(url("card_edit", building.card.pk)).text
    assert ("Always there" in page, "Always." in page) == (True, True)


def test_an_autosave_without_a_title_says_what_is_missing(building, as_):
    response = as_("ana").post(
        url("card_edit", building.card.pk), {"revision": 0, "title": ""}, headers={"X-Autosave": "1"}
    )
    assert (response.status_code, list(json.loads(response.content))) == (422, ["message"])


def test_card_edit_without_script_comes_back_to_the_card(building, as_):
    client = as_("ana")
    assert building.card.title in client.get(url("card_edit", building.card.pk)).text
    response = client.post(
        url("card_edit", building.card.pk), {"revision": 0, "title": "My robot", "talking_points": "Hi"}
    )
    assert response["Location"] == f"/conference/#card-{building.card.pk}"


def test_card_edit_without_script_keeps_what_was_typed(building, as_):
    response = as_("ana").post(
        url("card_edit", building.card.pk), {"revision": 0, "title": "", "talking_points": "Do not lose me"}
    )
    assert response.status_code == 422
    assert "Do not lose me" in response.text


def test_card_edit_without_script_shows_both_versions(building, as_):
    agendas.edit_card(building.card, by=building.ana, revision=0, talking_points="newer")
    client = as_("ana")
    words = {"revision": 0, "title": "Old", "talking_points": "older"}
    response = client.post(url("card_edit", building.card.pk), words)
    assert response.status_code == 409
    assert "newer" in response.text
    assert "older" in response.text
    revision = response.context["form"]["revision"].value()
    client.post(url("card_edit", building.card.pk), words | {"revision": revision})
    building.card.refresh_from_db()
    assert building.card.talking_points == "older"


def test_once_it_is_over_a_page_left_open_is_told_so(building, as_, monkeypatch):
    """The conference closes between the permission and the save."""
    real = agendas.edit_card

    def close_first(card, **kwargs):
        now = timezone.now()
        type(building.conference).objects.filter(pk=building.conference.pk).update(
            state="held", started_at=now, ended_at=now
        )
        return real(card, **kwargs)

    monkeypatch.setattr(agendas, "edit_card", close_first)
    response = as_("ana").post(
        url("card_edit", building.card.pk),
        {"revision": 0, "title": "T", "talking_points": "late"},
        headers={"X-Autosave": "1"},
    )
    assert response.status_code == 409
    assert "is over" in json.loads(response.content)["message"]


def test_card_minutes_steps(building, as_):
    client = as_("ana")
    response = client.post(url("card_minutes", building.card.pk), {"step": "1"})
    client.post(url("card_minutes", building.card.pk), {"step": "99"})
    building.card.refresh_from_db()
    assert building.card.minutes == 6
    assert response["Location"] == f"/conference/#card-{building.card.pk}"


def pks(building):
    return list(building.conference.cards.kept().values_list("pk", flat=True))


def test_card_move_by_buttons_and_by_dragging(building, as_):
    first, second = building.card, f.CardFactory(conference=building.conference)
    third = f.CardFactory(conference=building.conference)
    client = as_("ana")
    move = url("card_move", building.conference.pk)
    response = client.post(move, {"down": first.pk})
    assert response["Location"] == f"/conference/#card-{first.pk}"
    assert pks(building) == [second.pk, first.pk, third.pk]
    client.post(move, {"up": second.pk})
    assert pks(building) == [second.pk, first.pk, third.pk]
    client.post(move, {"up": third.pk})
    assert pks(building) == [second.pk, third.pk, first.pk]
    order = f"{first.pk},{second.pk},{third.pk}"
    response = client.post(move, {"order": order}, headers={"X-Reorder": "1"})
    assert (response.status_code, pks(building)) == (204, [first.pk, second.pk, third.pk])


def test_card_move_with_nonsense_changes_nothing(building, as_):
    client = as_("ana")
    for data in ({"order": "1;drop"}, {"up": "999999"}, {}):
        assert client.post(url("card_move", building.conference.pk), data).status_code == 302
    response = client.post(
        url("card_move", building.conference.pk), {"order": "1,2"}, headers={"Accept": "application/json"}
    )
    assert response.status_code == 409
    assert pks(building) == [building.card.pk]


def test_card_add_offers_her_kinds_only(building, as_):
    client = as_("ana")
    client.post(url("card_add", building.conference.pk), {"kind": "show_me"})
    client.post(url("card_add", building.conference.pk), {"kind": "closing"})
    assert [card.kind for card in building.conference.cards.kept()] == ["evidence", "show_me"]


def test_card_remove_and_restore(building, as_):
    client = as_("ana")
    assert client.post(url("card_remove", building.card.pk))["Location"] == "/conference/#removed"
    assert pks(building) == []
    client.post(url("card_restore", building.card.pk))
    assert pks(building) == [building.card.pk]


def test_card_choose_shows_and_keeps_her_choice(building, as_):
    foreign = f.EvidenceFactory(student=building.ben_student, title="Ben's work")
    client = as_("ana")
    text = client.get(url("card_choose", building.card.pk)).text
    assert "Recycling robot" in text
    assert "Ben" not in text
    response = client.post(
        url("card_choose", building.card.pk),
        {"evidence": [building.evidence.pk], "goals": [building.goal.pk]},
    )
    assert response["Location"] == f"/conference/#card-{building.card.pk}"
    assert list(building.card.evidence.all()) == [building.evidence]
    assert list(building.card.goals.all()) == [building.goal]
    response = client.post(url("card_choose", building.card.pk), {"evidence": [foreign.pk]})
    assert response.status_code == 200
    assert list(building.card.evidence.all()) == [building.evidence]


@pytest.mark.parametrize("count", [1, 3])
def test_card_choose_costs_as_much_for_three_as_for_one(building, as_, django_assert_num_queries, count):
    for _ in range(count):
        f.ReadyAttachmentFactory(evidence=f.EvidenceFactory(student=building.ana_student))
        f.GoalFactory(student=building.ana_student)
    client = as_("ana")
    with django_assert_num_queries(6):
        client.get(url("card_choose", building.card.pk))


def test_the_preview_is_what_her_family_will_see(building, as_):
    building.card.evidence.add(building.evidence)
    Card.objects.filter(pk=building.card.pk).update(talking_points="Only for me", listening="What was hard?")
    text = as_("ana").get(url("agenda_preview", building.conference.pk)).text
    assert "Recycling robot" in text
    assert "You could ask: What was hard?" in text
    assert "Only for me" not in text
    agendas.mark_ready(building.conference, by=building.ana)
    preview = as_("ana").get(url("agenda_preview", building.conference.pk))
    family = as_("mum").get(url("conference_family", building.conference.pk))
    assert "Only for me" not in family.text
    assert [card.pk for card in preview.context["cards"]] == [card.pk for card in family.context["cards"]]


def test_ready_and_not_ready(building, as_):
    building.card.evidence.add(building.evidence)
    client = as_("ana")
    client.post(url("agenda_ready", building.conference.pk))
    building.conference.refresh_from_db()
    assert building.conference.state == "ready"
    assert "Your family and your advisor can see your agenda" in client.get(url("my_conference")).text
    client.post(url("agenda_unready", building.conference.pk))
    building.conference.refresh_from_db()
    assert building.conference.state == "building"


def test_too_early_to_be_ready_is_said_kindly(building, as_):
    response = as_("ana").post(url("agenda_ready", building.conference.pk), follow=True)
    assert "Choose at least one piece of your work to show first." in response.text


def test_help_can_be_asked_for_and_ended(building, as_):
    client = as_("ana")
    client.post(url("agenda_help", building.conference.pk), {"wanted": "1", "line": "My closing"})
    assert "Your advisor knows you would like help" in client.get(url("my_conference")).text
    client.post(url("agenda_help", building.conference.pk), {"wanted": "1", "line": "x" * 301})
    client.post(url("agenda_help", building.conference.pk))
    building.conference.refresh_from_db()
    assert building.conference.wants_help is False


def test_offers_become_parts_or_not_now(building, as_):
    question = f.NoteFactory(conference=building.conference, by=building.mum, text="What was hard?")
    idea = f.NoteFactory(conference=building.conference, by=building.bo, kind="suggestion")
    client = as_("ana")
    assert "Mum Mensah asks" in client.get(url("my_conference")).text
    client.post(url("offer_take", question.pk))
    client.post(url("offer_leave", idea.pk))
    assert [card.talking_points for card in building.conference.cards.kept()] == ["", "What was hard?"]
    assert Note.objects.filter(settled_at=None).count() == 0


def test_agenda_print_has_times_and_words(building, as_):
    building.place.conference = building.conference
    building.place.taken_at = timezone.now()
    building.place.save()
    Card.objects.filter(pk=building.card.pk).update(talking_points="Four tries.")
    building.card.evidence.add(building.evidence, building.shared)
    text = as_("ana").get(url("agenda_print", building.conference.pk)).text
    for words in ("Four tries.", "Recycling robot", "Bean plant data"):
        assert words in text
    advisor = as_("bo").get(url("agenda_print", building.conference.pk)).text
    assert "Four tries." in advisor
    assert "Bean plant data" in advisor
    assert "Recycling robot" not in advisor


def test_agenda_print_counts_minutes_while_there_is_no_time(building, as_):
    f.CardFactory(conference=building.conference)
    assert "+5" in as_("ana").get(url("agenda_print", building.conference.pk)).text


def test_a_part_with_many_pieces_shows_three_and_counts_the_others(building, as_):
    fill(building, 1, 5)
    page = as_("ana").get(url("my_conference")).content.decode()
    assert page.count('loading="lazy"') == 3
    assert "+2</span>" in page


def test_two_views_of_a_piece_are_suggested_and_become_a_part(building, as_):
    piece = f.EvidenceFactory(student=building.ana_student, title="Bridge")
    talk = f.difference(piece, f.FrameworkFactory(school=building.school), teacher=building.bo)
    page = as_("ana").get(url("my_conference"))
    assert [placement.evidence for placement in page.context["talks"]] == [piece]
    assert "Both count: what does each of you see?" in page.text
    as_("ana").post(reverse("conferences:talk_add", args=[building.conference.pk, talk.pk]))
    card = Card.objects.get(evidence=piece)
    assert (card.kind, card.title) == ("my_choice", "Talk about “Bridge”")
    assert card.talking_points.startswith("I see it at “Developing”, my teacher at “Refining”")
    assert list(as_("ana").get(url("my_conference")).context["talks"]) == []
