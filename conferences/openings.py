"""Which places a conference could take now, by every rule that is never broken.

The same rules as in `conferences.timetable`, for one family at a time, as it stands this moment: tables, the
advisor's limit, doors that are shut, the student's other duties, an interpreter, siblings and adults who are
kept apart. Asked with the rows locked, the answer holds until they are let go.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Guardianship
from conferences.models import Absence, Break, Busy, Conference, Place, Preference, Session, Shift

# Kept for two minutes, and shown for longer: nobody is hurried, and it is hers if it is still free.
SHOWN_AFTER = datetime.timedelta(minutes=20)


@dataclass(frozen=True)
class Seat:
    """A place that a conference may take, until when, and who says it in the family's language."""

    place: Any
    ends_at: datetime.datetime
    interpreter: int | None = None

    @property
    def starts_at(self):
        return self.place.starts_at

    @property
    def session(self):
        return self.place.session


class Openings:
    """What is open to some conferences of one round. They come `with_needs`."""

    begun = datetime.timedelta(0)  # so long ago a time may have begun (the welcome desk: `conferences.day`)

    def __init__(self, conferences, *, leaving=False):
        """`leaving`: they give up what they have, all at once, and each may take its own place again."""
        self.conferences = list(conferences)
        self.leaving = {conference.pk for conference in self.conferences} if leaving else set()
        self.now = timezone.now()
        self.people, self.places, self.spells = {}, [], {}
        if self.conferences:
            self.round_id = self.conferences[0].round_id
            self.people = people_of(self.conferences)
            self.places = places_of(self.conferences, self.people)
            self.languages = {conference.pk: self.language_of(conference) for conference in self.conferences}
            self.spells = spells_of(self.conferences, interpreters=any(self.languages.values()))

    # What is open

    def seats(self, conference):
        """All of them, in order of time."""
        return [seat for place in self.places if (seat := self.seat(conference, place))]

    def times(self, conference):
        """A family chooses a time, not a table: one seat for each time."""
        first = {}
        for seat in self.seats(conference):
            first.setdefault(seat.starts_at, seat)
        return list(first.values())

    def at(self, conference, starts_at):
        """The seats at that time: a family's own choice first, then room by room."""
        found = [
            seat
            for place in self.places
            if place.starts_at == starts_at and (seat := self.seat(conference, place))
        ]
        return sorted(found, key=lambda seat: seat.place.held_for_id != conference.pk)

    def taken_times(self, conference):
        """Times at which it could be, were they not taken: those a family may wait for."""
        own = [place for place in self.places if self.suits(conference, place)]
        free = {seat.starts_at for seat in self.seats(conference)}
        mine = {place.starts_at for place in own if place.conference_id == conference.pk}
        return sorted({place.starts_at for place in own if place.starts_at > self.now} - free - mine)

    def chosen(self, conference):
        """The seat that is kept for it while somebody decides."""
        for place in self.places:
            recent = place.held_until and place.held_until > self.now - SHOWN_AFTER
            if place.held_for_id == conference.pk and recent:
                return self.seat(conference, place)
        return None

    # The rules, one by one

    def seat(self, conference, place):
        if not self.is_free(place, conference) or not self.suits(conference, place):
            return None
        until = place.starts_at + self.length(conference, place.session)
        going = {conference.pk, *self.leaving}
        held = [
            (other, who)
            for other, who in self.held
            if other.starts_at < until and place.starts_at < other.ends_at and who.pk not in going
        ]
        if not self.fits(conference, place, until, held):
            return None
        return self.with_interpreter(conference, place, until)

    def fits(self, conference, place, until, held):
        return (
            until <= max(place.session.ends_at, place.ends_at)
            and not any(
                other.session_id == place.session_id and other.table == place.table for other, _ in held
            )
            and not self.hindered(("break", place.session_id), place.starts_at, until)
            and not self.hindered(("busy", conference.student_id), place.starts_at, until)
            and self.has_advisor(conference, place, until, held)
            and self.is_alone(conference, place, held)
            and not any(self.keep_apart(conference, who) for _, who in held)
        )

    def is_free(self, place, conference):
        who = self.occupant(place)
        mine = who and who.pk == conference.pk and (self.leaving or not place.conference_id)
        return place.starts_at > self.now - self.begun and (who is None or mine)

    @cached_property
    def held(self):
        """The places that are somebody's, and whose."""
        return [(place, who) for place in self.places if (who := self.occupant(place))]

    def occupant(self, place):
        """Whose it is: who has it, or for whom it is kept just now."""
        if place.conference_id:
            return place.conference
        kept = place.held_until and place.held_until > self.now
        return place.held_for if kept else None

    def suits(self, conference, place):
        """The room is one of its advisory's, and of its kind."""
        session = place.session
        kinds = Session.Kind
        return (
            place.session.round_id == conference.round_id
            and session.called_off_at is None
            and (not place.advisory_ids or conference.student.advisory_id in place.advisory_ids)
            and (not session.for_make_ups or conference.makes_up)
            and (session.kind != kinds.SOLO or conference.is_solo)
            and (session.kind != kinds.REMOTE or conference.way == Conference.Way.REMOTE)
        )

    def length(self, conference, session):
        """Twice as long with an interpreter, or where an adult of the school said so."""
        base = conference.base_minutes
        interpreted = self.languages[conference.pk] and ("shift", 0) in self.spells
        own = getattr(conference, "place", None)
        # The longer time that came with an interpreter goes with her.
        usual = base if own and own.interpreter_id else conference.minutes
        doubled = interpreted or usual >= 2 * base
        one = session.minutes or (base if doubled else usual)
        return datetime.timedelta(minutes=2 * one if doubled else one)

    def hindered(self, key, starts_at, until):
        return any(start < until and starts_at < end for start, end in self.spells.get(key, ()))

    def has_advisor(self, conference, place, until, held):
        """One of her advisors is there, in this room, and has an eye on no more than she can."""
        advisory = conference.student.advisory_id
        if advisory is None:
            return True
        away = {
            who
            for who, start, end in self.spells.get(("absence", advisory), ())
            if start < until and place.starts_at < end
        }
        there = max(conference.advisor_count, 1) - len(away)
        own = [other for other, who in held if who.student.advisory_id == advisory]
        rooms = {other.session_id for other in own} | {place.session_id}
        moments = [place.starts_at] + [other.starts_at for other in own if other.starts_at > place.starts_at]
        most = max(sum(o.starts_at <= at < o.ends_at for o in own) for at in moments)
        return there > 0 and len(rooms) <= there and most < conference.at_once

    def is_alone(self, conference, place, held):
        """With the door shut nobody else is in the room, before or after it was asked for."""
        there = [who for other, who in held if other.session_id == place.session_id]
        alone = conference.is_solo or place.session.kind == Session.Kind.SOLO
        return not (there and (alone or any(who.is_solo for who in there)))

    def keep_apart(self, conference, other):
        """A child, or an adult, is in one place at a time; and whom the school keeps away is not there."""
        if conference.student_id == other.student_id:
            return True
        ours, theirs = self.adults(conference), self.adults(other)
        both = ours.keys() & theirs.keys()
        if any(not (ours[adult]["at_once"] or theirs[adult]["at_once"]) for adult in both):
            return True
        return bool(ours.keys() & self.kept_away(other) or theirs.keys() & self.kept_away(conference))

    def adults(self, conference):
        """Who may be there, by key: as `households.attending_at`."""
        rows = self.people.get(conference.student_id, ())
        home = conference.household_id
        mine = [row for row in rows if (row["household_id"] == home if home else not row["apart"])]
        return {row["adult_id"]: row for row in mine if row["attends"]}

    def kept_away(self, conference):
        rows = self.people.get(conference.student_id, ())
        return {row["adult_id"] for row in rows if row["restricted"]}

    # Interpreters

    def language_of(self, conference):
        """What is to be interpreted: as the household answered, else as the school knows."""
        for row in self.adults(conference).values():
            said = row["said"]
            if said:
                if said["interpreter"]:
                    return said["language"]
            elif row["household__needs_interpreter"]:
                return row["household__interpreter_language"]
        return ""

    def with_interpreter(self, conference, place, until):
        language = self.languages[conference.pk]
        shifts = self.spells.get(("shift", 0), ())
        if not (language and shifts):
            return Seat(place, until)
        for who, languages, start, end in shifts:
            free = start <= place.starts_at and until <= end
            if free and language.casefold() in languages and not self.talks(who, conference, place, until):
                return Seat(place, until, who)
        return None

    def talks(self, interpreter, conference, place, until):
        """Whether she is at another table then; her place at the time that is given up is free."""
        return any(
            pk != conference.pk and start < until and place.starts_at < end
            for pk, start, end in self.spells.get(("talk", interpreter), ())
        )

    def keep(self, seat, conference):
        """Remember for what is asked next that this seat is kept for it."""
        self.__dict__.pop("held", None)
        seat.place.held_for = conference
        seat.place.held_until = self.now + datetime.timedelta(days=1)


