"""Choosing a time: one table is never held by two families, and nobody is left without a kind answer."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.models import AuditRecord
from conferences.actions import booking
from conferences.models import Conference, Participant, Place, Session
from conferences.openings import Openings
from tests import factories as f


def book(world, place=None):
    return booking.book_place(world.conference, place or world.place, by=world.mum)


def later(world, minutes=60):
    """A free table of the same room, so many minutes after the first."""
    starts_at = world.place.starts_at + datetime.timedelta(minutes=minutes)
    return f.PlaceFactory(session=world.session, starts_at=starts_at)


def holder(place):
    return Place.objects.get(pk=place.pk).conference_id


@pytest.fixture
def taken(world):
    """Ben's family, of the same advisory, holds the only table of the first time."""
    ben_conference = f.ConferenceFactory(student=world.ben_student, round=world.round)
    booking.book_place(ben_conference, world.place, by=world.dad)
    world.ben_conference = ben_conference
    return world


def test_a_family_takes_a_time(world):
    assert book(world) == world.place
    assert holder(world.place) == world.conference.pk
    assert list(Participant.objects.values_list("user", "coming")) == [(world.mum.pk, "yes")]
    assert list(AuditRecord.objects.filter(verb="place.booked").values_list("actor_id", "student_id")) == [
        (world.mum.pk, world.ana_student.pk)
    ]


def test_a_very_long_name_takes_a_time_and_comes(world):
    world.mum.first_name = "Ana María " * 12
    book(world)
    said = {"coming": "yes", "interpreter": False, "needs": "", "others": []}
    booking.save_attendance(world.conference, by=world.mum, **said)
    assert len(Participant.objects.get().name) == 100


def test_others_learn_of_it(world):
    before = (world.conference.revision, world.session.revision)
    book(world)
    world.conference.refresh_from_db()
    world.session.refresh_from_db()
    assert (world.conference.revision, world.session.revision) == (before[0] + 1, before[1] + 1)


def test_the_next_table_is_taken_when_the_first_is_not_free(taken):
    second = f.PlaceFactory(session=taken.session, table=2)
    assert book(taken) == second


def test_another_room_at_the_same_time_will_do_with_an_advisor_in_each(taken):
    """Nobody is in two rooms at once; two advisors of one advisory are."""
    gym = f.SessionFactory(round=taken.round, room="Gym", starts_at=taken.session.starts_at)
    table = f.PlaceFactory(session=gym)
    with pytest.raises(ValidationError, match="no other is free"):
        book(taken)
    taken.advisory.advisors.add(taken.ida)
    assert book(taken) == table


def test_the_room_of_another_advisory_will_not_do(taken):
    theirs = f.SessionFactory(round=taken.round, starts_at=taken.session.starts_at)
    theirs.advisories.add(taken.other_advisory)
    f.PlaceFactory(session=theirs)
    with pytest.raises(ValidationError):
        book(taken)


def test_changing_frees_the_old_time(world):
    book(world)
    later = f.PlaceFactory(
        session=world.session, starts_at=world.place.starts_at + datetime.timedelta(hours=1)
    )
    assert book(world, later) == later
    assert holder(world.place) is None


def test_changing_to_a_taken_time_keeps_the_old_one(taken):
    mine = f.PlaceFactory(
        session=taken.session, starts_at=taken.place.starts_at + datetime.timedelta(hours=1)
    )
    book(taken, mine)
    with pytest.raises(ValidationError):
        book(taken)
    assert holder(mine) == taken.conference.pk


def test_changing_rooms_tells_both_boards(world):
    book(world)
    gym = f.SessionFactory(round=world.round, starts_at=world.session.starts_at + datetime.timedelta(hours=3))
    book(world, f.PlaceFactory(session=gym))
    assert list(Session.objects.order_by("pk").values_list("revision", flat=True)) == [2, 1]


def test_a_second_click_on_the_same_time_changes_nothing(world):
    book(world)
    revision = Conference.objects.get(pk=world.conference.pk).revision
    assert book(world) == world.place
    assert Conference.objects.get(pk=world.conference.pk).revision == revision


