"""Setting a goal: eight formats, one question a screen or one page, and a draft that survives."""

import datetime
import uuid
import zoneinfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord
from goals import formats
from goals.forms import GoalForm, words_of
from goals.models import Goal, GoalDraft, Offer
from tests import factories as f

WHOLE = "want_will_need"


def url(name, *args):
    return reverse(f"goals:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def text(response):
    return response.content.decode()


def today(cast):
    """On the school's calendar."""
    return timezone.localdate(timezone=zoneinfo.ZoneInfo(cast.school.timezone))


def page(**changes):
    return {
        "form_key": str(uuid.uuid4()),
        "revision": "0",
        "want": "I want to ask first",
        "will": "Count to five",
        "need_from_family": "Ask me on Sundays",
        "need_from_teacher": "Remind me",
        "area": "habits",
        "when": "9",
        "day": "",
        "step_0": "Count",
        "shared_with_family": "on",
    } | changes


def of_grade(cast, grade):
    cast.ana_student.grade = grade
    cast.ana_student.save()


# Formats


@pytest.mark.parametrize(
    ("grade", "offered"),
    [
        (0, ["picture", "habit", "weekly"]),
        (2, ["picture", "want_will_need", "habit", "weekly"]),
        (5, ["want_will_need", "exact", "habit", "weekly"]),
        (8, ["exact", "woop", "smart", "habit", "weekly"]),
        (12, ["woop", "smart", "habit", "weekly", "pathway"]),
        (None, [format.key for format in formats.WRITTEN]),
    ],
)
def test_lecterns_own_choice_by_grade(grade, offered):
    assert [format.key for format in formats.offered([], grade)] == offered


def test_a_school_says_which_formats_it_offers(cast, as_):
    f.OfferFactory(school=cast.school, format="woop", grade_low=5, grade_high=12)
    f.OfferFactory(school=cast.school, format="smart", grade_low=6, grade_high=12)
    f.OfferFactory(school=cast.oak, format="exact")
    of_grade(cast, 5)
    assert as_("ana").get(url("goal_add")).headers["Location"] == url("goal_ask", "woop", 1)
    statuses = {key: as_("ana").get(url("goal_write", key)).status_code for key in ("woop", "smart", "exact")}
    assert statuses == {"woop": 200, "smart": 404, "exact": 404}
    of_grade(cast, 3)  # nobody is left without a way
    assert as_("ana").get(url("goal_add")).headers["Location"] == url("goal_ask", WHOLE, 1)


@pytest.mark.parametrize("format", formats.WRITTEN, ids=lambda format: format.key)
def test_every_format_says_its_words_again(cast, format):
    """What is asked is kept, shown under its heading, and stands in the boxes when it is changed."""
    form = GoalForm(format=format.key, grade=None)
    data = {q.name: f"Said to {q.name}" for q in format.answered()} | {"area": "academic"}
    data |= {"step_0": "One"} if "step_0" in form.fields else {}
    form = GoalForm(data, format=format.key, grade=None)
    assert form.is_valid(), form.errors
    columns = form.columns()
    steps = columns.pop("steps", [])
    goal = f.GoalFactory(student=cast.ana_student, **columns)
    for place, step in enumerate(filter(None, steps)):
        f.StepFactory(goal=goal, position=place, text=step)
    asked = [q.name for q in format.answered() if q.name != "want"]
    assert [(part.name, part.words) for part in goal.said] == [(name, f"Said to {name}") for name in asked]
    assert all(part.mine and part.hers for part in goal.said)
    again = words_of(goal)
    assert {name: again[name] for name in data} == data
    sounds = {q.asks for age in range(3) for q in format.questions(age)}
    assert all(isinstance(str(words), str) and str(words) for words in sounds)


@pytest.mark.parametrize(
    ("format", "columns", "short"),
    [
        (
            "woop",
            {"will": "Start a timer", "answers": {"cue": "I open a game"}},
            "I open a game → Start a timer",
        ),
        ("exact", {"will": "Ten minutes of cards"}, "Ten minutes of cards"),
        ("picture", {"will": "", "answers": {"can": "jump twice"}}, "jump twice"),
        ("weekly", {"will": ""}, ""),
    ],
)
def test_a_goal_in_short(cast, format, columns, short):
    assert f.GoalFactory.build(student=cast.ana_student, format=format, **columns).in_short == short


def test_the_young_are_asked_no_target_and_others_those_of_their_grade(as_, cast):
    framework = f.FrameworkFactory(school=cast.school)
    f.TargetFactory(framework=framework, student_words="I can find a theme", grade_low=5, grade_high=6)
    f.TargetFactory(framework=framework, student_words="I can name letters", grade_low=0, grade_high=1)
    of_grade(cast, 5)
    shown = text(as_("ana").get(url("goal_write", WHOLE)))
    assert ("I can find a theme" in shown, "I can name letters" in shown) == (True, False)
    of_grade(cast, 1)
    assert "I can name letters" not in text(as_("ana").get(url("goal_write", "weekly")))


# One page


def test_goal_write_keeps_her_words(as_, cast):
    sent = page(scale="count", top="20", unit="questions")
    response = as_("ana").post(url("goal_write", WHOLE), sent)
    goal = Goal.objects.get()
    assert response.headers["Location"] == url("goal_detail", goal)
    assert (goal.student, goal.want, goal.area, goal.shared_with_family, goal.format) == (
        cast.ana_student,
        "I want to ask first",
        "habits",
        True,
        WHOLE,
    )
    assert (goal.scale, goal.top, goal.unit) == ("count", 20, "questions")
    assert goal.until == today(cast) + datetime.timedelta(weeks=9)
    assert [step.text for step in goal.steps.all()] == ["Count"]
    assert GoalDraft.objects.count() == 0
    again = as_("ana").post(url("goal_write", WHOLE), sent)  # a double click
    assert (again.headers["Location"], Goal.objects.count()) == (url("goal_detail", goal), 1)


@pytest.mark.parametrize(
    ("when", "day", "until"),
    [
        ("3", "", datetime.timedelta(weeks=3)),
        ("", "", None),
        ("day", datetime.timedelta(days=20), datetime.timedelta(days=20)),
        ("9", datetime.timedelta(days=20), datetime.timedelta(weeks=9)),
    ],
)
def test_goal_write_until_when(as_, cast, when, day, until):
    day = day and (today(cast) + day).isoformat()
    as_("ana").post(url("goal_write", WHOLE), page(when=when, day=day))
    assert Goal.objects.get().until == (until and today(cast) + until)


def test_this_week_ends_on_friday(as_, cast):
    as_("ana").post(url("goal_write", "weekly"), page(when="0"))
    until = Goal.objects.get().until
    assert (until.weekday(), 0 <= (until - today(cast)).days < 7) == (4, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"want": ""}, "Write what you want first. A few words are enough."),
        ({"area": ""}, "Choose what fits best. You can change it later."),
        ({"when": "day"}, "Choose a day, or say that you do not know yet."),
        ({"when": "day", "day": "soon"}, "Enter a valid date."),
        ({"when": "day", "day": "2020-01-01"}, "This day is over. Choose one that is still to come."),
        ({"scale": "count"}, "Write a number: how many will it be when you are there?"),
    ],
)
def test_goal_write_with_something_missing_loses_nothing(as_, cast, changes, words):
    response = as_("ana").post(url("goal_write", WHOLE), page(**changes))
    assert (response.status_code, Goal.objects.count()) == (422, 0)
    assert words in text(response)
    kept = ("will", "need_from_family", "need_from_teacher", "step_0")
    assert all(page()[name] in text(response) for name in kept)
    assert GoalDraft.objects.get().words["will"] == "Count to five"


