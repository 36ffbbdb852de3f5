"""Two minutes on a goal: her own scale, her work, days of a habit, and changing her mind."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord
from goals import actions
from goals.calendars import days_of_habit, month_of, months_of
from goals.models import CheckIn, Goal, GoalEvent, GoalFile, GoalPiece, Tick
from goals.querysets.pieces import pieces_on
from tests import factories as f
from tests.goals.test_files import OGG

DAY = datetime.timedelta(days=1)


def url(name, goal):
    return reverse(f"goals:{name}", args=[goal.pk])


def said(goal, **answers):
    return {"still": "keep", "progress": goal.progress, "form_key": uuid.uuid4()} | answers


SCALES = [
    # her scale, what she says, whether it counts
    ({"scale": "words"}, 3, True),
    ({"scale": "trail"}, 5, False),
    ({"scale": "ten", "top": 10}, 7, True),
    ({"scale": "ten", "top": 10}, 11, False),
    ({"scale": "count", "top": 20, "unit": "books"}, 12, True),
    ({"scale": "count", "top": 20, "unit": "books"}, 21, False),
]


@pytest.mark.parametrize(("scale", "progress", "counts"), SCALES)
def test_she_says_how_far_on_her_own_scale(cast, as_, scale, progress, counts):
    goal = f.GoalFactory(student=cast.ana_student, **scale)
    answer = as_("ana").post(url("goal_check_in", goal), said(goal, progress=progress))
    assert answer.status_code == (302 if counts else 200)
    kept = [(one.progress, one.scale, one.top, one.unit) for one in CheckIn.objects.all()]
    assert kept == ([(progress, goal.scale, goal.top, goal.unit)] if counts else [])


def test_check_in_with_her_work_and_what_she_got_done(cast, as_):
    goal = f.GoalFactory(student=cast.ana_student, format="weekly")
    step, left = f.StepFactory(goal=goal, text="Draw it"), f.StepFactory(goal=goal, text="Colour it")
    there, shows, bens = (
        f.EvidenceFactory(student=student, title=title)
        for student, title in (
            (cast.ana_student, "Old robot"),
            (cast.ana_student, "New robot"),
            (cast.ben_student, "Ben’s"),
        )
    )
    f.GoalPieceFactory(goal=goal, evidence=there)
    ana = as_("ana")
    page = ana.get(url("goal_check_in", goal)).text
    assert ["How did your week go?" in page, "Draw it" in page, "New robot" in page] == [True] * 3
    assert ("Old robot" in page, "Ben’s" in page) == (False, False)
    ticked = said(goal, progress=2, steps=[step.pk], pieces=[shows.pk])
    assert ana.post(url("goal_check_in", goal), ticked | {"pieces": [bens.pk]}).status_code == 200
    assert GoalPiece.objects.count() == 1
    for _click in range(2):
        assert ana.post(url("goal_check_in", goal), ticked).url == url("goal_detail", goal)
    entry = CheckIn.objects.get()
    chosen = dict(GoalPiece.objects.values_list("evidence", "check_in"))
    assert chosen == {there.pk: None, shows.pk: entry.pk}
    assert [one.done_at is None for one in (left, step) if one.refresh_from_db() is None] == [True, False]


def test_what_she_chose_stays_on_a_page_that_asks_again(cast, as_):
    goal = f.GoalFactory(student=cast.ana_student, format="weekly")
    step, piece = f.StepFactory(goal=goal), f.EvidenceFactory(student=cast.ana_student)
    page = as_("ana").post(
        url("goal_check_in", goal), {"still": "drop", "steps": [step.pk], "pieces": [piece.pk]}
    )
    assert page.status_code == 200
    for name, row in (("steps", step), ("pieces", piece)):
        assert f'name="{name}" value="{row.pk}" checked' in page.text


def test_work_on_a_goal_is_seen_by_whoever_sees_both(cast, as_):
    goal = f.GoalFactory(student=cast.ana_student, shared_with_family=True)
    own = f.EvidenceFactory(student=cast.ana_student, title="Only mine")
    shared = f.EvidenceFactory(student=cast.ana_student, title="For my family")
    f.ShareFactory(evidence=shared, circle="family")
    away = f.EvidenceFactory(student=cast.ana_student, title="Put away", archived_at=timezone.now())
    for piece in (own, shared, away):
        f.GoalPieceFactory(goal=goal, evidence=piece)
    titles = {
        who: [one.evidence.title for one in pieces_on(goal, getattr(cast, who))]
        for who in ("ana", "mum", "dad")
    }
    assert titles == {"ana": ["For my family", "Only mine"], "mum": ["For my family"], "dad": []}
    page = as_("mum").get(url("goal_detail", goal)).text
    assert ("For my family" in page, "Only mine" in page) == (True, False)


def test_she_chooses_work_and_takes_it_off(cast, as_, django_assert_num_queries):
    goal = f.GoalFactory(student=cast.ana_student)
    first, second, since = (f.EvidenceFactory(student=cast.ana_student) for _n in range(3))
    ana = as_("ana")
    assert ana.post(url("goal_pieces", goal), {"add": [first.pk]}).url == url("goal_detail", goal) + "#pieces"
    with django_assert_num_queries(4):
        page = ana.get(url("goal_pieces", goal))
    assert [row.evidence_id for row in page.context["chosen"]] == [first.pk]
    assert {piece.pk for piece in page.context["work"]} == {second.pk, since.pk}
    f.GoalPieceFactory(goal=goal, evidence=since)  # on another page, meanwhile
    ana.post(url("goal_pieces", goal), {"there": [first.pk], "add": [second.pk]})
    assert set(GoalPiece.objects.values_list("evidence", flat=True)) == {second.pk, since.pk}
    ana.post(url("goal_pieces", goal), {"there": [second.pk, since.pk], "keep": [second.pk, since.pk]})
    verbs = list(AuditRecord.objects.filter(verb="goal.pieces_chosen").values_list("verb", flat=True))
    assert len(verbs) == 2
    found = ana.get(url("goal_pieces", goal) + "?q=nothing-like-it")
    assert found.context["work"] == []


def test_goal_is_taken_up_again_with_its_story(cast, as_):
    ended = timezone.now() - 3 * DAY
    goal = f.GoalFactory(
        student=cast.ana_student, state="set_aside", ended_at=ended, progress=2, until=ended.date()
    )
    ana = as_("ana")
    assert "Take it up again" in ana.get(url("goal_detail", goal)).text
    for _click in range(2):
        ana.post(url("goal_take_up", goal), {"reason": "I found the book"})
    goal.refresh_from_db()
    assert (goal.state, goal.ended_at, goal.until, goal.progress) == ("under_way", None, None, 2)
    event = GoalEvent.objects.get()
    assert (event.kind, event.by, event.reason) == ("taken_up", cast.ana, "I found the book")
    assert event.before == {"state": "set_aside", "ended_at": ended.isoformat()}
    fresh = f.GoalFactory(student=cast.ana_student, state="set_aside", ended_at=ended)
    actions.take_up_goal(fresh, by=cast.ana)
    assert Goal.objects.get(pk=fresh.pk).state == "planned"


def edit(goal, by, **words):
    goal.refresh_from_db()
    actions.edit_goal(goal, revision=goal.revision, by=by, **{"want": goal.want} | words)
    return [event.before for event in GoalEvent.objects.order_by("pk")]


def test_words_before_are_kept_once_a_sitting(cast):
    goal = f.GoalFactory(student=cast.ana_student, want="one", will="a")
    assert edit(goal, cast.ana, want="two") == []  # she is still setting it
    Goal.objects.update(set_at=timezone.now() - DAY)
    assert edit(goal, cast.ana, want="three") == [{"want": "two"}]
    assert edit(goal, cast.ana, want="four", steps=["Read"]) == [{"want": "two", "steps": []}]
    assert edit(goal, cast.ana, want="four", area="habits", steps=["Read"]) == [{"want": "two", "steps": []}]
    assert edit(goal, cast.ana, want="two") == []  # and took it all back
    edit(goal, cast.ana, want="three")
    GoalEvent.objects.update(at=timezone.now() - datetime.timedelta(hours=1))
    assert edit(goal, cast.ana, will="b") == [{"want": "two"}, {"will": "a"}]


def test_a_habit_is_ticked_today_and_yesterday_by_the_same_tap(cast, as_):
    goal = f.GoalFactory(student=cast.ana_student, format="habit")
    ana, today = as_("ana"), timezone.localdate()
    assert "My days" in ana.get(url("goal_detail", goal)).text
    for on in (today, today, today - DAY, today - 2 * DAY, today + DAY):
        ana.post(url("goal_tick", goal), {"on": on, "done": "1"})
    assert list(Tick.objects.values_list("on", flat=True)) == [today - DAY, today]
    assert Goal.objects.get().state == "under_way"
    for _tap in range(2):
        assert ana.post(url("goal_tick", goal), {"on": today}).url == url("goal_detail", goal) + "#days"
    assert list(Tick.objects.values_list("on", flat=True)) == [today - DAY]
    verbs = list(AuditRecord.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["goal.ticked", "goal.ticked", "goal.unticked"]
    other = f.GoalFactory(student=cast.ana_student)
    with pytest.raises(ValidationError):
        actions.tick_day(other, on=today, done=True, by=cast.ana)
    assert "My days" not in ana.get(url("goal_detail", other)).text


def test_months_of_a_habit(cast, as_):
    month = month_of({datetime.date(2030, 3, 5), datetime.date(2030, 2, 28)}, datetime.date(2030, 3, 1))
    days = [day for week in month.weeks for day in week]
    assert (month.done, len(days) % 7, month.weekdays[0]) == (1, 0, days[0].on)
    assert [day.on for day in days if day.done and day.in_month] == [datetime.date(2030, 3, 5)]
    today = timezone.localdate()
    assert [one.first for one in months_of(set(), today)] == [today.replace(day=1)]
    goal = f.GoalFactory(student=cast.ana_student, format="habit", shared_with_family=True)
    f.TickFactory(goal=goal, on=today - 45 * DAY)
    assert days_of_habit(Goal.objects.with_days().get()) == {today - 45 * DAY}
    page = as_("mum").get(url("goal_days", goal))
    assert page.context["months"][-1].done == 1
    assert "(tick when done)" not in as_("mum").get(url("goal_detail", goal)).text


def test_a_piece_leads_back_to_the_goals_that_its_reader_sees(cast, as_):
    piece = f.EvidenceFactory(student=cast.ana_student)
    f.ShareFactory(evidence=piece, circle="family")
    for want, shared in (("My own way", False), ("Our way", True)):
        goal = f.GoalFactory(student=cast.ana_student, want=want, shared_with_family=shared)
        f.GoalPieceFactory(goal=goal, evidence=piece)
    address = reverse("portfolios:evidence_detail", args=[piece.pk])
    seen = {}
    for who in ("ana", "mum"):
        page = as_(who).get(address).text
        seen[who] = ("My own way" in page, "Our way" in page)
    assert seen == {"ana": (True, True), "mum": (False, True)}


def test_a_reason_may_be_said_instead_of_written(cast, as_, run_jobs):
    goal = f.GoalFactory(student=cast.ana_student)
    ana, address = as_("ana"), url("goal_check_in", goal)
    assert "microphone=(self)" in ana.get(address).headers["Permissions-Policy"]
    spoken = said(goal, still="drop", files=[SimpleUploadedFile("why.ogg", OGG, "audio/ogg")])
    wrong = spoken | {"files": [SimpleUploadedFile("why.txt", b"words", "text/plain")]}
    assert ana.post(address, wrong).status_code == 200
    assert ana.post(address, spoken).status_code == 302
    entry = CheckIn.objects.get()
    voice = GoalFile.objects.get()
    assert (entry.still, entry.line, voice.check_in, voice.by) == ("drop", "", entry, cast.ana)