# What is asked of the database


def people_of(conferences):
    """The adults of these children and of every child whom one of them has, by child: one question."""
    students = {conference.student_id for conference in conferences}
    round_id = conferences[0].round_id
    adults = Guardianship.objects.dated().filter(student__in=students)
    attending = Guardianship.objects.current().attending()
    own = Conference.objects.filter(
        student=OuterRef("student"), round=round_id, household=OuterRef("household")
    )
    answers = Preference.objects.filter(
        Q(household=OuterRef("household")) | Q(household=None, adult=OuterRef("adult")), round=round_id
    ).order_by("household")
    said = answers.values(
        json=JSONObject(interpreter="interpreter", language="interpreter_language", siblings="siblings")
    )
    rows = (
        Guardianship.objects.dated()
        .filter(adult__in=adults.values("adult"))
        .annotate(
            attends=Exists(attending.filter(pk=OuterRef("pk"))), apart=Exists(own), said=Subquery(said[:1])
        )
        .order_by("pk")
        .values(
            "student_id",
            "adult_id",
            "household_id",
            "restricted",
            "attends",
            "apart",
            "said",
            "household__needs_interpreter",
            "household__interpreter_language",
        )
    )
    people = defaultdict(list)
    for row in rows:
        row["at_once"] = bool(row["said"] and row["said"]["siblings"] == Preference.Siblings.AT_ONCE)
        people[row["student_id"]].append(row)
    return dict(people)


