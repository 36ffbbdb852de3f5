from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from portfolios.models.targets import Level, Target
from portfolios.querysets import PlacementQuerySet


class Placement(models.Model):
    """Where a piece shows its student on the continuum: her own view and her teacher's, side by side."""

    class By(models.TextChoices):
        STUDENT = "student", _("My view")
        TEACHER = "teacher", _("My teacher’s view")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    evidence = models.ForeignKey("portfolios.Evidence", models.CASCADE, related_name="placements")
    target = models.ForeignKey(Target, models.PROTECT, related_name="placements")
    by = models.CharField(max_length=10, choices=By)
    placed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(_("because"), max_length=500, blank=True)
    placed_at = models.DateTimeField(default=timezone.now)
    # Taken off again; choosing the same target brings level and words back.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target", "by"], name="placement_once"),
            models.CheckConstraint(name="placement_by_known", condition=Q(by__in=["student", "teacher"])),
        ]

    def __str__(self):
        return f"{self.target}: {self.level}"

    @property
    def is_mine(self):
        """The student's own view."""
        return self.by == self.By.STUDENT

    @property
    def stood(self):
        """Where this view stood before, and since when, of what `with_continuum` fetched."""
        rows = getattr(self, "earlier_rows", [])
        return [row | {"at": timezone.localtime(parse_datetime(row["at"]))} for row in rows]


class EarlierPlacement(models.Model):
    """Where a view of a piece stood before it was moved, so that growth can be shown."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.CASCADE, related_name="earlier")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    why = models.CharField(_("because"), max_length=500, blank=True)
    placed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()

    class Meta:
        ordering = ["placed_at", "pk"]

    def __str__(self):
        return f"{self.level} ({self.placed_at:%Y-%m-%d})"
