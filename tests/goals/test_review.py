"""The job that teachers open this for: who needs her, an answer, and the next one."""

import datetime
import uuid

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from goals import actions
from goals.models import Goal, GoalFile, GoalReply, GoalTeacher
from tests import factories as f

OGG = b"OggS" + bytes(64)
HTMX = {"HX-Request": "true"}


def ago(**time):
    return timezone.now() - datetime.timedelta(**time)


def url(name, *args):
    return reverse(f"goals:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def messages(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def queue(response):
    """Who waits with what, in the order of the page."""
    return [
        (turn.student.first_name, [item.goal.want for item in turn.items])
        for turn in response.context["turns"]
    ]


def reply_form(goal, **changes):
    return {
        "form_key": str(uuid.uuid4()),
        "seen_news_at": goal.news_at.isoformat(),
        "text": "What helped?",
    } | changes


# The queue


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_review_queue_costs_the_same_for_many(as_, cast, django_assert_num_queries, rows):
    for _ in range(rows):
        goal = f.GoalFactory(student=cast.ana_student)
        f.StepFactory(goal=goal)
        f.CheckInFactory(goal=goal)
        f.GoalReplyFactory(goal=goal, by=cast.bo)
        f.GoalReplyFactory(goal=goal, by=cast.mum, kind="help")
        f.CommitmentFactory(student=cast.ana_student, party="teacher")
    browser = as_("bo")
    with django_assert_num_queries(10):
        turns = browser.get(url("review_queue")).context["turns"]
    assert [len(turn.items) for turn in turns] == [rows]


def test_review_queue_shows_exactly_her_students_news(as_, cast):
    f.GoalFactory(student=cast.ana_student, want="Ana's")
    f.GoalFactory(student=cast.ben_student, want="Ben's")
    f.GoalFactory(student=cast.oak_student_row, want="Olu's")
    f.GoalFactory(student=cast.ana_student, want="answered", news_at=ago(days=2), reviewed_at=ago(days=1))
    seen = {who: queue(as_(who).get(url("review_queue"))) for who in ("bo", "ida", "oak_advisor")}
    assert seen == {
        "bo": [("Ana", ["Ana's"]), ("Ben", ["Ben's"])],
        "ida": [],
        "oak_advisor": [("Olu", ["Olu's"])],
    }


def test_review_queue_gives_each_student_one_turn_by_what_she_needs_most(as_, cast):
    f.GoalFactory(student=cast.ana_student, want="new", news_at=ago(days=5))
    f.GoalFactory(student=cast.ben_student, want="stuck", state="stuck")
    reached = {"state": "reached", "ended_at": ago(days=1), "news_at": ago(days=1)}
    f.GoalFactory(student=cast.ana_student, want="reached", **reached)
    asks = f.GoalFactory(student=cast.ana_student, want="help", need_from_teacher="A quiet place")
    f.CheckInFactory(goal=asks, wants_help=True, line="I do not know how to begin.", at=asks.news_at)
    page = as_("bo").get(url("review_queue"))
    assert queue(page) == [("Ana", ["help", "new", "reached"]), ("Ben", ["stuck"])]
    assert [(reason, len(turns)) for reason, _icon, turns in page.context["reasons"]] == [
        ("Would like help", 1),
        ("Stuck", 1),
    ]
    assert page.text.index("I do not know how to begin.") < page.text.index(">help</a>")
    assert "A quiet place" in page.text
    places = [item.place for turn in page.context["turns"] for item in turn.items]
    assert places[0] == Goal.objects.get(want="new").pk
    assert places[-1] == Goal.objects.get(want="stuck").pk, "the last one stays where it is"


def test_review_queue_shows_what_was_said_before_and_by_whom(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student)
    f.GoalReplyFactory(goal=goal, by=cast.bo, text="Try it aloud.", at=ago(days=9))
    f.GoalReplyFactory(goal=goal, by=cast.ida, kind="note", text="She draws it in my class.", at=ago(days=3))
    page = as_("bo").get(url("review_queue")).text
    assert page.index("Try it aloud.") < page.index("She draws it in my class.")
    assert ("<strong>You</strong>" in page, "Ida Lund" in page, "Note of a teacher" in page) == (True,) * 3


def test_review_queue_with_nothing_to_do_says_so(as_, cast):
    assert "Everybody has an answer" in as_("bo").get(url("review_queue")).text


# An answer


def test_goal_reply_goes_on_to_the_next_item(as_, cast):
    first, second = (f.GoalFactory(student=cast.ana_student, news_at=ago(days=day)) for day in (3, 2))
    response = as_("bo").post(url("goal_reply", first), reply_form(first, place=second.pk))
    assert response.headers["Location"] == url("review_queue") + f"#goal-{second.pk}"
    assert messages(response) == ["Sent to Ana."]
    assert queue(as_("bo").get(url("review_queue"))) == [("Ana", [second.want])]


def test_goal_reply_from_the_goals_own_page_stays_there(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student)
    form = reply_form(goal)
    answers = [as_("bo").post(url("goal_reply", goal), form) for _double_click in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [url("goal_detail", goal)] * 2
    assert GoalReply.objects.count() == 1


def test_goal_reply_swaps_the_one_item_and_can_be_taken_back(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student)
    bo = as_("bo")
    response = bo.post(url("goal_reply", goal), reply_form(goal, text="", read="1"), headers=HTMX)
    reply = GoalReply.objects.get()
    assert "Ana Mensah can see that you have read it." in response.text
    assert ("<html" in response.text, reply.text) == (False, "")
    assert url("reply_take_back", reply) in response.text
    response = bo.post(url("reply_take_back", reply), headers=HTMX)
    assert (response.status_code, "I have read it" in response.text, GoalReply.objects.count()) == (
        200,
        True,
        0,
    )
    assert queue(bo.get(url("review_queue"))) == [("Ana", [goal.want])]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_goal_reply_to_words_she_has_not_seen_keeps_hers(as_, cast, headers):
    goal = f.GoalFactory(student=cast.ana_student, news_at=ago(days=1))
    form = reply_form(goal, place=goal.pk)
    f.CheckInFactory(goal=goal, line="New words")
    Goal.objects.update(news_at=timezone.now())
    response = as_("bo").post(url("goal_reply", goal), form, headers=headers)
    assert response.status_code == 422
    assert "Ana has checked in since." in response.text
    assert all(words in response.text for words in ("New words", "What helped?", "Send"))
    assert ("<html" in response.text, GoalReply.objects.count()) == (not headers, 0)


def test_goal_reply_aloud(as_, cast):
    """The recorder comes when it is asked for, in the queue or on a page; a voice is an answer, too."""
    goal = f.GoalFactory(student=cast.ana_student, shared_with_family=True)
    bo = as_("bo")
    assert "data-upload" not in bo.get(url("review_queue")).text
    part, page = (bo.get(url("goal_reply", goal), headers=headers) for headers in (HTMX, {}))
    assert [("data-upload" in answer.text, "<html" in answer.text) for answer in (part, page)] == [
        (True, False),
        (True, True),
    ]
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    form = reply_form(goal, text="", speaks="1")
    refused = bo.post(url("goal_reply", goal), form | {"files": [SimpleUploadedFile("a.txt", b"no voice")]})
    assert (refused.status_code, "data-upload" in refused.text) == (422, True)
    voice = SimpleUploadedFile("v.ogg", OGG)
    sent = bo.post(url("goal_reply", goal), form | {"files": [voice]}, headers=HTMX)
    assert "Sent to Ana Mensah." in sent.text
    reply = GoalReply.objects.get()
    assert (reply.text, GoalFile.objects.get().reply) == ("", reply)
    assert "Your advisor has said something to you." in as_("ana").get(url("goal_list")).text
    actions.take_back_reply(reply, by=cast.bo)
    assert GoalFile.objects.count() == 0


def test_goal_reply_with_nothing_written_says_what_to_do(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student)
    response = as_("bo").post(url("goal_reply", goal), reply_form(goal, text=""))
    assert (response.status_code, GoalReply.objects.count()) == (422, 0)
    assert "Write a line first" in response.text


def test_words_that_went_out_by_mistake_are_taken_back(as_, cast):
    """The goal waits again as before; what somebody else answered since stays an answer."""
    goal = f.GoalFactory(student=cast.ana_student, news_at=ago(days=4))
    earlier = f.GoalReplyFactory(goal=goal, by=cast.bo, at=ago(days=2))
    slip = actions.reply_to_goal(goal, text="Hello Ben!", seen_news_at=goal.news_at, by=cast.bo)
    response = as_("bo").post(url("reply_take_back", slip))
    assert (response.headers["Location"], messages(response)) == (
        url("goal_detail", goal),
        ["It is taken back."],
    )
    goal.refresh_from_db()
    assert (goal.reviewed_at, list(GoalReply.objects.all())) == (earlier.at, [earlier])
    first = actions.reply_to_goal(goal, text="One", seen_news_at=goal.news_at, by=cast.bo)
    second = actions.reply_to_goal(goal, text="Two", seen_news_at=goal.news_at, by=cast.bo)
    actions.take_back_reply(first, by=cast.bo)
    goal.refresh_from_db()
    assert goal.reviewed_at == second.at


def test_only_its_writer_takes_an_answer_back_and_only_at_once(cast):
    goal = f.GoalFactory(student=cast.ana_student)
    fresh = f.GoalReplyFactory(goal=goal, by=cast.bo)
    f.GoalReplyFactory(goal=goal, by=cast.bo, at=ago(minutes=11))
    f.GoalReplyFactory(goal=goal, by=cast.mum, kind="home")
    taken = {
        who: list(GoalReply.objects.taken_back_by(getattr(cast, who))) for who in ("bo", "ida", "ana", "mum")
    }
    assert taken == {"bo": [fresh], "ida": [], "ana": [], "mum": []}


# The whole advisory


@pytest.mark.parametrize("rows", [1, 3])
def test_advisory_goals_cost_the_same_for_many(as_, cast, django_assert_num_queries, rows):
    for _ in range(rows):
        f.GoalFactory(student=cast.ana_student)
        f.GoalFactory(student=f.StudentFactory(school=cast.school, advisory=cast.advisory))
    browser = as_("bo")
    with django_assert_num_queries(6):
        assert len(browser.get(url("advisory_goals", cast.advisory)).context["overview"].rows) == 2 + rows


def test_advisory_goals_by_name_and_area(as_, cast):
    """In the order of names. Goals of another advisory, and those that ended long ago, are not there."""
    cleo = f.StudentFactory(
        school=cast.school, advisory=cast.advisory, user__first_name="Cleo", user__last_name="Abt"
    )
    f.StudentFactory(school=cast.school, advisory=cast.other_advisory)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    f.GoalFactory(student=cast.ana_student, want="Read", quiet_on=yesterday, news_at=ago(days=30))
    f.GoalFactory(
        student=cast.ana_student, want="Sleep", area="wellbeing", state="stuck", news_at=ago(days=2)
    )
    f.GoalFactory(student=cast.ben_student, want="Won", state="reached", ended_at=ago(days=3))
    f.GoalFactory(student=cast.ben_student, want="Long ago", state="reached", ended_at=ago(days=90))
    page = as_("bo").get(url("advisory_goals", cast.advisory))
    overview = page.context["overview"]
    table = {
        row.student.first_name: {area: [goal.want for goal in goals] for area, goals in row.cells if goals}
        for row in overview.rows
    }
    assert list(table.items()) == [
        ("Cleo", {}),
        ("Ana", {"Learning": ["Read"], "Feeling well": ["Sleep"]}),
        ("Ben", {"Learning": ["Won"]}),
    ]
    names = {
        "quiet": [row.student.first_name for row in overview.quiet],
        "stuck": [row.student.first_name for row in overview.stuck],
        "without": [row.student.first_name for row in overview.without_goal],
    }
    assert names == {"quiet": ["Ana"], "stuck": ["Ana"], "without": ["Cleo", "Ben"]}
    assert overview.areas[0] == ("Learning", 1)
    heard = {row.student.first_name: row.heard_at for row in overview.rows}
    assert (heard["Cleo"], timezone.localdate(heard["Ana"])) == (None, timezone.localdate(ago(days=2)))
    assert cleo.name in page.text


# Asking a teacher of another subject


@pytest.fixture
def asked(cast):
    """Ida is asked about one of Ana's two goals."""
    goal = f.GoalFactory(student=cast.ana_student, want="Explain a graph")
    f.GoalFactory(student=cast.ana_student, want="Her other goal")
    f.CheckInFactory(goal=goal, line="I can read the axes.")
    f.GoalReplyFactory(goal=goal, by=cast.bo, text="Show Ida.")
    f.GoalReplyFactory(goal=goal, by=cast.mum, kind="home", text="At the kitchen table.")
    actions.ask_teacher(goal, teacher=cast.ida, by=cast.ana)
    return goal


def test_an_asked_teacher_sees_that_one_goal_and_what_the_school_said(as_, cast, asked):
    assert [goal.want for goal in Goal.objects.visible_to(cast.ida)] == ["Explain a graph"]
    assert list(Goal.objects.visible_to(cast.oak_advisor)) == []
    said = {
        who: GoalReply.objects.visible_to(getattr(cast, who)).count() for who in ("ana", "bo", "ida", "mum")
    }
    assert said == {"ana": 2, "bo": 2, "ida": 1, "mum": 0}
    ida = as_("ida")
    page = ida.get(url("goal_detail", asked)).text
    assert ("I can read the axes." in page, "Show Ida." in page, "At the kitchen table." in page) == (
        True,
        True,
        False,
    )
    assert (url("student_goals", cast.ana_student) in page, url("goal_reply", asked) in page) == (
        False,
        False,
    )
    listed = ida.get(url("asked_list")).text
    assert ("Explain a graph" in listed, "Her other goal" in listed) == (True, False)
    assert ida.get(url("review_queue")).context["asked_count"] == 1


def test_she_is_asked_as_long_as_she_teaches_there_and_the_student_is_there(as_, cast, asked):
    row = GoalTeacher.objects.get()
    assert list(GoalTeacher.objects.held_by(cast.ida)) == [row]
    cast.ana_student.left_at = timezone.now()
    cast.ana_student.save()
    assert list(GoalTeacher.objects.held_by(cast.ida)) == []
    cast.ana_student.left_at = None
    cast.ana_student.save()
    kept_away = f.GuardianshipFactory(
        adult=cast.ida, student=cast.ana_student, restricted=True, restricted_at=timezone.now()
    )
    assert list(GoalTeacher.objects.held_by(cast.ida)) == []
    assert as_("ida").get(url("goal_detail", asked)).status_code == 404
    kept_away.delete()
    cast.ida.memberships.update(ended_at=timezone.now())
    assert list(GoalTeacher.objects.held_by(cast.ida)) == []


def test_a_note_of_hers_is_read_by_the_student_and_answers_nothing(as_, cast, asked):
    form = {"form_key": str(uuid.uuid4()), "text": "You explained one to Noor today."}
    ida = as_("ida")
    assert ida.post(url("goal_note", asked), form | {"text": ""}).status_code == 422
    answers = [ida.post(url("goal_note", asked), form) for _double_click in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [url("goal_detail", asked)] * 2
    note = GoalReply.objects.get(kind="note")
    asked.refresh_from_db()
    assert (note.by, asked.reviewed_at) == (cast.ida, None)
    assert "You explained one to Noor today." in as_("ana").get(url("goal_detail", asked)).text
    actions.take_back_reply(note, by=cast.ida)
    assert not GoalReply.objects.filter(kind="note").exists()


def test_goal_ask_teacher_offers_teachers_of_the_school_who_do_not_see_it_anyway(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student)
    for who in ("ana", "bo"):
        page = as_(who).get(url("goal_ask_teacher", goal))
        assert list(page.context["form"].fields["teacher"].queryset) == [cast.ida]
    page = as_("ana").post(url("goal_ask_teacher", goal), {"teacher": cast.bo.pk})
    assert (page.status_code, GoalTeacher.objects.count()) == (422, 0)
    for _twice in range(2):
        response = as_("ana").post(url("goal_ask_teacher", goal), {"teacher": cast.ida.pk})
        assert messages(response) == ["Ida Lund can look at this goal now."]
    assert [(row.teacher, row.asked_by) for row in GoalTeacher.objects.all()] == [(cast.ida, cast.ana)]
    assert "Ida Lund is asked to look at it." in as_("bo").get(url("goal_detail", goal)).text


def test_a_student_without_an_advisory_asks_any_teacher_but_one_whom_the_school_keeps_away(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student)
    page = url("goal_ask_teacher", goal)
    new = f.UserFactory(school=cast.school, role="advisor", last_name="Zeller")  # has no advisory yet
    cast.ana_student.advisory = None
    cast.ana_student.save()
    offered = as_("ana").get(page).context["form"].fields["teacher"].queryset
    assert set(offered) == {cast.bo, cast.ida, new}
    f.GuardianshipFactory(adult=new, student=cast.ana_student, restricted=True, restricted_at=timezone.now())
    assert as_("ana").post(page, {"teacher": new.pk}).status_code == 422


def test_who_goes_back_to_a_form_and_says_something_else_has_said_that_too(cast):
    goal, key = f.GoalFactory(student=cast.ana_student), uuid.uuid4()
    for line in ("I read", "I read", "I read two pages", "I read two pages"):
        actions.check_in(goal, still="keep", progress=1, line=line, form_key=key, by=cast.ana)
    assert sorted(goal.check_ins.values_list("line", flat=True)) == ["I read", "I read two pages"]
    for text in ("Good", "Good", "Very good", "Very good"):
        actions.reply_to_goal(goal, text=text, seen_news_at=goal.news_at, form_key=key, by=cast.bo)
        actions.note_goal(goal, text=text, form_key=uuid.UUID(int=1), by=cast.ida)
    said = sorted(goal.replies.values_list("kind", "text"))
    assert said == [(kind, text) for kind in ("answer", "note") for text in ("Good", "Very good")]
    promise = f.CommitmentFactory(student=cast.ana_student)
    for _click in range(2):
        actions.check_commitment(promise, state="kept", line="Done", seen=None, form_key=key, by=cast.ana)
    with pytest.raises(ValidationError):
        actions.check_commitment(promise, state="open", line="Not yet", seen=None, form_key=key, by=cast.ana)


def test_an_answer_to_a_family_is_no_answer_to_what_she_said(cast):
    goal, hour, now = f.GoalFactory(student=cast.ana_student), datetime.timedelta(hours=1), timezone.now()
    first = f.GoalReplyFactory(goal=goal, by=cast.bo, at=now - 2 * hour)
    question = f.GoalReplyFactory(goal=goal, by=cast.mum, kind="help", at=now - hour)
    f.GoalReplyFactory(goal=goal, by=cast.bo, to=question, at=now - hour)
    last = f.GoalReplyFactory(goal=goal, by=cast.bo, at=now)
    Goal.objects.update(reviewed_at=now)
    actions.take_back_reply(last, by=cast.bo)
    goal.refresh_from_db()
    assert goal.reviewed_at == first.at


@pytest.mark.parametrize(
    ("who", "place"), [("ana", "goal_detail"), ("bo", "goal_detail"), ("ida", "asked_list")]
)
def test_asking_is_ended_by_the_student_her_advisor_and_the_teacher(as_, cast, asked, who, place):
    row = GoalTeacher.objects.get()
    enders = {
        name
        for name in ("ana", "bo", "ida", "mum", "cora")
        if GoalTeacher.objects.ended_by(getattr(cast, name))
    }
    assert enders == {"ana", "bo", "ida"}
    response = as_(who).post(url("goal_teacher_end", row))
    assert response.headers["Location"] == (url(place, asked) if place == "goal_detail" else url(place))
    assert as_("ida").get(url("goal_detail", asked)).status_code == 404
    with pytest.raises(ValidationError):
        actions.end_asking(row, by=cast.bo)