def places_of(conferences, people):
    """The places of the rooms that they may meet in, and every one that stands in their way."""
    round_id = conferences[0].round_id
    advisories = {conference.student.advisory_id for conference in conferences} - {None}
    rooms = Session.advisories.through.objects.filter(session_id=OuterRef("session_id"))
    theirs = Session.objects.filter(advisories__in=advisories)
    fitting = Session.objects.filter(Q(pk__in=theirs.values("pk")) | Q(advisories=None), round=round_id)
    related = [*people, *(conference.student_id for conference in conferences)]
    in_the_way = Q(conference__isnull=False) | Q(held_until__gt=timezone.now())
    whose = (
        Q(conference__student__advisory__in=advisories)
        | Q(held_for__student__advisory__in=advisories)
        | Q(conference__student__in=related)
        | Q(held_for__student__in=related)
    )
    return list(
        Place.objects.filter(
            Q(session__in=fitting.values("pk")) | (in_the_way & whose), session__round=round_id
        )
        .filter(ends_at__gt=timezone.now())
        .annotate(advisory_ids=ArraySubquery(rooms.values("advisory_id")))
        .select_related("session", "conference__student", "held_for__student")
        .order_by("starts_at", "session", "table")
    )


def spells_of(conferences, *, interpreters):
    """When somebody cannot, or a room rests, or an interpreter is there: one question."""
    round_id = conferences[0].round_id
    students = {conference.student_id for conference in conferences}
    advisories = {conference.student.advisory_id for conference in conferences} - {None}
    rows = [
        spell(Break.objects.filter(session__round=round_id), "break", "session_id"),
        spell(Busy.objects.filter(round=round_id, student__in=students), "busy", "student_id"),
        spell(
            Absence.objects.filter(round=round_id, stand_in=None, advisor__advisories__in=advisories),
            "absence",
            "advisor__advisories",
            who="advisor_id",
        ),
    ]
    if interpreters:
        talking = Place.objects.filter(
            session__round__school=conferences[0].school_id,
            interpreter__isnull=False,
            conference__isnull=False,
        )
        languages = Func(
            F("interpreter__languages"), Value("\n"), function="array_to_string", output_field=CharField()
        )
        shifts = Shift.objects.filter(round=round_id, interpreter__ended_at=None)
        rows += [
            spell(shifts, "shift", None, who="interpreter_id", words=languages),
            spell(talking, "talk", "interpreter_id", who="conference_id"),
        ]
    found: defaultdict[tuple, list[tuple]] = defaultdict(list)
    for kind, key, who, words, start, end in rows[0].union(*rows[1:], all=True):
        if kind == "shift":
            found[kind, key].append((who, words.casefold().split("\n"), start, end))
        elif kind in ("absence", "talk"):
            found[kind, key].append((who, start, end))
        else:
            found[kind, key].append((start, end))
    return dict(found)


def spell(rows, kind, key, *, who=None, words=None):
    """One kind of row of `spells_of`."""
    nobody = Value(0, output_field=BigIntegerField())
    return (
        rows.order_by()
        .annotate(
            spell_kind=Value(kind, output_field=CharField()),
            spell_key=F(key) if key else nobody,
            spell_who=F(who) if who else nobody,
            spell_words=words or Value("", output_field=CharField()),
        )
        .values_list("spell_kind", "spell_key", "spell_who", "spell_words", "starts_at", "ends_at")
    )
