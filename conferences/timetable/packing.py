"""Set packing with HiGHS: one column for each pattern of a family, one row for each family and scarce thing.

The relaxed model says what no timetable can cost less than, and what each scarce thing is worth. A family
whose column costs more than these prices say is where something can be gained: families around it are set
free and placed anew together, all others staying, again and again.

A family that is not in one visit is modeled more loosely and cheaply than it is, so that the bound holds.
"""

import random
from collections import defaultdict

from conferences.timetable.compiled import SCALE, Compiled, Option, Pattern
from conferences.timetable.cost import PLEASE
from conferences.timetable.search import State

NEAR_ZERO = 1e-6


class Packing:
    """All columns, in the order of families."""

    def __init__(self, compiled: Compiled) -> None:
        import numpy as np  # heavy, and only a run of the timetable needs it

        self.np, self.c = np, compiled
        self.families = len(compiled.families)
        self.upper = [1.0] * self.families + [float(free) for free in compiled.capacities]
        self.equal = [True] * self.families + [False] * len(compiled.capacities)
        self.costs: list[int] = []
        self.starts, self.rows, self.amounts = [0], list[int](), list[int]()
        # What a column stands for: a pattern, (child, option or None), or None for not in one visit.
        self.means: list[Pattern | tuple[int, Option | None] | None] = []
        self.first: list[int] = []
        self.column_of: list[dict[int, int]] = []
        for f in range(self.families):
            self.first.append(len(self.costs))
            self.family_columns(f)
        self.first.append(len(self.costs))
        self.bound: int | None = None
        self.prices = np.zeros(len(self.upper))
        self.keep_arrays()
        self.excess = self.reduced()

    def column(self, means, cost: int, entries: list[tuple[int, int]]) -> None:
        self.means.append(means)
        self.costs.append(cost)
        self.rows += [row for row, _ in entries]
        self.amounts += [amount for _, amount in entries]
        self.starts.append(len(self.rows))

    def family_columns(self, f: int) -> None:
        c, base = self.c, self.families
        self.column_of.append({})
        for pattern in c.patterns[f]:
            self.column_of[f][id(pattern)] = len(self.costs)
            entries = [(f, 1), *((base + cell, 1) for cell in pattern.cells)]
            self.column(pattern, pattern.cost, entries + [(base + cell, n) for cell, n in pattern.heavy])
        children = c.families[f].meetings
        if len(children) == 1:
            self.column((0, None), c.unlisted[f], [(f, 1)])
            return
        links = range(len(self.upper), len(self.upper) + len(children))
        some, only = links.stop, links.stop + 1
        self.upper += [0.0] * (len(children) + 2)
        self.equal += [True] * len(children) + [False, False]
        lost = round(SCALE * c.problem.weights.unplaced)
        apart = min(c.unlisted[f], lost)
        self.column(None, apart, [(f, 1), (only, -1), *((link, -1) for link in links)])
        # The others of a child without a place may be in one visit: being apart is paid back, once.
        self.column(None, -apart, [(some, 1), (only, 1)])
        for child, link in enumerate(links):
            for option in c.options[f][child]:
                entries = [(link, 1), *((base + cell, 1) for cell in option.cells)]
                self.column((child, option), option.off, entries + [(base + cl, n) for cl, n in option.heavy])
            if children[child].id not in c.problem.locked:
                missing = lost * (PLEASE if children[child].please else 1)
                self.column((child, None), missing, [(link, 1), (some, -1)])

    def keep_arrays(self) -> None:
        np = self.np
        self.cost_array = np.array(self.costs, float)
        self.start_array = np.array(self.starts, np.int32)
        self.row_array = np.array(self.rows, np.int32)
        self.amount_array = np.array(self.amounts, float)
        self.upper_array = np.array(self.upper)
        self.equal_array = np.array(self.equal)
        self.entry_column = np.repeat(np.arange(len(self.costs)), np.diff(self.start_array))

    def reduced(self):
        """What each column costs above the prices of what it takes."""
        np = self.np
        worth = np.bincount(
            self.entry_column,
            weights=self.prices[self.row_array] * self.amount_array,
            minlength=len(self.costs),
        )
        return self.cost_array - worth

    # The bound

    def relax(self, seconds: float) -> None:
        """Sets the bound and the prices; neither, when the time is too short."""
        import highspy

        np = self.np
        matrix = (self.start_array, self.row_array, self.amount_array)
        lp = model(highspy, np, self.cost_array, *matrix, self.upper_array, self.equal_array)
        solver = quiet(highspy, seconds)
        solver.passModel(lp)
        solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            prices = np.array(solver.getSolution().row_dual)
            self.prices = np.where(self.equal_array, prices, np.minimum(prices, 0))
            self.excess = self.reduced()
            # Of any prices this is a bound: each family at its cheapest column, what is scarce paid back.
            worth = float(self.prices @ self.upper_array) + float(np.minimum(self.excess, 0).sum())
            self.bound = int(np.ceil(worth - 0.01))

    # Better ones

    def around(self, state: State, seed: int, count: int, chance: random.Random) -> list[int]:
        """This family and those with whom it could change places, nearest first."""
        found, queue = {seed: None}, [seed]
        for f in queue:
            low = self.first[f]
            order = self.np.argsort(self.excess[low : self.first[f + 1]], kind="stable")[:40]
            neighbors: dict[int, None] = {}
            for number in order:
                for cell in self.cells_of(low + int(number)):
                    neighbors.update(dict.fromkeys(state.at[cell]))
            shuffled = [g for g in neighbors if g not in found]
            chance.shuffle(shuffled)
            for g in shuffled:
                if len(found) >= count:
                    return list(found)
                found[g] = None
                queue.append(g)
        return list(found)

    def cells_of(self, column: int) -> list[int]:
        rows = self.rows[self.starts[column] : self.starts[column + 1]]
        return [row - self.families for row in rows if 0 <= row - self.families < len(self.c.capacities)]

    def columns(self, f: int, most: int, limit: float) -> list[int]:
        """The columns of a family worth looking at; the way to leave it without a place is among them."""
        np, low, high = self.np, self.first[f], self.first[f + 1]
        excess = self.excess[low:high]
        order = np.argsort(excess, kind="stable")
        chosen = [int(n) + low for n in order[:most] if excess[n] <= limit]
        last = low + len(self.c.patterns[f])
        if any(column >= last for column in chosen) or len(self.c.families[f].meetings) == 1:
            chosen += [column for column in range(last, high) if column not in set(chosen)]
        return sorted(chosen)

    def better(
        self, state: State, free: list[int], seconds: float, most: int = 50
    ) -> dict[int, Pattern] | None:
        """Where these families would stand best, all others staying; None when that is where they are."""
        import highspy

        np, c = self.np, self.c
        current = {f: state.now[f] for f in free}
        gap = state.cost - (self.bound or 0) if self.bound is not None else float("inf")
        chosen, at = list[int](), dict[int, int]()
        for f in free:
            columns = set(self.columns(f, most, gap + 1))
            mine = self.column_of[f].get(id(current[f]))
            if mine is not None:
                columns.add(mine)
                at[f] = mine
            chosen += sorted(columns)
        picked = np.array(chosen)
        starts = self.start_array[picked]
        sizes = self.start_array[picked + 1] - starts
        ends = np.cumsum(sizes)
        entries = np.repeat(starts - ends + sizes, sizes) + np.arange(ends[-1])
        rows, inverse = np.unique(self.row_array[entries], return_inverse=True)
        upper = self.upper_array[rows].copy()
        base, cells = self.families, len(c.capacities)
        own = defaultdict(int)
        for f in free:
            for cell, amount in (*((cell, 1) for cell in current[f].cells), *current[f].heavy):
                own[cell] += amount
        for number, row in enumerate(rows):
            if base <= row < base + cells:
                upper[number] = state.free[row - base] + own[int(row) - base]
        lp = model(
            highspy,
            np,
            self.cost_array[picked] / SCALE,
            np.concatenate(([0], ends)).astype(np.int32),
            inverse.astype(np.int32),
            self.amount_array[entries],
            upper,
            self.equal_array[rows],
        )
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(chosen)
        solver = quiet(highspy, seconds)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_max_nodes", 200)
        solver.passModel(lp)
        if len(at) == len(free):
            place = {column: number for number, column in enumerate(chosen)}
            start = highspy.HighsSolution()
            values = [0.0] * len(chosen)
            for column in at.values():
                values[place[column]] = 1.0
            start.col_value = values
            solver.setSolution(start)
        solver.run()
        self.was_optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values = solver.getSolution().col_value
        if not len(values) or solver.getInfo().primal_solution_status != 2:
            return None
        return self.patterns_of([column for column, value in zip(chosen, values, strict=True) if value > 0.5])

    def patterns_of(self, columns: list[int]) -> dict[int, Pattern]:
        """What these columns say for each family; children of one that is apart are put together again."""
        found: dict[int, Pattern] = {}
        apart: dict[int, dict[int, Option | None]] = defaultdict(dict)
        for column in columns:
            f = int(self.np.searchsorted(self.first, column, side="right")) - 1
            means = self.means[column]
            if isinstance(means, Pattern):
                found[f] = means
            elif means is not None:
                apart[f][means[0]] = means[1]
        for f, options in apart.items():
            children = range(len(self.c.families[f].meetings))
            wanted = [options.get(child) for child in children]
            pattern = self.c.pattern(f, tuple(wanted))
            for child in children:  # those who would meet themselves: one fewer
                if pattern is None and self.c.families[f].meetings[child].id not in self.c.problem.locked:
                    wanted[child] = None
                    pattern = self.c.pattern(f, tuple(wanted))
            if pattern is not None:
                found[f] = pattern
        return found


def model(highspy, np, costs, starts, rows, amounts, upper, equal):
    """Columns between nothing and one."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(costs), len(upper)
    lp.row_upper_, lp.row_lower_ = upper, np.where(equal, upper, -highspy.kHighsInf)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = costs, np.zeros(len(costs)), np.ones(len(costs))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, rows, amounts
    return lp


def quiet(highspy, seconds: float):
    """A solver that says nothing and ends in time."""
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", max(0.1, seconds))
    return solver
