import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditRecord
from goals import actions
from goals.models import CheckIn, Commitment, Goal, GoalReply, Step
from tests import factories as f

WORDS = {
    "want": "I want to ask one question first",
    "will": "Count to five",
    "need_from_family": "Ask me on Sundays",
    "need_from_teacher": "",
    "area": "habits",
    "until": datetime.date(2027, 1, 15),
    "shared_with_family": True,
}


def verbs():
    return list(AuditRecord.objects.order_by("pk").values_list("verb", flat=True))


def steps_of(goal):
    return list(Step.objects.filter(goal=goal).values_list("position", "text"))


def test_add_goal_keeps_her_words_and_steps(cast):
    goal = actions.add_goal(
        cast.ana_student, form_key=uuid.uuid4(), by=cast.ana, steps=["Count", "", "Ask"], **WORDS
    )
    assert {name: getattr(goal, name) for name in WORDS} == WORDS
    assert (goal.state, goal.school_id) == ("planned", cast.school.pk)
    assert steps_of(goal) == [(0, "Count"), (2, "Ask")]
    assert verbs() == ["goal.added"]


def test_add_goal_twice_from_one_form_is_one_goal(cast):
    key = uuid.uuid4()
    first = actions.add_goal(cast.ana_student, form_key=key, by=cast.ana, steps=["Count"], **WORDS)
    second = actions.add_goal(cast.ana_student, form_key=key, by=cast.ana, steps=["Count"], **WORDS)
    assert first == second
    assert (Goal.objects.count(), steps_of(first), verbs()) == (1, [(0, "Count")], ["goal.added"])


def test_add_goal_with_other_words_on_the_page_of_the_first_loses_none(cast):
    key = uuid.uuid4()
    for want in (WORDS["want"], "I want to read aloud", "I want to read aloud"):
        actions.add_goal(cast.ana_student, form_key=key, by=cast.ana, **WORDS | {"want": want})
    wants = set(Goal.objects.values_list("want", flat=True))
    assert wants == {WORDS["want"], "I want to read aloud"}


def test_edit_goal_changes_words_and_keeps_ticks(cast):
    goal = f.GoalFactory(student=cast.ana_student)
    ticked = f.StepFactory(goal=goal, position=0, text="Count", done_at=timezone.now())
    f.StepFactory(goal=goal, position=1, text="Gone")
    revision = actions.edit_goal(goal, revision=0, by=cast.ana, steps=["Count slowly", "", "Ask"], **WORDS)
    goal.refresh_from_db()
    ticked.refresh_from_db()
    assert {name: getattr(goal, name) for name in WORDS} == WORDS
    assert (revision, goal.revision, verbs()) == (1, 1, ["goal.edited"])
    assert steps_of(goal) == [(0, "Count slowly"), (2, "Ask")]
    assert (ticked.text, ticked.done_at is None) == ("Count slowly", False)


def test_edit_goal_from_an_older_page_changes_nothing(cast):
    goal = f.GoalFactory(student=cast.ana_student, want="The newest words", revision=3)
    with pytest.raises(ValidationError) as refusal:
        actions.edit_goal(goal, revision=2, by=cast.ana, **WORDS)
    goal.refresh_from_db()
    assert (refusal.value.code, goal.want, goal.revision) == ("stale", "The newest words", 3)


def test_edit_goal_twice_with_the_same_words_is_saved_once(cast):
    goal = f.GoalFactory(student=cast.ana_student)
    first = actions.edit_goal(goal, revision=0, by=cast.ana, steps=["Count"], **WORDS)
    second = actions.edit_goal(goal, revision=0, by=cast.ana, steps=["Count"], **WORDS)
    assert (first, second, verbs()) == (1, 1, ["goal.edited"])


def test_edit_goal_with_other_steps_from_an_older_page_is_refused(cast):
    goal = f.GoalFactory(student=cast.ana_student)
    actions.edit_goal(goal, revision=0, by=cast.ana, steps=["Count"], **WORDS)
    with pytest.raises(ValidationError):
        actions.edit_goal(goal, revision=0, by=cast.ana, steps=["Ask"], **WORDS)
    assert steps_of(goal) == [(0, "Count")]


def test_edit_goal_that_has_ended_is_refused(cast):
    goal = f.GoalFactory(student=cast.ana_student, state="reached", ended_at=timezone.now())
    with pytest.raises(ValidationError) as refusal:
        actions.edit_goal(goal, revision=0, by=cast.ana, **WORDS)
    assert refusal.value.code == "ended"


def test_toggle_step_and_back(cast):
    step = f.StepFactory(goal=f.GoalFactory(student=cast.ana_student))
    actions.toggle_step(step, done=True, by=cast.ana)
    step.refresh_from_db()
    assert (step.done_at is None, Goal.objects.get().state) == (False, "under_way")
    actions.toggle_step(step, done=False, by=cast.ana)
    step.refresh_from_db()
    assert (step.done_at, verbs()) == (None, ["step.done", "step.undone"])


def test_toggle_step_twice_is_one_tick(cast):
    step = f.StepFactory(goal=f.GoalFactory(student=cast.ana_student))
    actions.toggle_step(step, done=True, by=cast.ana)
    actions.toggle_step(step, done=True, by=cast.ana)
    assert verbs() == ["step.done"]


