"""Whom the round has reached: every family with where it stands, and what was tried. Nobody is blamed.

A family that has not answered is one that we have not reached yet. The numbers are of families and of
students; a group of fewer than `SMALLEST` is not told of, as in the report.
"""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit_list import Echo, safe
from accounts.models import Invitation, Student
from conferences.models import OutreachCall
from conferences.querysets.households import Family, families_of
from conferences.reports import Row, hide_small, language_name


class Stand(models.TextChoices):
    """How far a family is, in the order in which somebody looks after it."""

    UNINVITED = "uninvited", gettext_lazy("Not invited yet")
    SILENT = "silent", gettext_lazy("Not heard from yet")
    ANSWERED = "answered", gettext_lazy("Has answered, no time yet")
    PART = "part", gettext_lazy("A time for some of the children")
    TIME = "time", gettext_lazy("Has a time")
    NOBODY = "nobody", gettext_lazy("Somebody of the school listens")


class Show(models.TextChoices):
    """What the list may be narrowed to."""

    TIMELESS = "timeless", gettext_lazy("Without a time")
    SILENT = "silent", gettext_lazy("Not heard from yet")
    UNINVITED = "uninvited", gettext_lazy("Not invited yet")
    PAPER = "paper", gettext_lazy("No e-mail reaches them")
    PLEASE = "please", gettext_lazy("Asked for by their advisor")
    AGAIN = "again", gettext_lazy("To call again by today")
    TIME = "time", gettext_lazy("With a time")


ORDER = {stand: number for number, stand in enumerate(Stand)}
NO_TIME = (Stand.UNINVITED, Stand.SILENT, Stand.ANSWERED, Stand.PART)


@dataclass
class Line:
    """One family: where it stands and what was tried."""

    family: Family
    stand: Stand
    calls: list = field(default_factory=list)

    @property
    def kind(self):
        return self.family.key[0]

    @property
    def key(self):
        return self.family.key[1]

    @property
    def name(self):
        return self.family.name

    @property
    def can_be_called(self):
        return bool(self.family.adults)

    @property
    def conferences(self):
        return self.family.conferences

    @property
    def please(self):
        return any(conference.please_meet for conference in self.conferences)

    @property
    def is_held(self):
        return all(conference.is_held for conference in self.conferences)

    @property
    def last(self):
        return self.calls[0] if self.calls else None

    @property
    def again_on(self):
        """The day on which somebody wanted to try again, until there is a time."""
        return self.last.again_on if self.last and self.stand in NO_TIME else None

    @property
    def is_due(self):
        return bool(self.again_on and self.again_on <= timezone.localdate())

    @property
    def language(self):
        return language_name(self.family.language) if self.family.language else ""

    @property
    def adults(self):
        return [str(adult) for adult in self.family.adults]


def lines_of(round_, conferences):
    """The families of these conferences, those first whom their advisor asks to come and who have no time."""
    conferences = conferences.select_related("student__user", "student__advisory", "place__session")
    families = families_of(round_, among=conferences)
    answered = set(round_.preferences.values_list("household", "adult"))
    invited = invited_adults(families)
    calls = calls_of(round_)
    lines = [Line(one, stand_of(one, answered, invited), calls[one.key]) for one in families]
    return sorted(lines, key=turn)


def turn(line):
    waits = line.stand in NO_TIME
    return (
        not (waits and line.please),
        not line.is_due,
        ORDER[line.stand],
        line.name.casefold(),
        line.key,
    )


def calls_of(round_):
    found = defaultdict(list)
    for call in OutreachCall.objects.of_round(round_).kept().with_caller():
        key = ("household", call.household_id) if call.household_id else ("adult", call.adult_id)
        found[key].append(call)
    return found


def invited_adults(families):
    """(adult, student) of whoever holds an invitation that stands, or has come in with one."""
    adults = {adult.pk for family in families for adult in family.adults}
    standing = Invitation.objects.filter(revoked_at=None, guardianship__adult__in=adults)
    rows = standing.filter(models.Q(expires_at__gt=timezone.now()) | models.Q(used_at__isnull=False))
    return set(rows.values_list("guardianship__adult", "guardianship__student"))


def stand_of(family, answered, invited):
    if not family.adults:
        return Stand.NOBODY
    timed = [row for row in family.conferences if row.is_held or row.starts_at]
    if len(timed) == len(family.conferences):
        return Stand.TIME
    if timed:
        return Stand.PART
    home = (family.household.pk, None) if family.household else (None, family.adult.pk)
    if home in answered:
        return Stand.ANSWERED
    here = family.is_grown or any(adult.last_login for adult in family.adults)
    children = {row.student_id for row in family.conferences}
    asked = any((adult.pk, child) in invited for adult in family.adults for child in children)
    return Stand.SILENT if here or asked else Stand.UNINVITED


