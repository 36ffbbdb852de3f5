"""Where one conference of a proposal could be instead, by hand."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Effect:
    """What a move by hand changes for the family and the school."""

    waiting: int  # minutes between the children
    visits: int
    off: bool  # away from what the family likes best
    dearer: float


def openings_of(standing, spots, key, *, limit=60):
    """Free times for one conference at which nobody else has to move, each with its effect, best first."""
    from conferences.timetable.cost import cost_of
    from conferences.timetable.offer import offers

    problem = standing.problem
    kept = {other: spot for other, spot in problem.locked.items() if other != key}
    problem = replace(problem, locked=kept)
    family = next(one for one in problem.families if key in {meeting.id for meeting in one.meetings})
    before = cost_of(problem, spots)
    found = []
    for offer in offers(problem, spots, family, meetings=frozenset({key}), limit=limit):
        after = cost_of(problem, spots | offer.spots)
        effect = Effect(
            waiting=offer.waiting,
            visits=offer.visits,
            off=after.off > before.off,
            dearer=round(after.total - before.total, 2),
        )
        found.append((offer.spots[key], effect))
    return found
