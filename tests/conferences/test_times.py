"""Times after they are out: every rule of a place, waiting, offers, exchanges, and help by the school."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Guardianship
from conferences import suggesting, tasks
from conferences.actions import booking, wishes
from conferences.models import (
    Absence,
    Break,
    Busy,
    Conference,
    Interpreter,
    Length,
    Load,
    MakeUp,
    Notice,
    Place,
    Preference,
    Round,
    Session,
    Shift,
    TimeWish,
)
from conferences.openings import Openings
from conferences.templatetags.times import by_part_of_day
from tests import factories as f

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def grid(world):
    """One table at five times, 25 minutes apart; Ben's family is there, too."""
    start = world.place.starts_at
    world.places = [world.place] + [
        f.PlaceFactory(session=world.session, table=1, starts_at=start + 25 * n * MINUTE) for n in range(1, 5)
    ]
    world.session.ends_at = start + 125 * MINUTE
    world.session.save()
    world.ben_conference = f.ConferenceFactory(student=world.ben_student, round=world.round)
    return world


def openings(conference):
    return Openings([Conference.objects.with_needs().get(pk=conference.pk)])


def open_starts(world, conference=None):
    """Numbers of the times, of the five, that are open."""
    looked = openings(conference or world.conference)
    starts = [place.starts_at for place in world.places]
    return [starts.index(seat.starts_at) for seat in looked.times(looked.conferences[0])]


def minutes_in(world, first, last):
    start = world.place.starts_at
    return {"starts_at": start + first * MINUTE, "ends_at": start + last * MINUTE}


def ask(world, who, *numbers, conference=None, line=""):
    times = [world.places[number].starts_at for number in numbers]
    return wishes.ask_other_time(conference, times=times, line=line, by=who)


def state(wish):
    return TimeWish.objects.get(pk=wish.pk).state


def has(conference):
    return Place.objects.filter(conference=conference).values_list("starts_at", flat=True).first()


def url(name, conference):
    return reverse(f"conferences:{name}", args=[conference.pk])


# The rules of a place


def test_an_advisor_has_an_eye_on_no_more_than_she_can(grid):
    second = f.PlaceFactory(session=grid.session, table=2)
    booking.book_place(grid.ben_conference, grid.place, by=grid.dad)
    assert open_starts(grid) == [0, 1, 2, 3, 4]
    load = Load.objects.create(round=grid.round, advisory=grid.advisory, at_once=1)
    assert open_starts(grid) == [1, 2, 3, 4]
    load.delete()
    Round.objects.update(at_once=1)
    with pytest.raises(ValidationError, match="just been taken"):
        booking.book_place(grid.conference, second, by=grid.mum)


def test_breaks_duties_and_an_advisor_who_is_away(grid):
    Break.objects.create(session=grid.session, **minutes_in(grid, 0, 10))
    Busy.objects.create(round=grid.round, student=grid.ana_student, **minutes_in(grid, 30, 31))
    away = Absence.objects.create(round=grid.round, advisor=grid.bo, by=grid.cora, **minutes_in(grid, 50, 70))
    assert open_starts(grid) == [3, 4]
    away.stand_in = grid.ida
    away.save()
    assert open_starts(grid) == [2, 3, 4]
    grid.ana_student.advisory = None  # has no advisor who could be away; no room of an advisory either
    grid.ana_student.save()
    assert open_starts(grid) == []


def test_rooms_have_their_kind_and_may_be_called_off(grid):
    for fields, numbers in (
        ({"kind": "solo"}, []),
        ({"kind": "remote"}, []),
        ({"kind": "stations"}, [0, 1, 2, 3, 4]),
        ({"kind": "tables", "for_make_ups": True}, []),
    ):
        Session.objects.update(**fields)
        assert open_starts(grid) == numbers, fields
    MakeUp.objects.create(school=grid.school, conference=grid.conference)
    assert open_starts(grid) == [0, 1, 2, 3, 4]
    assert Place.objects.fitting(grid.conference).count() == 5
    Session.objects.update(called_off_at=timezone.now())
    assert (open_starts(grid), Place.objects.fitting(grid.conference).count()) == ([], 0)