def narrowed(lines, *, show="", language="", grade=None, advisory=None, words=""):
    """Those that somebody looks for; nothing said means all."""
    wanted = [line for line in lines if not show or SHOWN[show](line)]
    if language:
        wanted = [line for line in wanted if line.family.language == language]
    if grade is not None:
        wanted = [line for line in wanted if any(row.student.grade == grade for row in line.conferences)]
    if advisory:
        wanted = [
            line for line in wanted if any(row.student.advisory_id == advisory for row in line.conferences)
        ]
    return [line for line in wanted if names(line, words)]


SHOWN = {
    Show.TIMELESS: lambda line: line.stand in NO_TIME,
    Show.SILENT: lambda line: line.stand == Stand.SILENT,
    Show.UNINVITED: lambda line: line.stand == Stand.UNINVITED,
    Show.PAPER: lambda line: line.can_be_called and line.family.on_paper,
    Show.PLEASE: lambda line: line.please,
    Show.AGAIN: lambda line: line.is_due,
    Show.TIME: lambda line: line.stand == Stand.TIME,
}


def names(line, words):
    """Every word begins or stands in a name of the family or of a child."""
    text = " ".join([line.name, *line.adults, *(row.student.name for row in line.conferences)]).casefold()
    return all(word in text for word in words.casefold().split())


def figures(lines):
    """The whole in numbers: conferences held of students first, then families."""
    held, students = {}, {}
    for line in lines:
        for row in line.conferences:
            students[row.student_id] = row
            held.setdefault(row.student_id, False)
            held[row.student_id] |= row.is_held
    families = [line for line in lines if line.stand != Stand.NOBODY]
    return {
        "held": Row(_("Students who held their conference"), sum(held.values()), len(students)),
        "time": Row(_("Families with a time"), count(families, Stand.TIME), len(families)),
        "counts": [
            (show, show.label, sum(SHOWN[show](line) for line in families))
            for show in Show
            if show != Show.TIME
        ],
        "languages": hide_small(groups(families, by_language)),
        "grades": hide_small(groups(families, by_grade)),
        "advisories": hide_small(groups(families, by_advisory)),
    }


def count(lines, stand):
    return sum(line.stand == stand for line in lines)


def groups(lines, by):
    """A family of two grades, or two advisories, is counted in each."""
    all_, timed = Counter(), Counter()
    for line in lines:
        for group in set(by(line)):
            all_[group] += 1
            timed[group] += line.stand == Stand.TIME
    return [Row(label, timed[group], n) for group, n in sorted(all_.items()) for _order, label in [group]]


def by_language(line):
    return [(line.language, line.language or _("Not known"))]


def by_grade(line):
    known = dict(Student.Grade.choices)
    grades = [row.student.grade for row in line.conferences]
    return [(-1 if grade is None else grade, str(known.get(grade, _("Not known")))) for grade in grades]


def by_advisory(line):
    advisories = [row.student.advisory for row in line.conferences]
    return [(one.name, one.name) if one else ("", _("Not known")) for one in advisories]


def sheet(lines):
    """The list as a table for spreadsheets, as it is on the page."""
    writer = csv.writer(Echo())
    head = [
        _("Family"),
        _("Adults"),
        _("Children"),
        _("Language"),
        _("Interpreter"),
        _("Where it stands"),
        _("By e-mail"),
        _("Asked for by their advisor"),
        _("Last tried"),
        _("What came of it"),
        _("In a line"),
        _("Again on"),
    ]
    yield "\ufeff" + writer.writerow(head)
    for line in lines:
        yield writer.writerow([safe(cell) for cell in cells(line)])


def cells(line):
    last = line.last
    yes = {True: _("yes"), False: _("no")}
    children = [
        f"{row.student.name} ({row.student.advisory})" if row.student.advisory else row.student.name
        for row in line.conferences
    ]
    return [
        line.name,
        ", ".join(line.adults),
        ", ".join(children),
        line.language,
        line.family.interpreter_language,
        str(line.stand.label),
        yes[not line.family.on_paper],
        yes[line.please],
        f"{timezone.localtime(last.at):%Y-%m-%d}, {last.get_how_display()}" if last else "",
        str(last.get_outcome_display()) if last else "",
        last.line if last else "",
        line.again_on.isoformat() if line.again_on else "",
    ]
