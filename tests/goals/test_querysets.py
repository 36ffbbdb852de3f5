import datetime

import pytest
from django.utils import timezone

from goals.models import CheckIn, Commitment, Goal, Step
from tests import factories as f

Reason = Goal.Reason


def ago(**time):
    return timezone.now() - datetime.timedelta(**time)


@pytest.fixture
def goals(cast):
    """One goal of Ana's own, one her family may see, and goals of others that could leak."""
    own = f.GoalFactory(student=cast.ana_student, want="own")
    shared = f.GoalFactory(student=cast.ana_student, want="shared", shared_with_family=True)
    f.GoalFactory(student=cast.oak_student_row, want="oak", shared_with_family=True)
    bens = f.GoalFactory(student=cast.ben_student, want="bens", shared_with_family=True)
    return {"own": own, "shared": shared, "bens": bens}


def wants(goals):
    return sorted(goal.want for goal in goals)


SEEN = {
    "ana": ["own", "shared"],
    "ben": ["bens"],
    "bo": ["bens", "own", "shared"],
    "ida": [],
    "mum": ["shared"],
    "ruth": [],
    "dad": ["bens"],
    "cora": [],
    "oak_student": ["oak"],
    "oak_advisor": ["oak"],
    "oak_family": ["oak"],
    "oak_coordinator": [],
}

NOBODY = {who: [] for who in SEEN}


def test_goals_visible_to(cast, goals):
    assert {who: wants(Goal.objects.visible_to(getattr(cast, who))) for who in SEEN} == SEEN


def test_check_ins_are_seen_with_their_goal(cast, goals):
    for goal in Goal.objects.all():
        f.CheckInFactory(goal=goal)
    seen = {who: CheckIn.objects.visible_to(getattr(cast, who)) for who in SEEN}
    assert {who: wants(entry.goal for entry in entries) for who, entries in seen.items()} == SEEN


def test_goals_and_steps_are_edited_by_their_student_alone(cast, goals):
    for goal in goals.values():
        f.StepFactory(goal=goal)
    edited = {who: wants(Goal.objects.editable_by(getattr(cast, who))) for who in SEEN}
    assert edited == NOBODY | {
        "ana": ["own", "shared"],
        "ben": ["bens"],
        "oak_student": ["oak"],
    }
    steps = {who: Step.objects.editable_by(getattr(cast, who)).count() for who in SEEN}
    assert steps == dict.fromkeys(SEEN, 0) | {"ana": 2, "ben": 1}


def test_goals_are_reviewed_by_their_advisor_alone(cast, goals):
    reviewed = {who: wants(Goal.objects.reviewed_by(getattr(cast, who))) for who in SEEN}
    assert reviewed == NOBODY | {"bo": ["bens", "own", "shared"], "oak_advisor": ["oak"]}


@pytest.mark.parametrize(
    ("who", "rights"), [("ana", (True, False)), ("bo", (False, True)), ("mum", (False, False))]
)
def test_goal_rights_agree_with_the_permissions(cast, goals, who, rights):
    goal = Goal.objects.with_rights(getattr(cast, who)).get(pk=goals["shared"].pk)
    assert (goal.can_edit, goal.can_review) == rights


def test_goals_of_a_student(cast, goals):
    assert wants(Goal.objects.of(cast.ben_student)) == ["bens"]


def test_due_after_two_weeks_without_a_word(cast):
    def goal(want, **fields):
        return f.GoalFactory(student=cast.ana_student, want=want, **fields)

    goal("fresh", news_at=ago(days=13), set_at=ago(days=30))
    goal("late", news_at=ago(days=14), set_at=ago(days=40))
    goal("ended", news_at=ago(days=60), set_at=ago(days=1), state="reached", ended_at=ago(days=60))
    goal("newest", news_at=ago(days=1), set_at=ago(days=2))
    assert wants(Goal.objects.due()) == ["late"]
    in_order = [goal.want for goal in Goal.objects.due_first()]
    assert in_order == ["late", "newest", "fresh", "ended"]
    assert [goal.want for goal in Goal.objects.due_first() if goal.is_due] == ["late"]