def test_with_the_door_shut_nobody_else_is_in_the_room(grid):
    for place in grid.places:
        f.PlaceFactory(session=grid.session, table=2, starts_at=place.starts_at)
    booking.book_place(grid.ben_conference, grid.places[1], by=grid.dad)
    Conference.objects.filter(pk=grid.conference.pk).update(way="solo")
    assert open_starts(grid) == [0, 2, 3, 4]
    booking.book_place(grid.conference, grid.places[3], by=grid.mum)
    assert open_starts(grid, grid.ben_conference) == [0, 1, 2, 4]
    Session.objects.update(kind="solo")
    assert open_starts(grid) == [0, 2, 3, 4]


def test_a_longer_conference_takes_the_time_after_it_too(grid):
    Length.objects.create(round=grid.round, grade_low=0, grade_high=12, minutes=20)
    Conference.objects.filter(pk=grid.ben_conference.pk).update(minutes=40)
    taken = booking.book_place(grid.ben_conference, grid.places[1], by=grid.dad)
    assert taken.ends_at - taken.starts_at == 40 * MINUTE
    assert open_starts(grid) == [0, 3, 4]
    assert [place.pk for place in Place.objects.fitting(grid.conference).free()] == [
        grid.places[number].pk for number in (0, 3, 4)
    ]
    assert open_starts(grid, grid.ben_conference) == [0, 2, 3]  # after the last is no time for two
    booking.release_place(grid.ben_conference, by=grid.dad)
    assert Place.objects.get(pk=taken.pk).ends_at - taken.starts_at == 20 * MINUTE
    assert open_starts(grid) == [0, 1, 2, 3, 4]


def test_an_interpreter_comes_with_the_place_and_it_is_twice_as_long(grid):
    grid.household.needs_interpreter, grid.household.interpreter_language = True, "Somali"
    grid.household.save()
    sagal = Interpreter.objects.create(school=grid.school, name="Sagal", languages=["somali", "Arabic"])
    assert open_starts(grid) == [0, 1, 2, 3, 4]  # the school plans no interpreters in this round
    shift = Shift.objects.create(round=grid.round, interpreter=sagal, **minutes_in(grid, 25, 120))
    assert open_starts(grid) == [1, 2, 3]
    taken = booking.book_place(grid.conference, grid.places[1], by=grid.mum)
    assert (taken.interpreter, taken.ends_at - taken.starts_at) == (sagal, 40 * MINUTE)
    assert Conference.objects.get(pk=grid.conference.pk).minutes == 40
    # Another family of the same language, in another room: she is in one place at a time.
    gym = f.SessionFactory(
        round=grid.round, room="Gym", starts_at=grid.session.starts_at, ends_at=grid.session.ends_at
    )
    gym.advisories.add(grid.other_advisory)
    theirs = f.StudentFactory(school=grid.school, advisory=grid.other_advisory)
    adult = f.UserFactory(school=grid.school, role="family")
    f.GuardianshipFactory(adult=adult, student=theirs)
    conference = f.ConferenceFactory(student=theirs, round=grid.round)
    for place in grid.places:
        f.PlaceFactory(session=gym, starts_at=place.starts_at)
    Preference.objects.create(
        school=grid.school,
        round=grid.round,
        adult=adult,
        by=adult,
        interpreter=True,
        interpreter_language="Somali",
    )
    assert open_starts(grid, conference) == [3]
    Preference.objects.update(interpreter=False, interpreter_language="")
    assert open_starts(grid, conference) == [0, 1, 2, 3, 4]
    # Who needs nobody any more gives the longer time back with the next change.
    grid.household.needs_interpreter, grid.household.interpreter_language = False, ""
    grid.household.save()
    moved = booking.book_place(grid.conference, grid.places[3], by=grid.mum)
    assert (moved.interpreter, moved.ends_at - moved.starts_at) == (None, 20 * MINUTE)
    assert Conference.objects.get(pk=grid.conference.pk).minutes == 20
    shift.delete()


