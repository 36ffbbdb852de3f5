"""Lengths by grade, breaks, copies, the calendar, and a clock that is put forward or back."""

import datetime
from itertools import pairwise
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from conferences import tasks
from conferences.actions import milestones, notices, rounds, states
from conferences.models import Conference, Milestone, Notice, Round
from tests import factories as f

NEW_YORK = ZoneInfo("America/New_York")


def at(*when, zone=NEW_YORK):
    return datetime.datetime(*when, tzinfo=zone)


@pytest.fixture
def draft(cast):
    """Ana is in grade 3; Ben is in kindergarten here, in an advisory of his own."""
    cast.round = f.RoundFactory(school=cast.school, name="Fall", state="draft", asks_first=True)
    cast.ben_student.grade, cast.ben_student.advisory = 0, cast.other_advisory
    cast.ben_student.save()
    with timezone.override(cast.school.timezone):
        yield cast


def add(draft, starts_at, hours=2, **fields):
    fields = {"room": "Gym", "capacity": 1, "ends_at": starts_at + datetime.timedelta(hours=hours)} | fields
    return rounds.add_session(draft.round, by=draft.cora, starts_at=starts_at, **fields)


def clocks(session):
    """When places begin and end, on the clock of the wall."""
    return [
        (
            timezone.localtime(place.starts_at).strftime("%H:%M"),
            timezone.localtime(place.ends_at).strftime("%H:%M"),
        )
        for place in session.places.order_by("starts_at", "table")
    ]


def test_each_grade_has_its_length_and_a_room_that_of_who_meets_there(draft):
    session = add(draft, at(2026, 12, 3, 17), advisories=[draft.other_advisory])
    assert clocks(session)[:2] == [("17:00", "17:20"), ("17:25", "17:45")]
    rounds.edit_round(draft.round, by=draft.cora, lengths={(0, 2): 45})
    assert clocks(session) == [("17:00", "17:45"), ("17:50", "18:35")]
    draft.round = Round.objects.get(pk=draft.round.pk)
    everybody = add(draft, at(2026, 12, 3, 17), hours=1, room="Hall")
    assert clocks(everybody) == [("17:00", "17:20"), ("17:25", "17:45")]
    own = add(draft, at(2026, 12, 3, 17), hours=1, room="Library", minutes=30)
    assert clocks(own) == [("17:00", "17:30")]
    nobody = add(
        draft, at(2026, 12, 3, 17), hours=1, room="Den", advisories=[f.AdvisoryFactory(school=draft.school)]
    )
    assert clocks(nobody)[0] == ("17:00", "17:20")
    states.publish_round(draft.round, by=draft.cora)
    assert dict(Conference.objects.values_list("student__grade", "minutes")) == {
        0: 45,
        draft.ana_student.grade: 20,
    }


def test_twice_as_long_stays_twice_as_long(draft):
    states.publish_round(draft.round, by=draft.cora)
    ben = Conference.objects.select_related("round", "student").get(student=draft.ben_student)
    rounds.set_double_time(ben, double=True, by=draft.cora)
    unknown = f.ConferenceFactory(
        student=f.StudentFactory(school=draft.school, grade=None), round=draft.round
    )
    rounds.edit_round(draft.round, by=draft.cora, minutes=25, lengths={(0, 2): 40})
    ben.refresh_from_db()
    unknown.refresh_from_db()
    assert (ben.minutes, unknown.minutes) == (80, 25)
    ben = Conference.objects.select_related("round", "student").get(pk=ben.pk)
    rounds.set_double_time(ben, double=False, by=draft.cora)
    ben.refresh_from_db()
    assert ben.minutes == 40


def test_no_place_reaches_into_a_break(draft):
    pause = (at(2026, 12, 3, 17, 40), at(2026, 12, 3, 18))
    session = add(draft, at(2026, 12, 3, 17), breaks=[pause])
    assert clocks(session) == [("17:00", "17:20"), ("18:00", "18:20"), ("18:25", "18:45")]
    fields = {"room": "Gym", "starts_at": session.starts_at, "ends_at": session.ends_at, "capacity": 1}
    rounds.edit_session(session, by=draft.cora, **fields)
    assert len(clocks(session)) == 3
    rounds.edit_session(session, by=draft.cora, breaks=(), **fields)
    assert len(clocks(session)) == 5


