import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models.goals import Goal
from goals.models.scales import Measured, scale_rules
from goals.querysets import CheckInQuerySet, TickQuerySet


class CheckIn(Measured):
    """Two minutes on a goal: still mine? how far? one line; is help needed?"""

    class Still(models.TextChoices):
        KEEP = "keep", _("Keep going")
        CHANGE = "change", _("Change it")
        DONE = "done", _("I reached it")
        DROP = "drop", _("Set it aside")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="check_ins")
    still = models.CharField(_("still my goal?"), max_length=10, choices=Still, default=Still.KEEP)
    progress = models.PositiveSmallIntegerField(_("how far?"))
    line = models.CharField(_("one line about it"), blank=True, max_length=500)
    wants_help = models.BooleanField(_("I would like help"), default=False)
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(default=uuid.uuid4)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["school", "goal", "-at"])]
        constraints = [
            models.UniqueConstraint(fields=["goal", "form_key"], name="check_in_once_per_form"),
            *scale_rules("check_in"),
        ]

    def __str__(self):
        return self.line or self.get_still_display()

    @property
    def voice(self):
        """What she said instead of writing, of the files fetched with the goal (`with_files`)."""
        return self.goal.shown_file(check_in_id=self.pk)


class Tick(models.Model):
    """A day on which she did what her habit asks."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="ticks")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    objects = TickQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["goal", "on"], name="tick_once_a_day")]

    def __str__(self):
        return str(self.on)