@pytest.fixture
def sister(grid):
    """Ana's sister Efe, in another advisory and room, at the same times."""
    grid.gym = f.SessionFactory(
        round=grid.round, room="Gym", starts_at=grid.session.starts_at, ends_at=grid.session.ends_at
    )
    grid.gym.advisories.add(grid.other_advisory)
    grid.gym_places = [f.PlaceFactory(session=grid.gym, starts_at=place.starts_at) for place in grid.places]
    grid.efe_student = f.StudentFactory(
        school=grid.school, user__first_name="Efe", advisory=grid.other_advisory
    )
    grid.efe_guardianship = f.GuardianshipFactory(
        adult=grid.mum, student=grid.efe_student, household=grid.household
    )
    grid.efe_conference = f.ConferenceFactory(student=grid.efe_student, round=grid.round)
    return grid


def test_a_family_is_in_one_place_at_a_time_unless_it_asked(sister):
    booking.book_place(sister.efe_conference, sister.gym_places[2], by=sister.mum)
    assert open_starts(sister) == [0, 1, 3, 4]
    answer = Preference.objects.create(
        school=sister.school,
        round=sister.round,
        household=sister.household,
        by=sister.mum,
        siblings="at_once",
    )
    assert open_starts(sister) == [0, 1, 2, 3, 4]
    answer.delete()
    sister.efe_guardianship.may_attend = False  # she does not come there
    sister.efe_guardianship.save()
    assert open_starts(sister) == [0, 1, 2, 3, 4]


def test_whom_the_school_keeps_away_is_never_there_at_the_same_time(sister):
    """Efe's father may not come near Ana; neither may he meet her at the door."""
    sister.efe_guardianship.delete()
    father = f.UserFactory(school=sister.school, role="family")
    f.GuardianshipFactory(adult=father, student=sister.efe_student)
    barred = f.GuardianshipFactory(adult=father, student=sister.ana_student, restricted=True)
    booking.book_place(sister.efe_conference, sister.gym_places[2], by=father)
    assert open_starts(sister) == [0, 1, 3, 4]
    booking.book_place(sister.conference, sister.places[3], by=sister.mum)
    assert open_starts(sister, sister.efe_conference) == [0, 1, 4]
    barred.delete()
    assert open_starts(sister, sister.efe_conference) == [0, 1, 3, 4]


def test_two_conferences_of_one_child_never_overlap(grid):
    home = f.HouseholdFactory(school=grid.school)
    other = f.ConferenceFactory(student=grid.ana_student, round=grid.round, household=home)
    f.PlaceFactory(session=grid.session, table=2)
    booking.book_place(other, grid.places[0], by=grid.cora)
    assert Place.objects.get(conference=other).source == "office"
    assert open_starts(grid) == [1, 2, 3, 4]


# Confirming, keeping, changing


def test_the_family_says_that_the_time_it_was_given_suits(grid, as_, run_jobs):
    booking.book_place(grid.conference, grid.place, by=grid.bo)
    assert Place.objects.values_list("source", "confirmed_by").get(conference=grid.conference) == (
        "office",
        None,
    )
    assert list(Notice.objects.filter(adult=grid.mum).values_list("kind")) == [("time",)]
    mum = as_("mum")
    page = mum.get(grid.conference.family_address)
    assert "This time suits us" in page.text
    answer = mum.post(url("place_confirm", grid.conference), follow=True)
    assert ("You said that this suits you." in answer.text, "This time suits us" in answer.text) == (
        True,
        False,
    )
    mum.post(url("place_confirm", grid.conference))  # twice, it counts once
    place = Place.objects.get(conference=grid.conference)
    assert place.confirmed_by == grid.mum
    with pytest.raises(ValidationError, match="no time to confirm"):
        booking.confirm_place(grid.conference, by=grid.bo)
    with pytest.raises(ValidationError, match="no time to confirm"):
        booking.confirm_place(grid.ben_conference, by=grid.dad)


