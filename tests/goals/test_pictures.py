"""A goal's way as a picture, its story in sentences, and a year of goals at a glance."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from goals.models import Goal
from goals.paths import BOTTOM, TOP, apart, path_of
from goals.story import chapters_of, story_of
from tests import factories as f


def ago(days):
    return timezone.now() - datetime.timedelta(days=days)


def on(year, month, day):
    return datetime.datetime(year, month, day, 12, tzinfo=datetime.UTC)


def page(as_, who, name, *args):
    response = as_(who).get(reverse(f"goals:{name}", args=args))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def told(goal, user, **how):
    """A goal as its page fetches it for this person, and its story."""
    goal = Goal.objects.with_rights(user).with_story(user).get(pk=goal.pk)
    return goal, story_of(goal, mine=goal.can_edit, **how)


@pytest.fixture
def long_goal(cast):
    """Set 90 days ago: written anew, a step done, a call for help that was answered, changed in the end."""
    goal = f.GoalFactory(
        student=cast.ana_student,
        want="I want to ask",
        format="habit",
        answers={"reward": "A walk"},
        set_at=ago(90),
        shared_with_family=True,
    )
    f.GoalEventFactory(
        goal=goal,
        at=ago(80),
        reason="It was too big",
        before={
            "want": "I want it all",
            "will": "",
            "answers": {"cue": "After lunch", "reward": "A walk"},
            "steps": ["Ask Ben", "Ask Mum"],
        },
    )
    f.StepFactory(goal=goal, text="Count to five", done_at=ago(70))
    f.StepFactory(goal=goal, text="Not done yet")
    f.CheckInFactory(goal=goal, progress=1, at=ago(60), wants_help=True, line="It is hard")
    f.GoalReplyFactory(goal=goal, by=cast.bo, at=ago(59), text="Try it with Ben")
    f.GoalReplyFactory(goal=goal, by=cast.bo, at=ago(58), text="")
    f.CheckInFactory(goal=goal, progress=4, at=ago(30), line="Easier now")
    f.CheckInFactory(goal=goal, progress=2, at=ago(10), still="change", line="Something else matters")
    return goal


STORY = [
    ("I set this goal.", ""),
    ("I wrote this goal anew.", "It was too big"),
    ("I did a step.", "Count to five"),
    ("I checked in and would like help.", "It is hard"),
    ("Bo Ortiz answered.", "Try it with Ben"),
    ("Bo Ortiz has read it.", ""),
    ("I checked in.", "Easier now"),
    ("I decided to change this goal.", "Something else matters"),
]


def test_a_story_says_who_did_what_and_why(cast, long_goal):
    _goal, turns = told(long_goal, cast.ana)
    assert [(turn.sentence, turn.words) for turn in turns] == STORY
    assert [(str(name), words) for name, words in turns[1].before] == [
        ("", "I want it all"),
        ("When", "After lunch"),
        ("Small steps", "Ask Ben\nAsk Mum"),
    ]
    _goal, turns = told(long_goal, cast.bo)
    assert [turn.sentence for turn in turns] == [
        sentence.replace("I ", "Ana ", 1) if sentence.startswith("I ") else sentence
        for sentence, _words in STORY
    ]


def test_a_story_has_a_chapter_for_each_month_with_the_days_of_a_habit(as_, cast):
    goal = f.GoalFactory(
        student=cast.ana_student, format="habit", set_at=on(2026, 9, 1), shared_with_family=True
    )
    f.CheckInFactory(goal=goal, at=on(2026, 11, 3))
    for day in (5, 6):
        f.TickFactory(goal=goal, on=datetime.date(2026, 10, day))
    goal, turns = told(goal, cast.ana)
    assert [(month.month, len(told), days) for month, told, days in chapters_of(goal, turns)] == [
        (9, 1, 0),
        (10, 0, 2),
        (11, 1, 0),
    ]
    assert "Ana did it on 2 days." in page(as_, "mum", "goal_story", goal.pk)


def test_a_story_names_the_pieces_that_this_person_may_see(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student, shared_with_family=True)
    for title, circles in (("Hers alone", ()), ("For my family", ("family",))):
        piece = f.EvidenceFactory(student=cast.ana_student, title=title)
        f.GoalPieceFactory(goal=goal, evidence=piece)
        for circle in circles:
            f.ShareFactory(evidence=piece, circle=circle)
    seen = {who: page(as_, who, "goal_story", goal.pk) for who in ("ana", "mum")}
    assert {
        who: [title in words for title in ("Hers alone", "For my family")] for who, words in seen.items()
    } == {
        "ana": [True, True],
        "mum": [False, True],
    }
    assert "Ana added a piece of work." in seen["mum"]


@pytest.mark.parametrize(
    ("kind", "hers", "theirs"),
    [
        ("help", "Mum Mensah asked how to help.", "Mum Mensah asked how to help."),
        ("home", "Mum Mensah saw this at home.", "Mum Mensah saw this at home."),
        ("note", "Mum Mensah left a note.", "Mum Mensah left a note."),
        ("hers", "I answered.", "Ana Mensah answered."),
    ],
)
def test_a_story_tells_what_each_said(cast, kind, hers, theirs):
    goal = f.GoalFactory(student=cast.ana_student)
    f.GoalReplyFactory(goal=goal, kind=kind, by=cast.ana if kind == "hers" else cast.mum)
    assert [told(goal, user)[1][-1].sentence for user in (cast.ana, cast.bo)] == [hers, theirs]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("taken_up", "I took this goal up again."),
        ("carried", "I carried this goal on after the summer."),
        ("imported", "Cora Reyes brought this goal from last year."),
    ],
)
def test_a_story_tells_turns_that_are_no_check_in(cast, kind, sentence):
    goal = f.GoalFactory(student=cast.ana_student)
    f.GoalEventFactory(goal=goal, kind=kind, by=cast.cora if kind == "imported" else cast.ana)
    assert told(goal, cast.ana)[1][-1].sentence == sentence


def test_a_path_has_a_dot_for_each_check_in_and_signs_for_the_rest(cast, long_goal):
    goal, turns = told(long_goal, cast.ana)
    path = path_of(goal, turns, mine=True)
    assert [dot.y for dot in path.dots] == [BOTTOM, BOTTOM - 36, TOP, BOTTOM - 72]
    assert [(dot.turn.kind, dot.plain) for dot in path.dots] == [
        ("set", False),
        ("help", False),
        ("keep", True),
        ("change", False),
    ]
    assert [dot.x for dot in path.dots] == sorted(dot.x for dot in path.dots)
    assert len(path.lines) == 3
    assert [(lane.name, [(s.turn.kind, s.many) for s in lane.signs]) for lane in path.lanes] == [
        ("Said to me", [("read", 2)]),
        ("What I did", [("reworded", 1), ("step", 1)]),
    ]
    assert [words for _y, words in path.rungs] == ["There", "Nearly", "Half way", "A little", "Not started"]
    with translation.override("ar"):
        assert [dot.x for dot in path_of(goal, turns, mine=True).dots] == [
            round(100 - dot.x, 1) for dot in path.dots
        ]


def test_a_path_begins_with_the_first_check_in_and_counts_on_her_scale(cast):
    goal = f.GoalFactory(student=cast.ana_student, scale="count", top=6, unit="books", set_at=ago(0))
    assert path_of(*told(goal, cast.ana), mine=True) is None
    f.CheckInFactory(goal=goal, scale="count", top=6, unit="books", progress=3, at=goal.set_at)
    goal, turns = told(goal, cast.bo)
    path = path_of(goal, turns, mine=False)
    assert [words for _y, words in path.rungs] == ["6", "", "3", "", "0"]
    assert ([dot.x for dot in path.dots], path.months, path.since == path.until) == ([50, 57], [], True)


def test_signs_of_the_same_days_stand_side_by_side():
    assert apart([6, 6, 50, 94, 94]) == [6, 13, 50, 87, 94]
    crowd = apart([50] * 30)
    assert (min(crowd) >= 6, max(crowd) <= 94, len(set(crowd))) == (True, True, 30)


@pytest.mark.parametrize("who", ["ana", "mum"])
def test_goal_story_is_read_from_the_first_day(as_, cast, long_goal, who, django_assert_num_queries):
    browser = as_(who)
    with django_assert_num_queries(6):
        words = browser.get(reverse("goals:goal_story", args=[long_goal.pk])).content.decode()
    places = [words.index(line, words.index('<ol class="story"')) for _s, line in STORY if line]
    assert places == sorted(places)
    assert words.count("<tr>") == 1 + len(STORY)  # the table behind the picture
    assert "3 check-ins, from “A little” to “Half way”." in words
    assert "After lunch" in words


def test_goal_detail_shows_the_newest_and_leads_to_the_whole_story(as_, cast, long_goal):
    f.CheckInFactory(goal=long_goal, at=ago(5), line="The newest")
    words = page(as_, "ana", "goal_detail", long_goal.pk)
    story = words[words.index('<ol class="story"') :]
    assert (story.index("The newest") < story.index("Easier now"), "I set this goal." in story) == (
        True,
        False,
    )
    assert reverse("goals:goal_story", args=[long_goal.pk]) in words


# A year at a glance


@pytest.fixture
def december(monkeypatch):
    """The fifteenth of December of the year 2026, at noon."""
    noon = datetime.datetime(2026, 12, 15, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return noon


@pytest.fixture
def years(cast, december):
    """A goal of last year that was reached, one that was carried into this year, one of her own alone."""

    def goal(want, set_at, **fields):
        return f.GoalFactory(
            student=cast.ana_student, want=want, set_at=set_at, **{"shared_with_family": True} | fields
        )

    goal("reached", on(2025, 9, 1), state="reached", ended_at=on(2026, 3, 1))
    long = goal("long", on(2026, 5, 1), until=datetime.date(2027, 1, 31))
    goal("hers", on(2026, 10, 1), shared_with_family=False, state="set_aside", ended_at=on(2026, 11, 1))
    f.CheckInFactory(goal=long, progress=1, at=on(2026, 6, 1))
    f.CheckInFactory(goal=long, progress=4, at=on(2026, 9, 1))
    f.GoalFactory(student=cast.ben_student, want="Ben's", shared_with_family=True)
    return long


@pytest.mark.parametrize(
    ("who", "asked", "shown", "offered"),
    [
        ("ana", "", ["long", "hers"], [2026, 2025]),
        ("ana", "?year=2025", ["reached", "long"], [2026, 2025]),
        ("ana", "?year=1999", ["long", "hers"], [2026, 2025]),
        ("mum", "", ["long"], [2026, 2025]),
        ("bo", "?year=2025", ["reached", "long"], [2026, 2025]),
    ],
)
def test_a_year_shows_the_goals_that_lived_in_it(as_, cast, years, who, asked, shown, offered):
    place = reverse("goals:student_year", args=[cast.ana_student.pk])
    context = as_(who).get(place + asked).context
    assert [strip.goal.want for strip in context["year"].strips] == shown
    assert [year.began for year in context["years"]] == offered


def test_goal_year_draws_each_goal_from_the_day_it_was_set(as_, years):
    picture = as_("ana").get(reverse("goals:goal_year")).context["year"]
    long, hers = picture.strips
    assert (long.x, long.end, [column.height for column in long.columns]) == (0, None, [36])
    assert (long.x + long.width, picture.today) == (
        pytest.approx(37.4, abs=0.2),
        pytest.approx(37.4, abs=0.2),
    )
    assert long.ahead == (picture.today, pytest.approx(50.3, abs=0.3))
    assert (hers.icon, hers.ahead, hers.last_line, hers.end) == (
        "archive",
        None,
        "",
        pytest.approx(25.3, abs=0.3),
    )
    assert [first.month for *_where, first in picture.months] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]
    last = as_("ana").get(reverse("goals:goal_year"), {"year": "2025"}).context["year"]
    reached, long = last.strips
    assert (reached.icon, long.x + long.width, long.ahead, last.today) == ("flag", 100, None, None)
    assert [column.height for column in long.columns] == [13]
    with translation.override("ar"):
        assert (reached.beside, reached.icon) == (-17, "flag")


@pytest.mark.parametrize("rows", [1, 3])
def test_goal_year_costs_the_same_for_many(as_, cast, rows, django_assert_num_queries):
    for _ in range(rows):
        goal = f.GoalFactory(student=cast.ana_student, state="reached", ended_at=timezone.now())
        f.CheckInFactory(goal=goal, still="done", line="I can do it now")
    browser = as_("ana")
    with django_assert_num_queries(3):
        words = browser.get(reverse("goals:goal_year")).content.decode()
    assert (words.count("I can do it now"), words.count("<tr>")) == (rows, rows + 1)


@pytest.mark.parametrize(
    ("who", "words"),
    [("ana", "No goal this year yet."), ("mum", "Ana decides who sees which goal")],
)
def test_a_year_without_a_goal_says_how_to_begin(as_, cast, who, words):
    assert words in page(as_, who, "student_year", cast.ana_student.pk)


# Growth on the target


@pytest.fixture
def grown(cast):
    """Two pieces on the target of a shared goal: one that her family may see, and one of her own."""
    framework = f.FrameworkFactory(school=cast.school)
    low, high = (f.LevelFactory(framework=framework, name=name) for name in ("Emerging", "Refining"))
    target = f.TargetFactory(framework=framework)
    for title, level, circles in (("Hers", low, ()), ("Shared", high, ("family", "advisor"))):
        piece = f.EvidenceFactory(student=cast.ana_student, title=title)
        f.PlacementFactory(evidence=piece, target=target, level=level)
        for circle in circles:
            f.ShareFactory(evidence=piece, circle=circle)
    return f.GoalFactory(student=cast.ana_student, target=target, shared_with_family=True)


@pytest.mark.parametrize(("who", "pieces"), [("ana", ["Hers", "Shared"]), ("mum", ["Shared"])])
def test_goal_detail_shows_growth_by_the_pieces_she_may_see(as_, grown, who, pieces):
    response = as_(who).get(reverse("goals:goal_detail", args=[grown.pk]))
    way = response.context["way"]
    assert [point.placement.evidence.title for point in way.points] == pieces
    words = response.content.decode()
    assert [title in words for title in ("Hers", "Shared")] == [
        title in pieces for title in ("Hers", "Shared")
    ]


def test_goal_detail_without_pieces_on_its_target_shows_no_growth(as_, cast):
    goal = f.GoalFactory(
        student=cast.ana_student, target=f.TargetFactory(framework__school=cast.school), want="I want"
    )
    assert as_("ana").get(reverse("goals:goal_detail", args=[goal.pk])).context["way"] is None
