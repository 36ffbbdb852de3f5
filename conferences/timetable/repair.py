"""After families know their times: as many as can be keep theirs."""

from collections.abc import Callable
from dataclasses import replace

from conferences.timetable.problem import Better, Key, Problem, Result, Spot
from conferences.timetable.solve import solve

MOVED = 340  # two others move for a child without a place (1000), no third one


def repair(
    problem: Problem,
    plan: dict[Key, Spot],
    *,
    seconds: float = 20,
    seed: int = 1,
    on_better: Callable[[Better], None] = lambda better: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Result:
    """A timetable of the changed problem that moves few of this plan.

    Whoever the change does not hit is moved for somebody who was hit alone, not for a better timetable.
    """
    weights = replace(problem.weights, moved=max(problem.weights.moved, MOVED))
    near = replace(problem, near=plan, weights=weights)
    return solve(near, seconds=seconds, seed=seed, on_better=on_better, stopped=stopped)
