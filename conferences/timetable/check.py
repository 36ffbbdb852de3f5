"""The one truth about what may never be broken. It shares only the rules of one alone with what searches."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from conferences.timetable.problem import Family, Key, Meeting, Problem, Room, Spot
from conferences.timetable.rules import Lookup, broken_alone, on_shift, overlap, speaks


@dataclass(frozen=True, slots=True)
class Broken:
    rule: str
    meetings: tuple[Key, ...]


class BrokenRules(ValueError):
    def __init__(self, broken: list[Broken]) -> None:
        super().__init__("; ".join(f"{one.rule}: {one.meetings}" for one in broken[:10]))
        self.broken = broken


def check(problem: Problem, spots: Mapping[Key, Spot]) -> None:
    """Raises BrokenRules unless every hard rule is kept. What is locked is taken as it is."""
    if broken := broken_rules(problem, spots):
        raise BrokenRules(broken)


def broken_rules(problem: Problem, spots: Mapping[Key, Spot]) -> list[Broken]:
    look = Lookup(problem)
    return [
        *locked_broken(problem, spots),
        *alone_broken(look, spots),
        *(one for one in together_broken(look, spots) if not all(m in problem.locked for m in one.meetings)),
    ]


def locked_broken(problem: Problem, spots: Mapping[Key, Spot]) -> Iterator[Broken]:
    for meeting, spot in problem.locked.items():
        now = spots.get(meeting)
        same = now is not None and now[:3] == spot[:3] and spot.table in (None, now.table)
        if not same or now is None or spot.interpreter not in (None, now.interpreter):
            yield Broken("locked", (meeting,))


def alone_broken(look: Lookup, spots: Mapping[Key, Spot]) -> Iterator[Broken]:
    for key, spot in spots.items():
        if key in look.problem.locked:
            continue
        meeting = look.meetings[key]
        rules = broken_alone(look, meeting, spot)
        interpreter = look.interpreters.get(spot.interpreter)
        if meeting.language and (
            interpreter is None or not speaks(interpreter, meeting) or not on_shift(interpreter, spot)
        ):
            rules.append("interpreter")
        if spot.table is None or not 1 <= spot.table <= look.rooms[spot.room].tables:
            rules.append("table")
        yield from (Broken(rule, (key,)) for rule in dict.fromkeys(rules))


def together_broken(look: Lookup, spots: Mapping[Key, Spot]) -> Iterator[Broken]:
    """Rules between two or more conferences."""
    yield from pairs_broken("table", spots, lambda key, spot: (spot.room, spot.table), turnover(look))
    yield from pairs_broken("interpreter", spots, lambda key, spot: spot.interpreter, lambda key, spot: 0)
    yield from rooms_broken(look, spots)
    yield from advisors_broken(look, spots)
    for apart in look.problem.apart:
        inside = {key: spots[key] for key in spots if key in apart.meetings}
        yield from pairs_broken("apart", inside, lambda key, spot: True, lambda key, spot, gap=apart.gap: gap)
    for family in look.problem.families:
        yield from siblings_broken(look, family, spots)


def turnover(look: Lookup) -> Callable[[Key, Spot], int]:
    return lambda key, spot: look.rooms[spot.room].turnover


def pairs_broken(rule, spots, group, gap) -> Iterator[Broken]:
    """Two of one group (None belongs to no group) that overlap, counting so many minutes after each."""
    groups = defaultdict(list)
    for key, spot in spots.items():
        if group(key, spot) is not None:
            groups[group(key, spot)].append((key, spot))
    for members in groups.values():
        for (a, one), (b, other) in combinations(members, 2):
            if one.starts < other.ends + gap(b, other) and other.starts < one.ends + gap(a, one):
                yield Broken(rule, (a, b))


def rooms_broken(look: Lookup, spots: Mapping[Key, Spot]) -> Iterator[Broken]:
    """Nobody else is in the room of a solo conference, in whatever session of that room."""
    named = defaultdict(list)
    for key, spot in spots.items():
        named[look.rooms[spot.room].name].append((key, spot))
    for members in named.values():
        for (a, one), (b, other) in combinations(members, 2):
            if overlap(one, other) and (is_solo(look, a, one) or is_solo(look, b, other)):
                yield Broken("solo", (a, b))


def is_solo(look: Lookup, key: Key, spot: Spot) -> bool:
    room: Room = look.rooms[spot.room]
    meeting: Meeting = look.meetings[key]
    return room.solo or meeting.solo


def advisors_broken(look: Lookup, spots: Mapping[Key, Spot]) -> Iterator[Broken]:
    """An advisor is in one room at a time, with no more conferences at once than she can have an eye on."""
    led = defaultdict(list)
    for key, spot in spots.items():
        led[look.meetings[key].advisor].append((key, spot))
    for advisor, members in led.items():
        for key, spot in members:
            now = [(k, s) for k, s in members if s.starts <= spot.starts < s.ends]
            if len(now) > look.advisors[advisor].at_once:
                yield Broken("advisor", tuple(k for k, s in now))
            elsewhere = [k for k, s in now if look.rooms[s.room].name != look.rooms[spot.room].name]
            if elsewhere:
                yield Broken("advisor", (key, *elsewhere))


def siblings_broken(look: Lookup, family: Family, spots: Mapping[Key, Spot]) -> Iterator[Broken]:
    """Siblings have time to walk from one to the next; two at a time where two adults come and ask for it."""
    placed = [(m.id, spots[m.id]) for m in family.meetings if m.id in spots]
    for (a, one), (b, other) in combinations(placed, 2):
        gap = look.gap(look.rooms[one.room], look.rooms[other.room])
        close = one.starts < other.ends + gap and other.starts < one.ends + gap
        if close and family.siblings != "at_once":
            yield Broken("siblings", (a, b))
    if family.siblings == "at_once":
        for _, spot in placed:
            now = [k for k, s in placed if s.starts <= spot.starts < s.ends]
            if len(now) > 2:
                yield Broken("siblings", tuple(now))