def test_a_time_is_kept_while_one_decides_and_nobody_is_hurried(grid, as_):
    mum = as_("mum")
    mum.post(url("place_hold", grid.conference), {"place": grid.places[1].pk})
    mum.post(url("place_hold", grid.conference), {"place": grid.places[2].pk})  # the first is let go
    assert open_starts(grid, grid.ben_conference) == [0, 1, 3, 4]
    assert open_starts(grid) == [0, 1, 2, 3, 4]
    with pytest.raises(ValidationError, match="just been taken"):
        booking.hold_place(grid.ben_conference, grid.places[2], by=grid.dad)
    page = mum.get(url("place_choose", grid.conference))
    assert (page.context["chosen"].place, "Kept for you while you decide" in page.text) == (
        grid.places[2],
        True,
    )
    # Two minutes later others may; until one does, it is still hers.
    Place.objects.filter(held_for=grid.conference).update(held_until=timezone.now() - MINUTE)
    assert open_starts(grid, grid.ben_conference) == [0, 1, 2, 3, 4]
    assert mum.get(url("place_choose", grid.conference)).context["chosen"].place == grid.places[2]
    mum.post(url("place_book", grid.conference), {"place": grid.places[2].pk})
    assert has(grid.conference) == grid.places[2].starts_at
    assert Place.objects.filter(held_for__isnull=False).count() == 0


def test_a_household_changes_as_often_as_the_round_allows(grid):
    """For its children together; the school helps beyond that."""
    Round.objects.update(changes=2)
    for number in (0, 1, 1, 2):
        booking.book_place(grid.conference, grid.places[number], by=grid.mum)
    with pytest.raises(ValidationError, match="The school helps you from here"):
        booking.book_place(grid.conference, grid.places[3], by=grid.mum)
    with pytest.raises(ValidationError, match="The school helps you from here"):
        booking.release_place(grid.conference, by=grid.mum)
    booking.book_place(grid.conference, grid.places[3], by=grid.cora)
    booking.release_place(grid.conference, by=grid.bo)
    assert TimeWish.objects.changes_of(grid.mum, grid.round).count() == 2
    aunt = f.UserFactory(school=grid.school, role="family")
    f.GuardianshipFactory(adult=aunt, student=grid.ana_student, household=grid.household)
    assert TimeWish.objects.changes_of(aunt, grid.round).count() == 2
    assert TimeWish.objects.changes_of(grid.dad, grid.round).count() == 0


def test_from_the_day_before_a_time_stays_on_the_schools_calendar(grid, as_, monkeypatch):
    booking.book_place(grid.conference, grid.place, by=grid.mum)
    here = timezone.localtime(grid.place.starts_at, ZoneInfo(grid.school.timezone))
    eve = here.replace(hour=0, minute=0) - datetime.timedelta(days=1)
    for now, refused in ((eve - MINUTE, False), (eve + MINUTE, True)):
        monkeypatch.setattr("conferences.actions.seating.timezone.now", lambda now=now: now)
        page = as_("mum").get(url("place_choose", grid.conference)).text
        assert ("so it stays" in page, "Free times" in page) == (refused, not refused)


def test_giving_back_is_a_change_and_everybody_hears_of_it(grid, as_):
    booking.book_place(grid.conference, grid.place, by=grid.mum)
    Notice.objects.all().delete()
    assert as_("mum").post(url("place_release", grid.conference)).url == url("place_choose", grid.conference)
    assert TimeWish.objects.values_list("state", "by").get() == ("met", grid.mum.pk)
    assert open_starts(grid) == [0, 1, 2, 3, 4]


