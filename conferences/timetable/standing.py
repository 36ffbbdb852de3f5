"""Who stands where, to ask what would be in the way of one conference at one spot."""

from collections import defaultdict
from collections.abc import Mapping

from conferences.timetable.problem import Key, Meeting, Spot
from conferences.timetable.rules import Lookup, on_shift, overlap, speaks


class Standing:
    def __init__(self, look: Lookup, spots: Mapping[Key, Spot]) -> None:
        self.look, self.spots = look, spots
        self.in_room, self.led, self.interpreted = defaultdict(list), defaultdict(list), defaultdict(list)
        for key, spot in spots.items():
            self.in_room[look.rooms[spot.room].name].append((key, spot))
            self.led[look.meetings[key].advisor].append((key, spot))
            if spot.interpreter is not None:
                self.interpreted[spot.interpreter].append((key, spot))
        self.apart = defaultdict(list)
        for apart in look.problem.apart:
            for key in apart.meetings:
                self.apart[key].append(apart)

    def in_the_way(self, meeting: Meeting, spot: Spot) -> set[str]:
        """Which rules this conference would break there with others; named as in `explain.Relax`."""
        rules = {
            "tables": self.no_table(meeting, spot),
            "solo": self.not_alone(meeting, spot),
            "advisor": self.advisor_taken(meeting, spot),
            "interpreter": bool(meeting.language) and not self.interpreter_free(meeting, spot),
            "apart": self.too_near(meeting, spot),
            "siblings": self.siblings_there(meeting, spot),
        }
        return {rule for rule, broken in rules.items() if broken}

    def others(self, meeting: Meeting, among, spot: Spot, gap: int = 0) -> list[tuple[Key, Spot]]:
        """Those at the same time, with so many minutes between."""
        return [
            (key, other)
            for key, other in among
            if key != meeting.id and other.starts < spot.ends + gap and spot.starts < other.ends + gap
        ]

    def no_table(self, meeting: Meeting, spot: Spot) -> bool:
        room = self.look.rooms[spot.room]
        here = [s for k, s in self.in_room[room.name] if k != meeting.id and s.room == room.id]
        wider = [
            s for s in here if s.starts < spot.ends + room.turnover and spot.starts < s.ends + room.turnover
        ]
        moments = [spot.starts, *(s.starts for s in wider if s.starts > spot.starts)]
        return any(
            sum(s.starts <= moment < s.ends + room.turnover for s in wider) >= room.tables
            for moment in moments
        )

    def not_alone(self, meeting: Meeting, spot: Spot) -> bool:
        room = self.look.rooms[spot.room]
        shut = meeting.solo or room.solo
        return any(
            shut or self.look.rooms[other.room].solo or self.look.meetings[key].solo
            for key, other in self.others(meeting, self.in_room[room.name], spot)
        )

    def advisor_taken(self, meeting: Meeting, spot: Spot) -> bool:
        here = self.others(meeting, self.led[meeting.advisor], spot)
        name = self.look.rooms[spot.room].name
        moments = [spot.starts, *(s.starts for _, s in here if s.starts > spot.starts)]
        most = max(sum(s.starts <= moment < s.ends for _, s in here) for moment in moments)
        elsewhere = any(self.look.rooms[other.room].name != name for _, other in here)
        return elsewhere or most >= self.look.advisors[meeting.advisor].at_once

    def interpreter_free(self, meeting: Meeting, spot: Spot) -> bool:
        return any(
            speaks(one, meeting)
            and on_shift(one, spot)
            and not self.others(meeting, self.interpreted[one.id], spot)
            for one in self.look.problem.interpreters
        )

    def too_near(self, meeting: Meeting, spot: Spot) -> bool:
        return any(
            self.others(
                meeting, ((k, self.spots[k]) for k in apart.meetings if k in self.spots), spot, apart.gap
            )
            for apart in self.apart[meeting.id]
        )

    def siblings_there(self, meeting: Meeting, spot: Spot) -> bool:
        family = self.look.family_of[meeting.id]
        placed = [self.spots[m.id] for m in family.meetings if m.id in self.spots and m.id != meeting.id]
        if family.siblings == "at_once":
            return sum(overlap(other, spot) for other in placed) > 1
        room = self.look.rooms[spot.room]
        gaps = [(other, self.look.gap(room, self.look.rooms[other.room])) for other in placed]
        return any(o.starts < spot.ends + gap and spot.starts < o.ends + gap for o, gap in gaps)
