"""One time for one family, beside a timetable that stays as it is: fast enough for a page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from conferences.timetable.compiled import SCALE, Compiled, Option, Pattern
from conferences.timetable.cost import family_cost
from conferences.timetable.problem import Family, Key, Meeting, Problem, Spot
from conferences.timetable.search import Search, State


@dataclass(frozen=True, slots=True)
class Offer:
    """All conferences of a family that are asked for, in one visit where it can be."""

    spots: dict[Key, Spot]
    cost: float
    waiting: int  # minutes between siblings
    visits: int


def offers(
    problem: Problem,
    spots: Mapping[Key, Spot],
    family: Family,
    *,
    meetings: frozenset[Key] | None = None,
    limit: int = 3,
) -> list[Offer]:
    """The best free times for these conferences of a family (None: all of it), best first.

    `spots` is what stands; nobody else is moved, and the family's own places count as free. A conference of
    the family that is not asked for stays where it is. No offer repeats the times of another.
    """
    wanted = meetings if meetings is not None else frozenset(m.id for m in family.meetings)
    asked = [m for m in family.meetings if m.id in wanted and m.id not in problem.locked]
    if not asked:
        return []
    mine = {m.id: spots[m.id] for m in family.meetings if m not in asked and m.id in spots}
    here = replace(family, meetings=tuple(m for m in family.meetings if m in asked or m.id in mine))
    others = [
        (m, spots[m.id]) for f in problem.families if f.id != family.id for m in f.meetings if m.id in spots
    ]
    small = replace(problem, families=[here], locked=mine, near={})
    others = in_the_way(small, others)
    compiled = Compiled(small, few=20, beside=others)
    standing = [spot for _, spot in others]
    found = [o for p in best(compiled, limit) if (o := offered(compiled, p, asked, standing))]
    return sorted(found, key=lambda offer: offer.cost)


def in_the_way(problem: Problem, others: list[tuple[Meeting, Spot]]) -> list[tuple[Meeting, Spot]]:
    """Those with whom this family could ever want the same."""
    family, rooms = problem.families[0], {room.id: room.name for room in problem.rooms}
    leads = {m.advisor for m in family.meetings}
    advisors = [a for a in problem.advisors if a.id in leads]
    names = {n for r, n in rooms.items() if any(a.rooms is None or r in a.rooms for a in advisors)}
    languages = {m.language for m in family.meetings if m.language}
    speakers = {i.id for i in problem.interpreters if i.languages & languages}
    own = {m.id for m in family.meetings}
    near = {key for apart in problem.apart if apart.meetings & own for key in apart.meetings}
    return [
        (m, spot)
        for m, spot in others
        if m.advisor in leads
        or m.id in near
        or rooms[spot.room] in names
        or (spot.interpreter is not None and spot.interpreter in speakers)
    ]


def best(compiled: Compiled, limit: int) -> list[Pattern]:
    """Patterns at different times, best first; child by child where there is none in one visit."""
    state, seen, found = State(compiled), set(), list[Pattern]()
    for pattern in compiled.patterns[0]:
        times = frozenset(o.starts for o in pattern.options if o is not None)
        if times not in seen and state.fits(pattern):
            seen.add(times)
            found.append(pattern)
            if len(found) == limit:
                return found
    if not found and len(compiled.families[0].meetings) > 1:
        search = Search(state)
        search.place_apart(0)
        found.append(state.now[0])
    return found


def offered(compiled: Compiled, pattern: Pattern, asked: list[Meeting], standing: list[Spot]) -> Offer | None:
    """With a table and an interpreter that are free."""
    family, keys = compiled.families[0], {m.id for m in asked}
    placed = [(m.id, o) for m, o in zip(family.meetings, pattern.options, strict=True) if o is not None]
    taken, mine = [o.spot for key, o in placed if key not in keys] + standing, {}
    for key, option in placed:
        if key in keys:
            mine[key] = seat(compiled, option, taken)
            taken.append(mine[key])
    if not mine:
        return None
    spots = {key: option.spot for key, option in placed}
    costs = family_cost(compiled.look, family, spots)
    days = {option.day for _, option in placed}
    return Offer(mine, pattern.cost / SCALE, costs["waiting"][0], len(days))


def seat(compiled: Compiled, option: Option, taken: list[Spot]) -> Spot:
    spot, room = option.spot, compiled.look.rooms[option.spot.room]
    pool = compiled.pools[option.pool] if option.pool is not None else []
    tables = [s.table for s in taken if s.room == room.id and meet(s, spot, room.turnover)]
    people = {s.interpreter for s in taken if meet(s, spot, 0)}
    return spot._replace(
        table=next((n for n in range(1, room.tables + 1) if n not in tables), None),
        interpreter=next((one.id for one in pool if one.id not in people), None),
    )


def meet(one: Spot, other: Spot, gap: int) -> bool:
    return one.starts < other.ends + gap and other.starts < one.ends + gap
