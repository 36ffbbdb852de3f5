"""A sitting of answering: whose turn it is, and what the whole advisory looks like."""

from itertools import chain, pairwise
from typing import NamedTuple

from django.utils import timezone

from goals.models import Goal

Area, Reason, State = Goal.Area, Goal.Reason, Goal.State
ICONS = {
    Reason.HELP: "life-buoy",
    Reason.STUCK: "mountain",
    Reason.QUIET: "moon",
    Reason.NEW: "sprout",
    Reason.CHANGED: "shuffle",
    Reason.CHECKED_IN: "footprints",
    Reason.SET_ASIDE: "archive",
    Reason.REACHED: "flag",
}


class Item(NamedTuple):
    """One goal that waits; `place` is the key of the one to go on with, for a page without scripts."""

    goal: Goal
    place: int | None = None

    @property
    def icon(self):
        return ICONS[self.goal.reason]  # type: ignore[attr-defined]

    @property
    def needs_her(self):
        """Somebody asked for help or is stuck: what a reader should not pass over."""
        return self.goal.reason <= Reason.STUCK  # type: ignore[attr-defined]


class Turn(NamedTuple):
    """A student and all of her goals that wait, the neediest first."""

    student: object
    items: list

    @property
    def first(self):
        return self.items[0]


def turns_of(goals):
    """One turn a student, so that her teacher thinks of her once; her neediest goal says when she comes."""
    by_student: dict = {}
    for goal in goals:
        by_student.setdefault(goal.student_id, []).append(goal)
    in_order = list(chain.from_iterable(by_student.values()))
    places = {goal.pk: after.pk for goal, after in pairwise(in_order)}
    return [
        Turn(own[0].student, [Item(goal, places.get(goal.pk, goal.pk)) for goal in own])
        for own in by_student.values()
    ]


def by_reason(turns):
    """The names behind each reason, in the order of the queue: [(reason in words, icon, turns)]."""
    groups: dict = {}
    for turn in turns:
        groups.setdefault(turn.first.goal.reason, []).append(turn)
    return [(Reason(reason).label, ICONS[Reason(reason)], own) for reason, own in groups.items()]


class Row(NamedTuple):
    """A student of the advisory: her goals by area, and whether somebody should ask her how it goes."""

    student: object
    cells: list
    goals: list

    @property
    def is_quiet(self):
        today = timezone.localdate()
        return any(goal.is_open and goal.quiet_on and goal.quiet_on <= today for goal in self.goals)

    @property
    def is_stuck(self):
        return any(goal.state == State.STUCK for goal in self.goals)

    @property
    def has_goal(self):
        return any(goal.is_open for goal in self.goals)

    @property
    def heard_at(self):
        """When she last said something about a goal of hers."""
        return max((goal.news_at for goal in self.goals), default=None)


class Overview(NamedTuple):
    """The whole advisory by name, in the order of names: nobody is compared with anybody."""

    rows: list
    areas: list

    @property
    def without_goal(self):
        return [row for row in self.rows if not row.has_goal]

    @property
    def quiet(self):
        return [row for row in self.rows if row.is_quiet]

    @property
    def stuck(self):
        return [row for row in self.rows if row.is_stuck]


def overview_of(students):
    """Of students with their goals as `listed`: each area with how many have a goal in it."""
    rows = [row_of(student) for student in students]
    areas = [
        (label, sum(any(goal.is_open for goal in row.cells[n][1]) for row in rows))
        for n, label in enumerate(Area.labels)
    ]
    return Overview(rows, areas)


def row_of(student):
    goals = student.listed
    cells = [(area.label, [goal for goal in goals if goal.area == area]) for area in Area]
    return Row(student, cells, goals)
