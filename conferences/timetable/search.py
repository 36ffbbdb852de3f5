"""An answer at once: the hardest families first, then better places for those who are not at their best, with
whoever stands in the way placed anew (simulated annealing over whole families)."""

import math
import random
from collections.abc import Callable, Iterable

from conferences.timetable.compiled import SCALE, Compiled, Option, Pattern
from conferences.timetable.cost import advisor_cost
from conferences.timetable.problem import Key, Spot


class State:
    """Who stands where, and what is taken: asked and changed in a few steps."""

    def __init__(self, compiled: Compiled) -> None:
        self.c = compiled
        count = len(compiled.families)
        self.free = list(compiled.capacities)
        self.at: list[list[int]] = [[] for _ in self.free]
        self.stand: list[str | None] = [compiled.stand_fixed.get(n) for n in range(compiled.stand_count)]
        self.stand_at: list[list[int]] = [[] for _ in self.stand]
        self.now: list[Pattern] = [self.nothing(f) for f in range(count)]
        self.weighs_evenings = bool(compiled.idle or compiled.crowd)
        self.evenings: list[list[tuple[int, int]]] = [[] for _ in compiled.evenings]
        self.evening_costs = [0] * len(self.evenings)
        self.dirty: set[int] = set()
        self.evening_cost = 0
        for f in range(count):
            self.keep_evenings(self.now[f])
        self.settle()
        self.cost = sum(pattern.cost for pattern in self.now)

    def nothing(self, f: int) -> Pattern:
        """The pattern with no place but those that are locked."""
        c = self.c
        locked = c.problem.locked
        options = tuple(
            c.options[f][i][0] if m.id in locked else None for i, m in enumerate(c.families[f].meetings)
        )
        made = c.made[f].setdefault(options, Pattern(options, c.cost(f, options), (), (), ()))
        assert made is not None  # noqa: S101 (a pattern that takes nothing fits)
        return made

    # What fits

    def fits(self, pattern: Pattern) -> bool:
        free = self.free
        for cell in pattern.cells:
            if free[cell] < 1:
                return False
        for cell, amount in pattern.heavy:
            if free[cell] < amount:
                return False
        return all(self.stand[s] in (None, room) for s, room in pattern.stands)

    def put(self, f: int, pattern: Pattern) -> None:
        """In place of nothing."""
        for cell in pattern.cells:
            self.free[cell] -= 1
            self.at[cell].append(f)
        for cell, amount in pattern.heavy:
            self.free[cell] -= amount
            self.at[cell].append(f)
        for s, room in pattern.stands:
            self.stand[s] = room
            self.stand_at[s].append(f)
        self.cost += pattern.cost - self.now[f].cost
        if self.weighs_evenings:
            self.leave_evenings(self.now[f])
            self.keep_evenings(pattern)
        self.now[f] = pattern

    def lift(self, f: int) -> Pattern:
        """Takes a family out and returns where it stood."""
        old, nothing = self.now[f], self.nothing_of(f)
        for cell in old.cells:
            self.free[cell] += 1
            self.at[cell].remove(f)
        for cell, amount in old.heavy:
            self.free[cell] += amount
            self.at[cell].remove(f)
        for s, _ in old.stands:
            self.stand_at[s].remove(f)
            if not self.stand_at[s]:
                self.stand[s] = self.c.stand_fixed.get(s)
        self.cost += nothing.cost - old.cost
        if self.weighs_evenings:
            self.leave_evenings(old)
            self.keep_evenings(nothing)
        self.now[f] = nothing
        return old

    def nothing_of(self, f: int) -> Pattern:
        if not hasattr(self, "nothings"):
            self.nothings = [self.nothing(g) for g in range(len(self.now))]
        return self.nothings[f]

    def in_the_way(self, pattern: Pattern, chance: random.Random) -> set[int] | None:
        """Families to lift so that this fits; None where it never can."""
        found: set[int] = set()
        for cell, amount in (*((cell, 1) for cell in pattern.cells), *pattern.heavy):
            if self.free[cell] >= amount:
                continue
            here = self.at[cell]
            need = amount - self.free[cell]
            if len(here) <= need:
                found.update(here)
                if self.c.capacities[cell] < amount:
                    return None
                continue
            while need > sum(f in found for f in here):
                found.add(chance.choice(here))
        for s, room in pattern.stands:
            if self.stand[s] not in (None, room):
                if self.c.stand_fixed.get(s) not in (None, room):
                    return None
                found.update(self.stand_at[s])
        return found

    # What advisors' evenings cost

    def keep_evenings(self, pattern: Pattern) -> None:
        for option in pattern.options:
            if option is not None:
                self.evenings[option.evening].append((option.starts, option.ends))
                self.dirty.add(option.evening)

    def leave_evenings(self, pattern: Pattern) -> None:
        for option in pattern.options:
            if option is not None:
                self.evenings[option.evening].remove((option.starts, option.ends))
                self.dirty.add(option.evening)

    def settle(self) -> None:
        if self.weighs_evenings:
            for evening in self.dirty:
                idle, pairs = advisor_cost(self.c.look.breath, self.evenings[evening])
                cost = self.c.idle * idle + self.c.crowd * pairs
                self.evening_cost += cost - self.evening_costs[evening]
                self.evening_costs[evening] = cost
        self.dirty.clear()

    @property
    def total(self) -> int:
        self.settle()
        return self.cost + self.evening_cost

    def take(self, patterns: Iterable[Pattern]) -> None:
        """Stands as in these, one for each family; what does not fit is left out."""
        wanted = list(patterns)
        for f in range(len(self.now)):
            self.lift(f)
        for f, pattern in enumerate(wanted):
            if self.fits(pattern):
                self.put(f, pattern)


