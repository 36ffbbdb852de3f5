"""Everybody affected is told once, in her language; what is overtaken is never told."""

import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Guardianship, Household
from conferences import tasks
from conferences.actions import notices
from conferences.actions.households import join_conference, separate_conference
from conferences.actions.notices import deliver_due, deliver_to, remind, tell
from conferences.calendars import feed_of
from conferences.models import Conference, Notice, Place, TimeWish
from tests import factories as f

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def told(world):
    """Ana's conference has a time in six days; Dad is Ben's, Ruth's guardianship has ended."""
    Place.objects.filter(pk=world.place.pk).update(conference=world.conference, taken_at=timezone.now())
    Conference.objects.filter(pk=world.conference.pk).update(revision=4)
    return world


def owed():
    return sorted(Notice.objects.owed().values_list("adult__first_name", "kind"))


def ready():
    """As if the minutes of grace were over."""
    Notice.objects.owed().update(due_at=timezone.now())


def move(told, by):
    Place.objects.filter(pk=told.place.pk).update(
        starts_at=told.place.starts_at + by, ends_at=told.place.ends_at + by
    )
    Conference.objects.filter(pk=told.conference.pk).update(revision=5)


def calendars(message):
    parts = [part for part in message.message().walk() if part.get_content_type() == "text/calendar"]
    return [(part.get_param("method"), icalendar.Calendar.from_ical(part.get_content())) for part in parts]


def test_one_letter_with_one_entry_that_a_calendar_moves_and_takes_out(told):
    assert tell([told.conference], Notice.Kind.TIME, by=told.cora) == 2
    assert owed() == [("Gus", "time"), ("Mum", "time")]
    assert deliver_due(told.school.pk) == 0  # a moment of grace
    ready()
    assert (deliver_due(told.school.pk), deliver_due(told.school.pk)) == (2, 0)
    letter = next(one for one in mail.outbox if one.to == ["mum@family.example"])
    assert letter.subject.startswith("Ana’s conference: ")
    assert [method for method, entry in calendars(letter)] == ["REQUEST", "REQUEST"]
    entry = calendars(letter)[0][1]
    event = entry.events[0]
    zone = ZoneInfo(told.school.timezone)
    assert (event.DTSTART, event["sequence"], event["status"]) == (
        told.place.starts_at.astimezone(zone).replace(microsecond=0),
        4,
        "CONFIRMED",
    )
    guest = event["attendee"]
    assert (str(guest), guest.params["RSVP"]) == ("mailto:mum@family.example", "FALSE")
    assert (len(entry.timezones), entry["method"], len(event.alarms.times)) == (1, "REQUEST", 2)
    assert "Mensah" not in str(event["summary"])

    move(told, HOUR)
    mail.outbox.clear()
    tell([told.conference], Notice.Kind.MOVED, by=told.cora, line="Snow", before=told.place.starts_at)
    ready()
    deliver_due(told.school.pk)
    letter = next(one for one in mail.outbox if one.to == ["mum@family.example"])
    assert ("Snow" in letter.body, "Before, it was" in letter.body) == (True, True)
    moved = calendars(letter)[0][1].events[0]
    assert (moved["uid"], moved["sequence"], moved.DTSTART - event.DTSTART) == (event["uid"], 5, HOUR)

    Place.objects.filter(pk=told.place.pk).update(conference=None, taken_at=None)
    mail.outbox.clear()
    tell([told.conference], Notice.Kind.CALLED_OFF, by=told.mum)
    ready()
    deliver_due(told.school.pk)
    letter = next(one for one in mail.outbox if one.to == ["mum@family.example"])
    others = next(one for one in mail.outbox if one.to == ["gus@away.example"])
    gave = ["You gave this time back" in one.body for one in (letter, others)]
    assert gave == [True, False]
    ((method, gone), _) = calendars(letter)
    assert (method, gone.events[0]["status"], gone.events[0]["sequence"]) == ("CANCEL", "CANCELLED", 6)
    assert gone.events[0]["uid"] == event["uid"]


def of_mum(told):
    return list(
        Notice.objects.owed().filter(adult=told.mum).values_list("kind", "before", "starts_at").order_by("pk")
    )


