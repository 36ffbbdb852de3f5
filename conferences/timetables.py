"""What the database knows of a round, as the timetable's engine asks for it (conferences/timetable/).

A few questions for the whole round. Every moment becomes a minute since 1970, so that a clock that is put
back in the middle of an evening changes nothing; days and "never before six" are read on the school's clock.
"""

import datetime
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.conf.locale import LANG_INFO
from django.utils import timezone

from accounts.models import Guardianship
from conferences.actions.rounds import times
from conferences.models import Assignment, Conference, MakeUp, Place, Preference, Session
from conferences.querysets.households import families_of
from conferences.timetable import problem as asked
from conferences.timetable.problem import (
    Advisor,
    Apart,
    Interpreter,
    Meeting,
    Problem,
    Room,
    Spell,
    Spot,
    Weights,
    Window,
)

A_MINUTE = datetime.timedelta(minutes=1)
EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)
DOOR = 15  # minutes between people who are not to meet in the corridor
ONE_EVENING = datetime.timedelta(minutes=90)  # sessions with a longer time in between are two visits
NOBODY = 0  # students without an advisory: whoever is there has an eye on them
MANY = 99
HOW_MUCH = {"not": 0.0, "little": 0.4, "usual": 1.0, "much": 3.0}
RULES = ("visit", "waiting", "off", "idle", "crowd")
TO_COME = (Conference.State.NOT_STARTED, Conference.State.BUILDING, Conference.State.READY)


def minute(moment):
    return int(moment.timestamp()) // 60


def moment(minutes):
    return EPOCH + minutes * A_MINUTE


def spell(row):
    return Spell(minute(row.starts_at), minute(row.ends_at))


@dataclass
class Standing:
    """The round as it stands: the question for the engine, and what its keys mean here."""

    problem: Problem
    conferences: dict  # by key, with student, advisory and household
    households: dict  # of each conference the families (`households.Family`) who come to it
    current: dict  # of each conference that has one, its place now
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


def standing_of(round_, *, repairs=False, weights=None):
    """All that a timetable of this round is made of, on the school's clock."""
    with timezone.override(round_.school.timezone):
        return Builder(round_, repairs=repairs, weights=weights or {}).build()


def standing_of_proposal(timetable):
    """The round as it stands, and where this run has each conference."""
    standing = standing_of(timetable.round, repairs=timetable.repairs, weights=timetable.weights)
    rows = timetable.assignments.placed()
    return standing, {
        row.conference_id: Spot(
            row.session_id, minute(row.starts_at), minute(row.ends_at), row.table, row.interpreter_id
        )
        for row in rows
    }


@dataclass(frozen=True)
class Effect:
    """What a move by hand changes for the family and the school."""

    waiting: int  # minutes between the children
    visits: int
    off: bool  # away from what the family likes best
    dearer: float


def openings_of(standing, spots, key, *, limit=60):
    """Free times for one conference at which nobody else has to move, each with its effect, best first."""
    from conferences.timetable.cost import cost_of
    from conferences.timetable.offer import offers

    problem = standing.problem
    kept = {other: spot for other, spot in problem.locked.items() if other != key}
    problem = replace(problem, locked=kept)
    family = next(one for one in problem.families if key in {meeting.id for meeting in one.meetings})
    before = cost_of(problem, spots)
    found = []
    for offer in offers(problem, spots, family, meetings=frozenset({key}), limit=limit):
        after = cost_of(problem, spots | offer.spots)
        effect = Effect(
            waiting=offer.waiting,
            visits=offer.visits,
            off=after.off > before.off,
            dearer=round(after.total - before.total, 2),
        )
        found.append((offer.spots[key], effect))
    return found


def weights_of(levels):
    """The school's own words for what matters how much, as numbers."""
    usual = Weights()
    return replace(
        usual,
        **{rule: getattr(usual, rule) * HOW_MUCH.get(levels.get(rule), 1.0) for rule in RULES},
    )