def test_copies_keep_the_clock_and_leave_out_rooms_that_are_there(draft):
    """On March 14, 2027 the clock is put forward: five o'clock stays five o'clock."""
    pause = (at(2027, 3, 11, 18), at(2027, 3, 11, 18, 30))
    session = add(draft, at(2027, 3, 11, 17), kind="remote", breaks=[pause], advisories=[draft.advisory])
    assert rounds.copy_sessions(draft.round, [session], days=7, by=draft.cora) == 1
    copied = draft.round.sessions.exclude(pk=session.pk).get()
    assert copied.starts_at == at(2027, 3, 18, 17)
    assert copied.ends_at - copied.starts_at == datetime.timedelta(hours=2)
    assert (clocks(copied), copied.kind) == (clocks(session), "remote")
    assert list(copied.advisories.all()) == [draft.advisory]
    assert rounds.copy_sessions(draft.round, [session], days=7, by=draft.cora) == 0


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        ((2026, 11, 1), ["00:30", "00:55", "01:20", "01:45", "01:10", "01:35", "02:00", "02:25"]),
        ((2027, 3, 14), ["00:30", "00:55", "01:20", "01:45", "03:10", "03:35"]),
    ],
)
def test_a_clock_that_changes_inside_a_session(draft, day, starts):
    """Every conference has its full minutes, and no hour is there twice or lost, whatever the wall says."""
    ends = at(*day, 3, 0) if day[1] == 11 else at(*day, 4, 0)
    session = rounds.add_session(
        draft.round, by=draft.cora, room="Gym", capacity=1, starts_at=at(*day, 0, 30), ends_at=ends
    )
    places = list(session.places.order_by("starts_at"))
    assert [clock for clock, _end in clocks(session)] == starts
    assert {place.ends_at - place.starts_at for place in places} == {datetime.timedelta(minutes=20)}
    gaps = {after.starts_at - place.ends_at for place, after in pairwise(places)}
    assert gaps == {datetime.timedelta(minutes=5)}


def test_the_calendar_is_counted_from_the_first_day_on_the_schools_clock(draft):
    """Thursday evening in Honolulu is Friday at Greenwich: the school's day counts."""
    draft.school.timezone = "Pacific/Honolulu"
    draft.school.save()
    draft.round.refresh_from_db()
    honolulu = ZoneInfo("Pacific/Honolulu")
    add(draft, at(2027, 12, 2, 17, zone=honolulu))
    days = dict(draft.round.milestones.values_list("kind", "day"))
    assert len(days) == len(Milestone.Kind)
    assert days["days"] == datetime.date(2027, 12, 2)
    assert days["stays"] == datetime.date(2027, 12, 1)
    assert days["thanks"] == datetime.date(2027, 12, 6)  # the Saturday after becomes a Monday
    assert days["times"] == datetime.date(2027, 11, 19)
    assert not [day for day in days.values() if day.weekday() >= 5]


def test_without_asking_first_there_is_no_day_to_answer(draft):
    Round.objects.filter(pk=draft.round.pk).update(asks_first=False)
    draft.round.refresh_from_db()
    milestones.count_again(draft.round, by=draft.cora)
    assert not draft.round.milestones.exists()  # no day yet to count from
    add(draft, at(2027, 12, 2, 17))
    assert not {"ask", "answer", "times", "confirm"} & set(
        draft.round.milestones.values_list("kind", flat=True)
    )


