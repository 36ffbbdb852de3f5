"""What the database is asked of a round for its timetable: five questions, whatever its size."""

import datetime
from collections import defaultdict
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from accounts.models import Advisory, Guardianship, Student
from conferences.models import Assignment, Break, Conference, MakeUp, Session, Window
from conferences.querysets.households import attending_among, in_families, set_answers

TO_COME = (Conference.State.NOT_STARTED, Conference.State.BUILDING, Conference.State.READY)
NOBODY = Value(0, output_field=BigIntegerField())
NEVER = Cast(Value(None), DateTimeField())
WORDLESS = Value("", output_field=CharField())


class Reading:
    """The round as the database knows it, and nothing worked out yet."""

    def __init__(self, round_, *, proposal=None):
        self.round, self.now = round_, timezone.now()
        self.facts = facts_of(round_)
        self.set_lengths()
        self.sessions = self.sessions_to_come()
        self.read_conferences(proposal)

    def of(self, kind, key):
        """The facts of one kind about one row, in order of time."""
        if "_of" not in self.__dict__:
            self._of = defaultdict(list)
            for facts in self.facts.values():
                for fact in facts:
                    self._of[fact.kind, fact.key].append(fact)
        return self._of.get((kind, key), [])

    def set_lengths(self):
        """What the round would ask for by itself."""
        grades = defaultdict(set)
        for row in self.facts["grade"]:
            grades[row.key].add(row.number)
        self.round.grades_by_advisory = dict(grades)
        self.round.lengths_by_grade = {
            grade: row.number for row in self.facts["length"] for grade in range(row.key, row.who + 1)
        }

    def sessions_to_come(self):
        rooms = Session.advisories.through.objects.filter(session_id=OuterRef("pk"))
        rows = Session.objects.filter(round=self.round, called_off_at=None, ends_at__gt=self.now)
        rows = rows.annotate(advisory_keys=ArraySubquery(rooms.values("advisory_id")))
        sessions = list(rows.order_by("starts_at", "pk"))
        for session in sessions:
            session.round = self.round
        return sessions

    def read_conferences(self, proposal):
        """Those still to come; who has begun, or is not to meet at all, needs no time."""
        missed = MakeUp.objects.filter(conference=OuterRef("pk"), settled_at=None)
        rows = Conference.objects.filter(round=self.round, student__left_at=None)
        rows = rows.select_related("student__user", "student__advisory", "household", "place")
        rows = rows.annotate(was_missed=Exists(missed), put=assignments_of(self.round, proposal))
        every = list(rows.order_by("pk"))
        self.assignments = [Put.of(one.pk, row) for one in every for row in one.put]
        places = [(one.pk, getattr(one, "place", None)) for one in every]
        self.current = {key: place for key, place in places if place}
        self.conferences = {one.pk: one for one in every if self.is_placed_anew(one)}
        self.missed = {one.pk for one in every if one.was_missed}
        self.comers = defaultdict(list)
        for family in self.families_of(every):
            for conference in family.conferences:
                if conference.pk in self.conferences:
                    self.comers[conference.pk].append(family)

    def is_placed_anew(self, conference):
        place = self.current.get(conference.pk)
        if conference.state == Conference.State.LIVE:
            return bool(place and place.ends_at > self.now)  # its table is not free yet
        return conference.state in TO_COME and conference.way != Conference.Way.RECORDED

    def families_of(self, conferences):
        """As `households.families_of`, from what was read, with whom the school keeps from which child."""
        attending = Guardianship.objects.current().attending().filter(pk=OuterRef("pk"))
        rows = Guardianship.objects.filter(student__in=[one.student_id for one in conferences])
        rows = rows.annotate(attends=Exists(attending)).filter(Q(attends=True) | Q(restricted=True))
        adults = list(rows.select_related("adult", "household").order_by("pk"))
        self.restricted = [row for row in adults if row.restricted]
        for conference in conferences:
            conference.round = self.round
        own = {(one.student_id, one.round_id, one.household_id) for one in conferences if one.household_id}
        families = in_families(
            conferences, attending_among(conferences, [row for row in adults if row.attends], own)
        )
        set_answers(self.round.preferences.all(), families)
        return families.values()


