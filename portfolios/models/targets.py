from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.grades import grade_words
from portfolios.continua import read_steps
from portfolios.querysets import FrameworkQuerySet, LevelQuerySet, TargetQuerySet

LOWEST, HIGHEST = 0, 12  # kindergarten to grade 12


def grades_in_order(name):
    return models.CheckConstraint(name=name, condition=Q(grade_high__gte=F("grade_low")))


class Framework(models.Model):
    """Standards, habits or the graduate profile of a school."""

    class Kind(models.TextChoices):
        STANDARDS = "standards", _("Standards")
        HABITS = "habits", _("Habits")
        PROFILE = "profile", _("Graduate profile")

    # Families read of the child as a person first, of what is taught after that.
    ORDER = (Kind.PROFILE, Kind.HABITS, Kind.STANDARDS)

    school = models.ForeignKey("accounts.School", models.CASCADE, related_name="frameworks")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.STANDARDS)
    about = models.TextField(_("what it is about"), max_length=4000, blank=True)
    grade_low = models.SmallIntegerField(_("from grade"), default=LOWEST)
    grade_high = models.SmallIntegerField(_("to grade"), default=HIGHEST)
    position = models.PositiveIntegerField(default=0)
    # No longer offered; what was placed on it stays.
    retired_at = models.DateTimeField(null=True, blank=True)

    # Where it comes from, if from a file: the identifiers of CASE, and whom to name.
    source_id = models.CharField(max_length=255, blank=True)
    uri = models.CharField(max_length=500, blank=True)
    official_url = models.URLField(max_length=500, blank=True)
    creator = models.CharField(max_length=255, blank=True)
    publisher = models.CharField(max_length=255, blank=True)
    licence = models.TextField(_("licence"), max_length=4000, blank=True)
    adoption_status = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=20, blank=True)
    version = models.CharField(max_length=60, blank=True)
    changed_at_source = models.DateTimeField(null=True, blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "source_id"], condition=~Q(source_id=""), name="framework_source_once"
            ),
            models.CheckConstraint(
                name="framework_kind_known", condition=Q(kind__in=["standards", "habits", "profile"])
            ),
            grades_in_order("framework_grades_in_order"),
        ]

    def __str__(self):
        return self.name

    @property
    def grades(self):
        return grade_words(self.grade_low, self.grade_high)

    @property
    def is_imported(self):
        """Its words belong to whoever wrote it; the school adds words of its own beside them."""
        return bool(self.source_id)


class Level(models.Model):
    """One step of a framework's continuum, said as "I ..."."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="levels")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=60)
    statement = models.CharField(_("in my words"), max_length=300)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = LevelQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            # Looked at when everything has moved, so that two steps can change places.
            models.UniqueConstraint(
                fields=["framework", "position"], name="level_position_once", deferrable=Deferrable.DEFERRED
            )
        ]

    def __str__(self):
        return self.name


class Target(models.Model):
    """An "I can ..." of the framework: as it was written, and in student words."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="targets")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    code = models.CharField(_("code"), max_length=60, blank=True)
    statement = models.TextField(_("I can …"), max_length=4000)
    short = models.CharField(_("in short"), max_length=300, blank=True)
    student_words = models.CharField(_("in student words"), max_length=300, blank=True)
    area = models.CharField(_("area"), max_length=200, blank=True)
    # Others stand below it; pieces are placed on those.
    is_heading = models.BooleanField(default=False)
    grade_low = models.SmallIntegerField(_("from grade"), default=LOWEST)
    grade_high = models.SmallIntegerField(_("to grade"), default=HIGHEST)
    # Its place when the whole framework is read from top to bottom.
    position = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    # As the file says: `CFItem.identifier` and what goes with it.
    source_id = models.CharField(max_length=255, blank=True)
    uri = models.CharField(max_length=500, blank=True)
    item_type = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=20, blank=True)
    changed_at_source = models.DateTimeField(null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "source_id"], condition=~Q(source_id=""), name="target_source_once"
            ),
            grades_in_order("target_grades_in_order"),
        ]

    def __str__(self):
        return self.words

    @property
    def words(self):
        """What is shown first: the student's words if the school has written them."""
        return self.student_words or (self.is_heading and self.short) or self.statement

    @property
    def original(self):
        """As it was written, where that differs from what is shown."""
        return self.statement if self.words != self.statement else ""

    @cached_property
    def steps(self):
        """The steps of its continuum, as `with_levels` fetched them."""
        return read_steps(self.step_rows)  # type: ignore[attr-defined]

    @property
    def area_name(self):
        """The heading under which it is listed."""
        return self.area or self.framework.name

    @property
    def grades(self):
        return grade_words(self.grade_low, self.grade_high)


class LevelWords(models.Model):
    """What a step means for one target, where the framework's own sentence is too general."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="level_words")
    level = models.ForeignKey(Level, models.CASCADE, related_name="+")
    statement = models.CharField(_("in my words"), max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "level"], name="level_words_once")]

    def __str__(self):
        return self.statement