def test_a_draft_is_hers_and_goes_with_her_to_another_format(as_, cast):
    as_("ana").post(url("goal_write", WHOLE), page(go="later", want="I want to swim"))
    assert (Goal.objects.count(), text(as_("ben").get(url("goal_add"))).count("I want to swim")) == (0, 0)
    shown = text(as_("ana").get(url("goal_add")))
    assert ("I want to swim" in shown, "Go on with it" in shown) == (True, True)
    other = text(as_("ana").get(url("goal_write", "exact")))
    assert ("I want to swim" in other, "Count to five" in other) == (True, True)
    as_("ben").post(url("goal_draft_drop"))
    assert GoalDraft.objects.count() == 1
    for _ in range(2):
        assert as_("ana").post(url("goal_draft_drop")).headers["Location"] == url("goal_add")
    verbs = list(AuditRecord.objects.order_by("pk").values_list("verb", flat=True))
    assert (GoalDraft.objects.count(), verbs[-2:]) == (0, ["goal.begun", "goal.begun_anew"])


def test_two_pages_of_one_draft_never_overwrite_one_another(as_, cast):
    first, other = page(want="On the tablet"), page(want="On the laptop")
    saved = as_("ana").post(url("goal_write", WHOLE), first, headers={"X-Autosave": "1"})
    assert (saved.status_code, saved.json()) == (200, {"revision": 1})
    stale = as_("ana").post(url("goal_write", WHOLE), other, headers={"X-Autosave": "1"})
    assert (stale.status_code, stale.json()["revision"]) == (409, 1)
    assert stale.json()["theirs"]["want"] == "On the tablet"
    both = as_("ana").post(url("goal_write", WHOLE), other)
    assert (both.status_code, Goal.objects.count()) == (409, 0)
    assert all(
        words in text(both) for words in ("On the tablet", "On the laptop", 'name="revision" value="1"')
    )
    assert GoalDraft.objects.get().words["want"] == "On the tablet"
    # A box that nobody else has touched is saved from an older page, too.
    key = {"form_key": first["form_key"], "revision": "0", "scale": "ten", "go": "next"}
    assert as_("ana").post(url("goal_ask", WHOLE, 6), key).status_code == 302


