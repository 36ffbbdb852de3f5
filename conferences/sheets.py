"""Lists for paper: who is where and when, for those who are there that day.

Those that hang where others read them (`doors`, `day_at_a_glance`) and those that leave the building
(`interpreters`) name the students by their first names alone.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.models import Printout

ROOMS_ACROSS = 6  # of the day at a glance, on one sheet
What = Printout.What
NOTES = {
    What.EVENING: gettext_lazy("For the corridor: first names only."),
    What.DESK: gettext_lazy("For the welcome desk. Please keep it turned over, and shred it afterwards."),
    What.ROOMS: gettext_lazy("For the adults of the room. Please do not hang it up."),
    What.DOORS: gettext_lazy("Please come in when it is your time."),
    What.ADVISORS: gettext_lazy("For you alone. Please shred it afterwards."),
    What.OWN: gettext_lazy("For you alone. Please shred it afterwards."),
    What.INTERPRETERS: gettext_lazy("Please ask at the welcome desk for whatever you need."),
}


@dataclass
class Sheet:
    title: str
    under: str
    head: list
    rows: list = field(default_factory=list)
    note: str = ""


def sheets_of(what, places, languages, reader=None):
    """The sheets of this kind, of these places in order; `languages` by conference: to interpret.

    `reader` is the key of the advisor who prints her own.
    """
    makers: dict[str, Callable] = {
        What.EVENING: day_at_a_glance,
        What.DESK: desk,
        What.ROOMS: rooms,
        What.DOORS: doors,
        What.ADVISORS: advisors,
        What.INTERPRETERS: interpreters,
        What.OWN: partial(advisors, only=reader),
    }
    sheets = list(makers[what](places, languages))
    for sheet in sheets:
        sheet.note = str(NOTES[what])
    return sheets


def day_of(place):
    return timezone.localtime(place.starts_at).date()


def day_words(day):
    return f"{date_format(day, 'l')}, {date_format(day, 'DATE_FORMAT')}"


def clock(moment):
    return date_format(timezone.localtime(moment), "TIME_FORMAT")


def first_name(place):
    return place.conference.student.first_name


def door_name(place):
    """Where everybody reads it: no name of a child from whom the school keeps somebody away."""
    return _("taken") if place.is_unnamed else first_name(place)


def grouped(places, key):
    groups = defaultdict(list)
    for place in places:
        groups[key(place)].append(place)
    return groups.items()


def table_of(place):
    return str(place.table) if place.session.capacity > 1 else ""


def day_at_a_glance(places, languages):
    """Times down, rooms across: for the corridor."""
    for day, of_day in grouped(places, day_of):
        names = sorted({place.session.room for place in of_day})
        for first in range(0, len(names), ROOMS_ACROSS):
            some = names[first : first + ROOMS_ACROSS]
            there = [place for place in of_day if place.session.room in some]
            sheet = Sheet(_("The day at a glance"), day_words(day), [_("Time"), *some])
            for start, at_once in grouped(there, lambda place: place.starts_at):
                cells = [
                    ", ".join(door_name(one) for one in at_once if one.session.room == name) for name in some
                ]
                sheet.rows.append([clock(start), *cells])
            yield sheet


def desk(places, languages):
    """By family name, with a box for "here"."""
    head = [_("Student"), _("Advisory"), _("Time"), _("Room"), _("Table"), _("Interpreter"), _("Here")]
    for day, of_day in grouped(places, day_of):
        sheet = Sheet(_("Welcome desk"), day_words(day), head)
        for place in sorted(of_day, key=by_last_name):
            sheet.rows.append(
                [
                    last_name_first(place),
                    advisory_of(place),
                    clock(place.starts_at),
                    place.session.room,
                    table_of(place),
                    interpreter_of(place, languages),
                    "☐",
                ]
            )
        yield sheet


def rooms(places, languages):
    head = [_("Time"), _("Table"), _("Student"), _("Advisory"), _("Interpreter")]
    for (day, room), there in grouped(places, lambda place: (day_of(place), place.session.room)):
        sheet = Sheet(room, day_words(day), head)
        for place in there:
            sheet.rows.append(
                [
                    clock(place.starts_at),
                    table_of(place),
                    place.conference.student.name,
                    advisory_of(place),
                    interpreter_of(place, languages),
                ]
            )
        yield sheet


def doors(places, languages):
    for (day, room), there in grouped(places, lambda place: (day_of(place), place.session.room)):
        sheet = Sheet(room, day_words(day), [_("Time"), _("Who"), _("Table")])
        sheet.rows = [[clock(place.starts_at), door_name(place), table_of(place)] for place in there]
        yield sheet


def advisors(places, languages, only=None):
    """Of each advisor her own students, in whatever rooms they are; or of the one who prints it."""
    head = [_("Time"), _("Student"), _("Room"), _("Table"), _("Interpreter")]
    groups = defaultdict(list)
    for place in places:
        advisory = place.conference.student.advisory
        every = advisory.advisors.all() if advisory else ()
        for advisor in [one for one in every if only in (None, one.pk)]:
            groups[advisor.last_name, str(advisor), advisor.pk, day_of(place)].append(place)
    for (_last, name, _pk, day), hers in sorted(groups.items()):
        sheet = Sheet(name, day_words(day), head)
        for place in hers:
            sheet.rows.append(
                [
                    clock(place.starts_at),
                    place.conference.student.name,
                    place.session.room,
                    table_of(place),
                    interpreter_of(place, languages),
                ]
            )
        yield sheet


def interpreters(places, languages):
    """Of each interpreter where she is needed; at the end whoever has none yet."""
    head = [_("Time"), _("Until"), _("Student"), _("Room"), _("Table"), _("Language")]
    wanted = [place for place in places if place.interpreter_id or place.conference_id in languages]
    named = sorted(wanted, key=lambda place: (str(place.interpreter or "\uffff"), place.starts_at))
    by_person = grouped(
        named, lambda place: (place.interpreter_id, str(place.interpreter or ""), day_of(place))
    )
    for (_pk, name, day), hers in by_person:
        sheet = Sheet(name or _("Without an interpreter yet"), day_words(day), head)
        for place in hers:
            sheet.rows.append(
                [
                    clock(place.starts_at),
                    clock(place.ends_at),
                    first_name(place),
                    place.session.room,
                    table_of(place),
                    languages.get(place.conference_id) or spoken_by(place.interpreter),
                ]
            )
        yield sheet


def spoken_by(interpreter):
    """What is spoken there, where no family has named it: what she interprets."""
    return ", ".join(interpreter.languages) if interpreter else ""


def by_last_name(place):
    user = place.conference.student.user
    return (user.last_name.casefold(), user.first_name.casefold(), place.starts_at)


def last_name_first(place):
    user = place.conference.student.user
    return f"{user.last_name}, {place.conference.student.first_name}"


def advisory_of(place):
    advisory = place.conference.student.advisory
    return advisory.name if advisory else ""


def interpreter_of(place, languages):
    """Who comes, else the language that is needed."""
    language = languages.get(place.conference_id, "")
    if place.interpreter:
        return f"{place.interpreter} ({language})" if language else str(place.interpreter)
    return language
