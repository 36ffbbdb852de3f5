"""Snow: first who is hit, then one button, and everybody is told once; the times of the clock stay."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from conferences import changes
from conferences.actions import shifts
from conferences.models import (
    Absence,
    Break,
    Busy,
    Interpreter,
    Notice,
    Place,
    Preference,
    Session,
    Shift,
    Window,
)
from tests import factories as f

NEW_YORK = ZoneInfo("America/New_York")
HOUR = datetime.timedelta(hours=1)


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


def at(day, hour, minute=0):
    return datetime.datetime.combine(day, datetime.time(hour, minute), NEW_YORK)


def coming(weekday=3, weeks=2):
    """A Thursday that is to come."""
    today = timezone.localdate()
    return today + datetime.timedelta(days=7 * weeks + (weekday - today.weekday()) % 7)


@pytest.fixture
def snow(world):
    """Ana at five and Ben at half past five in Room 12, with an interpreter for Ana's family; it snows."""
    world.school.timezone = "America/New_York"
    world.school.save()
    timezone.activate(NEW_YORK)
    world.day = coming()
    world.new_day = world.day + datetime.timedelta(days=1)
    Session.objects.filter(pk=world.session.pk).update(starts_at=at(world.day, 17), ends_at=at(world.day, 20))
    world.session.refresh_from_db()
    world.amina = Interpreter.objects.create(school=world.school, name="Amina Roble", languages=["Somali"])
    world.shift = Shift.objects.create(
        round=world.round, interpreter=world.amina, starts_at=at(world.day, 16), ends_at=at(world.day, 20)
    )
    world.rest = Break.objects.create(
        session=world.session, starts_at=at(world.day, 18), ends_at=at(world.day, 18, 10)
    )
    world.place = sit(world, world.conference, 17, interpreter=world.amina, confirmed_at=timezone.now())
    world.bens = f.ConferenceFactory(student=world.ben_student, round=world.round)
    sit(world, world.bens, 17, 30)
    yield world
    timezone.deactivate()


def sit(world, conference, hour, minute=0, session=None, **fields):
    session = session or world.session
    Place.objects.filter(conference=None).delete()
    starts = at(timezone.localdate(session.starts_at, NEW_YORK), hour, minute)
    return f.PlaceFactory(
        session=session, starts_at=starts, conference=conference, taken_at=timezone.now(), **fields
    )


def clock(row):
    row.refresh_from_db()
    return row.starts_at.astimezone(NEW_YORK), row.ends_at.astimezone(NEW_YORK)


def test_the_office_sees_whom_it_hits_before_anything_happens(snow, as_):
    Busy.objects.create(
        round=snow.round,
        student=snow.ana_student,
        starts_at=at(snow.new_day, 16),
        ends_at=at(snow.new_day, 18),
        line="match",
    )
    asked = {"old_day": snow.day.isoformat(), "day": snow.new_day.isoformat()}
    page = as_("cora").get(url("day_shift", snow.round.pk), asked)
    plan = page.context["plan"]
    assert [hit.conference for hit in plan.hits] == [snow.conference, snow.bens]
    assert [(hit.conference, hit.looks) for hit in plan.looks] == [
        (snow.conference, ["The student has something else then."])
    ]
    assert [(one.interpreter, one.count, one.is_there, one.is_taken) for one in plan.interpreters] == [
        (snow.amina, 1, False, False)
    ]
    assert (plan.families, plan.on_paper, plan.begun) == (2, 0, [])
    assert "2 conferences move to" in page.text
    assert clock(snow.session)[0] == at(snow.day, 17)  # a look moves nothing
    assert Notice.objects.count() == 0


