import datetime
import json
import uuid
import zoneinfo

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from goals.models import CheckIn, Commitment, Goal, Step
from tests import factories as f


def ago(**time):
    return timezone.now() - datetime.timedelta(**time)


def today(cast):
    """On the school's calendar."""
    return timezone.localdate(timezone=zoneinfo.ZoneInfo(cast.school.timezone))


def url(name, *args):
    return reverse(f"goals:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def messages(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def text(response):
    return response.content.decode()


def goal_form(**changes):
    return {
        "form_key": str(uuid.uuid4()),
        "want": "I want to ask first",
        "will": "Count to five",
        "need_from_family": "Ask me on Sundays",
        "need_from_teacher": "Remind me",
        "area": "habits",
        "when": "9",
        "day": "",
        "step_0": "Count",
        "step_1": "",
        "shared_with_family": "on",
    } | changes


# The list


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("who", ["ana", "bo", "mum"])
def test_goal_list_costs_the_same_for_many(as_, cast, django_assert_num_queries, rows, who):
    for _ in range(rows):
        goal = f.GoalFactory(student=cast.ana_student, shared_with_family=True, news_at=ago(days=20))
        f.StepFactory(goal=goal)
        f.GoalReplyFactory(goal=goal, by=cast.bo)
        f.GoalFactory(student=cast.ana_student, state="reached", ended_at=timezone.now())
        f.CommitmentFactory(student=cast.ana_student)
    browser = as_(who)
    # Of the student when she rests is asked, of her advisor the first look of the day is written down.
    with django_assert_num_queries(4 + (who in ("ana", "bo"))):
        assert browser.get(url("student_goals", cast.ana_student)).status_code == 200


def test_goal_list_starts_with_what_waits_for_a_check_in(as_, cast):
    late = f.GoalFactory(student=cast.ana_student, want="late", set_at=ago(days=90), news_at=ago(days=14))
    f.GoalFactory(student=cast.ana_student, want="fresh")
    response = as_("ana").get(url("goal_list"))
    assert [goal.want for goal in response.context["goals"]] == ["late", "fresh"]
    assert text(response).count("Check in (2 minutes)") == 1
    assert url("goal_check_in", late) in text(response)


def test_goal_list_says_what_to_do_first(as_, cast):
    response = as_("ana").get(url("goal_list"))
    assert "A goal starts with one wish" in text(response)
    assert text(response).count(url("goal_add")) == 1


def test_goal_list_of_her_family_shows_what_she_shared_and_no_buttons(as_, cast):
    f.GoalFactory(student=cast.ana_student, want="Private wish", news_at=ago(days=20))
    f.GoalFactory(student=cast.ana_student, want="Shared wish", shared_with_family=True, news_at=ago(days=20))
    response = as_("mum").get(url("student_goals", cast.ana_student))
    assert [goal.want for goal in response.context["goals"]] == ["Shared wish"]
    assert "Private wish" not in text(response)
    assert (url("goal_add") in text(response), "Check in" in text(response)) == (False, False)


def test_goal_list_shows_the_commitments_each_may_check(as_, cast):
    for party in ("student", "family", "teacher"):
        f.CommitmentFactory(student=cast.ana_student, party=party, text=f"by the {party}")
    counts = {
        who: text(as_(who).get(url("student_goals", cast.ana_student))).count("Say how it goes")
        for who in ("ana", "mum", "bo")
    }
    assert counts == {"ana": 3, "mum": 1, "bo": 1}


# Changing a goal


def edit_form(goal, **changes):
    return goal_form(**{"revision": goal.revision} | changes)


def test_goal_edit_shows_and_saves_her_words(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student, want="Old words", until=datetime.date(2020, 1, 1))
    f.StepFactory(goal=goal, position=3, text="Fourth place")
    page = as_("ana").get(url("goal_edit", goal))
    assert all(words in text(page) for words in ("Old words", "Fourth place", "2020-01-01"))
    response = as_("ana").post(url("goal_edit", goal), edit_form(goal, when="day", day="2020-01-01"))
    goal.refresh_from_db()
    assert response.headers["Location"] == url("goal_detail", goal)
    assert (goal.want, goal.until) == ("I want to ask first", datetime.date(2020, 1, 1))


def test_goal_edit_saves_itself(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student)
    answers = []
    for words in ("I want", "I want to ask"):
        response = as_("ana").post(
            url("goal_edit", goal), edit_form(goal, want=words), headers={"X-Autosave": "1"}
        )
        answers.append((response.status_code, response.json()))
        goal.refresh_from_db()
    assert answers == [(200, {"revision": 1}), (200, {"revision": 2})]
    assert goal.want == "I want to ask"


def test_goal_edit_that_saves_itself_says_why_it_cannot(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student, want="Old words")
    response = as_("ana").post(url("goal_edit", goal), edit_form(goal, want=""), headers={"X-Autosave": "1"})
    assert (response.status_code, response.json()) == (
        422,
        {"message": "Write what you want first. A few words are enough."},
    )


def test_goal_edit_from_an_older_page_answers_with_both(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student, want="Written on the tablet", revision=5)
    f.StepFactory(goal=goal, position=0, text="Tablet step")
    stale = edit_form(goal, revision=4, want="Written on the laptop")
    response = as_("ana").post(url("goal_edit", goal), stale, headers={"X-Autosave": "1"})
    answer = json.loads(response.content)
    assert (response.status_code, answer["revision"]) == (409, 5)
    assert (answer["theirs"]["want"], answer["theirs"]["step_0"]) == ("Written on the tablet", "Tablet step")
    page = as_("ana").post(url("goal_edit", goal), stale)
    assert page.status_code == 409
    assert all(words in text(page) for words in ("Written on the tablet", "Written on the laptop"))
    assert '<input type="hidden" name="revision" value="5">' in text(page)
    assert Goal.objects.get().want == "Written on the tablet"


def test_goal_edit_of_an_ended_goal(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student, state="reached", ended_at=timezone.now())
    assert as_("ana").get(url("goal_edit", goal)).headers["Location"] == url("goal_detail", goal)
    page = as_("ana").post(url("goal_edit", goal), edit_form(goal))
    assert "This goal has ended" in text(page)
    assert "I want to ask first" in text(page)


# One goal


def full_goal(cast, rows):
    target = f.TargetFactory(framework__school=cast.school)
    level = f.LevelFactory(framework=target.framework)
    goal = f.GoalFactory(
        student=cast.ana_student, shared_with_family=True, need_from_family="Ask me", target=target
    )
    for day in range(rows):
        piece = f.EvidenceFactory(student=cast.ana_student)
        for circle in ("advisor", "family"):
            f.ShareFactory(evidence=piece, circle=circle)
        f.PlacementFactory(evidence=piece, target=target, level=level)
        f.GoalPieceFactory(goal=goal, evidence=piece)
        f.GoalEventFactory(goal=goal)
        f.CommitmentFactory(student=cast.ana_student, goal=goal)
        f.StepFactory(goal=goal)
        f.CheckInFactory(goal=goal, at=ago(days=day), wants_help=True)
        f.GoalReplyFactory(goal=goal, by=cast.bo)
    return goal


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("who", ["ana", "bo", "mum"])
def test_goal_detail_costs_the_same_for_many(as_, cast, django_assert_num_queries, rows, who):
    goal = full_goal(cast, rows)
    browser = as_(who)
    with django_assert_num_queries(8 + (who == "bo")):  # her first look of the day is written down
        assert browser.get(url("goal_detail", goal)).status_code == 200


def test_goal_detail_offers_each_her_own(as_, cast):
    goal = full_goal(cast, 1)
    ways = ("goal_check_in", "goal_edit", "goal_reply")
    offered = {
        who: [name for name in ways if url(name, goal) in text(as_(who).get(url("goal_detail", goal)))]
        for who in ("ana", "bo", "mum")
    }
    assert offered == {"ana": ["goal_check_in", "goal_edit"], "bo": ["goal_reply"], "mum": []}


def test_goal_detail_of_an_ended_goal_has_no_buttons(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student, state="set_aside", ended_at=timezone.now())
    f.StepFactory(goal=goal)
    f.CheckInFactory(goal=goal, still="drop", line="Something else matters more now")
    page = text(as_("ana").get(url("goal_detail", goal)))
    assert "Something else matters more now" in page
    assert (url("goal_check_in", goal) in page, "/toggle/" in page) == (False, False)


def test_step_toggle_ticks_once_for_two_clicks(as_, cast):
    step = f.StepFactory(goal=f.GoalFactory(student=cast.ana_student))
    for _ in range(2):
        response = as_("ana").post(url("step_toggle", step), {"done": "1"})
        assert response.headers["Location"] == url("goal_detail", step.goal) + "#steps"
    assert Step.objects.exclude(done_at=None).count() == 1
    as_("ana").post(url("step_toggle", step))
    assert Step.objects.exclude(done_at=None).count() == 0


# Check-in


def check_in_form(**changes):
    return {"form_key": str(uuid.uuid4()), "still": "keep", "progress": "3", "line": "Nearly!"} | changes


@pytest.mark.parametrize(
    ("still", "page"),
    [
        ("keep", "goal_detail"),
        ("change", "goal_edit"),
        ("done", "goal_detail"),
        ("drop", "goal_detail"),
    ],
)
def test_goal_check_in_leads_on(as_, cast, still, page):
    goal = f.GoalFactory(student=cast.ana_student)
    response = as_("ana").post(url("goal_check_in", goal), check_in_form(still=still, wants_help="on"))
    entry = CheckIn.objects.get()
    assert response.headers["Location"] == url(page, goal)
    assert (entry.still, entry.line, entry.wants_help) == (still, "Nearly!", True)
    assert len(messages(response)) == 1


def test_goal_check_in_double_click_is_one(as_, cast):
    goal, form = f.GoalFactory(student=cast.ana_student), check_in_form(still="done")
    places = {as_("ana").post(url("goal_check_in", goal), form).headers["Location"] for _ in range(2)}
    assert (places, CheckIn.objects.count()) == ({url("goal_detail", goal)}, 1)


@pytest.mark.parametrize("still", ["change", "drop"])
def test_goal_check_in_asks_why_for_a_decision(as_, cast, still):
    goal = f.GoalFactory(student=cast.ana_student)
    page = as_("ana").post(url("goal_check_in", goal), check_in_form(still=still, line=""))
    assert "Write or say in one line why. It helps you to remember what you decided." in text(page)
    assert CheckIn.objects.count() == 0


def test_goal_check_in_without_an_answer_keeps_her_line(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student)
    page = as_("ana").post(url("goal_check_in", goal), check_in_form(still=""))
    assert "Choose one. Each of them is a good answer." in text(page)
    assert "Nearly!" in text(page)


def test_goal_check_in_on_an_ended_goal(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student, state="reached", ended_at=timezone.now())
    assert as_("ana").get(url("goal_check_in", goal)).headers["Location"] == url("goal_detail", goal)
    page = as_("ana").post(url("goal_check_in", goal), check_in_form())
    assert "This goal has ended." in text(page)
    assert "Nearly!" in text(page)


# The advisor's answer


def reply_form(goal, **changes):
    return {
        "form_key": str(uuid.uuid4()),
        "seen_news_at": goal.news_at.isoformat(),
        "text": "What helped?",
    } | changes


def test_her_advisors_words_are_on_her_pages(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student)
    as_("bo").post(url("goal_reply", goal), reply_form(goal, text="Which chapter helped?"))
    assert "Your advisor wrote: Which chapter helped?" in text(as_("ana").get(url("goal_list")))
    assert "Which chapter helped?" in text(as_("ana").get(url("goal_detail", goal)))


# Commitments


def commitment_form(**changes):
    return {"seen": "", "state": "kept", "line": "Every Sunday", "form_key": uuid.uuid4()} | changes


@pytest.mark.parametrize("rows", [1, 3])
def test_commitment_check_in_costs_the_same_for_many(as_, cast, django_assert_num_queries, rows):
    rows = [f.CommitmentFactory(student=cast.ana_student) for _ in range(rows)]
    browser = as_("ana")
    with django_assert_num_queries(2):
        assert browser.get(url("commitment_check_in", rows[0])).status_code == 200


def test_commitment_check_in_by_the_adult_of_that_party(as_, cast):
    made = f.CommitmentFactory(student=cast.ana_student, party="family")
    response = as_("mum").post(url("commitment_check_in", made), commitment_form())
    made.refresh_from_db()
    assert response.headers["Location"] == url("student_commitments", cast.ana_student)
    assert (made.state, made.line) == ("kept", "Every Sunday")


@pytest.mark.parametrize(
    ("party", "statuses"),
    [
        ("student", {"ana": 200, "mum": 404, "bo": 404}),
        ("family", {"ana": 200, "mum": 200, "bo": 404}),
        ("teacher", {"ana": 200, "mum": 404, "bo": 200}),
    ],
)
def test_commitment_check_in_is_for_her_and_its_party(as_, cast, party, statuses):
    made = f.CommitmentFactory(student=cast.ana_student, party=party)
    assert {who: as_(who).get(url("commitment_check_in", made)).status_code for who in statuses} == statuses


def test_commitment_check_in_from_an_older_page_shows_the_first_answer(as_, cast):
    made = f.CommitmentFactory(student=cast.ana_student, party="family")
    as_("mum").post(url("commitment_check_in", made), commitment_form(line="Most Sundays"))
    stale = commitment_form(state="changed", line="We do Saturdays now")
    page = as_("ana").post(url("commitment_check_in", made), stale)
    assert all(words in text(page) for words in ("Most Sundays", "We do Saturdays now", "Have a look"))
    made.refresh_from_db()
    seen = made.checked_at.isoformat()
    as_("ana").post(url("commitment_check_in", made), stale | {"seen": seen})
    assert Commitment.objects.get().line == "We do Saturdays now"


def test_commitment_check_in_without_an_answer_keeps_the_line(as_, cast):
    made = f.CommitmentFactory(student=cast.ana_student)
    page = as_("ana").post(url("commitment_check_in", made), commitment_form(state=""))
    assert "Choose one. Each of them is a good answer." in text(page)
    assert "Every Sunday" in text(page)