class Search:
    """Improves a state; keeps the best."""

    MOVES = 4

    def __init__(self, state: State, seed: int = 1) -> None:
        self.s, self.c = state, state.c
        self.chance = random.Random(seed)  # noqa: S311 (no secret)
        # Patterns of equal cost are tried from any of them on.
        self.levels = [by_cost(patterns) for patterns in self.c.patterns]
        self.floor = [self.least(f) for f in range(len(self.c.families))]
        self.best = list(state.now)
        self.best_total = state.total

    def least(self, f: int) -> int:
        listed = self.c.patterns[f]
        return listed[0].cost if listed else self.c.unlisted[f]

    # The first answer

    def first(self) -> None:
        """Whoever has no place, the hardest first."""
        families = self.c.families
        order = [f for f in range(len(families)) if None in self.s.now[f].options]
        please = [any(m.please for m in family.meetings) for family in families]
        order.sort(key=lambda f: (-len(families[f].meetings), not please[f], len(self.c.patterns[f]), f))
        for f in order:
            old = self.s.lift(f)
            self.place(f)
            if self.s.now[f].cost > old.cost and self.s.fits(old):
                self.s.lift(f)
                self.s.put(f, old)
        self.keep()

    def place(self, f: int) -> None:
        """At its best free pattern; else child by child."""
        for level in self.levels[f]:
            turn = self.chance.randrange(len(level))
            for number in range(turn, turn + len(level)):
                pattern = level[number % len(level)]
                if self.s.fits(pattern):
                    self.s.put(f, pattern)
                    return
        if len(self.c.families[f].meetings) > 1:
            self.place_apart(f)

    def place_apart(self, f: int) -> None:
        pattern = self.s.now[f]
        for child, options in enumerate(self.c.options[f]):
            if pattern.options[child] is not None:
                continue
            best = pattern
            for option in options:
                tried = self.with_option(f, pattern, child, option)
                if tried is not None and tried.cost < best.cost and self.s.fits(tried):
                    best = tried
            pattern = best
        if pattern is not self.s.now[f]:
            self.s.put(f, pattern)

    def with_option(self, f: int, pattern: Pattern, child: int, option: Option) -> Pattern | None:
        return self.c.pattern(f, (*pattern.options[:child], option, *pattern.options[child + 1 :]))

    def keep(self) -> bool:
        total = self.s.total
        if total < self.best_total:
            self.best, self.best_total = list(self.s.now), total
            return True
        return False

    # Better ones

    def run(self, moves: int, heat: float, on_better: Callable[[], bool] = lambda: False) -> None:
        """So many moves, growing colder; `on_better` is asked often and ends it with True."""
        for move in range(moves):
            warmth = SCALE * (heat * (1 - move / moves) ** 2 + 0.05)
            if not self.move(warmth):
                break
            if move % 64 == 0 and on_better():
                break
        self.s.take(self.best)

    def move(self, warmth: float) -> bool:
        """One family to a better pattern, whoever is there placed anew; False when all are at their best."""
        f = self.whose_turn()
        if f is None:
            return False
        pattern = self.wanted(f)
        if pattern is None:
            return True
        before = self.s.total
        old = {f: self.s.lift(f)}
        others = self.s.in_the_way(pattern, self.chance)
        if others is None or len(others) > self.MOVES:
            self.s.put(f, old[f])
            return True
        for g in sorted(others):
            old[g] = self.s.lift(g)
        if not self.s.fits(pattern):
            self.restore(old)
            return True
        self.s.put(f, pattern)
        for g in sorted(others, key=lambda g: (len(self.c.patterns[g]), g)):
            self.place(g)
        worse = self.s.total - before
        if worse <= 0 or self.chance.random() < math.exp(-worse / warmth):
            self.keep()
        else:
            self.restore(old)
        return True

    def restore(self, old: dict[int, Pattern]) -> None:
        for g in old:
            self.s.lift(g)
        for g, pattern in old.items():
            self.s.put(g, pattern)

    def whose_turn(self) -> int | None:
        """Mostly one of those whose place costs most above their best."""
        now, floor, chance = self.s.now, self.floor, self.chance
        count = len(now)
        found: list[int] = []
        for _ in range(60):
            f = chance.randrange(count)
            if now[f].cost > floor[f]:
                found.append(f)
                if len(found) == 3 or chance.random() < 0.2:
                    break
        if not found:
            unhappy = [f for f in range(count) if now[f].cost > floor[f]]
            if not unhappy:
                return chance.randrange(count) if self.s.evening_cost else None
            return chance.choice(unhappy)
        return max(found, key=lambda f: now[f].cost - floor[f])

    def wanted(self, f: int) -> Pattern | None:
        """A pattern to try: a better one; of those alike, one that may suit an advisor's evening better."""
        chance, patterns, now = self.chance, self.c.patterns[f], self.s.now[f]
        unsettled = any(o is None for o in now.options) or now.cost >= self.c.unlisted[f]
        if len(now.options) > 1 and unsettled and (not patterns or chance.random() < 0.3):
            child = chance.randrange(len(now.options))
            options = self.c.options[f][child]
            if not options or self.c.families[f].meetings[child].id in self.c.problem.locked:
                return None
            return self.with_option(f, now, child, chance.choice(options))
        better = self.better(f, now.cost)
        if not better:
            return None
        return patterns[min(int(chance.expovariate(1 / (0.25 * better + 1))), better - 1)]

    def better(self, f: int, cost: int) -> int:
        """How many of a family's patterns cost less; with evenings weighed, those that cost the same, too."""
        patterns, low, high = self.c.patterns[f], 0, len(self.c.patterns[f])
        cost += bool(self.s.evening_cost)
        while low < high:
            middle = (low + high) // 2
            if patterns[middle].cost < cost:
                low = middle + 1
            else:
                high = middle
        return low

    @property
    def spots(self) -> dict[Key, Spot]:
        return spots_of(self.c, self.best)


def by_cost(patterns: list[Pattern]) -> list[list[Pattern]]:
    levels: list[list[Pattern]] = []
    for pattern in patterns:
        if levels and levels[-1][0].cost == pattern.cost:
            levels[-1].append(pattern)
        else:
            levels.append([pattern])
    return levels


def spots_of(compiled: Compiled, patterns: Iterable[Pattern]) -> dict[Key, Spot]:
    """Of each conference with a place, without its table and interpreter."""
    return {
        meeting.id: option.spot
        for family, pattern in zip(compiled.families, patterns, strict=True)
        for meeting, option in zip(family.meetings, pattern.options, strict=True)
        if option is not None
    }
