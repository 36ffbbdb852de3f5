"""A conference as an entry of a calendar."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event


def calendar_of(conference, *, url):
    """The conference as an iCalendar file in the school's time zone.

    The UID stays for ever and SEQUENCE grows with every change, so that a calendar moves the entry
    instead of adding a second one (RFC 5546). It names no more of the child than her first name.
    """
    place = conference.place
    starts_at = place.starts_at.astimezone(ZoneInfo(conference.school.timezone))
    event = Event()
    event.add("uid", f"conference-{conference.pk}@school-{conference.school_id}.lectern")
    event.add("sequence", conference.revision)
    event.add("dtstamp", place.taken_at)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=conference.minutes))
    event.add("summary", summary_of(conference))
    event.add("location", f"{place.session.room}, {conference.school.name}")
    event.add("description", url)
    event.add("url", url)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Lectern//EN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def summary_of(conference):
    """The school's own word for a conference, or Lectern's in a sentence."""
    name, own = conference.student.first_name, conference.school.words.own_conference
    return f"{name}: {own}" if own else _("%(name)s’s conference") % {"name": name}