def test_the_school_changes_its_calendar_and_counts_it_again(draft):
    session = add(draft, at(2027, 12, 2, 17))
    letter, day = datetime.date(2027, 10, 1), datetime.date(2027, 12, 2)
    kept = draft.round.milestones.get(kind="thanks")
    days = {
        "letter": (letter, "By Ida"),
        "invite": (None, ""),
        "thanks": (kept.day, kept.line),
        "check_in": (draft.round.milestones.get(kind="check_in").day, "Ask twice"),
    }
    milestones.save_calendar(draft.round, days, by=draft.cora)
    assert (
        draft.round.milestones.get(kind="letter").day,
        draft.round.milestones.get(kind="letter").line,
    ) == (letter, "By Ida")
    assert not draft.round.milestones.filter(kind="invite").exists()
    milestones.save_calendar(draft.round, {"invite": (letter, "")}, by=draft.cora)
    assert draft.round.milestones.get(kind="invite").day == letter
    moved = session.starts_at + datetime.timedelta(days=7)
    draft.round.sessions.update(starts_at=moved, ends_at=moved + datetime.timedelta(hours=2))
    milestones.count_again(draft.round, by=draft.cora)
    assert draft.round.milestones.get(kind="days").day == day + datetime.timedelta(days=7)
    assert draft.round.milestones.get(kind="letter").line == "By Ida"


def test_the_office_hears_once_what_is_due(draft, run_jobs):
    draft.cora.email = "cora@school.example"
    draft.cora.save()
    today = timezone.localdate()
    soon = today + datetime.timedelta(days=1)
    Round.objects.filter(pk=draft.round.pk).update(state="published")
    due = Milestone.objects.create(round=draft.round, kind="invite", day=today, line="Ask Ida")
    Milestone.objects.create(round=draft.round, kind="lessons", day=soon)
    old = Milestone.objects.create(round=draft.round, kind="letter", day=today - datetime.timedelta(days=4))
    tasks.sweep_rounds()
    run_jobs()
    tasks.sweep_rounds()
    run_jobs()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([draft.cora.email], "Fall: Invitations leave")
    ]
    assert "Ask Ida" in mail.outbox[0].body
    assert milestones.remind_office(due.pk) == 0
    old.refresh_from_db()
    assert old.reminded_at is not None
    closed = f.RoundFactory(school=draft.school, state="closed")
    assert milestones.remind_office(Milestone.objects.create(round=closed, kind="invite", day=today).pk) == 0


def test_a_day_that_is_over_when_it_is_written_down_reminds_nobody(draft):
    add(draft, timezone.now().replace(microsecond=0) + datetime.timedelta(days=3))
    states_of = dict(draft.round.milestones.values_list("kind", "reminded_at"))
    assert states_of["letter"] is not None
    assert states_of["days"] is None


# States


def test_a_round_that_asks_first_goes_through_all_its_states(draft):
    Round.objects.filter(pk=draft.round.pk).update(state="published")
    with pytest.raises(ValidationError, match="Add the days"):
        states.ask_round(draft.round, by=draft.cora)
    add(draft, timezone.now().replace(microsecond=0) + datetime.timedelta(days=9))
    Round.objects.filter(pk=draft.round.pk).update(state="draft")
    for step, state in (
        (states.plan_round, "co_design"),
        (states.publish_round, "published"),
        (states.ask_round, "preferences"),
        (states.schedule_round, "scheduled"),
        (states.prepare_round, "preparing"),
        (states.open_round, "open"),
    ):
        step(draft.round, by=draft.cora)
        draft.round.refresh_from_db()
        assert (draft.round.state, draft.round.steps[draft.round.place_in_steps]) == (state, state)
        with pytest.raises(ValidationError):
            step(draft.round, by=draft.cora)
    for state in ("preparing", "scheduled", "preferences", "published", "co_design", "draft"):
        states.step_back(draft.round, seen=draft.round.state, by=draft.cora)
        draft.round.refresh_from_db()
        assert draft.round.state == state
    for seen in ("draft", "open"):
        with pytest.raises(ValidationError, match="moved on"):
            states.step_back(draft.round, seen=seen, by=draft.cora)


