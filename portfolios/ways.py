"""Where a child is on each continuum and how she came there, as a picture: of rows that were fetched.

Nothing is counted together: a target's newest view is shown, never an average of several.
"""

import itertools
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portfolios.continua import read_steps, step_after

ROW = 44  # pixels of one step in the picture; the names beside it have the same height
EDGE = 8  # percent left free on both sides


@dataclass(frozen=True)
class Point:
    """One view of one piece: on which day it stood on which step."""

    day: Any
    level: int
    mine: bool
    placement: Any
    why: str = ""
    is_past: bool = False  # it has been moved since

    @property
    def order(self):
        return (self.day, self.placement.pk, not self.is_past)


@dataclass
class Way:
    """One target: its steps, and the points on them in the order of days."""

    target: Any
    steps: list
    points: list = field(default_factory=list)

    def latest(self, mine):
        """The newest view of hers, or of her teachers."""
        standing = (point for point in self.points if point.mine is mine and not point.is_past)
        return max(standing, key=lambda point: point.order, default=None)

    @property
    def mine(self):
        return self.latest(True)

    @property
    def theirs(self):
        return self.latest(False)

    @property
    def leading(self):
        """Her own view says where she is; until she has one, her teacher's does."""
        return self.mine or self.theirs

    def step(self, point):
        return next(step for step in self.steps if step.pk == point.level)

    @property
    def now(self):
        return self.step(self.leading)

    @property
    def next_step(self):
        return step_after(self.steps, self.leading.level)

    @property
    def her_step(self):
        return self.step(self.mine) if self.mine else None

    @property
    def their_step(self):
        return self.step(self.theirs) if self.theirs else None

    @property
    def differs(self):
        """The newest views, hers and her teacher's, stand on different steps."""
        return bool(self.mine and self.theirs and self.mine.level != self.theirs.level)

    @property
    def height(self):
        return ROW * len(self.steps)

    @property
    def rows(self):
        """The steps from the highest down, as the picture shows them: (step, top in pixels, what it is)."""
        following = self.next_step
        for number, step in enumerate(reversed(self.steps)):
            kind = "now" if step == self.now else "next" if step == following else ""
            yield step, number * ROW, kind

    @property
    def marks(self):
        """Each point as (x in percent, y in pixels, point, whether it is the newest of its view)."""
        days = sorted({point.day for point in self.points})
        newest = (self.mine, self.theirs)
        return [(*self.place(point, days), point, point in newest) for point in self.points]

    def place(self, point, days):
        """Where a point stands; her own a little above the line of the step, her teacher's a little below."""
        share = days.index(point.day) / (len(days) - 1) if len(days) > 1 else 0.5
        place = next(n for n, step in enumerate(reversed(self.steps)) if step.pk == point.level)
        x = round(EDGE + share * (100 - 2 * EDGE), 1)
        return x, place * ROW + ROW // 2 + (-8 if point.mine else 8)

    @property
    def lines(self):
        """What joins the points of each view: (x, y, x, y, whether it is hers)."""
        for mine in (True, False):
            marks = [mark for mark in self.marks if mark[2].mine is mine]
            for one, other in itertools.pairwise(marks):
                yield one[0], one[1], other[0], other[1], mine

    @property
    def since(self):
        return self.points[0].day

    @property
    def until(self):
        return self.points[-1].day

    @property
    def table(self):
        """The same for readers: (point, step), the newest first."""
        return [(point, self.step(point)) for point in reversed(self.points)]


@dataclass
class Area:
    """One heading of one framework, with its ways."""

    name: str
    ways: list = field(default_factory=list)

    @property
    def glance(self):
        """(step, how many targets stand there now) of the steps that most of the ways share."""
        steps = max((way.steps for way in self.ways), key=len)
        return [(step, sum(way.now.pk == step.pk for way in self.ways)) for step in steps]


@dataclass
class Field:
    """One framework, with its areas and those of its targets that nothing stands on yet."""

    framework: Any
    areas: list = field(default_factory=list)
    to_come: list = field(default_factory=list)

    @property
    def ways(self):
        return [way for area in self.areas for way in area.ways]


def make_fields(placements, to_come=()):
    """The picture of a child: `placements` in the order of their targets, `to_come` targets without one."""
    ways = {}
    for placement in placements:
        way = ways.get(placement.target_id)
        if way is None:
            way = ways[placement.target_id] = Way(placement.target, [])
        way.steps = max(way.steps, read_steps(placement.step_rows), key=len)
        way.points += points_of(placement)
    fields = {}
    for way in ways.values():
        known = {step.pk for step in way.steps}
        way.points = sorted((p for p in way.points if p.level in known), key=lambda point: point.order)
        if way.leading:
            framework = way.target.framework
            area = field_of(fields, framework), way.target.area_name
            area_of(*area).ways.append(way)
    for target in to_come:
        if target.pk not in ways:
            field_of(fields, target.framework).to_come.append(target)
    order = list(type(next(iter(fields.values())).framework).ORDER) if fields else []
    return sorted(
        fields.values(),
        key=lambda found: (order.index(found.framework.kind), found.framework.position, found.framework.pk),
    )


def way_on(placements):
    """The way of a child on one target, of its `placements`; None before the first of them."""
    return next((way for found in make_fields(placements) for way in found.ways), None)


def field_of(fields, framework):
    return fields.setdefault(framework.pk, Field(framework))


def area_of(found, name):
    for area in found.areas:
        if area.name == name:
            return area
    found.areas.append(Area(name))
    return found.areas[-1]


def points_of(placement):
    """Where this view stands now, and where it stood before it was moved.

    The first time it tells of the day on which the piece was made; what was moved tells of the day of moving.
    """
    stood = placement.earlier_rows
    made_on = placement.evidence.made_on
    days = [made_on, *(day_of(row["at"]) for row in stood[1:])]
    for row, day in zip(stood, days, strict=False):
        yield Point(max(day, made_on), row["level"], placement.is_mine, placement, is_past=True)
    now = max(timezone.localdate(placement.placed_at), made_on) if stood else made_on
    yield Point(now, placement.level_id, placement.is_mine, placement, why=placement.why)


def day_of(moment):
    return timezone.localdate(parse_datetime(moment))
