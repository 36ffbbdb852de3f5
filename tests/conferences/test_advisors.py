"""Her advisor sees who is ready and who wants help, by name; and one agenda to talk about."""

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.models import Card, Note
from portfolios.models import Share
from tests import factories as f

BOARD = "/advisory/"


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


def readiness(response):
    return {
        row["student"].first_name: [cell["state"] for cell in row["cells"]]
        for row in response.context["rows"]
    }


def test_the_board_says_how_far_each_student_is(world, as_):
    f.ReflectionFactory(evidence=world.evidence)
    f.ReflectionFactory(evidence=world.shared)
    assert readiness(as_("bo").get(BOARD)) == {
        "Ana": ["part", "done", "done", "none", "none", "none"],
        "Ben": ["none"] * 6,
    }


def test_the_board_when_a_student_is_ready(world, as_):
    for piece in (world.evidence, world.shared, f.EvidenceFactory(student=world.ana_student)):
        f.ReflectionFactory(evidence=piece)
    world.card.evidence.add(world.evidence)
    world.conference.state = "ready"
    world.conference.save()
    response = as_("bo").get(BOARD)
    assert readiness(response)["Ana"] == ["done", "done", "done", "done", "none", "done"]
    assert "1 of 2 students are ready" in response.text


def test_an_agenda_without_work_is_begun(world, as_):
    world.conference.state = "building"
    world.conference.save()
    assert readiness(as_("bo").get(BOARD))["Ana"][3] == "part"


def test_the_board_is_sorted_by_name(world, as_):
    f.StudentFactory(school=world.school, advisory=world.advisory, user__last_name="Abel")
    names = [row["student"].user.last_name for row in as_("bo").get(BOARD).context["rows"]]
    assert names == ["Abel", "Mensah", "Novak"]


def test_who_wants_help_comes_first(world, as_):
    world.conference.wants_help, world.conference.help_line = True, "My closing"
    world.conference.save()
    response = as_("bo").get(BOARD)
    assert [row["student"] for row in response.context["wants_help"]] == [world.ana_student]
    assert "My closing" in response.text


@pytest.mark.parametrize(
    ("state", "words"), [("building", "no time yet"), ("live", ">now<"), ("held", ">held<")]
)
def test_the_time_column(world, as_, state, words):
    world.conference.state = state
    world.conference.started_at = timezone.now() if state in ("live", "held") else None
    world.conference.ended_at = timezone.now() if state == "held" else None
    world.conference.save()
    assert words in as_("bo").get(BOARD).text.replace("</td>", "<")


def test_the_board_has_the_days_and_the_goals_to_answer(world, as_):
    text = as_("bo").get(BOARD).text
    assert url("session_board", world.session.pk) in text
    assert reverse("goals:review_queue") in text
    assert reverse("accounts:advisory_cards", args=[world.advisory.pk]) in text


def test_another_advisor_sees_none_of_them(world, as_):
    text = as_("ida").get(BOARD).text
    assert "No students yet" in text
    assert "Ana" not in text


def test_an_advisor_without_an_advisory_is_told_so(world, as_):
    world.other_advisory.delete()
    assert "No students yet" in as_("ida").get(BOARD).text


def test_days_of_a_round_without_her_students_are_not_listed(world, as_):
    other = f.RoundFactory(school=world.school, name="Winter", state="open")
    f.SessionFactory(round=other, room="Gym")
    assert [session.pk for session in as_("bo").get(BOARD).context["sessions"]] == [world.session.pk]


@pytest.mark.parametrize("count", [3, 30])
def test_the_board_costs_the_same_for_3_and_30(world, as_, django_assert_num_queries, count):
    for _ in range(count):
        student = f.StudentFactory(school=world.school, advisory=world.advisory)
        conference = f.ConferenceFactory(student=student, round=world.round, state="building")
        f.CardFactory(conference=conference)
        f.EvidenceFactory(student=student)
        f.GoalFactory(student=student)
    client = as_("bo")
    with django_assert_num_queries(11):
        response = client.get(BOARD)
    assert len(response.context["rows"]) == count + 2


def test_one_agenda_with_talking_points_and_what_is_shared(world, as_):
    Card.objects.filter(pk=world.card.pk).update(talking_points="Four tries.")
    world.card.evidence.add(world.evidence, world.shared)
    world.card.goals.add(world.goal)
    f.NoteFactory(conference=world.conference, by=world.mum, text="What was hard?")
    f.CardFactory(conference=world.conference, kind="last_commitments")
    text = as_("bo").get(url("conference_advise", world.conference.pk)).text
    for words in ("Four tries.", "Bean plant data", world.goal.want, "What was hard?", world.commitment.text):
        assert words in text
    assert "Recycling robot" not in text
    Share.objects.create(evidence=world.evidence, circle="advisor")
    assert "Recycling robot" in as_("bo").get(url("conference_advise", world.conference.pk)).text


def test_an_agenda_that_has_not_begun(world, as_):
    world.card.delete()
    assert (
        "Ana has not started the agenda." in as_("bo").get(url("conference_advise", world.conference.pk)).text
    )


def test_a_suggestion_reaches_the_student(world, as_):
    client = as_("bo")
    page = url("conference_advise", world.conference.pk)
    key = client.get(page).context["form"]["form_key"].value()
    response = client.post(page, {"text": "Point to it.", "form_key": key})
    assert response["Location"] == page
    assert [note.text for note in Note.objects.offered_to(world.ana)] == ["Point to it."]


def test_an_empty_suggestion_is_refused_beside_its_field(world, as_):
    response = as_("bo").post(url("conference_advise", world.conference.pk), {"text": ""})
    assert response.status_code == 200
    assert "text" in response.context["form"].errors
    assert Note.objects.count() == 0


def test_help_end(world, as_):
    world.conference.wants_help = True
    world.conference.save()
    client = as_("bo")
    assert "would like help" in client.get(url("conference_advise", world.conference.pk)).text
    client.post(url("help_end", world.conference.pk))
    world.conference.refresh_from_db()
    assert world.conference.wants_help is False


@pytest.mark.parametrize("count", [1, 3])
def test_conference_advise_costs_the_same_for_one_and_three(world, as_, django_assert_num_queries, count):
    for _ in range(count):
        card = f.CardFactory(conference=world.conference)
        card.evidence.add(world.shared)
        card.goals.add(world.goal)
        f.NoteFactory(conference=world.conference, by=world.mum)
    client = as_("bo")
    with django_assert_num_queries(7):  # one of them writes down her first look of the day
        client.get(url("conference_advise", world.conference.pk))
