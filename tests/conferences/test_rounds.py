"""The office's pages: rounds, days, plans and invitations."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation
from conferences.actions.templates import ship_templates
from conferences.models import AgendaTemplate, Conference, Round, Session
from tests import factories as f


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


ROUND = {"name": "Spring", "grade_low": 3, "grade_high": 5, "minutes": 20, "turnover": 5}
SESSION = {"room": "Library", "day": "2026-12-03", "begins": "16:00", "ends": "18:00", "capacity": 3}


def test_round_list_shows_these_rounds_alone(world, as_):
    f.RoundFactory(school=world.oak, name="Oak round")
    text = as_("cora").get(url("round_list")).text
    assert "Fall" in text
    assert "1 conference" in text
    assert "Oak round" not in text


def test_without_a_round_there_is_a_first_step(cast, as_):
    assert "Make the first round" in as_("cora").get(url("round_list")).text


@pytest.mark.parametrize("count", [1, 3])
def test_round_list_costs_the_same(world, as_, django_assert_num_queries, count):
    f.RoundFactory.create_batch(count, school=world.school)
    client = as_("cora")
    with django_assert_num_queries(3):
        client.get(url("round_list"))


def test_what_a_browser_sends_empty_is_as_schools_usually_have_it(cast, as_):
    client = as_("cora")
    shown = client.get(url("round_add")).context["form"]
    assert [shown[name].value() for name in ("travel", "at_once", "changes", "last_change")] == [5, 4, 3, 1]
    empty = dict.fromkeys(("travel", "at_once", "changes", "last_change", "length_0"), "")
    assert client.post(url("round_add"), ROUND | empty).status_code == 302
    made = Round.objects.get()
    assert (made.travel, made.at_once, made.changes, made.last_change) == (5, 4, 3, 1)


def test_round_add_makes_a_draft(cast, as_):
    response = as_("cora").post(url("round_add"), ROUND)
    added = Round.objects.get()
    assert response["Location"] == url("round_detail", added.pk)
    assert (added.school, added.state, added.grade_high) == (cast.school, "draft", 5)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "Fall"}, "name"),
        ({"grade_high": 2}, "grade_high"),
        ({"minutes": 0}, "minutes"),
        ({"grade_low": ""}, "grade_low"),
    ],
)
def test_a_refused_round_says_why_beside_the_field(world, as_, change, field):
    response = as_("cora").post(url("round_add"), ROUND | change)
    assert list(response.context["form"].errors) == [field]
    assert Round.objects.count() == 1


def test_round_edit_changes_and_refuses(world, as_):
    client = as_("cora")
    assert client.post(url("round_edit", world.round.pk), ROUND).status_code == 302
    world.round.refresh_from_db()
    assert world.round.name == "Spring"
    world.place.conference, world.place.taken_at = world.conference, timezone.now()
    world.place.save()
    response = client.post(url("round_edit", world.round.pk), ROUND | {"minutes": 30})
    assert list(response.context["form"].errors) == ["minutes"]


def test_round_detail_shows_days_plans_and_numbers(world, as_):
    ship_templates(world.school)
    text = as_("cora").get(url("round_detail", world.round.pk)).text
    for words in (
        "Room 12",
        "2 conferences at once",
        "0 of 1 places are taken",
        "5B",
        "My learning story",
        "Grades 3 to 5",
    ):
        assert words in text
    assert "1 student has joined since." in text
    assert "Invite families" in text


def test_round_detail_never_shows_what_is_in_a_portfolio(world, as_):
    text = as_("cora").get(url("round_detail", world.round.pk)).text
    for secret in (world.evidence.title, world.goal.want, world.card.title):
        assert secret not in text


@pytest.mark.parametrize("state", Round.State.values)
def test_round_detail_in_every_state(world, as_, state):
    Round.objects.filter(pk=world.round.pk).update(state=state)
    response = as_("cora").get(url("round_detail", world.round.pk))
    assert [mark for _, _, mark in response.context["stations"]].count("cur") == 1


def test_a_grade_without_a_plan_is_said(world, as_):
    assert "no plan yet" in as_("cora").get(url("round_detail", world.round.pk)).text


@pytest.mark.parametrize("count", [1, 3])
def test_round_detail_costs_the_same(world, as_, django_assert_num_queries, count):
    for _ in range(count):
        session = f.SessionFactory(round=world.round)
        session.advisories.add(world.advisory)
    client = as_("cora")
    with django_assert_num_queries(8):
        client.get(url("round_detail", world.round.pk))


def test_a_round_is_published_and_goes_on(world, as_):
    Round.objects.filter(pk=world.round.pk).update(state="draft")
    client = as_("cora")
    for name, state in (
        ("round_publish", "published"),
        ("round_enroll", "published"),
        ("round_open", "open"),
        ("round_follow_up", "follow_up"),
        ("round_close", "closed"),
    ):
        client.post(url(name, world.round.pk))
        world.round.refresh_from_db()
        assert world.round.state == state
    assert Conference.objects.filter(round=world.round).count() == 2


def test_publishing_twice_is_said_kindly(world, as_):
    response = as_("cora").post(
        url("round_publish", world.round.pk),
        follow=True,
        headers={"Referer": url("round_detail", world.round.pk)},
    )
    assert "This round has moved on already." in response.text


def test_session_add_uses_the_clock_of_the_school(world, as_):
    response = as_("cora").post(
        url("session_add", world.round.pk), SESSION | {"advisories": [world.advisory.pk]}
    )
    assert response["Location"] == url("round_detail", world.round.pk)
    session = Session.objects.get(room="Library")
    assert session.starts_at == datetime.datetime(2026, 12, 3, 21, 0, tzinfo=datetime.UTC)
    assert session.places.count() == 15
    assert list(session.advisories.all()) == [world.advisory]


def test_midnight_is_the_end_of_the_day(world, as_):
    as_("cora").post(url("session_add", world.round.pk), SESSION | {"ends": "00:00"})
    assert Session.objects.get(room="Library").ends_at == datetime.datetime(
        2026, 12, 4, 5, 0, tzinfo=datetime.UTC
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [({"ends": "15:00"}, "ends"), ({"capacity": 13}, "capacity"), ({"day": ""}, "day")],
)
def test_a_refused_day_says_why_beside_the_field(world, as_, change, field):
    response = as_("cora").post(url("session_add", world.round.pk), SESSION | change)
    assert list(response.context["form"].errors) == [field]


def test_a_window_too_short_for_one_conference(world, as_):
    response = as_("cora").post(url("session_add", world.round.pk), SESSION | {"ends": "16:10"})
    assert "No conference of 20 minutes fits" in response.text
    assert Session.objects.filter(room="Library").count() == 0


def test_advisories_of_another_school_cannot_meet_here(world, as_):
    response = as_("cora").post(
        url("session_add", world.round.pk), SESSION | {"advisories": [world.oak_advisory.pk]}
    )
    assert list(response.context["form"].errors) == ["advisories"]


def test_session_edit_begins_with_what_is_there(world, as_):
    client = as_("cora")
    page = url("session_edit", world.session.pk)
    initial = client.get(page).context["form"].initial
    assert (initial["room"], initial["capacity"]) == ("Room 12", 2)
    world.place.delete()
    client.post(page, SESSION)
    world.session.refresh_from_db()
    assert (world.session.room, world.session.capacity) == ("Library", 3)


def test_a_taken_time_is_never_taken_away(world, as_):
    world.place.conference, world.place.taken_at = world.conference, timezone.now()
    world.place.save()
    response = as_("cora").post(url("session_edit", world.session.pk), SESSION)
    assert "Families have chosen these times" in response.text
    assert 'value="Library"' in response.text


def test_invitations_show_numbers_first_and_are_sent_by_one_button(world, as_):
    f.ConferenceFactory(student=world.ben_student, round=world.round)
    world.dad.email = ""
    world.dad.save()
    client = as_("cora")
    text = client.get(url("invitations_send", world.round.pk)).text
    assert "1 adult gets a mail" in text
    assert "Dad Novak" in text
    assert "Ruth" not in text
    assert Invitation.objects.count() == 0
    response = client.post(url("invitations_send", world.round.pk), follow=True)
    assert "1 invitation is on its way." in response.text
    assert Invitation.objects.get().guardianship == world.guardianship
    assert "0 adults get a mail" in client.get(url("invitations_send", world.round.pk)).text


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0, 0, "Kindergarten"), (4, 4, "Grade 4"), (0, 5, "Kindergarten to grade 5"), (6, 8, "Grades 6 to 8")],
)
def test_grades_are_said_as_a_school_says_them(low, high, words):
    assert AgendaTemplate(grade_low=low, grade_high=high).grades == words
