"""A timetable in numbers, for the office: what is weighed, each rule apart, and how the advisors fare."""

from collections import defaultdict


def figures_of(standing, spots):
    """All that the page of a run says, as it is kept with it."""
    from conferences.timetable.cost import cost_of

    problem = standing.problem
    cost = cost_of(problem, spots)
    several = [family for family in problem.families if len(family.meetings) > 1]
    days = {room.id: room.day for room in problem.rooms}
    placed = [[spots[one.id] for one in family.meetings if one.id in spots] for family in several]
    one_visit = sum(len({days.get(spot.room) for spot in visit}) == 1 for visit in placed)
    return {
        "families": len(problem.families),
        "several": len(several),
        "one_visit": one_visit,
        "waiting": cost.waiting,
        "visits": cost.visits,
        "off": cost.off,
        "idle": cost.idle,
        "crowd": cost.crowd,
        "moved": cost.moved,
        "parts": cost.parts,
        "loads": loads(standing, spots),
        "untold": {language: len(keys) for language, keys in sorted(standing.untold.items())},
    }


def loads(standing, spots):
    """Of each advisory: [key, name, conferences, evenings, most at once]."""
    days = {room.id: room.day for room in standing.problem.rooms}
    taken, names = defaultdict(list), {}
    for key, spot in spots.items():
        advisory = standing.conferences[key].student.advisory
        names[advisory.pk if advisory else 0] = advisory.name if advisory else ""
        taken[advisory.pk if advisory else 0].append(spot)
    return [
        [
            key,
            names[key],
            len(taken[key]),
            len({days.get(spot.room) for spot in taken[key]}),
            most_at_once(taken[key]),
        ]
        for key in sorted(taken, key=lambda key: names[key])
    ]


def most_at_once(spots):
    return max(sum(other.starts <= one.starts < other.ends for other in spots) for one in spots)