def test_the_whole_day_moves_and_every_family_is_told_once(snow, as_):
    gym = f.SessionFactory(round=snow.round, room="Gym", starts_at=at(snow.day, 15), ends_at=at(snow.day, 17))
    other = f.SessionFactory(
        round=snow.round,
        room="Other day",
        starts_at=at(snow.day + datetime.timedelta(days=4), 15),
        ends_at=at(snow.day + datetime.timedelta(days=4), 17),
    )
    said = {
        "old_day": snow.day.isoformat(),
        "day": snow.new_day.isoformat(),
        "line": "Snow",
        "interpreters": [snow.amina.pk],
    }
    answer = as_("cora").post(url("day_shift", snow.round.pk), said)
    assert answer.url == url("round_changes", snow.round.pk)
    assert clock(snow.session) == (at(snow.new_day, 17), at(snow.new_day, 20))
    assert clock(gym) == (at(snow.new_day, 15), at(snow.new_day, 17))
    assert clock(other)[0].date() == snow.day + datetime.timedelta(days=4)
    assert clock(snow.place)[0] == at(snow.new_day, 17)
    assert (snow.place.interpreter, snow.place.confirmed_at) == (snow.amina, None)
    assert clock(snow.rest) == (at(snow.new_day, 18), at(snow.new_day, 18, 10))
    assert clock(snow.shift) == (at(snow.new_day, 16), at(snow.new_day, 20))
    told = Notice.objects.filter(adult=snow.mum).get()
    assert (told.kind, told.before, told.line) == ("moved", at(snow.day, 17), "Snow")
    assert set(Notice.objects.values_list("adult", flat=True)) >= {snow.mum.pk, snow.dad.pk}
    assert snow.ruth.pk not in Notice.objects.values_list("adult", flat=True)  # her guardianship has ended


def test_who_does_not_interpret_on_the_new_day_leaves_a_gap_to_fill(snow):
    shifts.shift_day(snow.round, [snow.session], day=snow.new_day, by=snow.cora)
    snow.place.refresh_from_db()
    assert snow.place.interpreter is None
    assert clock(snow.shift)[0] == at(snow.day, 16)  # she comes on the day that she said


def test_an_interpreter_of_one_room_keeps_her_hours_for_the_others(snow):
    shifts.shift_day(snow.round, [snow.session], day=snow.new_day, by=snow.cora, interpreters=[snow.amina])
    assert clock(snow.shift)[0] == at(snow.day, 16)
    assert Shift.objects.exclude(pk=snow.shift.pk).get().starts_at == at(snow.new_day, 16)
    with pytest.raises(ValidationError, match="changed meanwhile"):  # tapped twice, it goes once
        shifts.shift_day(snow.round, [snow.session], day=snow.new_day, by=snow.cora)
    snow.session.refresh_from_db()
    # Taken back, she has her hours there already.
    shifts.shift_day(snow.round, [snow.session], day=snow.day, by=snow.cora, interpreters=[snow.amina])
    assert Shift.objects.count() == 2


def test_an_interpreter_who_is_elsewhere_then_cannot_come(snow):
    other = f.SessionFactory(
        round=snow.round, room="Gym", starts_at=at(snow.new_day, 17), ends_at=at(snow.new_day, 20)
    )
    student = f.StudentFactory(school=snow.school)
    conference = f.ConferenceFactory(student=student, round=snow.round)
    sit(snow, conference, 17, 10, session=other, interpreter=snow.amina)
    plan = changes.shift_plan(snow.round, [snow.session], snow.new_day)
    assert [one.is_taken for one in plan.interpreters] == [True]
    shifts.shift_day(snow.round, [snow.session], day=snow.new_day, by=snow.cora, interpreters=[snow.amina])
    snow.place.refresh_from_db()
    assert snow.place.interpreter is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (datetime.date(2027, 3, 12), datetime.date(2027, 3, 15)),  # the clocks go forward in between
        (datetime.date(2027, 11, 5), datetime.date(2027, 11, 8)),  # and back
    ],
)
def test_the_clock_stays_when_the_clocks_change(snow, old, new):
    """From 20:00 it is midnight in UTC, too: the day is the school's."""
    Session.objects.filter(pk=snow.session.pk).update(starts_at=at(old, 18), ends_at=at(old, 21))
    Place.objects.filter(pk=snow.place.pk).update(starts_at=at(old, 20), ends_at=at(old, 20, 20))
    snow.session.refresh_from_db()
    assert changes.days_of(snow.round) == [old]
    assert list(changes.sessions_on(snow.round, old)) == [snow.session]
    shifts.shift_day(snow.round, [snow.session], day=new, by=snow.cora)
    assert clock(snow.session) == (at(new, 18), at(new, 21))
    assert clock(snow.place) == (at(new, 20), at(new, 20, 20))


