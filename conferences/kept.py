"""What of `conferences` belongs to a child's record (accounts/records.py)."""

from dataclasses import replace

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.records import Kept


def without_other_households(rows, reader):
    """What the reader, the child and the school's people wrote; not the other adults of the family."""
    guardianships = apps.get_model("accounts", "Guardianship").objects
    writer = guardianships.filter(student=OuterRef("conference__student"), adult=OuterRef("by"))
    return rows.filter(~Exists(writer.exclude(adult=reader.pk)))


def words_for(rows, reader):
    """What was given and is meant for the reader: no drafts of others, no thank-you to somebody else.

    A grown student is shown what all adults gave her; of separated parents each her own.
    """
    guardianships = apps.get_model("accounts", "Guardianship").objects
    writer = guardianships.filter(student=OuterRef("conference__student"), adult=OuterRef("by"))
    given = rows.filter(Q(by=reader.pk) | Q(removed_at=None))
    return given.filter(
        Q(by=reader.pk)
        | Q(conference__student__user=reader.pk)
        | Q(~Exists(writer), Q(to=None) | Q(to=reader.pk))
    )


def said_at_home(rows, reader):
    return rows.filter(Q(user=reader.pk) | Q(added_by=reader.pk) | Q(added_by=None, user=None))


def asked_alone(rows, reader):
    """What an adult asks in private is for that adult and the school alone."""
    return rows.filter(by=reader.pk)


def told_alone(rows, reader):
    """What one adult was told about times, which for another household may be other times."""
    return rows.filter(adult=reader.pk)


def nothing(rows, reader):
    """A proposal of the office: what became of it are the times themselves."""
    return rows.none()


def shared_at_home(rows, reader):
    return rows.filter(shared_with_family=True)


def made_for(rows, reader):
    """A booklet shows what its own reader may see."""
    return rows.filter(reader=reader.pk)


def in_own_household(line):
    """Of two households that have a conference each, neither reads the other's."""

    def seen(rows, reader):
        theirs = apps.get_model("conferences", "Conference").everything.kept_from(reader)
        way = line.way.rpartition("student")[0].removesuffix("__") or "pk"
        return line.seen(rows, reader).exclude(**{f"{way}__in": theirs.values("pk")})

    return replace(line, seen=seen)


def free_places(rows):
    return {"conferences.Place": rows.update(conference=None, taken_at=None)}


LINES = [
    Kept(
        "conferences.Conference",
        "student",
        _("Conferences"),
        hidden=frozenset({"card", "template", "closing", "closing_revision", "household", "please_meet"}),
    ),
    Kept("conferences.Card", "conference__student", _("Parts of an agenda")),
    Kept(
        "conferences.Place",
        "conference__student",
        _("Times"),
        # Why this time speaks of when her family can come; of separated parents each has its own.
        hidden=frozenset({"because", "confirmed_by", "held_for", "held_until", "interpreter", "locked"}),
        forget=free_places,
    ),
    Kept("conferences.Busy", "student", _("When the student is not free")),
    Kept(
        "conferences.LeftOut",
        "student",
        _("Rounds without a conference"),
        # Why is for the office alone.
        hidden=frozenset({"reason", "by", "ended_by"}),
    ),
    Kept(
        "conferences.TimeWish",
        "conference__student",
        _("Another time that you asked for"),
        hidden=frozenset({"offered"}),
        seen=asked_alone,
        seen_by_student=False,
    ),
    Kept(
        "conferences.Notice",
        "conference__student",
        _("What you were told about times"),
        seen=told_alone,
        seen_by_student=False,
    ),
    Kept(
        "conferences.Assignment",
        "conference__student",
        _("Times that were proposed"),
        hidden=frozenset({"because", "before", "interpreter", "locked", "timetable"}),
        seen=nothing,
        seen_by_student=False,
    ),
    Kept("conferences.Participant", "conference__student", _("Who comes"), seen=said_at_home),
    Kept("conferences.Visit", "conference__student", _("Visits of guests")),
    Kept(
        "conferences.Signal",
        "conference__student",
        _("Calls to the table"),
        seen=without_other_households,
    ),
    Kept("conferences.Note", "conference__student", _("Notes"), seen=words_for, seen_by_student=False),
    Kept(
        "conferences.PrivateMinute",
        "conference__student",
        _("Private minutes that you asked for"),
        seen=asked_alone,
        seen_by_student=False,
    ),
    Kept(
        "conferences.Practice",
        "conference__student",
        _("Practice"),
        # The classmate who listened has a record of her own.
        hidden=frozenset({"card", "card_shown_at", "partner", "partner_revision", "minutes_before"}),
    ),
    Kept(
        "conferences.Turn", "conference__student", _("Turns from part to part"), hidden=frozenset({"device"})
    ),
    Kept(
        "conferences.MakeUp",
        "conference__student",
        _("Conferences that were missed"),
        hidden=frozenset({"line"}),
    ),
    Kept(
        "conferences.OtherWay",
        "conference__student",
        _("Another way of holding it that you asked for"),
        seen=asked_alone,
        seen_by_student=False,
    ),
    Kept("conferences.LookBack", "conference__student", _("How the conference went"), seen=shared_at_home),
    Kept(
        "conferences.SurveyAnswer",
        "conference__student",
        _("Answers to a survey"),
        seen=asked_alone,
        seen_by_student=False,
    ),
    Kept(
        "conferences.ConferenceFile",
        "conference__student",
        _("Drawings and voices of a conference"),
        hidden=frozenset({"original_clean", "card", "note"}),
        seen=without_other_households,
    ),
    Kept(
        "conferences.Keepsake",
        "conference__student",
        _("Booklets of a conference"),
        hidden=frozenset({"digest", "progress"}),
        seen=made_for,
    ),
]

# Those that hang on a conference, or are one.
OF_CONFERENCE = {line.model for line in LINES if line.way != "student"} | {"conferences.Conference"}
KEPT = [in_own_household(line) if line.model in OF_CONFERENCE else line for line in LINES]

ELSEWHERE = {
    "conferences.Absence": "of people who work at the school",
    "conferences.Break": "a pause of everybody in a room",
    "conferences.CalendarFeed": "an adult's own address for her calendar",
    "conferences.Interpreter": "of people who interpret at the school",
    "conferences.Length": "how long conferences of some grades are",
    "conferences.Load": "of the advisors of an advisory",
    "conferences.Milestone": "a day in the calendar of a round",
    "conferences.OutreachCall": "of a household, which may have several children; it names no child",
    "conferences.Preference": "of a household, which may have several children; it names no child",
    "conferences.Printout": "letters or lists of many children, thrown away after two days",
    "conferences.Shift": "when an interpreter is there",
    "conferences.Timetable": "a run of the timetable, of all children of a round",
    "conferences.Window": "hangs on what a household said; it names no child",
    "conferences.WishedTime": "hangs on a wish for another time",
    "conferences.Session": "an evening in a room, of many children",
    "conferences.AgendaTemplate": "a plan for a grade or an advisory; it names who made it and no child",
    "conferences.TemplateCard": "a part of such a plan",
}
