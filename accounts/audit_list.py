"""The audit in sentences, for the office and for families, and as a table for spreadsheets."""

import csv
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.audit import LOOKED, OPENED, REFUSED, audited
from accounts.models import AuditRecord, Guest, Membership, Student

PAGE = 50
BATCH = 1000


@dataclass(frozen=True)
class Line:
    """One record as a person reads it."""

    record: AuditRecord
    who: str
    role: str
    what: str
    child: str

    @property
    def at(self):
        return self.record.at

    @property
    def is_refusal(self):
        return self.record.verb == REFUSED


def page(records, before=None):
    """The next newest lines, in four queries whatever their number, and the key to go on with, or None."""
    found = list((records.filter(pk__lt=before) if before else records).order_by("-pk")[: PAGE + 1])
    return told(found[:PAGE]), found[PAGE - 1].pk if len(found) > PAGE else None


def told(records):
    """Records in words. A person is named to the schools that know her, and nobody who was deleted is."""
    actors = {record.actor_id for record in records}
    schools = {record.school_id for record in records}
    known = Membership.objects.filter(user__in=actors, school__in=schools).select_related("user")
    people = {}
    for place in known.order_by("ended_at", "pk"):
        people.setdefault((place.user_id, place.school_id), (str(place.user), place.get_role_display()))
    for guest in Guest.objects.filter(user__in=actors, school__in=schools):
        people.setdefault((guest.user_id, guest.school_id), (guest.name, _("Guest")))
    children = Student.objects.filter(pk__in={record.student_id for record in records}).select_related("user")
    names = {child.pk: child.name for child in children}
    return [line(record, people, names) for record in records]


def line(record, people, names):
    who, role = people.get((record.actor_id, record.school_id), (somebody(record), ""))
    return Line(record, who, role, what(record), names.get(record.student_id, ""))


def somebody(record):
    return _("Somebody not at this school") if record.actor_id else _("Lectern")


def what(record):
    """After the name: "looked at a goal", "answered a goal"."""
    pages = audited("PAGES")
    if record.verb in (LOOKED, OPENED):
        _model, shown = pages.get(record.thing, (None, _("a page")))
        return _("looked at %(what)s") % {"what": shown}
    if record.verb == REFUSED:
        return _("was refused %(what)s") % {"what": refused_words(record.thing)}
    return str(audited("VERBS").get(record.verb) or record.verb.replace(".", " ").replace("_", " "))


def refused_words(thing):
    """What a permission kept: the page of somebody else's row, or a whole page."""
    things = {model.lower(): shown for model, shown in audited("PAGES").values()}
    return things.get(thing) or _("a page that is not theirs (%(name)s)") % {"name": thing}


def sheet(records):
    """A CSV table, in the language and on the clock of whoever asks, also once the page itself is done."""
    return sheet_lines(records, get_language(), timezone.get_current_timezone())


def sheet_lines(records, language, zone):
    """A batch at a time: the whole audit of a school fits into no memory."""
    with translation.override(language):
        head = [_("When"), _("Who"), _("Role"), _("What"), _("Child"), _("Row")]
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(head)  # the mark by which a spreadsheet knows Unicode
    before = None
    while found := list((records.filter(pk__lt=before) if before else records).order_by("-pk")[:BATCH]):
        with translation.override(language):
            lines = [cells(one, zone) for one in told(found)]
        yield "".join(writer.writerow(line) for line in lines)
        before = found[-1].pk


def cells(one, zone):
    when = timezone.localtime(one.at, zone).strftime("%Y-%m-%d %H:%M:%S")
    row = f"{one.record.thing} {one.record.thing_id}"
    return [safe(cell) for cell in (when, one.who, str(one.role), one.what, one.child, row)]


class Echo:
    """What csv.writer writes into: gives each line back."""

    def write(self, line):
        return line


# What a spreadsheet would calculate, in the wide forms of East Asia too.
FORMULAS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe(text):
    """Text that a spreadsheet takes for text: a name may begin with what it would calculate."""
    begins = text.lstrip().startswith(FORMULAS) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if begins else text
