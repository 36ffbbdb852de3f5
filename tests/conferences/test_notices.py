"""Everybody affected is told once, in her language; what is overtaken is never told."""

import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Guardianship
from conferences.actions.notices import deliver_due, tell
from conferences.models import Conference, Notice, Place

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
    Guardianship.objects.filter(pk=told.guardianship.pk).update(relation="mother")
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
    assert (str(event["attendee"]), event["attendee"].params["RSVP"]) == (
        "mailto:mum@family.example",
        "FALSE",
    )
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
    tell([told.conference], Notice.Kind.CALLED_OFF, by=told.cora)
    ready()
    deliver_due(told.school.pk)
    letter = next(one for one in mail.outbox if one.to == ["mum@family.example"])
    ((method, gone), _) = calendars(letter)
    assert (method, gone.events[0]["status"], gone.events[0]["sequence"]) == ("CANCEL", "CANCELLED", 6)
    assert gone.events[0]["uid"] == event["uid"]
