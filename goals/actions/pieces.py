"""Pieces of her work that show something about a goal."""

from django.db import transaction

from accounts.audit import record
from goals.models import GoalPiece


@transaction.atomic
def choose_pieces(goal, *, add, remove, by):
    """Put pieces on the goal and take others off, named by their keys."""
    gone, _counts = GoalPiece.objects.filter(goal=goal, evidence__in=remove).delete()
    if add_pieces(goal, add) or gone:
        record("goal.pieces_chosen", goal, by=by)


def add_pieces(goal, pieces, check_in=None):
    """Put pieces on the goal, beside what is there. Gives how many are new."""
    there = set(GoalPiece.objects.filter(goal=goal).values_list("evidence", flat=True))
    new = [piece for piece in pieces if piece.pk not in there]
    GoalPiece.objects.bulk_create(
        (GoalPiece(school_id=goal.school_id, goal=goal, evidence=piece, check_in=check_in) for piece in new),
        ignore_conflicts=True,
    )
    return len(new)
