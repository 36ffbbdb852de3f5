"""What the timetable's engine is asked: the round as the database knows it."""

import datetime

import pytest
from django.utils import timezone

from conferences.models import Absence, Busy, Conference, Interpreter, Load, Preference, Shift, Window
from conferences.timetable.problem import Advisor, Apart, Spell, Spot
from conferences.timetable.problem import Interpreter as Speaker
from conferences.timetable.problem import Window as Time
from conferences.timetables.clock import minute
from conferences.timetables.languages import tongue
from conferences.timetables.standing import standing_of, weights_of
from conferences.timetables.windows import common, merged
from tests import factories as f
from tests.conferences.evenings import DAY, at, make_evening, prefer


@pytest.fixture
def evening(cast):
    return make_evening(cast)


def units(problem):
    return {family.id: family for family in problem.families}


def meeting(problem, conference):
    return next(one for unit in problem.families for one in unit.meetings if one.id == conference.pk)


def test_a_round_without_answers_is_asked_whole(cast, evening):
    standing = standing_of(evening.round)
    problem = standing.problem
    [room] = problem.rooms
    assert (room.id, room.name, room.day, room.tables) == (evening.session.pk, "Room 12", f"{DAY}.1", 2)
    assert room.starts == tuple(minute(at(16, m)) for m in (0, 25, 50)) + tuple(
        minute(at(17, m)) for m in (15, 40)
    )
    assert (problem.walk, problem.pause, problem.near, problem.locked) == (5, 5, {}, {})
    assert problem.advisors == [
        Advisor(cast.advisory.pk, at_once=4, rooms=frozenset({evening.session.pk}), away=())
    ]
    home = units(problem)[f"('household', {cast.household.pk})"]
    assert (home.windows, home.siblings, [one.id for one in home.meetings]) == (None, "row", [evening.ana.pk])
    assert [standing.said(key) for key in (evening.ana.pk, evening.ben.pk)] == [False, False]
    asked = meeting(problem, evening.ana)
    assert (asked.minutes, asked.language, asked.double, asked.way, asked.solo) == (
        20,
        "",
        False,
        "school",
        False,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_larger_round_costs_no_more_questions(cast, evening, django_assert_num_queries, count):
    for number in range(count):
        student = f.StudentFactory(school=cast.school, advisory=cast.advisory)
        adult = f.UserFactory(school=cast.school, role="family", first_name=f"Adult {number}")
        home = f.HouseholdFactory(school=cast.school, name=f"Home {number}")
        f.GuardianshipFactory(adult=adult, student=student, household=home)
        f.ConferenceFactory(round=evening.round, student=student)
        f.SessionFactory(round=evening.round, room=f"Room {number}")
        prefer(evening.round, home, adult, (at(16), at(17), True))
    with django_assert_num_queries(5):
        standing_of(evening.round)


def test_answers_become_times_on_the_clock_of_the_school(cast, evening):
    later = f.SessionFactory(round=evening.round, starts_at=at(16, day=1), ends_at=at(18, day=1))
    said = prefer(
        evening.round, cast.household, cast.mum, (at(16), at(16, 30), False), (at(16, 30), at(17), True)
    )

    def home():
        return next(
            one.windows for one in standing_of(evening.round).problem.families if "household" in one.id
        )

    assert home() == (
        Time(minute(at(16, 30)), minute(at(17)), 0),
        Time(minute(at(16)), minute(at(17)), 1),
    )
    said.windows.update(best=False)
    assert home() == (Time(minute(at(16)), minute(at(17)), 0),)
    said.windows.all().delete()
    assert home() == ()  # she said of no time that it will do
    Preference.objects.filter(pk=said.pk).update(any_time=True)
    assert home() is None
    Preference.objects.filter(pk=said.pk).update(not_before=datetime.time(17))
    assert home() == (
        Time(minute(at(17)), minute(at(18)), 0),
        Time(minute(at(17, day=1)), minute(later.ends_at), 0),
    )


def test_what_a_family_asks_for_and_what_the_school_knows(cast, evening):
    said = prefer(
        evening.round,
        cast.household,
        cast.mum,
        any_time=True,
        siblings="any",
        way="remote",
        interpreter=True,
        interpreter_language="Somali",
    )
    f.SessionFactory(round=evening.round, kind="remote", minutes=15, starts_at=at(16), ends_at=at(17))
    evening.round.lengths.create(grade_low=4, grade_high=6, minutes=30)
    person = Interpreter.objects.create(school=cast.school, name="Sahra", languages=["Somali"])
    Busy.objects.create(round=evening.round, student=cast.ana_student, starts_at=at(16), ends_at=at(17))
    evening.ana.please_meet, evening.ana.way = True, "solo"
    evening.ana.save()
    standing = standing_of(evening.round)
    asked = meeting(standing.problem, evening.ana)
    assert (asked.minutes, asked.language, asked.double, asked.way) == (30, "", True, "remote")
    assert (asked.solo, asked.please, asked.busy) == (True, True, (Spell(minute(at(16)), minute(at(17))),))
    assert standing.untold == {"somali": [evening.ana.pk]}
    assert units(standing.problem)[f"('household', {cast.household.pk})"].siblings == "any"
    Shift.objects.create(round=evening.round, interpreter=person, starts_at=at(16), ends_at=at(18))
    standing = standing_of(evening.round)
    assert (meeting(standing.problem, evening.ana).language, standing.untold) == ("somali", {})
    spells = (Spell(minute(at(16)), minute(at(18))),)
    assert standing.problem.interpreters == [Speaker(person.pk, frozenset({"somali"}), spells)]
    evening.round.sessions.filter(kind="remote").delete()
    assert meeting(standing_of(evening.round).problem, evening.ana).way == "either"
    Preference.objects.filter(pk=said.pk).update(way="school")
    assert meeting(standing_of(evening.round).problem, evening.ana).way == "school"


def test_a_home_language_is_interpreted_where_the_school_says_so(cast, evening):
    cast.household.needs_interpreter, cast.household.language = True, "ar"
    cast.household.save()
    assert standing_of(evening.round).untold == {"ar": [evening.ana.pk]}
    assert [tongue(name) for name in (" Arabic", "العربيّة", "AR", "Kinyarwanda")] == [
        "ar",
        "ar",
        "ar",
        "kinyarwanda",
    ]


@pytest.mark.parametrize(("kept", "minutes"), [(False, 20), (True, 40)])
def test_the_longer_time_goes_with_the_interpreter(cast, evening, kept, minutes):
    """Whoever answers now that nobody is needed; a time that the office keeps stays as long as it is."""
    sagal = Interpreter.objects.create(school=cast.school, name="Sagal", languages=["Somali"])
    f.PlaceFactory(
        session=evening.session,
        starts_at=at(17, 40),
        ends_at=at(18, 20),
        table=2,
        conference=evening.ana,
        taken_at=timezone.now(),
        interpreter=sagal,
        locked=kept,
    )
    Conference.objects.filter(pk=evening.ana.pk).update(minutes=40)
    assert meeting(standing_of(evening.round).problem, evening.ana).minutes == minutes


def test_two_homes_come_together_when_both_can(cast, evening):
    dads = f.HouseholdFactory(school=cast.school, name="Dad")
    f.GuardianshipFactory(adult=cast.dad, student=cast.ana_student, household=dads)
    prefer(evening.round, cast.household, cast.mum, (at(16), at(17), True))
    prefer(evening.round, dads, cast.dad, (at(16, 30), at(18), False), siblings="at_once")
    problem = standing_of(evening.round).problem
    both = next(unit for unit in problem.families if unit.meetings[0].id == evening.ana.pk)
    assert both.windows == (Time(minute(at(16, 30)), minute(at(17)), 0),)
    assert both.siblings == "row"
    assert problem.apart == [Apart(frozenset({evening.ana.pk, evening.ben.pk}))]  # Dad has two children


def test_adults_whom_the_school_keeps_apart_never_meet(cast, evening):
    f.GuardianshipFactory(adult=cast.dad, student=cast.ana_student, restricted=True)
    assert standing_of(evening.round).problem.apart == [
        Apart(frozenset({evening.ana.pk, evening.ben.pk}), gap=15)
    ]


def test_a_student_of_two_homes_is_at_one_table_at_a_time(cast, evening):
    dads = f.HouseholdFactory(school=cast.school, name="Dad")
    f.GuardianshipFactory(adult=cast.dad, student=cast.ana_student, household=dads)
    hers = f.ConferenceFactory(round=evening.round, student=cast.ana_student, household=dads)
    f.GuardianshipFactory.create(adult=cast.ida, student=cast.ana_student, household=dads)
    prefer(evening.round, dads, cast.dad, any_time=True, siblings="at_once")
    problem = standing_of(evening.round).problem
    assert problem.apart == [Apart(frozenset({evening.ana.pk, hers.pk}), gap=15)]
    assert units(problem)[f"('household', {dads.pk})"].siblings == "at_once"


def test_advisors_loads_and_absences(cast, evening):
    Load.objects.create(round=evening.round, advisory=cast.advisory, at_once=2)
    away = Absence.objects.create(
        round=evening.round, advisor=cast.bo, starts_at=at(16), ends_at=at(17), by=cast.cora
    )

    def lead():
        return standing_of(evening.round).problem.advisors[0]

    assert (lead().at_once, lead().away) == (2, (Spell(minute(at(16)), minute(at(17))),))
    cast.advisory.advisors.add(cast.ida)  # she is there meanwhile
    assert lead().away == ()
    Absence.objects.create(
        round=evening.round, advisor=cast.ida, starts_at=at(16, 30), ends_at=at(18), by=cast.cora
    )
    assert lead().away == (Spell(minute(at(16, 30)), minute(at(17))),)
    Absence.objects.filter(pk=away.pk).update(stand_in=cast.cora)
    assert lead().away == ()


def test_who_leads_two_advisories_alone_is_in_one_room_at_a_time(cast, evening):
    more = f.AdvisoryFactory(school=cast.school, advisors=[cast.bo])
    student = f.StudentFactory(school=cast.school, advisory=more)
    hers = f.ConferenceFactory(round=evening.round, student=student)
    nobodys = f.ConferenceFactory(round=evening.round, student=f.StudentFactory(school=cast.school))
    other = f.SessionFactory(round=evening.round, room="Gym", starts_at=at(16), ends_at=at(18))
    other.advisories.add(more)
    evening.session.advisories.add(cast.advisory)
    problem = standing_of(evening.round).problem
    assert [(one.id, one.rooms) for one in problem.advisors] == [
        (0, frozenset()),
        (cast.advisory.pk, frozenset({evening.session.pk, other.pk})),
    ]
    assert meeting(problem, hers).rooms == frozenset({other.pk})
    assert meeting(problem, nobodys).advisor == 0


def test_what_has_begun_or_is_kept_stays(cast, evening):
    place = f.PlaceFactory(
        session=evening.session,
        starts_at=at(16, 25),
        ends_at=at(16, 45),
        table=2,
        conference=evening.ana,
        taken_at=timezone.now(),
        locked=True,
    )
    spot = Spot(evening.session.pk, minute(at(16, 25)), minute(at(16, 45)), 2, None)
    standing = standing_of(evening.round, repairs=True)
    assert (standing.problem.locked, standing.problem.near) == ({evening.ana.pk: spot},) * 2
    type(place).objects.filter(pk=place.pk).update(locked=False)
    unlocked = standing_of(evening.round)
    assert (unlocked.problem.locked, unlocked.problem.near) == ({}, {})
    assert unlocked.digest != standing.digest
    proposal = f.TimetableFactory(round=evening.round, by=cast.cora)
    f.AssignmentFactory(
        timetable=proposal,
        conference=evening.ana,
        session=evening.session,
        starts_at=at(16, 25),
        ends_at=at(16, 45),
        table=2,
        locked=True,
    )
    kept = standing_of(evening.round)
    assert (kept.problem.locked, kept.digest) == ({evening.ana.pk: spot}, unlocked.digest)
    type(evening.ben).objects.filter(pk=evening.ben.pk).update(way="recorded")
    assert list(standing_of(evening.round).conferences) == [evening.ana.pk]
    type(evening.ana).objects.filter(pk=evening.ana.pk).update(state="live", started_at=timezone.now())
    assert standing_of(evening.round).problem.locked == {evening.ana.pk: spot}


def test_every_answer_and_room_changes_what_a_timetable_was_made_of(cast, evening):
    first = standing_of(evening.round).digest
    assert standing_of(evening.round, weights={"off": "much"}).digest == first
    said = prefer(evening.round, cast.household, cast.mum, (at(16), at(17), True))
    second = standing_of(evening.round).digest
    Window.objects.filter(preference=said).update(best=False, ends_at=at(18))
    third = standing_of(evening.round).digest
    type(evening.session).objects.filter(pk=evening.session.pk).update(capacity=3)
    assert len({first, second, third, standing_of(evening.round).digest}) == 4


def test_an_afternoon_and_an_evening_are_two_visits(cast, evening):
    for hour, day in ((18, 0), (21, 0), (16, 1)):
        f.SessionFactory(round=evening.round, starts_at=at(hour, day=day), ends_at=at(hour + 1, day=day))
    days = [room.day.rpartition(".")[2] for room in standing_of(evening.round).problem.rooms]
    assert days == ["1", "1", "2", "3"]


def test_words_for_what_matters_become_weights():
    heavier = weights_of({"off": "much", "idle": "not", "strange": "much"})
    assert (heavier.off, heavier.idle, heavier.visit) == (3.0, 0, 200)


def test_spells():
    assert merged([(5, 9), (0, 3), (3, 4)]) == [(0, 4), (5, 9)]
    assert common([None, None]) is None
    assert common([(Time(0, 9, 1),), None, (Time(4, 12, 0),)]) == (Time(4, 9, 1),)
    assert common([(Time(0, 4),), (Time(4, 8),)]) == ()
