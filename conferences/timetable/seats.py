"""Which table and which interpreter: given when the times are set, so that as few as can be change."""

from collections import defaultdict
from collections.abc import Iterable

from conferences.timetable.compiled import Compiled, Pattern
from conferences.timetable.problem import Key, Spot


def seated(compiled: Compiled, spots: dict[Key, Spot], patterns: Iterable[Pattern]) -> dict[Key, Spot]:
    """The spots with table and interpreter. Whoever finds no table, which takes locked ones in odd places, is
    left out."""
    pool = {
        meeting.id: option.pool
        for family, pattern in zip(compiled.families, patterns, strict=True)
        for meeting, option in zip(family.meetings, pattern.options, strict=True)
        if option is not None
    }
    near, locked = compiled.problem.near, compiled.problem.locked
    rooms, pools = defaultdict(list), defaultdict(list)
    for key, spot in spots.items():
        rooms[spot.room].append(key)
        if (number := pool[key]) is not None:
            pools[number].append(key)
    tables: dict[Key, int | None] = {}
    for room, keys in rooms.items():
        given = {key: locked[key].table for key in keys if key in locked}
        known = {key: near[key].table for key in keys if key in near and near[key][:2] == spots[key][:2]}
        turnover = compiled.look.rooms[room].turnover
        numbers = list(range(1, compiled.look.rooms[room].tables + 1))
        tables |= share(spots, keys, numbers, turnover, given, known)
    people: dict[Key, Key | None] = {}
    for number, keys in pools.items():
        known = {
            key: near[key].interpreter for key in keys if key in near and near[key][:3] == spots[key][:3]
        }
        members = [member.id for member in compiled.pools[number]]
        given = {key: locked[key].interpreter for key in keys if key in locked}
        people |= share(spots, keys, members, 0, given, known)
    return {
        key: spot
        if key in locked and spot.table is not None
        else spot._replace(
            table=tables[key], interpreter=locked[key].interpreter if key in locked else people.get(key)
        )
        for key, spot in spots.items()
        if tables[key] is not None and (pool[key] is None or people.get(key) is not None)
    }


def share(spots, keys, things, gap, given, known) -> dict:
    """One thing for each key, none twice at a time: what is given stays, what is known where it can."""
    for wishes in (known, {}):
        shared = attempt(spots, keys, things, gap, given, wishes)
        if None not in shared.values():
            return shared
    return shared


def attempt(spots, keys, things, gap, given, known) -> dict:
    """In the order of time each takes what is free longest; what is given or known is held free for it."""
    fixed = {key: thing for key, thing in {**known, **given}.items() if thing is not None}
    held = defaultdict(list)
    shared: dict = {}
    for key in sorted(fixed, key=lambda key: key not in given):
        if free(held[fixed[key]], spots[key], gap) or key in given:
            held[fixed[key]].append(spots[key])
            shared[key] = fixed[key]
    for key in sorted(keys, key=lambda key: (spots[key].starts, spots[key].ends, str(key))):
        if key not in shared:
            shared[key] = next((thing for thing in things if free(held[thing], spots[key], gap)), None)
            if shared[key] is not None:
                held[shared[key]].append(spots[key])
    return shared


def free(held, spot, gap) -> bool:
    return all(spot.starts >= other.ends + gap or other.starts >= spot.ends + gap for other in held)
