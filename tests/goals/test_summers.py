"""After the summer she says of each open goal what becomes of it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from goals import actions
from goals.models import Goal, GoalEvent, Rhythm
from goals.rhythms import Beat
from goals.summers import begins_anew
from tests import factories as f


@pytest.fixture
def before(cast):
    """Two goals of before the summer and one of this month; the rest is over since yesterday."""
    long_ago = timezone.now() - datetime.timedelta(days=400)
    today = timezone.localdate()
    f.RhythmFactory(
        school=cast.school,
        rests_from=today - datetime.timedelta(days=60),
        rests_until=today - datetime.timedelta(days=1),
    )
    f.GoalFactory(student=cast.ana_student, want="New")
    old = {"student": cast.ana_student, "set_at": long_ago, "news_at": long_ago}
    return f.GoalFactory(want="Read", until=long_ago.date(), **old), f.GoalFactory(want="Run", **old)


def say(browser, **said):
    return browser.post(reverse("goals:carry_over"), said | {"csrf": "x"})


def test_her_list_asks_and_the_page_asks_of_each(as_, before):
    browser = as_("ana")
    page = browser.get(reverse("goals:goal_list"))
    assert {goal.want for goal in page.context["carried"]} == {"Read", "Run"}
    assert reverse("goals:carry_over") in page.text
    page = browser.get(reverse("goals:carry_over"))
    assert [form.goal.want for form in page.context["forms"]] == ["Read", "Run"]
    others = as_("bo").get(reverse("goals:student_goals", args=[before[0].student.pk]))
    assert others.context["carried"] == []


def test_she_carries_on_and_sets_aside(as_, cast, before):
    read, run = before
    answer = say(
        as_("ana"),
        **{
            f"goal-{read.pk}-choice": "carry",
            f"goal-{run.pk}-choice": "drop",
            f"goal-{run.pk}-line": "I swim",
        },
    )
    assert answer.headers["Location"] == reverse("goals:goal_list")
    read.refresh_from_db()
    run.refresh_from_db()
    assert (read.state, read.until, read.due_on > timezone.localdate()) == ("planned", None, True)
    assert GoalEvent.objects.get().kind == "carried"
    assert (run.state, run.check_ins.get().line) == ("set_aside", "I swim")
    assert as_("ana").get(reverse("goals:carry_over")).headers["Location"] == reverse("goals:goal_list")
    with pytest.raises(ValidationError, match="already"):
        actions.carry_goal(Goal(pk=read.pk, news_at=run.set_at), by=cast.ana)


def test_a_decision_has_a_reason_and_what_is_right_is_kept(as_, before):
    read, run = before
    choices = {f"goal-{read.pk}-choice": "carry", f"goal-{run.pk}-choice": "change"}
    answer = say(as_("ana"), **choices)
    assert [form.goal for form in answer.context["forms"]] == [run]
    assert (answer.status_code, GoalEvent.objects.count()) == (422, 1)
    answer = say(as_("ana"), **choices, **{f"goal-{run.pk}-line": "Shorter"})
    assert answer.headers["Location"] == reverse("goals:goal_edit", args=[run.pk])


def test_what_she_leaves_open_waits_for_another_day(as_, before, monkeypatch):
    assert say(as_("ana")).headers["Location"] == reverse("goals:goal_list")
    assert Goal.objects.filter(state="planned").count() == 3

    def refuse(*args, **kwargs):
        raise ValidationError("You have said something about this goal already.")

    monkeypatch.setattr("goals.actions.carry_goal", refuse)
    answer = say(as_("ana"), **{f"goal-{before[0].pk}-choice": "carry"})
    assert "already" in answer.text


@pytest.mark.parametrize(
    ("rests", "today", "day"),
    [
        ([], (2026, 9, 3), (2026, 8, 1)),
        ([], (2026, 7, 3), (2025, 8, 1)),
        ([((2026, 6, 20), (2026, 8, 20))], (2026, 9, 3), (2026, 8, 21)),
        ([((2026, 12, 20), (2027, 1, 4))], (2027, 1, 10), (2026, 8, 1)),  # a short rest is no summer
        ([((2026, 12, 10), (2027, 1, 31))], (2027, 2, 10), (2027, 2, 1)),  # where summer is in winter
    ],
)
def test_since_when_it_is_after_the_summer(rests, today, day):
    date = datetime.date
    beat = Beat(rests=tuple((date(*first), date(*last)) for first, last in rests))
    assert begins_anew(beat, date(*today)) == date(*day)


def test_nothing_is_asked_while_it_lasts(as_, cast, before):
    Rhythm.objects.update(rests_until=timezone.localdate() + datetime.timedelta(days=3))
    assert as_("ana").get(reverse("goals:goal_list")).context["carried"] == []