def test_cards_know_the_next_step_and_the_last_reply(cast, django_assert_num_queries):
    goal = f.GoalFactory(student=cast.ana_student)
    f.StepFactory(goal=goal, position=0, text="first", done_at=timezone.now())
    f.StepFactory(goal=goal, position=2, text="third")
    f.StepFactory(goal=goal, position=1, text="second")
    f.GoalReplyFactory(goal=goal, by=cast.bo, text="old", at=ago(days=3))
    f.GoalReplyFactory(goal=goal, by=cast.bo, text="new", at=ago(days=1))
    bare = f.GoalFactory(student=cast.ana_student)
    with django_assert_num_queries(1):
        cards = {card.pk: card for card in Goal.objects.with_step_counts().for_cards()}
    card = cards[goal.pk]
    assert (card.next_step, card.step_count, card.steps_done, card.reply_text) == ("second", 3, 1, "new")
    card = cards[bare.pk]
    assert (card.next_step, card.step_count, card.steps_done, card.reply_text) == (None, 0, 0, None)


def test_a_story_is_read_in_four_queries(cast, django_assert_num_queries):
    goal = f.GoalFactory(student=cast.ana_student)
    for day in (5, 3):
        f.StepFactory(goal=goal)
        f.CheckInFactory(goal=goal, line=f"{day} days ago", at=ago(days=day))
    f.GoalReplyFactory(goal=goal, by=cast.bo, text="4 days ago", at=ago(days=4))
    f.GoalEventFactory(goal=goal, before={"want": "I want it"})
    with django_assert_num_queries(4):
        told = Goal.objects.with_story(cast.ana).get()
        assert [str(entry) for entry in told.check_ins.all()] == ["3 days ago", "5 days ago"]
        assert (told.student.first_name, str(told.replies.all()[0].by)) == ("Ana", "Bo Ortiz")
    assert [row["text"] for row in told.step_rows] == ["Read chapter nine"] * 2
    assert [(row["kind"], row["before"]) for row in told.turn_rows] == [("reworded", {"want": "I want it"})]


WAITING = [
    # what happened, fields of the goal, of its newest check-in, and why it waits (None: it does not)
    ("new", {}, None, Reason.NEW),
    ("new and answered", {"news_at": ago(days=2), "reviewed_at": ago(days=1)}, None, None),
    ("checked in", {}, {"wants_help": False}, Reason.CHECKED_IN),
    ("asks for help", {}, {"wants_help": True}, Reason.HELP),
    ("help was given", {"news_at": ago(days=2), "reviewed_at": ago(days=1)}, {"wants_help": True}, None),
    ("stuck", {"state": "stuck"}, {"wants_help": False}, Reason.STUCK),
    (
        "stuck, answered yesterday",
        {"state": "stuck", "news_at": ago(days=2), "reviewed_at": ago(days=1)},
        {"wants_help": True},
        None,
    ),
    (
        "stuck, answered a week ago",
        {"state": "stuck", "news_at": ago(days=9), "reviewed_at": ago(days=8)},
        {"wants_help": True},
        Reason.STUCK,
    ),
    ("quiet", {"news_at": ago(days=30), "reviewed_at": ago(days=22)}, {}, Reason.QUIET),
    ("quiet, never answered", {"news_at": ago(days=22)}, {}, Reason.QUIET),
    ("quiet, answered last week", {"news_at": ago(days=30), "reviewed_at": ago(days=7)}, {}, None),
    ("changed", {"state": "changed"}, {"still": "change"}, Reason.CHANGED),
    ("set aside", {"state": "set_aside", "ended_at": ago(days=0)}, {"still": "drop"}, Reason.SET_ASIDE),
    ("reached", {"state": "reached", "ended_at": ago(days=0)}, {"still": "done"}, Reason.REACHED),
    (
        "reached long ago",
        {
            "state": "reached",
            "ended_at": ago(days=60),
            "news_at": ago(days=60),
            "reviewed_at": ago(days=59),
        },
        {"still": "done"},
        None,
    ),
]