def test_toggle_step_of_an_ended_goal_is_refused(cast):
    goal = f.GoalFactory(student=cast.ana_student, state="reached", ended_at=timezone.now())
    step = f.StepFactory(goal=goal)
    with pytest.raises(ValidationError):
        actions.toggle_step(step, done=True, by=cast.ana)
    step.refresh_from_db()
    assert step.done_at is None


@pytest.mark.parametrize(
    ("still", "wants_help", "progress", "state", "kept_progress"),
    [
        ("keep", False, 3, "under_way", 3),
        ("keep", True, 3, "under_way", 3),
        ("keep", True, 2, "stuck", 2),
        ("change", False, 2, "changed", 2),
        ("done", False, 1, "reached", 4),
        ("drop", False, 2, "set_aside", 2),
    ],
)
def test_check_in_moves_the_goal(cast, still, wants_help, progress, state, kept_progress):
    before = timezone.now()
    goal = f.GoalFactory(student=cast.ana_student, progress=2, news_at=before - datetime.timedelta(days=20))
    entry = actions.check_in(
        goal, still=still, progress=progress, line="Because", wants_help=wants_help, by=cast.ana
    )
    goal.refresh_from_db()
    assert (goal.state, goal.progress, entry.progress) == (state, kept_progress, kept_progress)
    assert (goal.news_at, goal.ended_at) == (entry.at, None if goal.is_open else entry.at)
    assert (entry.line, entry.wants_help, entry.school_id) == ("Because", wants_help, cast.school.pk)
    assert entry.at > before
    assert verbs() == ["goal.checked_in"]


def test_check_in_twice_from_one_form_is_one_check_in(cast):
    goal, key = f.GoalFactory(student=cast.ana_student), uuid.uuid4()
    first = actions.check_in(goal, still="done", progress=4, by=cast.ana, form_key=key)
    second = actions.check_in(goal, still="done", progress=4, by=cast.ana, form_key=key)
    assert (first, CheckIn.objects.count(), verbs()) == (second, 1, ["goal.checked_in"])


def test_check_in_on_an_ended_goal_leaves_no_trace(cast):
    goal = f.GoalFactory(student=cast.ana_student, state="set_aside", ended_at=timezone.now())
    with pytest.raises(ValidationError):
        actions.check_in(goal, still="keep", progress=1, by=cast.ana)
    assert (CheckIn.objects.count(), Goal.objects.get().state, verbs()) == (0, "set_aside", [])


def test_reply_to_goal_answers_its_news(cast):
    goal = f.GoalFactory(student=cast.ana_student)
    reply = actions.reply_to_goal(goal, text="Which chapter?", seen_news_at=goal.news_at, by=cast.bo)
    goal.refresh_from_db()
    assert (reply.text, reply.by, goal.is_answered) == ("Which chapter?", cast.bo, True)
    assert (list(Goal.objects.with_news()), verbs()) == ([], ["goal.replied"])


def test_reply_to_goal_never_passes_over_newer_words(cast):
    goal = f.GoalFactory(student=cast.ana_student)
    seen = goal.news_at
    actions.check_in(goal, still="keep", progress=1, line="New words", by=cast.ana)
    with pytest.raises(ValidationError) as refusal:
        actions.reply_to_goal(goal, text="Fine", seen_news_at=seen, by=cast.bo)
    assert refusal.value.messages == [
        "Ana has checked in since. Here is what is new; your words are still in the box."
    ]
    assert (GoalReply.objects.count(), list(Goal.objects.with_news())) == (0, [goal])


def test_reply_to_goal_twice_from_one_form_is_one_reply(cast):
    goal, key = f.GoalFactory(student=cast.ana_student), uuid.uuid4()
    said = {"text": "", "seen_news_at": goal.news_at, "by": cast.bo, "form_key": key}
    assert actions.reply_to_goal(goal, **said) == actions.reply_to_goal(goal, **said)
    assert (GoalReply.objects.count(), verbs()) == (1, ["goal.replied"])


def test_make_commitment(cast):
    day = datetime.date(2026, 12, 17)
    made = actions.make_commitment(
        cast.ana_student, party="family", text="Ask on Sundays", check_on=day, by=cast.ana
    )
    made.refresh_from_db()
    assert (made.party, made.text, made.check_on, made.state) == ("family", "Ask on Sundays", day, "open")
    assert (made.school, made.made_by, verbs()) == (cast.school, cast.ana, ["commitment.made"])


def test_check_commitment(cast):
    made = f.CommitmentFactory(student=cast.ana_student)
    actions.check_commitment(made, state="kept", line="Every Sunday", by=cast.ana)
    made.refresh_from_db()
    assert (made.state, made.line, made.checked_at is None) == ("kept", "Every Sunday", False)
    assert verbs() == ["commitment.checked"]


def test_check_commitment_twice_is_one_answer(cast):
    made = f.CommitmentFactory(student=cast.ana_student)
    actions.check_commitment(made, state="kept", line="Every Sunday", by=cast.ana)
    actions.check_commitment(made, state="kept", line="Every Sunday", by=cast.ana)
    assert verbs() == ["commitment.checked"]


def test_check_commitment_without_having_seen_the_first_answer_is_refused(cast):
    made = f.CommitmentFactory(student=cast.ana_student, party="family")
    actions.check_commitment(made, state="kept", line="Every Sunday", by=cast.ana)
    made.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.check_commitment(made, state="let_go", line="No time", by=cast.mum, seen=None)
    assert Commitment.objects.get().line == "Every Sunday"
    actions.check_commitment(made, state="let_go", line="No time", by=cast.mum)
    assert Commitment.objects.get().line == "No time"