# Waiting and offers


@pytest.fixture
def full(grid):
    """Ana has the first time, Ben the second; the others are gone."""
    booking.book_place(grid.conference, grid.places[0], by=grid.mum)
    booking.book_place(grid.ben_conference, grid.places[1], by=grid.dad)
    Place.objects.filter(conference=None).delete()
    return grid


def test_who_waits_is_offered_what_becomes_free_and_keeps_her_own_meanwhile(full, as_):
    mum = as_("mum")
    page = mum.get(url("place_choose", full.conference))
    (tick,) = page.context["wish_form"].fields["times"].choices
    assert mum.post(url("wish_ask", full.conference), {"line": "work"}).status_code == 422
    mum.post(url("wish_ask", full.conference), {"times": [tick[0]], "line": "work"})
    wish = TimeWish.objects.open().get()
    assert (wish.state, wish.line, has(full.conference)) == ("waiting", "work", full.places[0].starts_at)
    assert "You wait for another time" in mum.get(full.conference.family_address).text
    booking.release_place(full.ben_conference, by=full.dad)
    wish.refresh_from_db()
    assert (wish.state, wish.offered, has(full.conference)) == (
        "offered",
        full.places[1],
        full.places[0].starts_at,
    )
    assert open_starts(full, full.ben_conference) == []  # it is kept for her
    assert Notice.objects.filter(kind="offered", adult=full.mum, starts_at=full.places[1].starts_at).exists()
    for page in (full.conference.family_address, url("place_choose", full.conference)):
        assert "A time you asked for is free" in mum.get(page).text
    with pytest.raises(ValidationError, match="A time is kept for you"):
        ask(full, full.mum, 1, conference=full.conference)
    mum.post(url("place_book", full.conference), {"place": full.places[1].pk})
    assert (state(wish), has(full.conference)) == ("met", full.places[1].starts_at)
    assert open_starts(full, full.ben_conference) == [0]


def test_what_nobody_takes_goes_to_the_next_who_waits(full, run_jobs, as_):
    cleo = f.StudentFactory(school=full.school, advisory=full.advisory)
    adult = f.UserFactory(school=full.school, role="family")
    f.GuardianshipFactory(adult=adult, student=cleo)
    third = f.ConferenceFactory(student=cleo, round=full.round)
    first = ask(full, full.mum, 1, conference=full.conference)
    second = ask(full, adult, 1, conference=third)  # she has none yet
    booking.release_place(full.ben_conference, by=full.dad)
    assert (state(first), state(second)) == ("offered", "waiting")
    TimeWish.objects.filter(pk=first.pk).update(offered_until=timezone.now())
    Place.objects.update(held_until=timezone.now())
    tasks.sweep()
    run_jobs()
    assert (state(first), state(second)) == ("waiting", "offered")
    # She lets it pass; the first is not asked the same once more, and it is open to all.
    wishes.decline_offer(third, by=adult)
    assert (state(first), state(second)) == ("waiting", "taken_back")
    assert open_starts(full, full.ben_conference) == [1]
    with pytest.raises(ValidationError, match="Nobody waits"):
        wishes.decline_offer(third, by=adult)
    with pytest.raises(ValidationError, match="not kept for you"):
        wishes.decline_offer(full.conference, by=full.mum)
    as_("mum").post(url("wish_take_back", full.conference))
    assert state(first) == "taken_back"