@pytest.mark.parametrize(("story", "goal", "check_in", "reason"), WAITING, ids=[row[0] for row in WAITING])
def test_what_waits_for_the_advisor_and_why(cast, story, goal, check_in, reason):
    goal = f.GoalFactory(student=cast.ana_student, **goal)
    if check_in is not None:
        f.CheckInFactory(goal=goal, wants_help=True, at=ago(days=50))
        f.CheckInFactory(goal=goal, **check_in, at=goal.news_at)
    waiting = list(Goal.objects.waiting().with_reason())
    assert [row.reason for row in waiting] == ([reason] if reason else [])
    assert [row.waits_because for row in waiting] == ([reason.label] if reason else [])


def test_news_since_the_last_answer(cast):
    f.GoalFactory(student=cast.ana_student, want="new")
    f.GoalFactory(student=cast.ana_student, want="newer", reviewed_at=ago(days=1))
    f.GoalFactory(student=cast.ana_student, want="answered", news_at=ago(days=2), reviewed_at=ago(days=1))
    assert wants(Goal.objects.with_news()) == ["new", "newer"]


def test_review_starts_with_who_needs_it_and_has_waited(cast, django_assert_num_queries):
    def goal(want, days, **fields):
        return f.GoalFactory(student=cast.ana_student, want=want, news_at=ago(days=days), **fields)

    goal("new, today", 0)
    goal("new, four days", 4)
    goal("reached", 5, state="reached", ended_at=ago(days=5))
    f.CheckInFactory(goal=goal("help", 0), wants_help=True, line="Help please", at=timezone.now())
    with django_assert_num_queries(3):
        queue = list(Goal.objects.waiting().for_review())
        assert [row.want for row in queue] == ["help", "new, four days", "new, today", "reached"]
        assert [str(entry) for entry in queue[0].newest] == ["Help please"]
        assert queue[0].student.name == "Ana Mensah"


@pytest.fixture
def commitments(cast):
    f.CommitmentFactory(student=cast.ben_student, party="student", text="bens")
    for party in ("student", "family", "teacher"):
        f.CommitmentFactory(student=cast.ana_student, party=party, text=party)


def texts(commitments):
    return sorted(commitment.text for commitment in commitments)


def test_commitments_are_seen_by_the_three_who_agreed(cast, commitments):
    seen = {who: texts(Commitment.objects.visible_to(getattr(cast, who))) for who in SEEN}
    three = ["family", "student", "teacher"]
    assert seen == NOBODY | {
        "ana": three,
        "mum": three,
        "bo": ["bens", *three],
        "ben": ["bens"],
        "dad": ["bens"],
    }


def test_commitments_are_checked_by_the_student_and_by_the_adult_of_that_party(cast, commitments):
    checked = {who: texts(Commitment.objects.checked_by(getattr(cast, who))) for who in SEEN}
    assert checked == NOBODY | {
        "ana": ["family", "student", "teacher"],
        "mum": ["family"],
        "bo": ["teacher"],
        "ben": ["bens"],
    }


def test_commitment_rights_agree_with_the_permission(cast, commitments):
    rows = Commitment.objects.of(cast.ana_student).with_rights(cast.mum)
    assert {row.party: row.can_check for row in rows} == {"student": False, "family": True, "teacher": False}


def test_commitments_of_the_last_conference(cast, django_assert_num_queries):
    f.CommitmentFactory(student=cast.ana_student, text="spring", made_at=ago(days=180))
    f.CommitmentFactory(student=cast.ana_student, text="fall, mine", made_at=ago(days=9, minutes=2))
    f.CommitmentFactory(student=cast.ana_student, text="fall, hers", made_at=ago(days=9), state="kept")
    f.CommitmentFactory(student=cast.ben_student, text="bens", made_at=ago(days=1))
    with django_assert_num_queries(1):
        rows = Commitment.objects.of(cast.ana_student).from_last_conference().for_cards()
        assert [(row.text, row.student.first_name) for row in rows] == [
            ("fall, mine", "Ana"),
            ("fall, hers", "Ana"),
        ]
    assert texts(Commitment.objects.of(cast.ana_student).open()) == ["fall, mine", "spring"]
