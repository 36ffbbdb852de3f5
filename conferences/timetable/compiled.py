"""A problem put into numbers that are quick to search.

Whatever is scarce at a time (tables, an advisor's eyes, interpreters, people who stay apart) is a *cell*
with a capacity. An *option* is one conference at one spot, a *pattern* a whole family: the cells it takes and
its cost, in hundredths. Cells that can never run full are left out, and of equal ones the tightest is kept.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from conferences.timetable.cost import PLEASE, coverage_gaps, ease, is_moved
from conferences.timetable.problem import Family, Interpreter, Key, Meeting, Problem, Spot
from conferences.timetable.rules import Lookup, comfort, on_shift, overlap, speaks, spots_in, way_fits

SCALE = 10_000  # costs are whole numbers of this part of one
SHUT = 1000  # with the door shut a conference takes all of a room


class Option:
    """One conference at one spot; `pool` are the interpreters of whom one will be there."""

    __slots__ = (
        "cells",
        "day",
        "ends",
        "evening",
        "heavy",
        "off",
        "pool",
        "room",
        "spot",
        "stands",
        "starts",
    )

    def __init__(self, spot: Spot, day: Key, room: str, pool: int | None, off: int, evening: int) -> None:
        self.spot, self.day, self.room, self.pool, self.off = spot, day, room, pool, off
        self.starts, self.ends, self.evening = spot.starts, spot.ends, evening
        self.cells: tuple[int, ...] = ()
        self.heavy: tuple[tuple[int, int], ...] = ()  # cells of which it takes more than one
        self.stands: tuple[int, ...] = ()  # when its advisor is in this room and in no other


class Pattern:
    """Where each conference of a family is, None for one without a place."""

    __slots__ = ("cells", "cost", "heavy", "options", "stands")

    def __init__(self, options: tuple[Option | None, ...], cost: int, cells, heavy, stands) -> None:
        self.options, self.cost, self.cells, self.heavy, self.stands = options, cost, cells, heavy, stands


class Compiled:
    FEW = 600  # patterns of one family, below which longer waiting is looked at, too
    MANY = 3000  # and above which it is not

    def __init__(self, problem: Problem, few: int = FEW, beside: Iterable[tuple[Meeting, Spot]] = ()) -> None:
        """`beside`: conferences of nobody's here, which take what they take."""
        self.problem, self.look, self.few = problem, Lookup(problem), few
        self.beside = [(m, Option(s, None, self.look.rooms[s.room].name, None, 0, 0)) for m, s in beside]
        weights = problem.weights
        self.idle, self.crowd = round(weights.idle * SCALE), round(weights.crowd * SCALE)
        self.families: list[Family] = [family for family in problem.families if family.meetings]
        self.number = {family.id: f for f, family in enumerate(self.families)}
        self.evenings: dict[tuple[Key, Key], int] = {}
        named = {s.interpreter for s in problem.locked.values()}
        named |= {option.spot.interpreter for _, option in self.beside}
        self.pools, self.pool_of = pools(problem, named)
        self.grid: dict[tuple[Key, int, bool], list[Spot]] = {}
        self.options: list[list[list[Option]]] = [
            [self.options_of(family, meeting) for meeting in family.meetings] for family in self.families
        ]
        self.make_cells()
        self.stand_fixed: dict[int, str] = {}
        self.make_stands()
        self.drop_taken()
        self.made: list[dict[tuple, Pattern | None]] = [{} for _ in self.families]
        self.patterns: list[list[Pattern]] = []
        self.unlisted: list[int] = []  # what a pattern that is not listed costs at least
        for f in range(len(self.families)):
            self.list_patterns(f)

    # One conference

    def options_of(self, family: Family, meeting: Meeting) -> list[Option]:
        if meeting.id in self.problem.locked:
            return [self.option(family, meeting, self.problem.locked[meeting.id], None)]
        advisor, found = self.look.advisors[meeting.advisor], []
        for room in self.rooms_of(meeting):
            for spot in self.spots(meeting, room):
                if (
                    comfort(family, spot.starts, spot.ends) is None
                    or any(overlap(spot, away) for away in advisor.away)
                    or any(overlap(spot, busy) for busy in meeting.busy)
                ):
                    continue
                found += [self.option(family, meeting, spot, pool) for pool in self.pools_for(meeting, spot)]
        return found

    def rooms_of(self, meeting: Meeting):
        allowed = self.look.advisors[meeting.advisor].rooms
        for room in self.problem.rooms:
            if (
                (allowed is None or room.id in allowed)
                and (meeting.rooms is None or room.id in meeting.rooms)
                and (meeting.make_up or not room.make_ups)
                and way_fits(meeting, room)
            ):
                yield room

    def spots(self, meeting, room) -> list[Spot]:
        key = (room.id, meeting.minutes, meeting.double)
        if key not in self.grid:
            self.grid[key] = spots_in(meeting, room)
        return self.grid[key]

    def pools_for(self, meeting: Meeting, spot: Spot) -> list[int | None]:
        if not meeting.language:
            return [None]
        return [
            p for p, pool in enumerate(self.pools) if speaks(pool[0], meeting) and on_shift(pool[0], spot)
        ]

    def option(self, family: Family, meeting: Meeting, spot: Spot, pool: int | None) -> Option:
        weights, room = self.problem.weights, self.look.rooms[spot.room]
        off = weights.off * (comfort(family, spot.starts, spot.ends) or 0)
        moved = weights.moved * is_moved(self.problem, meeting.id, spot)
        evening = self.evenings.setdefault((meeting.advisor, room.day), len(self.evenings))
        return Option(spot, room.day, room.name, pool, round(SCALE * (off + moved)), evening)

    # What is scarce

    def make_cells(self) -> None:
        taken, uses = defaultdict(list), []
        solo = any(meeting.solo for meeting, _, _ in self.everything())
        shut = {room.name for room in self.problem.rooms if room.solo or solo}
        for meeting, option, fixed in self.everything():
            for key, until, amount in self.uses(meeting, option, shut):
                taken[key].append(option.starts)
                uses.append((key, until, amount, option, meeting, fixed))
        ticks = {key: sorted(set(starts)) for key, starts in taken.items()}
        members, held = defaultdict(list), Counter()
        for key, until, amount, option, meeting, fixed in uses:
            times = ticks[key]
            for tick in times[bisect_left(times, option.starts) : bisect_left(times, until)]:
                if fixed:
                    held[key, tick] += amount
                else:
                    members[key, tick].append((option, amount, meeting.id))
        self.number_cells(members, held)

    def everything(self) -> Iterator[tuple[Meeting, Option, bool]]:
        """Each option with its meeting, and whether it is fixed there."""
        for family, lists in zip(self.families, self.options, strict=True):
            for meeting, options in zip(family.meetings, lists, strict=True):
                for option in options:
                    yield meeting, option, meeting.id in self.problem.locked
        for meeting, option in self.beside:
            yield meeting, option, True

    def uses(self, meeting: Meeting, option: Option, shut: set[str]):
        """(what is scarce, until when it is taken, how much of it)."""
        room = self.look.rooms[option.spot.room]
        yield ("table", room.id), option.ends + room.turnover, 1
        yield ("advisor", meeting.advisor), option.ends, 1
        if room.name in shut:
            yield ("room", room.name), option.ends, SHUT if room.solo or meeting.solo else 1
        pool = self.pool_of.get(option.spot.interpreter) if option.pool is None else option.pool
        if pool is not None:
            yield ("pool", pool), option.ends, 1
        for number, apart in enumerate(self.problem.apart):
            if meeting.id in apart.meetings:
                yield ("apart", number), option.ends + apart.gap, 1

    def capacity(self, key) -> int:
        kind, of = key
        return {
            "table": lambda: self.look.rooms[of].tables,
            "advisor": lambda: self.look.advisors[of].at_once,
            "room": lambda: SHUT,
            "pool": lambda: len(self.pools[of]),
            "apart": lambda: 1,
        }[kind]()

    def number_cells(self, members, fixed) -> None:
        tightest: dict[tuple, tuple[int, tuple, list]] = {}
        for key, inside in members.items():
            free = max(0, self.capacity(key[0]) - fixed[key])
            most: dict[Key, int] = {}
            for _, amount, meeting in inside:
                most[meeting] = max(amount, most.get(meeting, 0))
            if sum(most.values()) > free:
                same = tuple((id(option), amount) for option, amount, _ in inside)
                if same not in tightest or tightest[same][0] > free:
                    tightest[same] = (free, key, inside)
        self.capacities = [free for free, _, _ in tightest.values()]
        self.cell_names = [key for _, key, _ in tightest.values()]
        cells, heavy = defaultdict(list), defaultdict(list)
        for number, (_, _, inside) in enumerate(tightest.values()):
            for option, amount, _ in inside:
                if amount == 1:
                    cells[option].append(number)
                else:
                    heavy[option].append((number, amount))
        for option, numbers in cells.items():
            option.cells = tuple(numbers)
        for option, pairs in heavy.items():
            option.heavy = tuple(pairs)

    def make_stands(self) -> None:
        """Of advisors who could be wanted in two rooms at a time: when each option holds them in its room."""
        led = defaultdict(list)
        for meeting, option, fixed in self.everything():
            led[meeting.advisor].append((option, fixed))
        count = 0
        for advisor, options in led.items():
            if self.look.advisors[advisor].at_once == 1 or len({o.room for o, _ in options}) == 1:
                continue
            times = sorted({option.starts for option, _ in options})
            for option, fixed in options:
                held = range(bisect_left(times, option.starts), bisect_left(times, option.ends))
                if fixed:
                    self.stand_fixed.update({count + tick: option.room for tick in held})
                else:
                    option.stands = tuple(count + tick for tick in held)
            count += len(times)
        self.stand_count = count

    def drop_taken(self) -> None:
        """Options that can never be, for what is locked."""
        for family, lists in zip(self.families, self.options, strict=True):
            for child, meeting in enumerate(family.meetings):
                if meeting.id not in self.problem.locked:
                    lists[child] = [option for option in lists[child] if self.can_be(option)]

    def can_be(self, option: Option) -> bool:
        return (
            all(self.capacities[cell] > 0 for cell in option.cells)
            and all(self.capacities[cell] >= amount for cell, amount in option.heavy)
            and all(self.stand_fixed.get(s, option.room) == option.room for s in option.stands)
        )

    # A whole family

    def pattern(self, f: int, options: tuple[Option | None, ...]) -> Pattern | None:
        """None where siblings would not have the time to walk, or take more of something than there is."""
        made = self.made[f]
        if options not in made:
            fits = siblings_fit(self.look, self.families[f], options)
            made[options] = self.make_pattern(f, options, self.cost(f, options)) if fits else None
        return made[options]

    def make_pattern(self, f: int, options: tuple[Option | None, ...], cost: int) -> Pattern | None:
        placed = [option for option in options if option is not None]
        if len(placed) == 1:
            one = placed[0]
            return Pattern(options, cost, one.cells, one.heavy, tuple((s, one.room) for s in one.stands))
        cells: tuple[int, ...] = ()
        plain = True
        for option in placed:
            cells += option.cells
            plain = plain and not option.heavy and not option.stands
        if plain and len(set(cells)) == len(cells):
            return Pattern(options, cost, cells, (), ())
        heavy = tuple(pair for option in placed for pair in option.heavy)
        if heavy or len(set(cells)) < len(cells):
            amounts = Counter(cells)
            for cell, amount in heavy:
                amounts[cell] += amount
            if any(amount > self.capacities[cell] for cell, amount in amounts.items()):
                return None
            cells = tuple(cell for cell, amount in amounts.items() if amount == 1)
            heavy = tuple((cell, amount) for cell, amount in amounts.items() if amount > 1)
        stands = tuple((stand, option.room) for option in placed for stand in option.stands)
        if len(dict(stands)) < len(set(stands)):
            return None
        return Pattern(options, cost, cells, heavy, stands)

    def cost(self, f: int, options: tuple[Option | None, ...]) -> int:
        """What `cost.family_cost` says, in hundredths."""
        family, weights = self.families[f], self.problem.weights
        cost, days = 0.0, defaultdict(list)
        for meeting, option in zip(family.meetings, options, strict=True):
            if option is None:
                cost += SCALE * weights.unplaced * (PLEASE if meeting.please else 1)
            else:
                cost += option.off
                days[option.day].append((option.starts, option.ends))
        if len(family.meetings) > 1:
            cost += SCALE * ease(family) * weights.visit * max(0, len(days) - 1)
            idle = sum(coverage_gaps(spells, self.look.breath) for spells in days.values())
            cost += SCALE * ease(family) * weights.waiting * idle
            if family.siblings == "at_once":
                cost += SCALE * weights.off * lonely(options)
        return round(cost)

    def list_patterns(self, f: int) -> None:
        """The patterns in one visit: without waiting, then with more and more while there are few."""
        family, listed = self.families[f], list[Pattern]()
        weights, scale = self.problem.weights, SCALE * ease(self.families[f])
        self.patterns.append(listed)
        count = len(family.meetings)
        if count == 1:
            listed += [p for o in self.options[f][0] if (p := self.pattern(f, (o,)))]
            self.unlisted.append(self.cost(f, (None,)))
        else:
            most, unlisted, above = round(scale * weights.visit), 0, -1
            for budget in (0, 20, 40, 60, 100):
                found = self.visits_of(f, budget, above)
                if found is None:
                    break
                listed += found
                above = budget
                unlisted = min(most, round(scale * weights.waiting * (budget + 1)))
                if len(listed) > self.few or unlisted >= most or family.siblings == "at_once":
                    break
            self.unlisted.append(most if family.siblings == "at_once" and listed else unlisted)
        listed.sort(key=lambda pattern: pattern.cost)

    def visits_of(self, f: int, budget: int, above: int) -> list[Pattern] | None:
        """All patterns in one visit with so many minutes of waiting; None when there are too many."""
        found = list[Pattern]()
        days = {option.day for option in self.options[f][0]}
        for options in self.options[f][1:]:
            days &= {option.day for option in options}
        for day in sorted(days, key=str):
            lists = [sorted((o for o in options if o.day == day), key=start) for options in self.options[f]]
            for pattern in self.together(f, lists, budget, above):
                found.append(pattern)
                if len(found) > self.MANY:
                    return None
        return found

    def together(self, f: int, lists: list[list[Option]], budget: int, above: int):
        """The patterns of one day."""
        family = self.families[f]
        if family.siblings == "at_once":
            yield from (pattern for options in at_once(lists) if (pattern := self.pattern(f, options)))
            return
        minute = SCALE * ease(family) * self.problem.weights.waiting
        for options, left in self.rows(lists, budget):
            if budget - left <= above:
                continue
            cost = sum(option.off for option in options) + round(minute * (budget - left))
            if pattern := self.make_pattern(f, options, cost):
                yield pattern

    def rows(self, lists: list[list[Option]], budget: int):
        """Children one after the other in every order, the walk between them and the budget kept."""
        count, breath, walk = len(lists), self.look.breath, self.problem.walk
        starts = [[option.starts for option in options] for options in lists]
        chosen: list[Option | None] = [None] * count

        def further(left: int, ends: int, room: str, budget: int):
            if not left:
                yield tuple(chosen), budget
                return
            for child in range(count):
                if chosen[child] is not None:
                    continue
                first, last = bisect_left(starts[child], ends), ends + breath + budget
                for option in lists[child][first:]:
                    if option.starts > last:
                        break
                    if option.room != room and option.starts < ends + walk:
                        continue
                    chosen[child] = option
                    waits = max(0, option.starts - ends - breath)
                    yield from further(left - 1, option.ends, option.room, budget - waits)
                    chosen[child] = None

        for child in range(count):
            for option in lists[child]:
                chosen[child] = option
                yield from further(count - 1, option.ends, option.room, budget)
                chosen[child] = None


