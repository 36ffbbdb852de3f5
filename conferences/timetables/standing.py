"""A round as it stands: the question for the engine, put together from what was read.

Days and "never before six" are read on the school's clock.
"""

import datetime
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.utils import timezone

from conferences.actions.rounds import times_of
from conferences.models import Conference, Session
from conferences.timetable.problem import Apart, Problem, Room, Spot, Weights
from conferences.timetables.clock import minute, spell
from conferences.timetables.families import Units, at_once
from conferences.timetables.reading import Reading
from conferences.timetables.staff import Staff

DOOR = 15  # minutes between people who are not to meet in the corridor
ONE_EVENING = datetime.timedelta(minutes=90)  # sessions with a longer time in between are two visits
HOW_MUCH = {"not": 0.0, "little": 0.4, "usual": 1.0, "much": 3.0}
RULES = ("visit", "waiting", "off", "idle", "crowd")


@dataclass
class Standing:
    """The round as it stands: the question for the engine, and what its keys mean here."""

    problem: Problem
    conferences: dict  # by key, with student, advisory and household
    households: dict  # of each conference the families (`households.Family`) who come to it
    current: dict  # of each conference that has one, its place now
    sessions: dict  # by key, those to come
    placed: dict = field(default_factory=dict)  # where a proposal has each conference
    untold: dict = field(default_factory=dict)  # conferences by language that nobody of the round interprets

    @property
    def digest(self):
        """Changes with every answer, place, room or person that the timetable was made of.

        What is weighed is no part of it, nor what the office keeps in the proposal itself.
        """
        standing = replace(self.problem, near={}, locked={}, weights=Weights())
        places = sorted(
            (key, place.session_id, minute(place.starts_at), place.locked)
            for key, place in self.current.items()
        )
        return hashlib.sha256(f"{canonical(standing)}{places}".encode()).hexdigest()

    def said(self, key):
        """Whether anybody has told the school when they can come."""
        return any(family.answer for family in self.households[key])


def canonical(value):
    """One spelling of a problem, whatever the order of a set."""
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    if isinstance(value, dict):
        return [(str(key), canonical(value[key])) for key in sorted(value, key=str)]
    if hasattr(value, "__dataclass_fields__"):
        return [(name, canonical(getattr(value, name))) for name in value.__dataclass_fields__]
    if isinstance(value, list | tuple):
        return [canonical(one) for one in value]
    return value


def standing_of(round_, *, repairs=False, weights=None, proposal=None):
    """All that a timetable of this round is made of, on the school's clock."""
    with timezone.override(round_.school.timezone):
        return Builder(Reading(round_, proposal=proposal), repairs=repairs, weights=weights or {}).build()


def standing_of_proposal(timetable):
    """The round as it stands, and where this run has each conference."""
    standing = standing_of(
        timetable.round, repairs=timetable.repairs, weights=timetable.weights, proposal=timetable
    )
    return standing, standing.placed


def weights_of(levels):
    """The school's own words for what matters how much, as numbers."""
    usual = Weights()
    return replace(
        usual,
        **{rule: getattr(usual, rule) * HOW_MUCH.get(levels.get(rule), 1.0) for rule in RULES},
    )


