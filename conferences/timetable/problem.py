"""What is asked of a timetable. Everything is frozen; every time is a whole minute from any zero.

Minutes come from moments, so that a change of the clock inside an evening changes nothing here:
`int(moment.timestamp()) // 60`. Keys are whatever the caller likes, such as primary keys, as long as they can
be sorted and told apart.

A small example, two children one after the other and a family with an interpreter:

    Problem(
        rooms=[Room(1, "Library", day="Tue", starts=(0, 25, 50), ends=75, tables=2),
               Room(2, "Gym", day="Tue", starts=(0, 25, 50), ends=75)],
        advisors=[Advisor(10, at_once=2, rooms={1}), Advisor(11, rooms={2})],
        interpreters=[Interpreter(30, {"so"}, shifts=(Spell(0, 75),))],
        families=[Family("Ek", meetings=(Meeting(100, 10, student="Ada"), Meeting(101, 11, student="Ben"))),
                  Family("Roble", meetings=(Meeting(102, 10, language="so", double=True),),
                         windows=(Window(0, 75, off=0),))],
        walk=5,
    )
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

type Key = Any


class Spell(NamedTuple):
    """From the first minute up to, and without, the last."""

    starts: int
    ends: int


class Window(NamedTuple):
    """A family can come then; `off` is how far this is from what it likes best: 0 best, 1 possible."""

    starts: int
    ends: int
    off: int = 0


class Spot(NamedTuple):
    """Where and when one conference is. Table and interpreter are given by the timetable."""

    room: Key
    starts: int
    ends: int
    table: int | None = None
    interpreter: Key | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """One session: a room in one afternoon or evening, with its own grid of starts, breaks left out."""

    id: Key
    name: str  # sessions of one name are in one room: nobody walks between them
    day: Key  # one afternoon or evening: whoever comes on two days comes twice
    starts: tuple[int, ...]
    ends: int
    tables: int = 1
    minutes: int | None = None  # None: as long as the conference asks for
    turnover: int = 0  # minutes a table stays empty after a conference
    breaks: tuple[Spell, ...] = ()  # no conference reaches into one
    solo: bool = False  # one conference at a time, whatever the tables
    remote: bool = False
    make_ups: bool = False  # for meetings with `make_up` alone


@dataclass(frozen=True, slots=True)
class Advisor:
    """Who has an eye on the conferences of one advisory, in one room at a time."""

    id: Key
    at_once: int = 1
    rooms: frozenset[Key] | None = None  # ids of rooms; None: every room
    away: tuple[Spell, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Somebody who says it in the family's language, in one place at a time."""

    id: Key
    languages: frozenset[str]
    shifts: tuple[Spell, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One conference to be placed."""

    id: Key
    advisor: Key
    minutes: int = 20
    student: Key | None = None
    language: str = ""  # needs an interpreter of it
    double: bool = False  # takes twice as long, as with an interpreter
    way: str = "school"  # "school", "remote" or "either"
    solo: bool = False  # nobody else in the room
    rooms: frozenset[Key] | None = None  # in one of these alone
    busy: tuple[Spell, ...] = ()  # the student cannot be there
    please: bool = False  # its advisor asks this family to come: found a place before others
    make_up: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """The conferences of one household, which it wants in one visit."""

    id: Key
    meetings: tuple[Meeting, ...]
    windows: tuple[Window, ...] | None = None  # None: any time will do
    siblings: str = "row"  # "row", "at_once" (two adults, two conferences at a time), "any"


@dataclass(frozen=True, slots=True)
class Apart:
    """No two of these conferences overlap, nor come within `gap` minutes: a student's two, adults apart."""

    meetings: frozenset[Key]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """What is weighed how much; zero leaves it out. A missing place weighs more than all others together."""

    unplaced: float = 1000
    visit: float = 200  # each visit after the first
    waiting: float = 2  # each minute between siblings
    off: float = 1  # each conference outside what the family likes best, times its window's `off`
    idle: float = 0.01  # each minute an advisor waits between the conferences of a day
    crowd: float = 0.05  # each pair of conferences an advisor has at the same time
    moved: float = 50  # each conference that is not where `near` has it


@dataclass(frozen=True)
class Problem:
    rooms: list[Room]
    advisors: list[Advisor]
    families: list[Family]
    interpreters: list[Interpreter] = field(default_factory=list)
    apart: list[Apart] = field(default_factory=list)
    walk: int = 0  # minutes from one room to another, for siblings one after the other
    pause: int = 0  # minutes between two conferences that nobody calls waiting; never less than `walk`
    locked: dict[Key, Spot] = field(default_factory=dict)  # by meeting: stays, whatever the rules say
    near: dict[Key, Spot] = field(default_factory=dict)  # by meeting: stay near this
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True)
class Better:
    """What `on_better` is told: the best so far. `bound` is below every timetable, None until it is known."""

    seconds: float
    cost: float
    bound: float | None
    placed: int
    total: int
    stage: str  # "first", "search", "bound", "packing", "done"
    spots: dict[Key, Spot]  # of each meeting that has a place, without table and interpreter of the final one


@dataclass(frozen=True)
class Result:
    spots: dict[Key, Spot]  # of each meeting that has a place, with table and interpreter
    cost: float
    bound: float | None  # no timetable can cost less
    parts: dict[str, float]  # each soft rule: `cost.Cost` as a dict
    first_cost: float  # of the answer at once
    seconds: float
    stopped: bool = False
    proven: bool = False  # there is no better one
    trace: tuple[tuple[float, float], ...] = ()  # (seconds, cost) of each better one

    def unplaced(self, problem: Problem) -> list[Key]:
        return [m.id for f in problem.families for m in f.meetings if m.id not in self.spots]
