"""What one conference alone may do, in an empty school: for all that checks, searches and explains."""

from conferences.timetable.problem import Advisor, Family, Interpreter, Key, Meeting, Problem, Room, Spot


class Lookup:
    """The parts of a problem by their keys. Raises ValueError for a key that is not there."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.rooms: dict[Key, Room] = by_key(problem.rooms)
        self.advisors: dict[Key, Advisor] = by_key(problem.advisors)
        self.interpreters: dict[Key, Interpreter] = by_key(problem.interpreters)
        self.families: dict[Key, Family] = by_key(problem.families)
        self.meetings: dict[Key, Meeting] = by_key([m for f in problem.families for m in f.meetings])
        self.family_of: dict[Key, Family] = {m.id: f for f in problem.families for m in f.meetings}
        self.breath = max(problem.walk, problem.pause)
        self.refuse_unknown()

    def refuse_unknown(self) -> None:
        for meeting in self.meetings.values():
            known("advisor", [meeting.advisor], self.advisors)
        known("meeting", self.problem.locked, self.meetings)
        for spot in self.problem.locked.values():
            known("room", [spot.room], self.rooms)
            known("interpreter", [] if spot.interpreter is None else [spot.interpreter], self.interpreters)

    def gap(self, one: Room, other: Room) -> int:
        """Minutes a family needs from one to the other."""
        return 0 if one.name == other.name else self.problem.walk


def by_key(things):
    found = {thing.id: thing for thing in things}
    if len(found) < len(things):
        raise ValueError("Two things of one kind have one key.")
    return found


def known(what, keys, among):
    for key in keys:
        if key not in among:
            raise ValueError(f"There is no {what} {key!r}.")


def overlap(one, other) -> bool:
    return one.starts < other.ends and other.starts < one.ends


def length(meeting: Meeting, room: Room) -> int:
    """A conference with an interpreter takes twice as long; a room may have lengths of its own."""
    return (room.minutes or meeting.minutes) * (2 if meeting.double else 1)


def comfort(family: Family, starts: int, ends: int) -> int | None:
    """How far this time is from what a family likes best, or None when it cannot come."""
    if family.windows is None:
        return 0
    at, worst = starts, 0
    for window in sorted(family.windows):
        if window.starts <= at < window.ends:
            at, worst = window.ends, max(worst, window.off)
            if at >= ends:
                return worst
    return None


def on_shift(interpreter: Interpreter, spot: Spot) -> bool:
    return any(shift.starts <= spot.starts and spot.ends <= shift.ends for shift in interpreter.shifts)


def way_fits(meeting: Meeting, room: Room) -> bool:
    return meeting.way == "either" or (meeting.way == "remote") == room.remote


def broken_alone(look: Lookup, meeting: Meeting, spot: Spot) -> list[str]:
    """Which rules this conference breaks here whatever others do; each named as in `explain.Relax`."""
    room, advisor = look.rooms[spot.room], look.advisors[meeting.advisor]
    family = look.family_of[meeting.id]
    rules = {
        "length": spot.ends - spot.starts != length(meeting, room),
        "starts": spot.starts not in room.starts
        or spot.ends > room.ends
        or any(overlap(spot, pause) for pause in room.breaks),
        "rooms": (meeting.rooms is not None and room.id not in meeting.rooms)
        or (advisor.rooms is not None and room.id not in advisor.rooms)
        or (room.make_ups and not meeting.make_up),
        "way": not way_fits(meeting, room),
        "advisor": any(overlap(spot, away) for away in advisor.away),
        "busy": any(overlap(spot, busy) for busy in meeting.busy),
        "windows": comfort(family, spot.starts, spot.ends) is None,
        "interpreter": bool(meeting.language)
        and not any(speaks(i, meeting) and on_shift(i, spot) for i in look.problem.interpreters),
    }
    return [rule for rule, broken in rules.items() if broken]


def speaks(interpreter: Interpreter, meeting: Meeting) -> bool:
    return meeting.language in interpreter.languages


def spots_in(meeting: Meeting, room: Room) -> list[Spot]:
    """Each start of the room's grid at which this conference ends before a break and before it closes."""
    minutes = length(meeting, room)
    spots = [Spot(room.id, start, start + minutes) for start in room.starts if start + minutes <= room.ends]
    return [spot for spot in spots if not any(overlap(spot, pause) for pause in room.breaks)]