def test_families_are_told_once_that_they_are_asked(draft, mailoutbox):
    """Whoever decides for a student, of those who join later too; nobody who is not asked after all."""
    add(draft, timezone.now().replace(microsecond=0) + datetime.timedelta(days=9))
    f.GuardianshipFactory(adult=draft.ruth, student=draft.ben_student, may_decide=False)
    states.publish_round(draft.round, by=draft.cora)
    asked = Notice.objects.owed().filter(kind="asked").order_by("adult__first_name")
    for _again in range(2):
        assert not asked.exists()
        states.ask_round(draft.round, by=draft.cora)
        assert [notice.adult.first_name for notice in asked.all()] == ["Dad", "Mum"]
        states.step_back(draft.round, seen="preferences", by=draft.cora)
    states.ask_round(draft.round, by=draft.cora)
    draft.round.refresh_from_db()
    cyd = f.StudentFactory(school=draft.school, grade=5, advisory=draft.advisory)
    f.GuardianshipFactory(adult=draft.ruth, student=cyd)
    states.enroll_students(draft.round, by=draft.cora)
    asked.update(due_at=timezone.now())
    assert notices.deliver_due(draft.school.pk) == 3
    assert {mail.to[0] for mail in mailoutbox} == {draft.mum.email, draft.dad.email, draft.ruth.email}
    assert not asked.exists()


def test_a_round_in_which_families_choose_is_not_asked(draft):
    Round.objects.filter(pk=draft.round.pk).update(asks_first=False, state="scheduled")
    draft.round.refresh_from_db()
    assert (draft.round.step_before, draft.round.place_in_steps) == ("published", 2)
    Round.objects.filter(pk=draft.round.pk).update(state="published")
    with pytest.raises(ValidationError, match="choose a time themselves"):
        states.ask_round(draft.round, by=draft.cora)
    states.prepare_round(draft.round, by=draft.cora)
    draft.round.refresh_from_db()
    assert draft.round.state == "preparing"


def began(draft):
    f.ConferenceFactory(student=draft.ana_student, round=draft.round, state="building")


def invited(draft):
    f.ConferenceFactory(student=draft.ana_student, round=draft.round)
    f.InvitationFactory(guardianship=draft.guardianship, school=draft.school)


def seated(draft):
    conference = f.ConferenceFactory(student=draft.ana_student, round=draft.round)
    session = f.SessionFactory(round=draft.round)
    f.PlaceFactory(session=session, conference=conference, taken_at=timezone.now())


def held(draft):
    now = timezone.now()
    f.ConferenceFactory(
        student=draft.ana_student, round=draft.round, state="held", started_at=now, ended_at=now
    )


@pytest.mark.parametrize(
    ("state", "done", "words"),
    [
        ("published", began, "have begun already"),
        ("published", invited, "are invited already"),
        ("scheduled", seated, "know their times"),
        ("open", held, "have been held"),
    ],
)
def test_no_step_back_takes_anything_from_anybody(draft, state, done, words):
    Round.objects.filter(pk=draft.round.pk).update(state=state)
    draft.round.refresh_from_db()
    done(draft)
    with pytest.raises(ValidationError, match=words):
        states.step_back(draft.round, seen=state, by=draft.cora)
    draft.round.refresh_from_db()
    assert draft.round.state == state


@pytest.mark.parametrize(("state", "asks"), [("preparing", True), ("published", False)])
def test_a_round_opens_by_itself_on_its_first_day(draft, state, asks):
    add(draft, timezone.now().replace(microsecond=0) + datetime.timedelta(hours=26))
    waiting = Round.objects.filter(pk=draft.round.pk)
    waiting.update(state=state, asks_first=asks)
    tasks.sweep_rounds()
    assert waiting.get().state == state
    assert not states.open_on_first_day(waiting.get())
    draft.round.sessions.update(starts_at=timezone.now() - datetime.timedelta(minutes=1))
    seen = waiting.get()
    tasks.sweep_rounds()
    assert waiting.get().state == "open"
    assert not states.open_on_first_day(seen)  # somebody was quicker


def test_tomorrow_evening_at_greenwich_may_be_today_at_school(draft):
    """Kiritimati is fourteen hours ahead: its morning is the evening before, at Greenwich."""
    school = SimpleNamespace(timezone="Pacific/Kiritimati")
    noon = at(2026, 12, 3, 23, zone=datetime.UTC)
    assert timezone.localdate(noon, milestones.clock_of(school)) == datetime.date(2026, 12, 4)


