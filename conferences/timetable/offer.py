"""One time for one family, beside a timetable that stays as it is: fast enough for a page."""

from dataclasses import dataclass

from conferences.timetable.problem import Family, Key, Problem, Spot


@dataclass(frozen=True, slots=True)
class Offer:
    """All conferences of a family that are asked for, in one visit where it can be."""

    spots: dict[Key, Spot]
    cost: float
    waiting: int  # minutes between siblings
    visits: int


def offers(
    problem: Problem,
    spots: dict[Key, Spot],
    family: Family,
    *,
    meetings: frozenset[Key] | None = None,
    limit: int = 3,
) -> list[Offer]:
    """The best free times for these conferences of a family (None: all of it), best first.

    `spots` is what stands; nobody else is moved, and the family's own places count as free.
    """
    raise NotImplementedError