def test_a_room_in_which_something_has_begun_stays(snow, as_):
    gym = f.SessionFactory(round=snow.round, room="Gym", starts_at=at(snow.day, 15), ends_at=at(snow.day, 17))
    student = f.StudentFactory(school=snow.school)
    live = f.ConferenceFactory(student=student, round=snow.round, state="live", started_at=timezone.now())
    sit(snow, live, 15, session=gym)
    asked = {"old_day": snow.day.isoformat(), "day": snow.new_day.isoformat()}
    page = as_("cora").get(url("day_shift", snow.round.pk), asked)
    assert page.context["plan"].begun == [gym]
    assert "so these rooms stay" in page.text
    as_("cora").post(url("day_shift", snow.round.pk), asked)
    assert clock(gym)[0] == at(snow.day, 15)
    assert clock(snow.session)[0] == at(snow.new_day, 17)
    with pytest.raises(ValidationError, match="have begun"):
        shifts.shift_day(snow.round, [gym], day=snow.new_day, by=snow.cora)


def test_people_who_must_not_meet_are_never_moved_together(snow, as_):
    """Ben's father is kept away from Ana, and has another child at that time on the new day."""
    f.GuardianshipFactory(adult=snow.dad, student=snow.ana_student, restricted=True)
    there = f.SessionFactory(
        round=snow.round, room="Gym", starts_at=at(snow.new_day, 17), ends_at=at(snow.new_day, 20)
    )
    sibling = f.StudentFactory(school=snow.school)
    f.GuardianshipFactory(adult=snow.dad, student=sibling)
    sit(snow, f.ConferenceFactory(student=sibling, round=snow.round), 17, 10, session=there)
    asked = {"day": snow.new_day.isoformat()}
    page = as_("cora").get(url("session_shift", snow.session.pk), asked)
    assert [hit.conference for hit in page.context["plan"].clashes] == [snow.conference]
    refused = as_("cora").post(url("session_shift", snow.session.pk), asked)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["day"])
    assert clock(snow.session)[0] == at(snow.day, 17)


def test_what_somebody_should_look_at_is_said(snow):
    """Away without a stand-in, a family that cannot come, and one with two children at once."""
    Absence.objects.create(
        round=snow.round,
        advisor=snow.bo,
        starts_at=at(snow.new_day, 0),
        ends_at=at(snow.new_day, 23),
        by=snow.cora,
    )
    home = Preference.objects.create(
        school=snow.school, round=snow.round, household=snow.household, by=snow.mum
    )
    Window.objects.create(preference=home, starts_at=at(snow.day, 17), ends_at=at(snow.day, 18))
    there = f.SessionFactory(
        round=snow.round, room="Gym", starts_at=at(snow.new_day, 17), ends_at=at(snow.new_day, 20)
    )
    sibling = f.StudentFactory(school=snow.school)
    f.GuardianshipFactory(adult=snow.mum, student=sibling, household=snow.household)
    sit(snow, f.ConferenceFactory(student=sibling, round=snow.round), 17, 10, session=there)

    def looks():
        plan = changes.shift_plan(snow.round, [snow.session], snow.new_day)
        return {hit.conference: hit.looks for hit in plan.hits}

    away, cannot = "Her advisor is away then.", "The family said that they cannot come then."
    two = "The family has another conference then."
    assert looks() == {snow.conference: [away, cannot, two], snow.bens: [away]}
    for early, answer in ((at(snow.day, 18).time(), cannot), (at(snow.day, 9).time(), None)):
        Preference.objects.update(any_time=True, not_before=early)
        assert looks()[snow.conference] == [away, *([answer] if answer else []), two]
    Absence.objects.update(stand_in=snow.ida)
    assert looks()[snow.bens] == []


def test_days_that_cannot_be_are_refused_beside_the_field(snow, as_):
    client, page = as_("cora"), url("day_shift", snow.round.pk)
    for day in ("2020-01-01", "9020-01-01", snow.day.isoformat()):
        refused = client.post(page, {"old_day": snow.day.isoformat(), "day": day})
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["day"])
    assert client.get(page, {"old_day": snow.day.isoformat(), "day": "x"}).status_code == 200
    assert client.get(url("round_changes", snow.round.pk)).status_code == 200
    Session.objects.all().delete()
    assert "no days yet" in client.get(page).text