class Builder:
    """Puts the question together from what was read."""

    def __init__(self, reading, *, repairs, weights):
        self.read, self.round, self.now = reading, reading.round, reading.now
        self.repairs, self.weights = repairs, weights
        self.staff = Staff(reading)
        self.locked = self.kept()
        self.units = Units(reading, self.staff, locked=self.locked)

    def build(self):
        read = self.read
        self.families = self.units.make()
        problem = Problem(
            rooms=self.rooms(),
            advisors=self.staff.advisors(),
            families=self.families,
            interpreters=self.staff.interpreters(),
            apart=self.apart(),
            walk=self.round.travel,
            pause=max(self.round.turnover, self.round.travel),
            locked=self.locked,
            near=self.near() if self.repairs else {},
            weights=weights_of(self.weights),
        )
        return Standing(
            problem,
            read.conferences,
            read.comers,
            read.current,
            {session.pk: session for session in read.sessions},
            {row.conference_id: spot_of(row) for row in read.assignments if row.is_asked},
            dict(self.units.untold),
        )

    # Where each stays

    def kept(self):
        """What runs, what the office has kept of what is out, and then of proposals."""
        read = self.read
        spots = {
            key: spot_of(place)
            for key, place in read.current.items()
            if key in read.conferences
            and place.ends_at > self.now
            and (place.locked or read.conferences[key].state == Conference.State.LIVE)
        }
        rooms = {session.pk for session in read.sessions}
        for row in read.assignments:
            to_come = row.session_id in rooms and row.starts_at > self.now
            if row.locked and to_come and row.conference_id in read.conferences:
                spots.setdefault(row.conference_id, spot_of(row))
        return spots

    def near(self):
        read = self.read
        rooms = {session.pk for session in read.sessions}
        return {
            key: spot_of(place)
            for key, place in read.current.items()
            if key in read.conferences and place.session_id in rooms and key not in read.missed
        }

    # Rooms

    def rooms(self):
        visits = self.visits()
        return [self.room(session, visits[session.pk]) for session in self.read.sessions]

    def room(self, session, visit):
        breaks = self.read.of("break", session.pk)
        length = session.minutes or self.round.shortest_of(session.advisory_keys)
        return Room(
            id=session.pk,
            name=session.room,
            day=visit,
            starts=tuple(minute(start) for start in times_of(session, length, breaks) if start > self.now),
            ends=minute(session.ends_at),
            tables=session.capacity,
            minutes=session.minutes,
            turnover=self.round.turnover,
            breaks=tuple(spell(row) for row in breaks),
            solo=session.kind == Session.Kind.SOLO,
            remote=session.kind == Session.Kind.REMOTE,
            make_ups=session.for_make_ups,
        )

    def visits(self):
        """Which sessions a family can go to in one visit: those of one day with no long time in between."""
        visits, number, until, day = {}, 0, None, None
        for session in self.read.sessions:
            today = timezone.localdate(session.starts_at)
            if until is None or today != day or session.starts_at > until + ONE_EVENING:
                number, until, day = number + 1, session.ends_at, today
            until = max(until, session.ends_at)
            visits[session.pk] = f"{day}.{number}"
        return visits

    # Who must not meet

    def apart(self):
        """A student with two conferences, an adult of several families, and whom the school keeps apart."""
        of_unit = {meeting.id: unit.id for unit in self.families for meeting in unit.meetings}
        found = dict.fromkeys(self.busy_adults(of_unit), 0)
        by_student = defaultdict(list)
        for conference in self.read.conferences.values():
            by_student[conference.student_id].append(conference.pk)
        found |= {frozenset(keys): DOOR for keys in by_student.values() if len(keys) > 1}
        found |= dict.fromkeys(self.kept_apart(by_student), DOOR)
        return [Apart(keys, gap) for keys, gap in sorted(found.items(), key=lambda item: sorted(item[0]))]

    def busy_adults(self, of_unit):
        """Nobody is at two tables at once, whichever family she is there with."""
        attends, splits = defaultdict(set), set()
        for key, families in self.read.comers.items():
            for family in families:
                for adult in family.adults:
                    attends[adult.pk].add(key)
                    if at_once(family):
                        splits.add(adult.pk)
        for adult, keys in attends.items():
            if adult not in splits and len({of_unit[key] for key in keys}) > 1:
                yield frozenset(keys)

    def kept_apart(self, by_student):
        """An adult whom the school keeps from a child is not in the house while the child's family is."""
        attends = defaultdict(set)
        for key, families in self.read.comers.items():
            for adult in {adult.pk for family in families for adult in family.adults}:
                attends[adult].add(key)
        for row in self.read.restricted:
            for hers in attends[row.adult_id]:
                others = by_student.get(row.student_id, ())
                yield from (frozenset({hers, key}) for key in others if key != hers)


def spot_of(row):
    return Spot(row.session_id, minute(row.starts_at), minute(row.ends_at), row.table, row.interpreter_id)
