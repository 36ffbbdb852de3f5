"""Squares on a picture: how a child says, by finger, mouse or key, which part of it she means.

A square is (column, row), counted from 0 at the upper left. `darkroom.py` reads the steps made here.
"""

COARSE, FINE = 8, 16  # squares across a picture


def rows_of(width, height, columns):
    """How many rows of about square squares a picture of these pixels has; at least one."""
    return max(1, min(4 * columns, round(columns * height / width)))


def box_of(square, columns, rows):
    """Left, top, right and bottom of a square, in thousandths of the picture."""
    column, row = square
    across, down = 1000 / columns, 1000 / rows
    return [round(column * across), round(row * down), round((column + 1) * across), round((row + 1) * down)]


def crop_to(squares, columns, rows):
    """Keep the smallest rectangle that holds all of these."""
    boxes = [box_of(square, columns, rows) for square in squares]
    return {"crop": [f(side) for f, side in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)]}


def blur_of(squares, columns, rows):
    """Blur these; those that touch as one, so that a large face is no clearer than a small one."""
    return {"blur": [[box_of(square, columns, rows) for square in group] for group in groups(squares)]}


def groups(squares):
    """Those that touch, also by a corner, together."""
    left = sorted(squares)
    while left:
        group, edge = [], [left.pop(0)]
        while edge:
            column, row = edge.pop()
            group.append((column, row))
            near = [one for one in left if abs(one[0] - column) <= 1 and abs(one[1] - row) <= 1]
            left = [one for one in left if one not in near]
            edge += near
        yield sorted(group)
