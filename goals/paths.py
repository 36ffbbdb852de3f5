"""The way a student has come on a goal, drawn from her check-ins."""

from typing import NamedTuple

WIDTH, HEIGHT, EDGE = 400, 140, 20


class Dot(NamedTuple):
    x: int
    y: int
    entry: object


def path_of(goal):
    """Dots for its check-ins, oldest first, inside WIDTH x HEIGHT: the upper edge is there."""
    entries = sorted(goal.check_ins.all(), key=lambda entry: (entry.at, entry.pk))
    gap = (WIDTH - 2 * EDGE) / max(len(entries) - 1, 1)
    return [Dot(round(EDGE + gap * i), height_of(entry.percent), entry) for i, entry in enumerate(entries)]


def height_of(percent):
    return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * percent / 100)
