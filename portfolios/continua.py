"""A child on a continuum, as pages show it: made of rows that were fetched, without asking again."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Step:
    """One step of a target's continuum, and who sees the piece there."""

    pk: int
    name: str
    statement: str
    views: tuple = ()

    @property
    def is_here(self):
        return bool(self.views)


@dataclass
class Continuum:
    """One target of one piece: the student's view and her teacher's, side by side."""

    target: Any
    steps: list = field(default_factory=list)
    mine: Any = None
    theirs: Any = None

    @property
    def differs(self):
        """Two views on two steps: something to talk about. Neither is the right one."""
        return bool(
            self.mine
            and self.theirs
            and self.mine.level_id
            and self.theirs.level_id
            and self.mine.level_id != self.theirs.level_id
        )

    @property
    def views(self):
        """Hers first, wherever they stand."""
        return [view for view in (self.mine, self.theirs) if view]


def read_steps(rows, views=()):
    """The steps that were fetched with a target or a placement."""
    return [
        Step(row["pk"], row["name"], row["statement"], tuple(v for v in views if v.level_id == row["pk"]))
        for row in rows
    ]


def step_after(steps, level_id):
    """The next step, or None after the last one and after one that is not among them."""
    following = iter(steps)
    return next(following, None) if any(step.pk == level_id for step in following) else None


def continua(placements):
    """Of one piece: for each target, in the order of the placements, both views."""
    found = {}
    for placement in placements:
        row = found.setdefault(placement.target_id, Continuum(placement.target))
        if placement.is_mine:
            row.mine = placement
        else:
            row.theirs = placement
    for row in found.values():
        rows = max((view.step_rows for view in row.views), key=len)  # retired steps included
        row.steps = read_steps(rows, row.views)
    return list(found.values())
