"""Times that are good for a family with several children: one after the other, and the walk between."""

import datetime
from dataclasses import dataclass
from itertools import permutations
from typing import Any

NEAR = datetime.timedelta(minutes=20)  # between two children, after which it is waiting
MOST = 4  # children whose orders are all tried
SHOWN = 8


@dataclass
class Beside:
    """A free time right before or after a sibling's."""

    seat: Any
    sibling: Any
    is_after: bool


def beside(seats, siblings, round_):
    """Free times right before or after a sibling's, the shortest wait first."""
    found = []
    for sibling in siblings:
        place: Any = getattr(sibling, "place", None)
        for seat in seats if place else ():
            for is_after, wait in (
                (True, seat.starts_at - place.ends_at),
                (False, place.starts_at - seat.ends_at),
            ):
                if walk(seat.session, place.session, round_) <= wait <= NEAR:
                    found.append((wait, seat.starts_at, Beside(seat, sibling, is_after)))
    return [one for *_, one in sorted(found, key=lambda row: row[:2])][:3]


def walk(one, other, round_):
    """Time to go from one room to the other."""
    return datetime.timedelta(minutes=0 if one.room == other.room else round_.travel)


@dataclass
class Plan:
    """A seat for each of the children, in the order of the evening."""

    seats: list  # pairs of a conference and its seat

    @property
    def value(self):
        return ",".join(f"{conference.pk}:{seat.place.pk}" for conference, seat in self.seats)

    @property
    def starts_at(self):
        return self.seats[0][1].starts_at

    @property
    def ends_at(self):
        return self.seats[-1][1].ends_at

    @property
    def waiting(self):
        """Whole minutes between the conferences."""
        talking = sum((seat.ends_at - seat.starts_at for _, seat in self.seats), datetime.timedelta())
        return int((self.ends_at - self.starts_at - talking).total_seconds() // 60)


def in_a_row(conferences, openings, round_):
    """The shortest visits in which all of them come one after the other: at most some, in order of time."""
    seats = {conference.pk: openings.times(conference) for conference in conferences}
    plans = {}
    for order in permutations(conferences[:MOST]):
        for first in seats[order[0].pk]:
            row = follow([(order[0], first)], order[1:], seats, round_)
            if row:
                plan = Plan(row)
                best = plans.setdefault(plan.starts_at, plan)
                plans[plan.starts_at] = min(best, plan, key=lambda one: one.ends_at)
    shortest = sorted(plans.values(), key=lambda plan: (plan.waiting, plan.starts_at))[:SHOWN]
    return sorted(shortest, key=lambda plan: plan.starts_at)


def follow(row, rest, seats, round_):
    """The earliest seat for each of the rest, each soon after the one before; None when one finds none."""
    for conference in rest:
        last = row[-1][1]
        near = [
            seat
            for seat in seats[conference.pk]
            if walk(last.session, seat.session, round_) <= seat.starts_at - last.ends_at <= NEAR
        ]
        if not near:
            return None
        row = [*row, (conference, near[0])]
    return row
