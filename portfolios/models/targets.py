from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolios.querysets import FrameworkQuerySet, PlacementQuerySet, TargetQuerySet


class Framework(models.Model):
    """Standards, habits or the graduate profile of a school."""

    school = models.ForeignKey("accounts.School", models.CASCADE, related_name="frameworks")
    name = models.CharField(_("name"), max_length=200)
    source_id = models.CharField(max_length=255, blank=True)

    objects = FrameworkQuerySet.as_manager()

    def __str__(self):
        return self.name


class Level(models.Model):
    """One step of a framework's continuum, said as "I ..."."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="levels")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=60)
    statement = models.CharField(_("in my words"), max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["framework", "position"], name="level_position_once")]

    def __str__(self):
        return self.name


class Target(models.Model):
    """An "I can ..." of the framework, in student words."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="targets")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    code = models.CharField(_("code"), max_length=60, blank=True)
    statement = models.CharField(_("I can …"), max_length=300)
    area = models.CharField(_("area"), max_length=60, blank=True)
    grade_low = models.SmallIntegerField(default=0)
    grade_high = models.SmallIntegerField(default=12)
    position = models.PositiveIntegerField(default=0)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "position", "pk"]

    def __str__(self):
        return self.statement

    @property
    def area_name(self):
        """The heading under which it is listed."""
        return self.area or self.framework.name


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
    placed_at = models.DateTimeField(auto_now=True)
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
