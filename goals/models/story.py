from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models.goals import Goal


class GoalEvent(models.Model):
    """A turn in the story of a goal that is no check-in. Changing one's mind is recorded and respected."""

    class Kind(models.TextChoices):
        REWORDED = "reworded", _("Written anew")
        TAKEN_UP = "taken_up", _("Taken up again")
        CARRIED = "carried", _("Carried on after the summer")
        IMPORTED = "imported", _("Brought from last year")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(blank=True, max_length=500)
    # The goal's own words as they were before, by column.
    before = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="goal_event_kind_known",
                condition=Q(kind__in=["reworded", "taken_up", "carried", "imported"]),
            )
        ]

    def __str__(self):
        return self.get_kind_display()