def start(option: Option) -> int:
    return option.starts


def at_once(lists: list[list[Option]]):
    """Children at the same time or next to each other, two at a time."""
    chosen: list[Option] = []

    def further(child: int):
        if child == len(lists):
            yield tuple(chosen)
            return
        for option in lists[child]:
            if not chosen or any(
                o.starts <= option.ends + 30 and option.starts <= o.ends + 30 for o in chosen
            ):
                chosen.append(option)
                yield from further(child + 1)
                chosen.pop()

    yield from further(0)


def lonely(options: tuple[Option | None, ...]) -> int:
    placed = [option for option in options if option is not None]
    if len(placed) < 2:
        return 0
    return sum(not any(overlap(o, p) for p in placed if p is not o) for o in placed)


def siblings_fit(look: Lookup, family: Family, options: tuple[Option | None, ...]) -> bool:
    """As `check.siblings_broken`; two that are locked are taken as they are."""
    placed = [
        (option, meeting.id in look.problem.locked)
        for option, meeting in zip(options, family.meetings, strict=True)
        if option is not None
    ]
    if family.siblings == "at_once":
        return all(sum(p.starts <= o.starts < p.ends for p, _ in placed) <= 2 for o, _ in placed)
    for number, (one, fixed) in enumerate(placed):
        for other, stays in placed[number + 1 :]:
            gap = 0 if one.room == other.room else look.problem.walk
            close = one.starts < other.ends + gap and other.starts < one.ends + gap
            if close and not (fixed and stays):
                return False
    return True


def pools(problem: Problem, named: set[Key]) -> tuple[list[list[Interpreter]], dict[Key, int]]:
    """Interpreters with the same languages and shifts stand for each other, but for those named already."""
    alike = defaultdict(list)
    for interpreter in problem.interpreters:
        own = interpreter.id if interpreter.id in named else None
        alike[own, interpreter.languages, tuple(sorted(interpreter.shifts))].append(interpreter)
    found = list(alike.values())
    return found, {member.id: number for number, pool in enumerate(found) for member in pool}
