"""Why a conference is when it is, and what would help one that found no place: codes, never words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conferences.timetable.cost import family_cost
from conferences.timetable.problem import Family, Key, Meeting, Problem, Spot
from conferences.timetable.rules import Lookup, broken_alone, comfort, spots_in
from conferences.timetable.standing import Standing

# What is easier for a school or a family to change comes first.
STEPS = ("interpreter", "tables", "advisor", "windows", "way", "busy", "siblings", "rooms", "apart", "solo")
# A rule of one alone, as the reason why another time was not possible.
REASONS = {"advisor": "away", "length": "rooms", "starts": "rooms"}


@dataclass(frozen=True, slots=True)
class Relax:
    """One rule which, were it eased, would give a place.

    `rule` is "windows" (the family comes at another time), "way" (by video, or at school), "advisor" (there
    when she is away, or one more at once), "tables" (one more), "interpreter" (one more, or longer), "rooms"
    (another room), "solo" (not alone in the room), "busy" (the student is free), "apart" or "siblings"
    (another visit, or at once). `params` hold "day" and "starts" of the first time this would open, "times",
    how many it would, and "language" of an interpreter.
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


def explain(problem: Problem, spots: Mapping[Key, Spot]) -> dict[Key, Because]:
    """For every meeting of the problem."""
    look = Lookup(problem)
    standing = Standing(look, spots)
    return {
        meeting.id: why(standing, family, meeting)
        for family in problem.families
        for meeting in family.meetings
    }


def why(standing: Standing, family: Family, meeting: Meeting) -> Because:
    problem, spot = standing.look.problem, standing.spots.get(meeting.id)
    if spot is None:
        return why_not(standing, meeting)
    if meeting.id in problem.locked:
        return Because("locked")
    was = problem.near.get(meeting.id)
    if was is not None and was[:2] == spot[:2]:
        return Because("stays")
    if family.windows is None:
        return Because("any")
    off = comfort(family, spot.starts, spot.ends) or 0
    if not off:
        return Because("only" if is_only(standing, meeting, spot) else "best")
    return why_not_better(standing, family, meeting, off)


def allowed(standing: Standing, meeting: Meeting) -> Iterator[Spot]:
    """All starts of all rooms in which this advisor's conferences are."""
    rooms = standing.look.advisors[meeting.advisor].rooms
    for room in standing.look.problem.rooms:
        if rooms is None or room.id in rooms:
            yield from spots_in(meeting, room)


def is_only(standing: Standing, meeting: Meeting, spot: Spot) -> bool:
    others = (other for other in allowed(standing, meeting) if other[:2] != spot[:2])
    return all(broken_alone(standing.look, meeting, other) for other in others)


def why_not_better(standing: Standing, family: Family, meeting: Meeting, off: int) -> Because:
    """What is most often in the way at the times this family likes better, and at which of them first."""
    found: Counter[str] = Counter()
    where: dict[str, Spot] = {}
    for spot in allowed(standing, meeting):
        likes = comfort(family, spot.starts, spot.ends)
        if likes is None or likes >= off:
            continue
        rules = broken_alone(standing.look, meeting, spot)
        if "rooms" in rules or "way" in rules:
            continue
        reason = REASONS.get(rules[0], rules[0]) if rules else taken_by(standing, family, meeting, spot)
        found[reason] += 1
        where.setdefault(reason, spot)
    if not found:
        return Because("rooms")
    # An interpreter who is not there, or an advisor, says more than that everybody wants the same hour.
    reason = max(found, key=lambda reason: (reason not in ("fair", "siblings"), found[reason], reason))
    return Because(reason, params(standing, meeting, where[reason], reason))


def taken_by(standing: Standing, family: Family, meeting: Meeting, spot: Spot) -> str:
    rules = standing.in_the_way(meeting, spot)
    for rule in ("interpreter", "apart", "advisor", "tables", "solo", "siblings"):
        if rule in rules:
            return "tables" if rule == "solo" else rule
    # Nothing is in the way: so alone it would be worse for the family, or for others.
    then = {**standing.spots, meeting.id: spot}
    here, there = (total(standing.look, family, spots) for spots in (standing.spots, then))
    return "siblings" if there > here else "fair"


def total(look: Lookup, family: Family, spots: Mapping[Key, Spot]) -> float:
    return sum(weight for _, weight in family_cost(look, family, spots).values())


def params(standing: Standing, meeting: Meeting, spot: Spot, rule: str) -> dict[str, Any]:
    found = {"day": standing.look.rooms[spot.room].day, "starts": spot.starts}
    return found | ({"language": meeting.language} if rule == "interpreter" else {})


def why_not(standing: Standing, meeting: Meeting) -> Because:
    """Of each spot that breaks one rule alone, this rule: were it eased, there would be a place."""
    look, code = standing.look, "no_time"
    found: Counter[str] = Counter()
    where: dict[str, Spot] = {}
    for room in look.problem.rooms:
        for spot in spots_in(meeting, room):
            alone = set(broken_alone(look, meeting, spot))
            if not alone:
                code = "full"
            rules = alone | standing.in_the_way(meeting, spot)
            if len(rules) == 1:
                rule = rules.pop()
                found[rule] += 1
                where.setdefault(rule, spot)
    steps = sorted((rule for rule in found if rule in STEPS), key=STEPS.index)
    relax = tuple(
        Relax(rule, {**params(standing, meeting, where[rule], rule), "times": found[rule]}) for rule in steps
    )
    return Because(code, relax=relax)