def test_what_was_not_told_yet_is_overtaken(told):
    """Of several changes she hears one, from what she knew to what holds."""
    start, knows = told.place.starts_at, told.conference
    tell([knows], Notice.Kind.ASKED, by=told.cora)
    tell([knows], Notice.Kind.TIME, by=told.cora)
    tell([knows], Notice.Kind.TIME, by=told.cora)
    assert of_mum(told) == [("time", None, start)]
    move(told, HOUR)
    tell([knows], Notice.Kind.MOVED, by=told.cora, before=start)
    assert of_mum(told) == [("time", None, start + HOUR)]  # she never knew the first
    tell([knows], Notice.Kind.CALLED_OFF, by=told.cora)
    assert of_mum(told) == []
    move(told, 0 * HOUR)
    tell([knows], Notice.Kind.TIME, by=told.cora)
    Notice.objects.owed().update(told_at=timezone.now(), how="mail")
    tell([knows], Notice.Kind.TIME, by=told.cora)
    assert of_mum(told) == []  # the same time once more is no news
    move(told, HOUR)
    tell([knows], Notice.Kind.TIME, by=told.cora)
    assert of_mum(told) == [("moved", start, start + HOUR)]
    move(told, 0 * HOUR)
    tell([knows], Notice.Kind.MOVED, by=told.cora, before={knows.pk: start + HOUR})
    assert of_mum(told) == []  # and back before she heard of it
    tell([knows], Notice.Kind.CALLED_OFF, by=told.cora)
    assert of_mum(told) == [("called_off", start, None)]
    Notice.objects.owed().update(told_at=timezone.now(), how="mail")
    tell([knows], Notice.Kind.CALLED_OFF, by=told.cora)
    assert of_mum(told) == []
    tell([knows], Notice.Kind.MOVED, by=told.cora)
    assert of_mum(told) == [("time", None, start)]
    tell([knows], Notice.Kind.CONFIRMED, by=told.mum)
    assert of_mum(told) == [("confirmed", None, start)]
    Notice.objects.owed().update(told_at=timezone.now(), how="mail")
    tell([knows], Notice.Kind.CONFIRMED, by=told.mum)
    assert of_mum(told) == []


def test_who_chose_herself_hears_where_it_moved_from(told):
    start, hour_later = told.place.starts_at, told.place.starts_at + HOUR
    move(told, HOUR)
    tell([told.conference], Notice.Kind.MOVED, by=told.cora, before=start)
    move(told, 2 * HOUR)
    tell([told.conference], Notice.Kind.MOVED, by=told.cora, before=hour_later)
    assert of_mum(told) == [("moved", start, start + 2 * HOUR)]
    tell([told.conference], Notice.Kind.CALLED_OFF, by=told.cora)
    assert of_mum(told) == [("called_off", start, None)]


def test_a_room_alone_may_change(told):
    tell([told.conference], Notice.Kind.TIME, by=told.cora)
    Notice.objects.owed().update(told_at=timezone.now(), how="mail")
    told.session.room = "Library"
    told.session.save()
    tell([told.conference], Notice.Kind.MOVED, by=told.cora)
    ready()
    deliver_due(told.school.pk)
    letter = next(one for one in mail.outbox if one.to == ["mum@family.example"])
    assert ("Library" in letter.body, "only the room is another" in letter.body) == (True, True)


def test_nothing_is_told_of_a_time_that_is_not_there_or_of_a_hidden_round(told):
    bens = f.ConferenceFactory(student=told.ben_student, round=told.round)
    assert tell([bens], Notice.Kind.TIME, by=told.cora) == 0
    assert tell([bens], Notice.Kind.MAKE_UP, by=told.cora) == 1  # there, a family chooses one
    draft = f.RoundFactory(school=told.school, name="Next", state="draft")
    hidden = f.ConferenceFactory(student=told.ben_student, round=draft)
    assert tell(Conference.objects.filter(pk=hidden.pk), Notice.Kind.ASKED, by=told.cora) == 0


def test_each_adult_who_may_is_told_and_at_18_the_student(told):
    """Ruth's rights have ended; an aunt may come and not decide; an uncle may not come."""
    aunt = f.UserFactory(school=told.school, first_name="Aunt", email="aunt@family.example")
    uncle = f.UserFactory(school=told.school, first_name="Uncle", email="uncle@family.example")
    f.GuardianshipFactory(adult=aunt, student=told.ana_student, may_decide=False)
    f.GuardianshipFactory(adult=uncle, student=told.ana_student, may_attend=False)
    tell([told.conference], Notice.Kind.ASKED, by=told.cora)
    tell([told.conference], Notice.Kind.TOMORROW, by=None)
    assert owed() == [("Aunt", "tomorrow"), ("Gus", "tomorrow"), ("Mum", "asked"), ("Mum", "tomorrow")]
    Notice.objects.all().delete()
    told.ana_student.born_on = timezone.localdate().replace(day=1) - datetime.timedelta(days=18 * 366)
    told.ana_student.save()
    told.ana.email = "ana@student.example"
    told.ana.save()
    tell([told.conference], Notice.Kind.ASKED, by=told.cora)
    assert owed() == [("Ana", "asked")]
    ready()
    deliver_due(told.school.pk)
    assert (mail.outbox[0].to, "Your conference" in mail.outbox[0].subject) == (["ana@student.example"], True)