def test_who_comes_too_late_hears_of_the_nearest_free_times(taken):
    places = [later(taken, minutes) for minutes in (25, 50, 75, 100)]
    with pytest.raises(ValidationError) as refusal:
        book(taken)
    error = refusal.value
    assert error.code == "taken"
    assert error.params["places"] == places[:3]
    assert error.messages[0].startswith("That time has just been taken. These are still free: ")


def test_when_nothing_is_free_the_school_will_help(taken):
    with pytest.raises(ValidationError, match="The school will help you find one"):
        book(taken)


def test_a_time_that_has_passed_cannot_be_taken(world):
    world.place.starts_at = timezone.now() - datetime.timedelta(minutes=1)
    world.place.save()
    with pytest.raises(ValidationError):
        book(world)


@pytest.mark.parametrize("state", ["draft", "follow_up", "closed"])
def test_only_a_published_or_open_round_takes_bookings(world, state):
    world.round.state = state
    world.round.save()
    with pytest.raises(ValidationError, match="chosen by somebody else"):
        book(world)


@pytest.mark.parametrize("change", [{"may_decide": False}, {"restricted": True}, {"may_see": False}])
def test_who_may_not_decide_cannot_book(world, change):
    for name, value in change.items():
        setattr(world.guardianship, name, value)
    world.guardianship.save()
    with pytest.raises(ValidationError, match="chosen by somebody else"):
        book(world)


@pytest.mark.parametrize("who", ["ruth", "dad", "ana", "ida", "oak_family", "oak_coordinator"])
def test_nobody_else_books(world, who):
    with pytest.raises(ValidationError):
        booking.book_place(world.conference, world.place, by=getattr(world, who))
    assert holder(world.place) is None


def test_once_begun_the_time_stays(world):
    Conference.objects.update(state="live", started_at=timezone.now())
    with pytest.raises(ValidationError, match="already begun"):
        book(world)


def test_giving_back(world):
    book(world)
    booking.release_place(world.conference, by=world.mum)
    assert holder(world.place) is None
    with pytest.raises(ValidationError, match="no time to give back"):
        booking.release_place(world.conference, by=world.mum)


def test_a_table_gone_between_look_and_grasp_is_passed_over(world, monkeypatch):
    """The list was read before somebody else was done: the UPDATE decides."""
    second = f.PlaceFactory(session=world.session, table=2)
    ben_conference = f.ConferenceFactory(student=world.ben_student, round=world.round)
    at = Openings.at

    def stale(self, conference, starts_at):
        seats = at(self, conference, starts_at)
        Place.objects.filter(pk=world.place.pk).update(conference=ben_conference, taken_at=timezone.now())
        return seats

    monkeypatch.setattr(Openings, "at", stale)
    assert book(world) == second


@pytest.mark.parametrize("trouble", [IntegrityError, OperationalError])
def test_a_crossing_is_tried_once_more(world, monkeypatch, trouble):
    real, calls = booking.take_place, []

    def first_fails(*args, **kwargs):
        calls.append(1)
        if len(calls) == 1:
            raise trouble
        return real(*args, **kwargs)

    monkeypatch.setattr(booking, "take_place", first_fails)
    assert book(world) == world.place