def test_an_offer_taken_back_or_passed_goes_on_too(full, run_jobs):
    wish = ask(full, full.mum, 1, conference=full.conference)
    booking.release_place(full.ben_conference, by=full.dad)
    again = ask(full, full.dad, 1, conference=full.ben_conference)
    assert (state(wish), state(again)) == ("offered", "waiting")
    wishes.take_back_wish(full.conference, by=full.mum)
    assert (state(wish), state(again)) == ("taken_back", "offered")
    wishes.decline_offer(full.ben_conference, by=full.dad)
    free = ask(full, full.dad, 1, conference=full.ben_conference)  # asked anew: free, so it is kept at once
    assert state(free) == "offered"
    Conference.objects.filter(pk=full.ben_conference.pk).update(state="live", started_at=timezone.now())
    wishes.see_to_wishes(full.round.pk)
    assert state(free) == "ended"


def test_another_household_does_not_see_what_the_first_waits_for(full, as_):
    ask(full, full.mum, 1, conference=full.conference, line="A secret of ours")
    apart = f.UserFactory(school=full.school, role="family")
    f.GuardianshipFactory(adult=apart, student=full.ana_student)
    with pytest.raises(ValidationError, match="looks for another time for this conference already"):
        ask(full, apart, 1, conference=full.conference)
    with pytest.raises(ValidationError, match="Nobody waits"):
        wishes.take_back_wish(full.conference, by=apart)
    seen = Conference.objects.with_times_for(apart).get(pk=full.conference.pk)
    assert (seen.wish, seen.offered) == (None, None)
    page = as_("cora").get(reverse("conferences:wish_list", args=[full.round.pk])).text
    assert ("A secret of ours" in page, "Ana Mensah" in page) == (True, True)
    looked = as_("cora").get(reverse("conferences:wish_list", args=[full.round.pk]), {"name": "B\0en"})
    assert looked.context["name"] == "Ben"
    # The other home changes to a time nobody waits for: the wish stands.
    free = f.PlaceFactory(session=full.session, table=1, starts_at=full.places[3].starts_at)
    booking.book_place(full.conference, free, by=apart)
    assert TimeWish.objects.open().count() == 1


def test_what_one_home_is_offered_the_other_neither_hears_of_nor_takes_away(full, as_, cast):
    cast.papa = f.UserFactory(school=full.school, role="family", email="papa@family.example")
    f.GuardianshipFactory(adult=cast.papa, student=full.ana_student)
    wish = ask(full, full.mum, 1, conference=full.conference)
    booking.release_place(full.ben_conference, by=full.dad)
    wish.refresh_from_db()
    assert set(Notice.objects.filter(kind="offered").values_list("adult", flat=True)) == {full.mum.pk}
    other = f.PlaceFactory(session=full.session, table=1, starts_at=full.places[3].starts_at)
    page = as_("papa").get(url("place_choose", full.conference))
    assert (page.context["chosen"], [seat.place for seat in page.context["seats"]]) == (None, [other])
    booking.hold_place(full.conference, other, by=cast.papa)
    booking.confirm_place(full.conference, by=cast.papa)
    booking.hold_place(full.conference, wish.offered, by=full.mum)  # never for a shorter time than it was
    kept = Place.objects.get(pk=wish.offered_id)
    assert (kept.held_for, kept.held_until) == (full.conference, wish.offered_until)
    # One of no household, and the school, which asks for everybody.
    assert wishes.home_of(TimeWish(conference=full.conference, by=cast.papa)) == {cast.papa.pk}
    assert wishes.home_of(TimeWish(conference=full.conference, by=full.bo)) is None


def test_the_wish_of_an_adult_whose_rights_have_ended_moves_nobody(full):
    wish = ask(full, full.mum, 1, conference=full.conference)
    helped = ask(full, full.bo, 2, conference=full.ben_conference)
    Guardianship.objects.filter(adult=full.mum).update(may_decide=False)
    wishes.see_to_wishes(full.round.pk)
    assert (state(wish), state(helped)) == ("ended", "waiting")


# Exchanging


