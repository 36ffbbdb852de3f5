"""An answer at once, then better ones until the time is over, somebody stops it, or there is none better."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable

from conferences.timetable.compiled import SCALE, Compiled
from conferences.timetable.cost import cost_of
from conferences.timetable.packing import Packing
from conferences.timetable.problem import Better, Problem, Result
from conferences.timetable.search import Search, State, spots_of
from conferences.timetable.seats import seated

MOVES = 12  # for each family, of the first search, beside which the bound is found
SHAKE = 2  # for each family, when nothing better is found
HEAT = 60
GROW = 40  # families more set free at once while that is quick, up to the largest number
LARGEST = 500
LONGEST = 6  # seconds for one such step
SETTLED = 3  # tries with everybody set free, after which a small school has its timetable
STILL = 12  # tries without a better one, after which everything is shaken a little


def solve(
    problem: Problem,
    *,
    seconds: float = 60,
    seed: int = 1,
    on_better: Callable[[Better], None] = lambda better: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Result:
    """The best timetable found in this time; the same for the same seed as long as the time is enough.

    `on_better` hears of each better one and of the bound, at most a few times a second; `stopped` is asked at
    least every second, and the best so far is the answer. Raises ValueError where the problem names what it
    does not have.
    """
    return Run(problem, seconds, seed, on_better, stopped).result()


class Run:
    def __init__(self, problem: Problem, seconds: float, seed: int, on_better, stopped) -> None:
        self.began, self.seconds = time.monotonic(), seconds
        self.on_better, self.asked_to_stop = on_better, stopped
        self.stop = False
        self.chance = random.Random(seed)  # noqa: S311 (no secret)
        self.c = Compiled(problem)
        self.search = Search(State(self.c), seed)
        self.tries: Counter[int] = Counter()  # in vain, by the family they began with
        self.bound: int | None = None
        self.told = float("inf")
        self.told_at = -1.0
        self.trace: list[tuple[float, float]] = []

    @property
    def passed(self) -> float:
        return time.monotonic() - self.began

    def over(self) -> bool:
        """Whether to end now: no time, somebody asked, or nothing better exists."""
        if self.asked_to_stop():
            self.stop = True
        return self.stop or self.passed > self.seconds or self.proven

    @property
    def proven(self) -> bool:
        return self.bound is not None and self.search.best_total <= self.bound

    def tell(self, stage: str, *, always: bool = False) -> None:
        total, now = self.search.best_total, self.passed
        if not always and (total >= self.told or now - self.told_at < 0.3):
            return
        if total < self.told:
            self.trace.append((round(now, 2), total / SCALE))
        self.told, self.told_at = total, now
        spots = self.search.spots
        count = sum(len(family.meetings) for family in self.c.families)
        bound = None if self.bound is None else self.bound / SCALE
        self.on_better(Better(now, total / SCALE, bound, len(spots), count, stage, spots))

    def result(self) -> Result:
        self.stand_near()
        self.search.first()
        first = self.search.best_total
        self.tell("first", always=True)
        if self.c.families and not self.over():
            self.improve()
        spots = seated(self.c, spots_of(self.c, self.search.best), self.search.best)
        self.tell("done", always=True)
        cost = cost_of(self.c.problem, spots, self.c.look)
        return Result(
            spots=spots,
            cost=cost.total,
            bound=None if self.bound is None else self.bound / SCALE,
            parts=cost.parts,
            first_cost=first / SCALE,
            seconds=round(self.passed, 2),
            stopped=self.stop,
            proven=self.proven,
            trace=tuple(self.trace),
        )

    def stand_near(self) -> None:
        """As many as can be begin where the plan that they know has them, and are content there."""
        near, s = self.c.problem.near, self.search.s
        for f, family in enumerate(self.c.families if near else []):
            wanted, hit = [], False
            for meeting, options in zip(family.meetings, self.c.options[f], strict=True):
                spot = near.get(meeting.id)
                same = [o for o in options if spot and o.spot[:3] == spot[:3]]
                wanted.append(same[0] if same else None)
                hit = hit or bool(spot and not same)
            pattern = self.c.pattern(f, tuple(wanted))
            if pattern is not None and s.fits(pattern):
                s.lift(f)
                s.put(f, pattern)
                if not hit:
                    self.search.floor[f] = pattern.cost
        self.search.best, self.search.best_total = list(s.now), s.total

    def improve(self) -> None:
        """The search goes on beside the bound, which uses another core; then both work together."""
        packing = Packing(self.c)
        relaxing = threading.Thread(target=packing.relax, args=(self.seconds - self.passed,))
        relaxing.start()
        self.search.run(MOVES * max(25, len(self.c.families)), HEAT, self.searched)
        # It asks Python nothing while it works (its questions would wait for the search each time).
        relaxing.join()
        self.bound = packing.bound
        self.tell("bound", always=True)
        self.pack(packing)

    def searched(self) -> bool:
        self.tell("search")
        return self.over()

    def pack(self, packing: Packing) -> None:
        """Families around one that costs too much are placed anew together."""
        size, still, settled, everybody = 100, 0, 0, len(self.c.families)
        while not self.over() and settled < SETTLED:
            if still >= STILL:
                self.search.run(SHAKE * max(25, everybody), 8, self.searched)
                still = 0
                continue
            seed = self.too_dear(packing)
            if seed is None and self.c.problem.near:
                return
            if seed is None:
                seed = self.chance.randrange(everybody)
            free = packing.around(self.search.s, seed, size, self.chance)
            if self.gain(packing, free):
                still = settled = 0
                self.tell("packing")
            else:
                still += 1
                settled += packing.was_optimal and len(free) == min(size, everybody) == everybody
                self.tries[seed] += 1
                size = min(LARGEST, size + GROW) if packing.was_optimal else max(30, size - GROW)

    def too_dear(self, packing: Packing) -> int | None:
        """One of those whose column costs most above the prices, or who has no column.

        With a plan to stay near, one of those whom it does not hold.
        """
        dear = []
        for f, pattern in enumerate(self.search.s.now):
            column = packing.column_of[f].get(id(pattern))
            excess = pattern.cost if column is None else packing.excess[column]
            content = self.c.problem.near and pattern.cost <= self.search.floor[f]
            if excess > 0.5 and not content:
                dear.append((excess / (1 + self.tries[f]), f))
        if not dear:
            return None
        dear.sort(reverse=True)
        return dear[min(int(self.chance.expovariate(3 / len(dear))), len(dear) - 1)][1]

    def gain(self, packing: Packing, free: list[int]) -> bool:
        s = self.search.s
        before = s.total
        seconds = min(LONGEST, self.seconds - self.passed)
        found = packing.better(s, free, seconds)
        if not found:
            return False
        old = {f: s.lift(f) for f in free}
        for f in free:
            if f in found and s.fits(found[f]):
                s.put(f, found[f])
        for f in free:
            if f not in found or s.now[f] is not found[f]:
                self.search.place(f)
        if s.total < before:
            self.search.keep()
            return True
        self.search.restore(old)
        return False