def test_after_two_crossings_it_asks_to_try_again(world, monkeypatch):
    def fails(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(booking, "take_place", fails)
    with pytest.raises(ValidationError, match="Please try once more"):
        book(world)


# Who comes


def test_each_household_keeps_its_own_list(world):
    aunt = f.UserFactory(school=world.school, first_name="Efe", role="family")
    f.GuardianshipFactory(adult=aunt, student=world.ana_student)
    say = {"coming": "yes", "interpreter": False, "needs": ""}
    booking.save_attendance(world.conference, others=["Kofi", "Ama"], by=world.mum, **say)
    booking.save_attendance(world.conference, others=["Yaw"], by=aunt, **say)
    booking.save_attendance(world.conference, others=["Kofi"], by=world.mum, **say)
    names = Participant.objects.filter(user=None).order_by("name").values_list("name", flat=True)
    assert list(names) == ["Kofi", "Yaw"]
    seen = Participant.objects.visible_to(world.mum).of(world.conference)
    assert [str(comer) for comer in seen] == ["Mum Mensah", "Kofi"]
    assert Participant.objects.visible_to(world.ana).count() == 4
    assert Participant.objects.visible_to(world.bo).count() == 4
    assert Participant.objects.visible_to(world.dad).count() == 0


def test_after_the_conference_nobody_comes(world):
    world.conference.state = "held"
    with pytest.raises(ValidationError):
        booking.save_attendance(
            world.conference, coming="yes", interpreter=False, needs="", others=[], by=world.mum
        )


# By the page


def test_booking_by_the_page(world, as_):
    client = as_("mum")
    url = reverse("conferences:place_book", args=[world.conference.pk])
    response = client.post(url, {"place": world.place.pk}, follow=True)
    assert "Your time is" in response.text
    assert "Add to my calendar" in response.text
    response = client.post(reverse("conferences:place_release", args=[world.conference.pk]), follow=True)
    assert "That time is free again" in response.text


def test_too_late_by_the_page_offers_the_nearest_as_buttons(taken, as_):
    other = later(taken, 25)
    url = reverse("conferences:place_book", args=[taken.conference.pk])
    response = as_("mum").post(url, {"place": taken.place.pk})
    assert response.status_code == 409
    assert "That time has just been taken" in response.text
    assert "Nearest free times" in response.text
    assert response.text.count(f'value="{other.pk}"') == 2


def test_a_place_of_another_round_is_no_choice(world, as_):
    url = reverse("conferences:place_book", args=[world.conference.pk])
    response = as_("mum").post(url, {"place": f.PlaceFactory().pk})
    assert response.status_code == 422
    assert "Please choose one of these times." in response.text


# The calendar


def test_the_calendar_entry_keeps_its_id_and_counts_its_changes(world, as_):
    book(world)
    client = as_("mum")
    url = reverse("conferences:conference_calendar", args=[world.conference.pk])
    response = client.get(url)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    first = Calendar.from_ical(response.content)
    later = f.PlaceFactory(
        session=world.session, starts_at=world.place.starts_at + datetime.timedelta(hours=1)
    )
    book(world, later)
    second = Calendar.from_ical(client.get(url).content)
    assert [str(calendar["METHOD"]) for calendar in (first, second)] == ["PUBLISH", "PUBLISH"]
    one, two = first.walk("VEVENT")[0], second.walk("VEVENT")[0]
    assert one["UID"] == two["UID"]
    assert two["SEQUENCE"] == one["SEQUENCE"] + 1
    assert two["DTSTART"].dt - one["DTSTART"].dt == datetime.timedelta(hours=1)
    assert one["DTEND"].dt - one["DTSTART"].dt == datetime.timedelta(minutes=20)
    assert one["DTSTART"].params["TZID"] == "America/New_York"
    assert [str(zone["TZID"]) for zone in first.walk("VTIMEZONE")] == ["America/New_York"]
    assert "Mensah" not in response.text


# At the same time


@pytest.fixture
def rush(transactional_db):
    """Twenty families of one advisory, and one place."""
    school = f.SchoolFactory()
    advisory = f.AdvisoryFactory(school=school)
    round_ = f.RoundFactory(school=school)
    place = f.PlaceFactory(session=f.SessionFactory(round=round_), table=1)
    families = []
    for _ in range(20):
        student = f.StudentFactory(school=school, advisory=advisory)
        adult = f.UserFactory(school=school, role="family")
        f.GuardianshipFactory(adult=adult, student=student)
        families.append((f.ConferenceFactory(student=student, round=round_), adult))
    return place, families


def all_at_once(place, families):
    """What each family hears, when all of them click in the same moment."""
    start = threading.Barrier(len(families))

    def click(family):
        conference, adult = family
        try:
            start.wait(timeout=20)
            booking.book_place(conference, place, by=adult)
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "booked"

    with ThreadPoolExecutor(len(families)) as pool:
        return sorted(pool.map(click, families))


def test_twenty_families_one_place_one_winner(rush):
    place, families = rush
    assert all_at_once(place, families) == ["booked"] + ["taken"] * 19
    assert Place.objects.filter(conference__isnull=False).count() == 1


def test_twenty_families_five_tables_five_winners(rush):
    place, families = rush
    for table in range(2, 7):
        f.PlaceFactory(session=place.session, table=table)
    place.session.round.at_once = 5  # of the six tables
    place.session.round.save()
    assert all_at_once(place, families) == ["booked"] * 5 + ["taken"] * 15


def test_two_families_change_rooms_crosswise(rush):
    """Each gives back what the other could take; the boards of both rooms are told in one order."""
    place, families = rush
    other = f.PlaceFactory(
        session=f.SessionFactory(round=place.session.round),
        starts_at=place.starts_at + datetime.timedelta(hours=9),
    )
    spare = f.PlaceFactory(session=place.session, starts_at=other.starts_at)
    spare_other = f.PlaceFactory(session=other.session, starts_at=place.starts_at)
    (one, mum), (two, dad) = families[:2]
    two.student.advisory = f.AdvisoryFactory(school=two.school)  # one advisor is not in two rooms
    two.student.save()
    booking.book_place(one, place, by=mum)
    booking.book_place(two, other, by=dad)
    start = threading.Barrier(2)

    def change(conference, wanted, adult):
        try:
            start.wait(timeout=20)
            booking.book_place(conference, wanted, by=adult)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(change, (one, two), (spare, spare_other), (mum, dad)))
    assert Place.objects.filter(conference__isnull=False).count() == 2