class Builder:
    """Reads the round once and puts the question together."""

    def __init__(self, round_, *, repairs, weights):
        self.round, self.repairs, self.weights = round_, repairs, weights
        self.now = timezone.now()

    def build(self):
        self.sessions = self.sessions_to_come()
        self.families = families_of(self.round, answers=True)
        self.read_conferences()
        self.read_people()
        self.units = self.make_units()
        problem = Problem(
            rooms=self.rooms(),
            advisors=self.advisors(),
            families=self.units,
            interpreters=self.interpreters(),
            apart=self.apart(),
            walk=self.round.travel,
            pause=max(self.round.turnover, self.round.travel),
            locked=self.locked,
            near=self.near() if self.repairs else {},
            weights=weights_of(self.weights),
        )
        return Standing(problem, self.conferences, self.comers, self.current, dict(self.untold))

    # What is read

    def sessions_to_come(self):
        rows = self.round.sessions.filter(called_off_at=None, ends_at__gt=self.now)
        sessions = list(rows.prefetch_related("breaks", "advisories").order_by("starts_at", "pk"))
        for session in sessions:
            session.round = self.round
        return sessions

    def read_conferences(self):
        """Those still to come; who has begun, or is not to meet at all, needs no time."""
        rows = Conference.objects.filter(round=self.round, student__left_at=None)
        rows = rows.select_related("student__user", "student__advisory", "household")
        every = {conference.pk: conference for conference in rows.order_by("pk")}
        places = Place.objects.filter(conference__in=every).select_related("session", "interpreter")
        self.current = {place.conference_id: place for place in places.order_by("pk")}
        self.conferences = {key: one for key, one in every.items() if self.is_placed_anew(one)}
        missed = MakeUp.objects.filter(conference__in=every, settled_at=None)
        self.missed = set(missed.values_list("conference", flat=True))
        self.comers = defaultdict(list)
        for family in self.families:
            for conference in family.conferences:
                if conference.pk in self.conferences:
                    self.comers[conference.pk].append(family)
        self.locked = self.locked_spots()

    def is_placed_anew(self, conference):
        place = self.current.get(conference.pk)
        if conference.state == Conference.State.LIVE:
            return bool(place and place.ends_at > self.now)  # its table is not free yet
        return conference.state in TO_COME and conference.way != Conference.Way.RECORDED

    def locked_spots(self):
        spots = {
            key: self.spot(place)
            for key, place in self.current.items()
            if key in self.conferences
            and place.ends_at > self.now
            and (place.locked or self.conferences[key].state == Conference.State.LIVE)
        }
        kept = Assignment.objects.filter(
            timetable__round=self.round, timetable__state="done", locked=True, conference__in=self.conferences
        ).filter(session__in=[session.pk for session in self.sessions], starts_at__gt=self.now)
        for row in kept.order_by("timetable", "pk"):
            spots.setdefault(row.conference_id, self.spot(row))
        return spots

    def spot(self, row):
        return Spot(row.session_id, minute(row.starts_at), minute(row.ends_at), row.table, row.interpreter_id)

    def near(self):
        rooms = {session.pk for session in self.sessions}
        return {
            key: self.spot(place)
            for key, place in self.current.items()
            if key in self.conferences and place.session_id in rooms and key not in self.missed
        }

    def read_people(self):
        self.busy = defaultdict(list)
        for row in self.round.busy.order_by("starts_at", "pk"):
            self.busy[row.student_id].append(spell(row))
        self.loads = dict(self.round.loads.values_list("advisory", "at_once"))
        self.absences = defaultdict(list)
        for row in self.round.absences.filter(stand_in=None).order_by("starts_at", "pk"):
            self.absences[row.advisor_id].append(spell(row))
        self.shifts = defaultdict(list)
        rows = self.round.shifts.filter(interpreter__ended_at=None).select_related("interpreter")
        for row in rows.order_by("starts_at", "pk"):
            self.shifts[row.interpreter].append(spell(row))
        self.tongues = {tongue(name) for person in self.shifts for name in person.languages}
        self.untold = defaultdict(list)
        self.advisories = {}
        for conference in self.conferences.values():
            advisory = conference.student.advisory
            self.advisories[advisory.pk if advisory else NOBODY] = advisory
        self.teams = self.read_teams()

    def read_teams(self):
        """Of each advisory its advisors; who leads two alone is one person, and in one room at a time."""
        through = self.round.school.advisories.model.advisors.through
        rows = through.objects.filter(advisory__in=[key for key in self.advisories if key]).order_by("pk")
        teams = defaultdict(set)
        for advisory, advisor in rows.values_list("advisory", "user"):
            teams[advisory].add(advisor)
        return {key: frozenset(teams[key]) for key in self.advisories}

    # Rooms

    def rooms(self):
        visits = self.visits()
        return [
            Room(
                id=session.pk,
                name=session.room,
                day=visits[session.pk],
                starts=tuple(minute(start) for start in times(session) if start > self.now),
                ends=minute(session.ends_at),
                tables=session.capacity,
                minutes=session.minutes,
                turnover=self.round.turnover,
                breaks=tuple(spell(row) for row in session.breaks.all()),
                solo=session.kind == Session.Kind.SOLO,
                remote=session.kind == Session.Kind.REMOTE,
                make_ups=session.for_make_ups,
            )
            for session in self.sessions
        ]

    def visits(self):
        """Which sessions a family can go to in one visit: those of one day with no long time in between."""
        visits, number, until, day = {}, 0, None, None
        for session in self.sessions:
            today = timezone.localdate(session.starts_at)
            if until is None or today != day or session.starts_at > until + ONE_EVENING:
                number, until, day = number + 1, session.ends_at, today
            until = max(until, session.ends_at)
            visits[session.pk] = f"{day}.{number}"
        return visits

    def rooms_of(self, advisory):
        """Where its students meet."""
        return frozenset(
            session.pk
            for session in self.sessions
            if not session.advisories.all() or advisory in {one.pk for one in session.advisories.all()}
        )

    # People of the school

    def advisors(self):
        """One for each advisory, or for several that one adult leads alone."""
        groups = defaultdict(list)
        for advisory in self.advisories:
            groups[self.leader(advisory)].append(advisory)
        return [
            Advisor(
                id=leader,
                at_once=min(self.loads.get(one, self.round.at_once) for one in group) if any(group) else MANY,
                rooms=frozenset().union(*(self.rooms_of(one) for one in group)),
                away=self.away(group[0]),
            )
            for leader, group in sorted(groups.items())
        ]

    def leader(self, advisory):
        """The key of who has an eye on it: its own, or the first one of those that she leads alone."""
        team = self.teams.get(advisory, frozenset())
        if len(team) != 1:
            return advisory
        return min(other for other, others in self.teams.items() if others == team)

    def away(self, advisory):
        """When none of its advisors is there and nobody stands in."""
        team = self.teams.get(advisory) or ()
        spells = None
        for advisor in team:
            mine = self.absences.get(advisor, [])
            spells = mine if spells is None else both(spells, mine)
        return tuple(Spell(*one) for one in spells or ())

    def interpreters(self):
        return [
            Interpreter(person.pk, frozenset(tongue(name) for name in person.languages), tuple(spells))
            for person, spells in sorted(self.shifts.items(), key=lambda item: item[0].pk)
        ]

    # Families

    def make_units(self):
        """Conferences to which the same families come, in one visit if it can be."""
        together = defaultdict(list)
        for key, conference in self.conferences.items():
            who = tuple(sorted(str(family.key) for family in self.comers[key]))
            together[who or (f"student {conference.student_id}",)].append(conference)
        return [self.unit(who, conferences) for who, conferences in sorted(together.items())]

    def unit(self, who, conferences):
        families = self.comers[conferences[0].pk]
        return asked.Family(
            id=" + ".join(who),
            meetings=tuple(self.meeting(conference, families) for conference in conferences),
            windows=common([self.windows(family.answer) for family in families]),
            siblings=siblings_of(families),
        )

    def meeting(self, conference, families):
        advisory = conference.student.advisory_id or NOBODY
        language = self.interpreted(conference, families)
        usual = self.usual_minutes(conference)
        leader = self.leader(advisory)
        shared = sum(1 for other in self.advisories if self.leader(other) == leader) > 1
        return Meeting(
            id=conference.pk,
            advisor=leader,
            minutes=usual if language or self.had_interpreter(conference) else conference.minutes,
            student=conference.student_id,
            language=language if language in self.tongues else "",
            double=bool(language),
            way=self.way(conference, families),
            solo=conference.way == Conference.Way.SOLO,
            rooms=self.rooms_of(advisory) if shared else None,
            busy=tuple(self.busy[conference.student_id]),
            please=conference.please_meet,
            make_up=conference.pk in self.missed,
        )

    def interpreted(self, conference, families):
        """Into which language; where nobody of the round speaks it, the time is longer all the same."""
        language = next((said for said in map(language_of_family, families) if said), "")
        if language and language not in self.tongues:
            self.untold[language].append(conference.pk)
        return language

    def usual_minutes(self, conference):
        """As long as its grade has it, before words are said twice."""
        return self.round.minutes_of(conference.student.grade)

    def had_interpreter(self, conference):
        """Its time is longer for somebody who interprets; without a language it is as long as any other."""
        place = self.current.get(conference.pk)
        return bool(place and place.interpreter_id) and conference.pk not in self.locked

    def way(self, conference, families):
        """Where: a call needs a room of its own only where the school has such."""
        has_remote = any(session.kind == Session.Kind.REMOTE for session in self.sessions)
        ways = {family.answer.way for family in families if family.answer}
        remote = conference.way == Conference.Way.REMOTE or ways == {Preference.Way.REMOTE}
        if remote:
            return "remote" if has_remote else "either"
        return "either" if ways and Preference.Way.SCHOOL not in ways else "school"

    def windows(self, answer):
        """When they can come, None for any time. Halves of an hour that touch are one window."""
        if answer is None:
            return None
        said = [(minute(row.starts_at), minute(row.ends_at), row.best) for row in answer.windows.all()]
        wide = [(starts, ends) for starts, ends, _best in said]
        best = [(starts, ends) for starts, ends, liked in said if liked]
        if answer.any_time:
            if not best and answer.not_before is None:
                return None
            wide = self.days()
        wide, best = merged(wide), merged(best)
        if answer.not_before:
            late = self.evenings(answer.not_before)
            wide, best = both(wide, late), both(best, late)
        liked = [Window(starts, ends, 0) for starts, ends in best or wide]
        return tidy(liked + [Window(starts, ends, 1) for starts, ends in wide if best])

    def days(self):
        return [(minute(session.starts_at), minute(session.ends_at)) for session in self.sessions]

    def evenings(self, clock):
        """From this time of the school's clock until midnight, on each day."""
        found = set()
        for session in self.sessions:
            day = timezone.localdate(session.starts_at)
            zone = timezone.get_current_timezone()
            begins = datetime.datetime.combine(day, clock, zone)
            ends = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), zone)
            found.add((minute(begins), minute(ends)))
        return sorted(found)

    # Who must not meet

    def apart(self):
        """A student with two conferences, an adult of several families, and whom the school keeps apart."""
        of_unit = {meeting.id: unit.id for unit in self.units for meeting in unit.meetings}
        found = dict.fromkeys(self.busy_adults(of_unit), 0)
        by_student = defaultdict(list)
        for conference in self.conferences.values():
            by_student[conference.student_id].append(conference.pk)
        found |= {frozenset(keys): DOOR for keys in by_student.values() if len(keys) > 1}
        found |= dict.fromkeys(self.kept_apart(by_student), DOOR)
        return [Apart(keys, gap) for keys, gap in sorted(found.items(), key=lambda item: sorted(item[0]))]

    def busy_adults(self, of_unit):
        """Nobody is at two tables at once, whichever family she is there with."""
        attends, splits = defaultdict(set), set()
        for key, families in self.comers.items():
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
        restricted = Guardianship.objects.filter(student__in=by_student, restricted=True)
        attends = defaultdict(set)
        for key, families in self.comers.items():
            for adult in {adult.pk for family in families for adult in family.adults}:
                attends[adult].add(key)
        for adult, student in restricted.order_by("pk").values_list("adult", "student"):
            for hers in attends[adult]:
                yield from (frozenset({hers, key}) for key in by_student[student] if key != hers)


