"""Three short surveys, read together; and a round in numbers, without small groups."""

import datetime
from collections import Counter

import pytest
from django.utils import timezone

from conferences import reports
from conferences.models import SurveyAnswer
from tests import factories as f


@pytest.fixture
def held(cast):
    now = timezone.now()
    cast.round = f.RoundFactory(school=cast.school, name="Fall", state="follow_up")
    cast.held = f.ConferenceFactory(
        student=cast.ana_student, round=cast.round, state="held", started_at=now, ended_at=now
    )
    return cast


def test_each_answers_for_herself_and_may_change_her_mind(held, as_):
    address = f"/conferences/{held.held.pk}/survey/"
    page = as_("ana").get(address).text
    assert ("I was in charge." in page, "I learned something" in page) == (True, False)
    assert as_("ana").post(address, {"in_charge": 4, "line": ""}).status_code == 302
    assert "You have answered" in as_("ana").get(address).text
    as_("ana").post(address, {"in_charge": 2, "line": "Loud room"})
    assert "how my child learns" in as_("mum").get(address).text
    as_("mum").post(address, {"learned": 4})
    staff = f"/rounds/{held.round.pk}/survey/"
    assert "The students led" in as_("bo").get(staff).text
    as_("bo").post(staff, {"led": 3})
    rows = SurveyAnswer.objects.order_by("who").values_list("who", "answers", "line")
    assert list(rows) == [
        ("family", {"learned": 4}, ""),
        ("staff", {"led": 3}, ""),
        ("student", {"in_charge": 2}, "Loud room"),
    ]


def test_an_empty_answer_is_none(held, as_):
    answer = as_("ana").post(f"/conferences/{held.held.pk}/survey/", {"in_charge": 9})
    assert answer.status_code == 422
    empty = as_("ana").post(f"/conferences/{held.held.pk}/survey/", {"line": ""})
    assert "Answer one of them, or write a line." in empty.text
    assert not SurveyAnswer.objects.exists()


def row(of, count=0):
    return reports.Row("x", count, of)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ([9, 5], [False, False]),
        ([30, 9, 2], [False, True, True]),
        ([30, 3, 2, 0], [False, True, True]),
        ([2], [True]),
    ],
)
def test_a_small_group_is_hidden_and_never_alone(sizes, hidden):
    assert [one.hidden for one in reports.hide_small([row(size) for size in sizes])] == hidden
    assert (row(0).percent, row(8, 2).percent) == (0, 25)


def many_families(held, count):
    """So many more students whose conference was held; their families speak Spanish and have answered."""
    now = timezone.now()
    for n in range(count):
        student = f.StudentFactory(school=held.school)
        home = f.HouseholdFactory(school=held.school, language="es")
        parent = f.UserFactory(school=held.school, role="family")
        f.GuardianshipFactory(adult=parent, student=student, household=home)
        conference = f.ConferenceFactory(
            student=student, round=held.round, state="held", started_at=now, ended_at=now
        )
        answers = {"learned": 4 if n else 1, "heard": 3, "know_what": 4 if n else 2}
        about = {"conference": conference, "round": held.round, "by": parent}
        f.SurveyAnswerFactory(**about, who="family", answers=answers, line=f"Line {9 - n}")
    return conference


def test_the_office_sees_a_round_in_numbers(held, as_):
    last = many_families(held, 5)
    for party in ("student", "family", "teacher"):
        last.commitments.add(f.CommitmentFactory(student=last.student, party=party))
    f.LookBackFactory(conference=last)
    f.CardFactory(conference=last, talking_points="Mine")
    f.PracticeFactory(conference=last, ended_at=timezone.now())
    goal = f.GoalFactory(student=last.student)
    f.CheckInFactory(goal=goal, at=timezone.now() + datetime.timedelta(hours=1))
    f.ConferenceFactory(student=held.ben_student, round=held.round)
    last.held_as = "remote"
    last.save()
    report = reports.report_on(held.round)
    assert (report["held"].count, report["held"].of) == (6, 7)
    assert [(one.label, one.count) for one in report["ways"]] == [("By video", 1)]
    assert [(one.count, one.of) for one in report["rows"]] == [(1, 7), (1, 7), (1, 6), (1, 6), (1, 1)]
    languages = [(one.label, one.of, one.hidden) for one in report["languages"]]
    assert languages == [("Spanish", 5, False), ("English", 1, True), ("No household known", 1, True)]
    students, families, staff = report["surveys"]
    assert (students["told"], staff["told"], families["count"]) == (False, False, 5)
    assert [(one.count, one.of, one.hidden) for one in families["sentences"]] == [
        (4, 5, False),
        (5, 5, True),  # all alike: it would be what each of them said
        (4, 5, False),
    ]
    assert families["lines"] == ["Line 5", "Line 6", "Line 7", "Line 8", "Line 9"]
    page = as_("cora").get(f"/rounds/{held.round.pk}/report/").text
    assert ("6 of 7" in page, "Line 5" in page, "too few to show" in page) == (True, True, True)


@pytest.mark.parametrize(
    ("said", "tells"),
    [({4: 4}, True), ({4: 5}, True), ({1: 9}, True), ({4: 8, 1: 1}, False), ({4: 10}, False), ({}, True)],
)
def test_what_a_few_say_alike_is_not_told(said, tells):
    agrees = sum(count for value, count in said.items() if value >= 3)
    assert reports.tells_of_one(Counter(said), agrees) == tells


def test_languages_are_said_in_words():
    names = [reports.language_name(code) for code in ("es", "", "xx")]
    assert names == ["Spanish", "No household known", "xx"]


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_report(held, as_, many, django_assert_num_queries):
    many_families(held, many)
    client = as_("cora")
    client.get(f"/rounds/{held.round.pk}/report/")
    with django_assert_num_queries(6):
        client.get(f"/rounds/{held.round.pk}/report/")