def test_session_copy_takes_days_of_this_round_or_an_earlier_one(draft, as_):
    add(draft, at(2026, 12, 3, 17))
    last_year = f.RoundFactory(school=draft.school, name="Last year", state="closed")
    f.SessionFactory(round=last_year, room="Den")
    f.SessionFactory(round=f.RoundFactory(school=draft.oak, name="Oak round"), room="Far")
    client, page = as_("cora"), reverse("conferences:session_copy", args=[draft.round.pk])
    names = [label for _key, label in client.get(page).context["form"].fields["source"].choices]
    assert names[0] == "Fall: all days"
    assert "Last year: all days" in names
    assert not [name for name in names if "Oak" in name]
    day = timezone.localdate() + datetime.timedelta(days=40)
    old = client.post(page, {"source": f"round-{last_year.pk}", "day": "2020-01-01"})
    assert (old.status_code, list(old.context["form"].errors)) == (422, ["day"])
    client.post(page, {"source": f"round-{last_year.pk}", "day": str(day)})
    copied = draft.round.sessions.get(room="Den")
    assert timezone.localdate(copied.starts_at) == day


def test_the_page_of_the_calendar_saves_and_refuses(draft, as_):
    add(draft, at(2027, 12, 2, 17))
    client, page = as_("cora"), reverse("conferences:milestone_list", args=[draft.round.pk])
    refused = client.post(page, {"day_letter": "0202-10-01"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["day_letter"])
    client.post(page, {"day_letter": "2027-10-01", "line_letter": "By Ida"})
    assert [(row.kind, row.line) for row in draft.round.milestones.all()] == [("letter", "By Ida")]
    client.post(reverse("conferences:milestone_count", args=[draft.round.pk]))
    assert draft.round.milestones.count() == len(Milestone.Kind)


def test_a_room_has_breaks_a_kind_and_a_length_of_its_own(draft, as_):
    client, page = as_("cora"), reverse("conferences:session_add", args=[draft.round.pk])
    room = {"room": "Den", "day": "2026-12-03", "begins": "17:00", "ends": "19:00", "capacity": 3}
    for pauses in ("18:00", "18:20-18:00", "16:00-16:30", "18:00Z-18:20"):
        refused = client.post(page, room | {"pauses": pauses})
        assert list(refused.context["form"].errors) == ["pauses"]
    client.post(page, room | {"pauses": "18–18:30", "kind": "solo", "minutes": 30})
    session = draft.round.sessions.get()
    assert (session.kind, session.capacity, session.minutes) == ("solo", 1, 30)
    assert clocks(session) == [("17:00", "17:30"), ("18:30", "19:00")]
    edit = reverse("conferences:session_edit", args=[session.pk])
    assert client.get(edit).context["form"].initial["pauses"] == "18:00-18:30"


def test_lengths_and_ways_are_kept_as_the_office_writes_them(draft, as_):
    client, page = as_("cora"), reverse("conferences:round_edit", args=[draft.round.pk])
    words = {"name": "Fall", "grade_low": 0, "grade_high": 12, "minutes": 20, "turnover": 5}
    client.post(page, words | {"asks_first": "no", "length_0": 45, "travel": 8})
    draft.round = Round.objects.get(pk=draft.round.pk)
    assert (draft.round.asks_first, draft.round.travel, draft.round.changes) == (False, 8, 3)
    assert draft.round.lengths_by_grade == {0: 45, 1: 45, 2: 45}
    assert client.get(page).context["form"].fields["length_0"].initial == 45
    assert draft.round.minutes_of(3) == 20


def test_the_buttons_of_a_round_lead_on_and_back(draft, as_):
    client = as_("cora")
    add(draft, timezone.now().replace(microsecond=0) + datetime.timedelta(days=9))

    def press(name, **data):
        client.post(reverse(f"conferences:{name}", args=[draft.round.pk]), data)
        return Round.objects.get(pk=draft.round.pk).state

    steps = ("round_plan", "round_publish", "round_ask", "round_schedule", "round_prepare")
    assert [press(step) for step in steps] == [
        "co_design",
        "published",
        "preferences",
        "scheduled",
        "preparing",
    ]
    assert press("round_back", seen="nowhere") == "preparing"
    assert press("round_back", seen="preparing") == "scheduled"
