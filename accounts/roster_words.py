"""What a roster changes, said to people: each line of the difference with its before and after in words."""

import datetime
from collections import defaultdict

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership, RosterChange, Student

What = RosterChange.What
ONE = {
    What.STUDENT: gettext_lazy("Student"),
    What.FAMILY: gettext_lazy("Family member"),
    What.STAFF: gettext_lazy("Staff"),
    What.ADVISORY: gettext_lazy("Advisory"),
    What.SCHOOL: gettext_lazy("School"),
}

FIELDS = {
    "name": gettext_lazy("Name"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "preferred_name": gettext_lazy("Preferred name"),
    "email": gettext_lazy("E-mail"),
    "grade": gettext_lazy("Grade"),
    "born_on": gettext_lazy("Born on"),
    "_advisory": gettext_lazy("Advisory"),
    "source_id": gettext_lazy("Id in the roster"),
}
KEPT = {
    "changed": gettext_lazy("Stays: somebody has changed this since"),
    "used": gettext_lazy("Stays: it has been used since"),
}
QUIET = {"first_name", "last_name", "name", "source_id"}  # of somebody new the line itself says the name


def with_details(lines, rows):
    """The lines, each with `kind` and `details`: short sentences on what of it is new, changed or over."""
    told = defaultdict(list)
    for row in rows:
        told[row.subject] += sentences(row)
        if row.kept:
            told[row.subject].append(KEPT[row.kept])
    for line in lines:
        line.kind = ONE[line.what]
        line.details = list(dict.fromkeys(told[line.subject]))
    return lines


def sentences(row):
    special = {
        "membership": membership,
        "guardianship": guardianship,
        "advisors": advisor,
        "student": student,
        "": conflict,
    }
    yield from special.get(row.table, fields)(row)


def fields(row):
    new = row.before is None
    for name, label in FIELDS.items():
        if name not in row.after or (new and (name in QUIET or row.after[name] in ("", None))):
            continue
        after = say(name, row.after[name])
        if new:
            yield after if name == "grade" else _("%(label)s: %(value)s") % {"label": label, "value": after}
            continue
        values = {"label": label, "before": say(name, row.before.get(name)), "after": after}
        if name == "grade":  # which says itself what it is
            yield _("%(before)s → %(after)s") % values
        else:
            yield _("%(label)s: %(before)s → %(after)s") % values
    if not new and "is_active" in row.after:
        yield _("May sign in again")
    if not new and row.table == "advisory" and "ended_at" in row.after:
        yield _("Ends") if row.after["ended_at"] else _("Is back")


def say(name, value):
    if value in ("", None):
        return _("no grade") if name == "grade" else _("nothing")
    if name == "grade":
        return str(Student.Grade(value).label)
    if name == "born_on":
        return date_format(datetime.date.fromisoformat(value))
    return str(value)


def student(row):
    if row.before and row.after.get("left_at"):
        yield _("Has left; the sign-in card stops")
    elif row.before and "left_at" in row.after:
        yield _("Is back at school")
    yield from fields(row)


def membership(row):
    role = row.after.get("role") or row.after.get("_role", "")
    label = {"role": Membership.Role(role).label if role else ""}
    if role == row.what and (row.group == RosterChange.Group.NEW or role == "student"):
        return  # the line has said it
    if row.before is None:
        yield _("Role: %(role)s") % label
    elif row.after.get("ended_at"):
        yield _("No longer: %(role)s") % label
    elif "ended_at" in row.after:
        yield _("Again: %(role)s") % label
    if row.before is not None:
        yield from fields(row)


def guardianship(row):
    if row.before is None:
        yield _("Family: %(name)s") % {"name": row.after["_adult"]}
    else:
        yield _("No longer family: %(name)s") % {"name": row.after["_adult"]}


def advisor(row):
    if row.before is None:
        yield _("Advisor: %(name)s") % {"name": row.after["_advisor"]}
    else:
        yield _("No longer advisor: %(name)s") % {"name": row.before["_advisor"]}


def conflict(row):
    values = {"email": row.after["email"], "known": row.after["_known"]}
    yield _("%(known)s is here already, with the same address %(email)s and another id") % values
