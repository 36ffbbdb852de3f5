"""An answer at once, then better ones until the time is over, somebody stops it, or there is none better."""

from collections.abc import Callable

from conferences.timetable.problem import Better, Problem, Result


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
    raise NotImplementedError