def test_siblings_share_one_letter_in_the_language_of_their_home(told):
    sister = f.StudentFactory(school=told.school, user__first_name="Efua", advisory=told.advisory)
    f.GuardianshipFactory(adult=told.mum, student=sister, household=told.household)
    Household.objects.filter(pk=told.household.pk).update(language="es")
    hers = f.ConferenceFactory(student=sister, round=told.round, way="remote")
    f.PlaceFactory(session=told.session, table=2, conference=hers, taken_at=timezone.now())
    tell([told.conference, hers], Notice.Kind.TIME, by=told.cora)
    ready()
    deliver_due(told.school.pk)
    (letter,) = [one for one in mail.outbox if one.to == ["mum@family.example"]]
    html = letter.alternatives[0][0]
    assert ('lang="es"' in html, "Efua" in html, "Ana" in html) == (True, True, True)
    names = [part.get_filename() for part in letter.message().walk() if part.get_filename()]
    assert names == ["conference.ics", "conference-2.ics"]
    assert letter.message()["Message-ID"].startswith("<notice-")


def test_who_may_not_be_there_any_more_is_not_told_and_what_passed_neither(told):
    tell([told.conference], Notice.Kind.TIME, by=told.cora)
    Guardianship.objects.filter(pk=told.guardianship.pk).update(may_attend=False)
    move(told, -200 * HOUR)
    ready()
    assert (deliver_due(told.school.pk), len(mail.outbox)) == (0, 0)
    assert Notice.objects.filter(dropped_at__isnull=False).count() == 2
    assert deliver_to(told.mum.pk, told.school.pk) is False
    f.NoticeFactory(conference=told.conference, adult=told.ida, before=timezone.now() - HOUR)
    tasks.sweep_notices()  # nobody printed it in time
    assert Notice.objects.owed().count() == 0


@pytest.mark.parametrize("change", ["begun", "gone", "taken again", "offer passed on"])
def test_what_is_no_more_so_is_dropped(told, change):
    kind = Notice.Kind.TIME
    if change == "taken again":
        kind = Notice.Kind.CALLED_OFF
    if change == "offer passed on":
        kind = Notice.Kind.OFFERED
    tell([told.conference], kind, by=told.cora, at=told.place.starts_at if kind == "offered" else None)
    if change == "begun":
        Conference.objects.update(state="live", started_at=timezone.now())
    if change == "gone":
        Place.objects.update(conference=None, taken_at=None)
    ready()
    assert deliver_due(told.school.pk) == 0
    assert Notice.objects.owed().count() == 0


def test_an_offer_that_stands_is_told_to_who_decides(told):
    spare = f.PlaceFactory(session=told.session, table=2)
    TimeWish.objects.create(
        school=told.school, conference=told.conference, state="offered", offered=spare, by=told.mum
    )
    tell([told.conference], Notice.Kind.OFFERED, by=None, at=spare.starts_at)
    assert deliver_due(told.school.pk) == 1
    assert (mail.outbox[0].to, calendars(mail.outbox[0])) == (["mum@family.example"], [])


def test_a_letter_that_is_refused_keeps_none_of_the_others_and_is_tried_again(told, monkeypatch):
    tell([told.conference], Notice.Kind.TIME, by=told.cora)
    ready()
    real = notices.letters.mail_notices

    def refuse_mum(those):
        if those[0].adult == told.mum:
            raise OSError("450 later")
        real(those)

    monkeypatch.setattr(notices.letters, "mail_notices", refuse_mum)
    assert deliver_due(told.school.pk) == 1
    assert owed() == [("Mum", "time")]
    assert Notice.objects.due().count() == 0
    monkeypatch.undo()
    ready()
    assert deliver_due(told.school.pk) == 1


def test_the_job_and_the_sweep_see_to_what_is_owed(told, run_jobs):
    tell([told.conference], Notice.Kind.TIME, by=told.cora)
    assert run_jobs() == 1  # too early; it asks for another by itself
    Notice.objects.owed().update(due_at=timezone.now() - HOUR)
    tasks.sweep_notices()
    run_jobs()
    assert len(mail.outbox) == 2


