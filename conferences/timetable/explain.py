"""Why a conference is when it is, and what would help one that found no place: codes, never words."""

from dataclasses import dataclass, field
from typing import Any

from conferences.timetable.problem import Key, Problem, Spot


@dataclass(frozen=True, slots=True)
class Relax:
    """One rule which, were it eased, would give a place.

    `rule` is "windows" (the family comes at another time), "way" (by video, or at school), "advisor" (there
    when she is away, or one more at once), "tables" (one more), "interpreter" (one more, or longer), "rooms"
    (another room), "solo" (not alone in the room), "busy" (the student is free), "apart" or "siblings"
    (another visit, or at once). `params` may hold "day" and "starts", and "language" of an interpreter.
    """

    rule: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Because:
    """`code` says why, `params` hold what the sentence needs: "day", "starts", "language".

    Placed: "locked", "stays" (as it was before), "best" (a time the family likes best), "any" (it said that
    any time will do), "only" (no other time was possible), "siblings" (so that they come one after the
    other), and, where the best time was not possible, what was in the way: "interpreter", "advisor" (has
    others then), "away" (the advisor is not there), "tables", "busy" (the student), "rooms" (no conference
    can begin then), "apart", "fair" (so that all find a place).
    Not placed: "no_time" (no time fits all rules even in an empty school) or "full" (every time that would do
    is taken); `relax` says what would help, the smallest step first.
    """

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    relax: tuple[Relax, ...] = ()


def explain(problem: Problem, spots: dict[Key, Spot]) -> dict[Key, Because]:
    """For every meeting of the problem."""
    raise NotImplementedError