def test_two_wishes_that_fit_are_exchanged_at_once(full):
    first = ask(full, full.mum, 1, conference=full.conference)
    Notice.objects.all().delete()
    second = ask(full, full.dad, 0, conference=full.ben_conference)
    assert (state(first), state(second)) == ("met", "met")
    assert (has(full.conference), has(full.ben_conference)) == (
        full.places[1].starts_at,
        full.places[0].starts_at,
    )
    assert set(Place.objects.values_list("source", "confirmed_by")) == {
        ("swap", full.mum.pk),
        ("swap", full.dad.pk),
    }
    told = Notice.objects.filter(adult__in=[full.mum, full.dad])
    assert set(told.values_list("adult", "kind")) == {(full.mum.pk, "moved"), (full.dad.pk, "moved")}


@pytest.fixture
def three(full):
    """Cleo has the third time."""
    full.cleo = f.StudentFactory(school=full.school, advisory=full.advisory)
    full.aunt = f.UserFactory(school=full.school, role="family")
    f.GuardianshipFactory(adult=full.aunt, student=full.cleo)
    full.third = f.ConferenceFactory(student=full.cleo, round=full.round)
    place = f.PlaceFactory(session=full.session, table=1, starts_at=full.places[2].starts_at)
    booking.book_place(full.third, place, by=full.aunt)
    return full


def test_a_chain_of_three_is_exchanged_too(three):
    first = ask(three, three.mum, 1, conference=three.conference)
    second = ask(three, three.dad, 2, conference=three.ben_conference)
    assert (state(first), state(second)) == ("waiting", "waiting")
    third = ask(three, three.aunt, 0, conference=three.third)
    assert (state(first), state(second), state(third)) == ("met", "met", "met")
    starts = [has(one) for one in (three.conference, three.ben_conference, three.third)]
    assert starts == [three.places[number].starts_at for number in (1, 2, 0)]


def test_an_exchange_that_breaks_a_rule_moves_nobody(full):
    ask(full, full.mum, 1, conference=full.conference)
    Busy.objects.create(round=full.round, student=full.ben_student, **minutes_in(full, 0, 20))
    second = ask(full, full.dad, 0, conference=full.ben_conference)
    assert (state(second), has(full.ben_conference)) == ("waiting", full.places[1].starts_at)
    Busy.objects.all().delete()
    wishes.see_to_wishes(full.round.pk)  # by the sweep, once nothing is in the way
    assert has(full.ben_conference) == full.places[0].starts_at


# Several children


def test_times_beside_a_sibling_and_one_visit_for_all(sister, as_):
    mum, together = as_("mum"), url("places_together", sister.conference)
    assert (
        sum(link in mum.get("/").text for link in (together, url("places_together", sister.efe_conference)))
        == 1
    )
    booking.book_place(sister.efe_conference, sister.gym_places[2], by=sister.mum)
    assert "/place/together/" not in mum.get("/").text
    page = mum.get(url("place_choose", sister.conference))
    near = [(one.seat.place, one.is_after) for one in page.context["beside"]]
    assert near == [(sister.places[1], False), (sister.places[3], True)]
    assert "right before Efe" in page.text
    page = mum.get(url("places_together", sister.conference))
    plan = page.context["plans"][0]
    assert (plan.waiting, len(plan.seats), plan.starts_at) == (5, 2, sister.places[0].starts_at)
    answer = mum.post(url("places_together", sister.conference), {"plan": plan.value})
    assert (answer.status_code, has(plan.seats[0][0]), has(plan.seats[1][0])) == (
        302,
        plan.seats[0][1].starts_at,
        plan.seats[1][1].starts_at,
    )
    assert mum.post(url("places_together", sister.conference), {"plan": "1:x"}).status_code == 409
    Place.objects.filter(conference=None).delete()
    Round.objects.update(travel=30)
    assert "No such evening just now" in mum.get(url("places_together", sister.conference)).text


