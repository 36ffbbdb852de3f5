"""What of `conferences` belongs to a child's record (accounts/records.py)."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.records import Kept


def without_other_households(rows, reader):
    """What the reader, the child and the school's people wrote; not the other adults of the family."""
    guardianships = apps.get_model("accounts", "Guardianship").objects
    writer = guardianships.filter(student=OuterRef("conference__student"), adult=OuterRef("by"))
    return rows.filter(~Exists(writer.exclude(adult=reader.pk)))


def said_at_home(rows, reader):
    return rows.filter(Q(user=reader.pk) | Q(added_by=reader.pk) | Q(added_by=None, user=None))


def free_places(rows):
    return {"conferences.Place": rows.update(conference=None, taken_at=None)}


KEPT = [
    Kept("conferences.Conference", "student", _("Conferences"), hidden=frozenset({"card", "template"})),
    Kept("conferences.Card", "conference__student", _("Parts of an agenda")),
    Kept("conferences.Place", "conference__student", _("Times"), forget=free_places),
    Kept("conferences.Participant", "conference__student", _("Who comes"), seen=said_at_home),
    Kept("conferences.Visit", "conference__student", _("Visits of guests")),
    Kept(
        "conferences.Signal",
        "conference__student",
        _("Calls to the table"),
        seen=without_other_households,
    ),
    Kept("conferences.Note", "conference__student", _("Notes"), seen=without_other_households),
]

ELSEWHERE = {"conferences.Session": "an evening in a room, of many children"}
