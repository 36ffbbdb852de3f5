"""A conference as an entry of a calendar: to save, by mail, and in a feed of one's own."""

from datetime import timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vCalAddress

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
ALARMS = (timedelta(days=-1), timedelta(hours=-1))
HOURLY = timedelta(hours=1)


def calendar_of(conference, *, url):
    """The conference as an iCalendar file in the school's time zone, for whoever saves it.

    The UID stays for ever and SEQUENCE grows with every change, so that a calendar moves the entry
    instead of adding a second one (RFC 5546). It names no more of the child than her first name.
    """
    return bound([event_of(conference, url=url)], method=PUBLISH)


def feed_of(conferences, *, name, url_of):
    """What a calendar asks for again and again: the same words as long as nothing has changed."""
    events = [event_of(conference, url=url_of(conference)) for conference in conferences]
    calendar = new_calendar(PUBLISH)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", HOURLY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return bound(events, calendar=calendar)


def call_of(notice, *, method, url, entry):
    """What goes with a letter: calendars put it in, move it, or take it out by themselves.

    `entry` is the key of the entry that this adult has of it (`ConferenceQuerySet.with_entry`).
    """
    conference = notice.conference
    starts_at = notice.before if method == CANCEL else notice.starts_at
    event = event_at(
        conference, starts_at, url=url, sequence=notice.sequence, stamp=notice.told_at, entry=entry
    )
    event.add("organizer", person(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], conference.school.name))
    guest = person(notice.adult.email, str(notice.adult))
    guest.params["ROLE"], guest.params["RSVP"], guest.params["PARTSTAT"] = (
        "REQ-PARTICIPANT",
        "FALSE",
        "NEEDS-ACTION",
    )
    event.add("attendee", guest)
    event["status"] = "CANCELLED" if method == CANCEL else "CONFIRMED"
    return bound([event], method=method)


def person(address, name):
    calendar_address = vCalAddress(f"mailto:{address}")
    calendar_address.params["CN"] = name
    return calendar_address


def event_of(conference, *, url):
    place = conference.place
    return event_at(
        conference,
        place.starts_at,
        url=url,
        sequence=conference.revision,
        stamp=place.taken_at,
        entry=conference.entry,
    )


def event_at(conference, starts_at, *, url, sequence, stamp, entry):
    place = getattr(conference, "place", None)
    starts_at = starts_at.astimezone(ZoneInfo(conference.school.timezone))
    event = Event()
    event.add("uid", f"conference-{entry}@school-{conference.school_id}.lectern")
    event.add("sequence", sequence)
    event.add("dtstamp", stamp or timezone.now())
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=conference.minutes))
    event.add("summary", summary_of(conference))
    room = f"{place.session.room}, " if place else ""
    event.add("location", f"{room}{conference.school.name}")
    event.add("description", url)
    event.add("url", url)
    for before in ALARMS:
        event.add_component(alarm(before, summary_of(conference)))
    return event


def alarm(before, words):
    found = Alarm()
    found.add("action", "DISPLAY")
    found.add("trigger", before)
    found.add("description", words)
    return found


def new_calendar(method):
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Lectern//EN")
    calendar.add("method", method)
    return calendar


def bound(events, *, method="", calendar=None):
    calendar = calendar if calendar is not None else new_calendar(method)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def summary_of(conference):
    """The school's own word for a conference, or Lectern's in a sentence."""
    name, own = conference.student.first_name, conference.school.words.own_conference
    return f"{name}: {own}" if own else _("%(name)s’s conference") % {"name": name}