# One question at a time


def test_one_question_at_a_time_and_back(as_, cast, django_assert_num_queries):
    of_grade(cast, 3)
    browser = as_("ana")
    assert url("goal_ask", "weekly", 1) in text(browser.get(url("goal_add")))
    key = {"form_key": str(uuid.uuid4()), "revision": "0"}
    answers = [
        {"want": "my poster"},
        {"area": "academic"},
        {"when": "1", "day": ""},
        {"step_0": "Find facts"},
    ]
    answers += [{"obstacle": ""}, {"need_from_family": ""}, {"need_from_teacher": ""}]
    refused = browser.post(url("goal_ask", "weekly", 1), key | {"want": "", "go": "next"})
    assert (refused.status_code, "Write what you want first" in text(refused)) == (422, True)
    for place, words in enumerate(answers, start=1):
        sent = browser.post(url("goal_ask", "weekly", place), key | words | {"go": "next"})
        assert sent.headers["Location"] == url("goal_ask", "weekly", place + 1)
        key["revision"] = str(GoalDraft.objects.get().revision)
    back = browser.post(url("goal_ask", "weekly", 2), key | {"area": "community", "go": "back"})
    assert back.headers["Location"] == url("goal_ask", "weekly", 1)
    with django_assert_num_queries(4):
        assert "my poster" in text(browser.get(url("goal_ask", "weekly", 1)))
    first = browser.post(url("goal_ask", "weekly", 1), key | {"want": "my poster", "go": "back"})
    assert first.headers["Location"] == url("goal_add")
    last = browser.post(url("goal_ask", "weekly", 8), key | {"shared_with_family": "on", "go": "next"})
    assert last.headers["Location"] == url("goal_look", "weekly")
    look = text(browser.get(url("goal_look", "weekly")))
    assert all(words in look for words in ("my poster", "Me and others", "Find facts", "This is my goal"))
    change = browser.post(url("goal_ask", "weekly", 1) + "?then=look", key | {"want": "my big poster"})
    assert change.headers["Location"] == url("goal_look", "weekly")
    sent = {
        field.html_name: field.value() or ""
        for field in browser.get(url("goal_look", "weekly")).context["form"]
    }
    browser.post(
        url("goal_write", "weekly"), sent | {"form_key": GoalDraft.objects.get().form_key, "revision": 9}
    )
    goal = Goal.objects.get()
    assert (goal.want, goal.area, goal.shared_with_family) == ("my big poster", "community", True)
    assert browser.get(url("goal_look", "weekly")).headers["Location"] == url("goal_add")
    assert browser.get(url("goal_ask", "weekly", 9)).status_code == 404


