"""What is weighed, each soft rule apart. The search counts the same, in hundredths."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations

from conferences.timetable.problem import Family, Key, Problem, Spot
from conferences.timetable.rules import Lookup, comfort, overlap

# Who says "as it comes" minds a second visit and waiting, too, but less.
AS_IT_COMES = 0.25
PLEASE = 2  # whom the advisor asks to come weighs as two who find no place


@dataclass(frozen=True, slots=True)
class Cost:
    """Counts first, as a school reads them; `parts` is what each weighs."""

    unplaced: int
    visits: int  # after the first of each family
    waiting: int  # minutes between siblings
    off: int  # conferences away from what the family likes best
    idle: int  # minutes advisors wait between conferences
    crowd: int  # pairs of conferences an advisor has at once
    moved: int
    whole: int  # families with all their conferences in one visit
    parts: dict[str, float]

    @property
    def total(self) -> float:
        return round(sum(self.parts.values()), 2)

    def as_dict(self) -> dict:
        return asdict(self) | {"total": self.total}


def coverage_gaps(spells: Iterable[tuple[int, int]], breath: int) -> int:
    """Minutes from the first to the last of these in which nothing happens, short breaths left out."""
    idle, until = 0, None
    for starts, ends in sorted(spells):
        if until is not None:
            idle += max(0, starts - until - breath)
        until = ends if until is None else max(until, ends)
    return idle


def ease(family: Family) -> float:
    return AS_IT_COMES if family.siblings == "any" else 1


def alone_at_once(family: Family, spots: list[Spot]) -> int:
    """Of siblings who would come at the same time, how many have a time of their own."""
    if family.siblings != "at_once" or len(spots) < 2:
        return 0
    return sum(not any(overlap(s, t) for t in spots if t is not s) for s in spots)


def family_cost(look: Lookup, family: Family, spots: Mapping[Key, Spot]) -> dict[str, tuple[int, float]]:
    """(count, weight) of each soft rule that is about this family."""
    weights, problem = look.problem.weights, look.problem
    placed = [spots[m.id] for m in family.meetings if m.id in spots]
    missing = [m for m in family.meetings if m.id not in spots]
    days = defaultdict(list)
    for spot in placed:
        days[look.rooms[spot.room].day].append((spot.starts, spot.ends))
    visits = max(0, len(days) - 1)
    waiting = sum(coverage_gaps(spells, look.breath) for spells in days.values())
    offs = [comfort(family, spot.starts, spot.ends) or 0 for spot in placed]
    alone = alone_at_once(family, placed)
    moved = sum(m.id in spots and is_moved(problem, m.id, spots[m.id]) for m in family.meetings)
    return {
        "unplaced": (len(missing), weights.unplaced * sum(PLEASE if m.please else 1 for m in missing)),
        "visits": (visits, weights.visit * ease(family) * visits),
        "waiting": (waiting, weights.waiting * ease(family) * waiting),
        "off": (sum(off > 0 for off in offs) + alone, weights.off * (sum(offs) + alone)),
        "moved": (moved, weights.moved * moved),
    }


def is_moved(problem: Problem, meeting: Key, spot: Spot) -> bool:
    """Whether it is elsewhere than the plan it should stay near; another table of the room is no move."""
    was = problem.near.get(meeting)
    return was is not None and (was.room, was.starts) != (spot.room, spot.starts)


def advisor_cost(breath: int, spells: list[tuple[int, int]]) -> tuple[int, int]:
    """(minutes idle, pairs at once) of one advisor on one day."""
    pairs = sum(a[0] < b[1] and b[0] < a[1] for a, b in combinations(spells, 2))
    return coverage_gaps(spells, breath), pairs


def cost_of(problem: Problem, spots: Mapping[Key, Spot], look: Lookup | None = None) -> Cost:
    look = look or Lookup(problem)
    counts: dict[str, int] = defaultdict(int)
    parts: dict[str, float] = defaultdict(float)
    whole, evenings = 0, defaultdict(list)
    for family in problem.families:
        costs = family_cost(look, family, spots)
        for rule, (count, weight) in costs.items():
            counts[rule] += count
            parts[rule] += weight
        whole += not costs["unplaced"][0] and not costs["visits"][0]
        for meeting in family.meetings:
            if spot := spots.get(meeting.id):
                key = (meeting.advisor, look.rooms[spot.room].day)
                evenings[key].append((spot.starts, spot.ends))
    for spells in evenings.values():
        idle, pairs = advisor_cost(look.breath, spells)
        counts["idle"] += idle
        counts["crowd"] += pairs
    parts["idle"] = problem.weights.idle * counts["idle"]
    parts["crowd"] = problem.weights.crowd * counts["crowd"]
    names = ("unplaced", "visits", "waiting", "off", "idle", "crowd", "moved")
    return Cost(
        **{name: counts[name] for name in names},
        whole=whole,
        parts={name: round(parts[name], 2) for name in names},
    )
