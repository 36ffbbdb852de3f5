from django.db import models
from django.utils import timezone

from goals.models.check_ins import CheckIn
from goals.models.goals import Goal
from goals.querysets import GoalPieceQuerySet


class GoalPiece(models.Model):
    """A piece of evidence that shows something about a goal: seen from the goal, and from the piece."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="pieces")
    evidence = models.ForeignKey("portfolios.Evidence", models.CASCADE, related_name="goal_pieces")
    # With which check-in she chose it, if with one.
    check_in = models.ForeignKey(CheckIn, models.SET_NULL, null=True, blank=True, related_name="pieces")
    at = models.DateTimeField(default=timezone.now)

    objects = GoalPieceQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["goal", "evidence"], name="goal_piece_once")]

    def __str__(self):
        return str(self.evidence_id)