# At 18


@pytest.fixture
def grown(world):
    """Ana is 18 today, and lets her family go on seeing what she shares."""
    today = timezone.localdate()
    world.ana_student.born_on = datetime.date(today.year - 18, today.month, min(today.day, 28))
    world.ana_student.family_follows = True
    world.ana_student.save(update_fields=["born_on", "family_follows"])
    return world


def choose(world, name="place_choose"):
    return reverse(f"conferences:{name}", args=[world.conference.pk])


def test_at_18_she_chooses_her_own_time_and_nobody_of_her_family_does(grown, as_):
    for who in ("mum", "ben", "ida"):
        assert as_(who).post(choose(grown, "place_book"), {"place": grown.place.pk}).status_code == 404
    answer = as_("ana").post(choose(grown, "place_book"), {"place": grown.place.pk})
    assert (answer.status_code, answer.url) == (302, choose(grown))
    assert (holder(grown.place), Participant.objects.count()) == (grown.conference.pk, 0)
    booked = AuditRecord.objects.get(verb="place.booked")
    assert (booked.actor_id, booked.student_id) == (grown.ana.pk, grown.ana_student.pk)
    answer = as_("ana").post(choose(grown, "place_release"))
    assert (answer.status_code, answer.url, holder(grown.place)) == (302, choose(grown), None)


def test_before_that_she_has_no_such_page(world, as_):
    for name in ("place_book", "place_release"):
        assert as_("ana").post(choose(world, name), {"place": world.place.pk}).status_code == 404
    assert as_("ana").get(choose(world)).status_code == 404
    for page in ("home", "conferences:my_conference"):
        assert choose(world) not in as_("ana").get(reverse(page)).text


@pytest.mark.parametrize("state", ["not_started", "building"])
def test_her_pages_lead_to_the_times(grown, as_, state):
    Conference.objects.filter(pk=grown.conference.pk).update(state=state)
    ana = as_("ana")
    for page in ("home", "conferences:my_conference"):
        assert f'href="{choose(grown)}"' in ana.get(reverse(page)).text


@pytest.mark.parametrize("count", [1, 3])
def test_her_page_of_times_costs_the_same_for_one_and_three(grown, as_, django_assert_num_queries, count):
    for number in range(1, count):
        later(grown, 60 * number)
    ana = as_("ana")
    with django_assert_num_queries(6):
        page = ana.get(choose(grown))
    assert page.text.count('name="place"') == count


def test_she_too_is_told_kindly_that_somebody_was_quicker(grown, as_):
    ben_conference = f.ConferenceFactory(student=grown.ben_student, round=grown.round)
    booking.book_place(ben_conference, grown.place, by=grown.dad)
    free = later(grown)
    answer = as_("ana").post(choose(grown, "place_book"), {"place": grown.place.pk})
    assert (answer.status_code, f'value="{free.pk}"' in answer.text) == (409, True)
    assert "That time has just been taken." in answer.text


def test_once_it_has_begun_her_time_stays(grown, as_):
    Conference.objects.filter(pk=grown.conference.pk).update(state="live", started_at=timezone.now())
    page = as_("ana").get(choose(grown)).text
    assert ("so its time stays" in page, 'name="place"' in page) == (True, False)