def test_what_is_still_open_is_said_before_it_is_set(as_, cast):
    of_grade(cast, 5)
    key = {"form_key": str(uuid.uuid4()), "revision": "0", "want": "spell silent letters"}
    later = as_("ana").post(url("goal_ask", "exact", 1), key | {"go": "later"})
    assert later.headers["Location"] == url("goal_list")
    look = text(as_("ana").get(url("goal_look", "exact")))
    assert ("This one needs a word from you." in look, "This is my goal</button>" in look) == (True, False)
    saved = as_("ana").post(url("goal_ask", "exact", 1), key, headers={"X-Autosave": "1"})
    assert saved.json() == {"revision": 1}


def test_a_picture_goal_needs_no_word_and_is_drawn_next(as_, cast):
    of_grade(cast, 0)
    sent = page(want="", can="", area="habits", step_0="")
    response = as_("ana").post(url("goal_write", "picture"), sent)
    goal = Goal.objects.get()
    assert response.headers["Location"] == url("goal_pictures", goal)
    assert (goal.want, goal.scale, goal.top) == ("My picture goal", "trail", 4)
    assert [step.text for step in goal.steps.all()] == ["First small step", "Second small step"]
    shown = text(as_("bo").get(url("goal_detail", goal)))
    stops = shown[shown.index('class="trail"') :]
    assert stops.index('aria-current="step"') < stops.index("here is Ana") < stops.index("A little")


# Changing it


def test_goal_edit_asks_what_its_format_asks_and_keeps_the_way_on_a_new_scale(as_, cast):
    gone = f.TargetFactory(
        framework__school=cast.school, student_words="I can plan", retired_at=timezone.now()
    )
    words = {"answers": {"cue": "After dinner", "obstacle": "I am tired", "outcome": ""}, "target": gone}
    goal = f.GoalFactory(student=cast.ana_student, format="woop", progress=3, **words)
    shown = text(as_("ana").get(url("goal_edit", goal)))
    assert all(said in shown for said in ("After dinner", "I am tired", "I can plan"))
    sent = page(cue="After lunch", obstacle="I am tired", outcome="", scale="ten", target=gone.pk)
    as_("ana").post(url("goal_edit", goal), sent)
    goal.refresh_from_db()
    assert (goal.answers, goal.target) == ({"cue": "After lunch", "obstacle": "I am tired"}, gone)
    assert (goal.scale, goal.top, goal.progress) == ("ten", 10, 7)


def test_goal_share_and_back(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student)
    statuses = []
    for sent in ({"shared": "1"}, {"shared": "1"}, {}):
        as_("ana").post(url("goal_share", goal), sent)
        statuses.append(as_("mum").get(url("goal_detail", goal)).status_code)
    verbs = AuditRecord.objects.filter(verb__contains="shared").order_by("pk").values_list("verb", flat=True)
    assert statuses == [200, 200, 404]
    assert list(verbs) == ["goal.shared_with_family", "goal.unshared_with_family"]


# The office


def rows(**changes):
    sent = {"own": "1"}
    for format in formats.WRITTEN:
        sent |= {f"{format.key}-low": "0", f"{format.key}-high": "12"}
    return sent | changes


def test_offer_list_is_the_offices(as_, cast):
    f.OfferFactory(school=cast.oak, format="woop")
    browser = as_("cora")
    assert "This is Lectern’s own choice." in text(browser.get(url("offer_list")))
    sent = rows(**{"woop-offered": "on", "woop-low": "7", "habit-offered": "on"})
    assert browser.post(url("offer_list"), sent).headers["Location"] == url("offer_list")
    kept = formats.offered(cast_offers(cast.school), 7), formats.offered(cast_offers(cast.school), 6)
    assert [[one.key for one in some] for some in kept] == [["woop", "habit"], ["habit"]]
    for wrong, why in (
        ({}, "Offer at least one"),
        (
            {"woop-offered": "on", "woop-low": "9", "woop-high": "8"},
            "Choose a grade that is not below the first.",
        ),
    ):
        refused = browser.post(url("offer_list"), rows(**wrong))
        assert (refused.status_code, why in text(refused)) == (422, True)
    assert len(cast_offers(cast.school)) == 2
    browser.post(url("offer_list"), {})
    assert (len(cast_offers(cast.school)), len(cast_offers(cast.oak))) == (0, 1)


def cast_offers(school):
    return list(Offer.objects.of_school(school.pk))