def test_a_week_and_a_day_before_they_are_reminded_once(told, monkeypatch):
    monkeypatch.setattr(notices, "MORNING", 0)
    days = (timezone.localtime(told.place.starts_at) - timezone.localtime()).days
    assert days in (5, 6)
    Household.objects.filter(pk=told.household.pk).update(reach="letter")
    assert remind(told.school) == 1  # Gus; on paper she has her letter
    Household.objects.filter(pk=told.household.pk).update(reach="mail")
    assert (remind(told.school), owed()) == (0, [("Gus", "reminder")])
    deliver_due(told.school.pk)
    assert (calendars(mail.outbox[0]), "is soon" in mail.outbox[0].subject) == ([], True)
    with timezone.override(told.school.timezone):
        tomorrow = timezone.localtime().replace(hour=12, minute=0) + datetime.timedelta(days=1)
    Place.objects.filter(pk=told.place.pk).update(starts_at=tomorrow, ends_at=tomorrow + HOUR)
    tasks.sweep_notices()
    assert owed() == [("Gus", "tomorrow"), ("Mum", "tomorrow")]
    monkeypatch.setattr(notices, "MORNING", 24)
    assert remind(told.school) == 0


def test_who_was_told_just_now_is_not_reminded(told, monkeypatch):
    monkeypatch.setattr(notices, "MORNING", 0)
    tell([told.conference], Notice.Kind.CONFIRMED, by=told.mum)
    assert remind(told.school) == 0


def test_told_twice_in_person_is_refused(told):
    tell([told.conference], Notice.Kind.ASKED, by=told.cora)
    notice = Notice.objects.get()
    notices.say_told(notice, by=told.cora)
    with pytest.raises(ValidationError):
        notices.say_told(notice, by=told.cora)


@pytest.mark.parametrize("many", [1, 3])
def test_telling_asks_the_same_for_one_and_for_three(told, django_assert_num_queries, many):
    made = []
    for _one in range(many):
        student = f.StudentFactory(school=told.school)
        f.GuardianshipFactory(adult=told.mum, student=student)
        made.append(f.ConferenceFactory(student=student, round=told.round))
    with django_assert_num_queries(11):
        assert tell(made, Notice.Kind.ASKED, by=told.cora) == many


def test_of_two_households_each_hears_of_its_own_conference(told):
    ama = f.UserFactory(school=told.school, first_name="Ama", email="ama@family.example")
    apart = f.HouseholdFactory(school=told.school, name="Apart")
    f.GuardianshipFactory(adult=ama, student=told.ana_student, household=apart)
    hers = f.ConferenceFactory(student=told.ana_student, round=told.round, household=apart)
    tell([told.conference, hers], Notice.Kind.ASKED, by=told.cora)
    found = Notice.objects.values_list("adult__first_name", "conference").order_by("adult__first_name")
    assert list(found) == [("Ama", hers.pk), ("Mum", told.conference.pk)]


def entry_of(told, adult):
    """The one entry of the last letter to this adult: what it does, which it is, when, and its number."""
    ready()
    mail.outbox.clear()
    deliver_due(told.school.pk)
    (letter,) = [one for one in mail.outbox if one.to == [adult.email]]
    method, calendar = calendars(letter)[0]
    event = calendar.events[0]
    return method, str(event["uid"]), event.DTSTART, event["sequence"]


def test_the_entry_in_a_calendar_goes_with_the_household(told, as_):
    """Apart it is taken out, a time of their own puts it in again, and joined it moves: never two at once."""
    papa = f.UserFactory(school=told.school, first_name="Papa", role="family", email="papa@family.example")
    f.GuardianshipFactory(
        adult=papa, student=told.ana_student, household=f.HouseholdFactory(school=told.school)
    )
    start = told.place.starts_at.astimezone(ZoneInfo(told.school.timezone)).replace(microsecond=0)
    tell([told.conference], Notice.Kind.TIME, by=told.cora)
    first = entry_of(told, papa)
    uid = first[1]
    own = separate_conference(told.conference, papa.guardianships.get().household, by=told.cora)
    assert entry_of(told, papa) == ("CANCEL", uid, start, 5)
    f.PlaceFactory(
        session=told.session, table=2, starts_at=told.place.starts_at + HOUR, conference=own, taken_at=start
    )
    tell([own], Notice.Kind.TIME, by=told.cora)
    assert entry_of(told, papa) == ("REQUEST", uid, start + HOUR, 6)
    # The feed and the page give it the same name; whoever has both of them has two.
    told.papa = papa
    seen = {
        who: [
            str(event["uid"]).split("@")[0]
            for event in icalendar.Calendar.from_ical(
                feed_of(
                    Conference.objects.attended_by(getattr(told, who))
                    .with_entry(getattr(told, who))
                    .in_calendar(),
                    name="",
                    url_of=str,
                )
            ).events
        ]
        for who in ("papa", "mum", "bo")
    }
    joint, apart = f"conference-{told.conference.pk}", f"conference-{own.pk}"
    assert seen == {"papa": [joint], "mum": [joint], "bo": [joint, apart]}
    join_conference(own, by=told.cora)
    assert entry_of(told, papa) == ("REQUEST", uid, start, 7)