def both(first, second):
    """Where two lists of spells overlap."""
    found = {
        (max(a[0], b[0]), min(a[1], b[1])) for a in first for b in second if max(a[0], b[0]) < min(a[1], b[1])
    }
    return merged(found)


def merged(spells):
    """In order, and those that touch in one."""
    found: list[tuple[int, int]] = []
    for starts, ends in sorted(spells):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((starts, ends))
    return found


def common(answers):
    """When all who come together can; None when any time will do for everybody."""
    said = [windows for windows in answers if windows is not None]
    if not said:
        return None
    first, *others = said
    for windows in others:
        meet = [
            Window(max(one.starts, two.starts), min(one.ends, two.ends), max(one.off, two.off))
            for one in first
            for two in windows
        ]
        first = tidy(window for window in meet if window.starts < window.ends)
    return first


def tidy(windows):
    """Without those that lie inside of one that is liked as much; in order."""
    found: list[Window] = []
    for one in sorted(set(windows), key=lambda one: (one.off, one.starts, -one.ends)):
        if not any(other.starts <= one.starts and one.ends <= other.ends for other in found):
            found.append(one)
    return tuple(found)


def at_once(family):
    """They go to two tables at a time: they asked for it, and they are two."""
    wish = family.answer.siblings if family.answer else Preference.Siblings.ROW
    return wish == Preference.Siblings.AT_ONCE and len(family.adults) > 1


def siblings_of(families):
    wishes = {family.answer.siblings if family.answer else "row" for family in families} or {"row"}
    if wishes == {"at_once"} and all(at_once(family) for family in families):
        return "at_once"
    return "any" if wishes == {"any"} else "row"


def language_of_family(family):
    """What is to be interpreted, by one word for each language; empty is nothing."""
    said = family.interpreter_language
    if not said:
        home, answer = family.household, family.answer
        asks = answer.interpreter if answer else bool(home and home.needs_interpreter)
        said = home.language if asks and home else ""
    return tongue(said)


def tongue(name):
    """Families, interpreters and rosters spell a language each in their way: Arabic, ar, العربية."""
    plain = name.strip().casefold()
    return SPELT.get(plain, plain)


SPELT = {
    spelling.casefold(): code
    for code, info in LANG_INFO.items()
    if "name" in info
    for spelling in (code, info["name"], info["name_local"])
}