class Put(NamedTuple):
    """Where a proposal has a conference."""

    conference_id: int
    session_id: int
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    table: int
    interpreter_id: int | None
    locked: bool
    is_asked: bool  # by the proposal that is looked at

    @classmethod
    def of(cls, conference_id, row):
        times = {name: datetime.datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at")}
        return cls(conference_id, **row | times)


def assignments_of(round_, proposal):
    """Of a conference: what the office keeps of proposals, and where the one that is looked at has it."""
    names = ("session_id", "starts_at", "ends_at", "table", "interpreter_id", "locked")
    kept = Q(timetable__round=round_, timetable__state="done", locked=True)
    asked = Q(timetable=proposal.pk) if proposal else Q(pk=None)
    rows = Assignment.objects.placed().filter(kept | asked, conference=OuterRef("pk"))
    is_asked = Case(When(asked, then=Value(True)), default=Value(False))
    said = JSONObject(is_asked=is_asked, **{name: name for name in names})
    return ArraySubquery(rows.order_by("timetable", "pk").values(said=said))


class Fact(NamedTuple):
    """A row of any of the small tables of a round."""

    kind: str
    key: int
    who: int
    number: int
    words: str
    starts_at: datetime.datetime | None
    ends_at: datetime.datetime | None


def facts_of(round_):
    """Breaks, shifts, who is away or busy, when families can come, loads, teams, lengths: by their kind."""
    languages = Func(
        F("interpreter__languages"), Value("\n"), function="array_to_string", output_field=CharField()
    )
    school, grades = round_.school_id, (round_.grade_low, round_.grade_high)
    students = Student.objects.current().filter(school=school, advisory__isnull=False, grade__range=grades)
    windows, shifts = Window.objects.filter(preference__round=round_), round_.shifts
    best = Case(When(best=True, then=Value(1)), default=NOBODY, output_field=BigIntegerField())
    rows = [
        fact(Break.objects.filter(session__round=round_), "break", "session_id"),
        fact(round_.busy.all(), "busy", "student_id"),
        fact(round_.absences.filter(stand_in=None), "absence", "advisor_id"),
        fact(shifts.filter(interpreter__ended_at=None), "shift", "interpreter_id", words=languages),
        fact(windows, "window", "preference_id", number=best),
        fact(round_.loads.all(), "load", "advisory_id", number=F("at_once"), timed=False),
        fact(round_.lengths.all(), "length", "grade_low", who="grade_high", number=F("minutes"), timed=False),
        fact(students, "grade", "advisory_id", number=F("grade"), timed=False).distinct(),
        fact(teams_at(school), "team", "advisory_id", who="user_id", timed=False),
    ]
    found = defaultdict(list)
    for row in rows[0].union(*rows[1:], all=True).order_by():
        found[row[0]].append(Fact(*row))
    for facts in found.values():
        facts.sort(key=lambda one: (one.starts_at and (one.starts_at, one.ends_at), one.key, one.who))
    return found


def teams_at(school_id):
    return Advisory.advisors.through.objects.filter(advisory__school=school_id)


def fact(rows, kind, key, *, who=None, number=NOBODY, words=WORDLESS, timed=True):
    """One kind of row of `facts_of`."""
    named = {
        "fact_kind": Value(kind, output_field=CharField()),
        "fact_key": F(key),
        "fact_who": F(who) if who else NOBODY,
        "fact_number": number,
        "fact_words": words,
        "fact_starts_at": F("starts_at") if timed else NEVER,
        "fact_ends_at": F("ends_at") if timed else NEVER,
    }
    return rows.order_by().annotate(**named).values_list(*named)