def test_one_of_several_taken_meanwhile_takes_none(sister, as_):
    booking.book_place(sister.ben_conference, sister.places[1], by=sister.dad)
    plan = (
        f"{sister.conference.pk}:{sister.places[1].pk},{sister.efe_conference.pk}:{sister.gym_places[2].pk}"
    )
    answer = as_("mum").post(url("places_together", sister.conference), {"plan": plan})
    assert ("That time has just been taken" in answer.text, has(sister.efe_conference)) == (True, None)
    assert suggesting.beside([], [sister.efe_conference], sister.round) == []


# By the school


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_and_three(sister, as_, django_assert_num_queries, count):
    for number in range(count):
        student = f.StudentFactory(school=sister.school, advisory=sister.advisory)
        conference = f.ConferenceFactory(student=student, round=sister.round)
        wish = TimeWish.objects.create(school=sister.school, conference=conference, by=sister.bo)
        wish.times.create(starts_at=sister.places[number].starts_at)
        f.GuardianshipFactory(adult=sister.mum, student=student, household=sister.household)
    booking.book_place(sister.conference, sister.place, by=sister.mum)
    cora, listed = as_("cora"), reverse("conferences:wish_list", args=[sister.round.pk])
    with django_assert_num_queries(5):
        page = cora.get(listed)
    assert page.text.count("Find a time") == 2 * count + 2
    with django_assert_num_queries(6):
        cora.get(url("place_choose", sister.conference))
    mum = as_("mum")
    with django_assert_num_queries(7):
        mum.get(url("place_choose", sister.conference))
    with django_assert_num_queries(6):
        mum.get(url("places_together", sister.conference))


def test_the_advisor_and_the_office_choose_on_behalf_and_the_family_is_told(grid, as_):
    page = as_("bo").get(url("place_choose", grid.conference)).text
    assert "You choose for the family" in page
    answer = as_("bo").post(url("place_book", grid.conference), {"place": grid.place.pk}, follow=True)
    assert "We tell the family" in answer.text
    listed = as_("cora").get(reverse("conferences:wish_list", args=[grid.round.pk]), {"name": "ana"}).text
    assert ("Ana Mensah" in listed, "Ben Novak" in listed) == (True, False)
    assert f">{grid.advisory.name}</h3>" in listed


# At the same time


def test_two_adults_book_for_two_children_at_once_and_the_family_is_in_one_place(transactional_db):
    school = f.SchoolFactory()
    round_ = f.RoundFactory(school=school)
    mum, dad = (f.UserFactory(school=school, role="family") for _ in range(2))
    pairs = []
    for adult in (mum, dad):
        advisory = f.AdvisoryFactory(school=school)
        student = f.StudentFactory(school=school, advisory=advisory)
        session = f.SessionFactory(round=round_, starts_at=timezone.now() + datetime.timedelta(days=6))
        session.advisories.add(advisory)
        for parent in (mum, dad):
            f.GuardianshipFactory(adult=parent, student=student)
        pairs.append((f.ConferenceFactory(student=student, round=round_), session, adult))
    start = pairs[0][1].starts_at
    choices = [
        (one, f.PlaceFactory(session=session, starts_at=start), adult) for one, session, adult in pairs
    ]
    gate = threading.Barrier(2)

    def click(choice):
        conference, place, adult = choice
        try:
            gate.wait(timeout=20)
            booking.book_place(conference, place, by=adult)
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "booked"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, choices)) == ["booked", "taken"]


def test_a_long_day_is_read_by_its_parts_and_a_short_one_is_not():
    day = datetime.datetime(2026, 12, 3, tzinfo=timezone.get_current_timezone())
    rows = [SimpleNamespace(starts_at=day + datetime.timedelta(hours=hour)) for hour in range(10, 19)]
    parts = [(part, len(found)) for part, found in by_part_of_day(rows)]
    assert parts == [("Morning", 2), ("Afternoon", 5), ("Evening", 2)]
    assert by_part_of_day(rows[:8]) == [("", rows[:8])]
