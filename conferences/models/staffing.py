from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conferences.querysets.absences import AbsenceQuerySet
from conferences.querysets.staffing import BusyQuerySet, InterpreterQuerySet, LeftOutQuerySet, ShiftQuerySet


class Spell(models.Model):
    """From when until when."""

    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        abstract = True


class Load(models.Model):
    """How many conferences at once the advisors of one advisory have an eye on, other than the round says."""

    round = models.ForeignKey("conferences.Round", models.CASCADE, related_name="loads")
    advisory = models.ForeignKey("accounts.Advisory", models.CASCADE, related_name="+")
    at_once = models.PositiveSmallIntegerField(_("conferences at once"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "advisory"], name="load_once"),
            models.CheckConstraint(name="load_sensible", condition=Q(at_once__range=(1, 12))),
        ]

    def __str__(self):
        return f"{self.advisory}: {self.at_once}"


class Busy(Spell):
    """A student cannot be at her conference then, such as for a match."""

    round = models.ForeignKey("conferences.Round", models.CASCADE, related_name="busy")
    student = models.ForeignKey("accounts.Student", models.CASCADE, related_name="busy")
    line = models.CharField(_("what it is"), max_length=100, blank=True)

    objects = BusyQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(name="busy_ends_after_start", condition=Q(ends_at__gt=F("starts_at")))
        ]

    def __str__(self):
        return f"{self.student}: {self.starts_at:%Y-%m-%d %H:%M}"


class LeftOut(models.Model):
    """A student of the round's grades who has no conference in it, until the office takes her back in."""

    round = models.ForeignKey("conferences.Round", models.CASCADE, related_name="left_out")
    student = models.ForeignKey("accounts.Student", models.CASCADE, related_name="left_out")
    # For the office alone.
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = LeftOutQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "student"], condition=Q(ended_at=None), name="left_out_once"
            )
        ]

    def __str__(self):
        return f"{self.student}: {self.round}"


class Absence(Spell):
    """An advisor is not there: planned, or ill on the day. Somebody may stand in for her."""

    round = models.ForeignKey("conferences.Round", models.CASCADE, related_name="absences")
    advisor = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    stand_in = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(name="absence_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="absence_of_another", condition=~Q(advisor=F("stand_in"))),
        ]

    def __str__(self):
        return f"{self.advisor}: {self.starts_at:%Y-%m-%d %H:%M}"


class Interpreter(models.Model):
    """Somebody who says it in the family's language: never the child, and in one place at a time."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="interpreters")
    name = models.CharField(_("name"), max_length=100)
    # As households name it; more languages than Lectern is written in.
    languages = ArrayField(models.CharField(max_length=60), verbose_name=_("languages"))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    by_video = models.BooleanField(_("interprets by video or telephone"), default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Of the link to her own list, which ends by itself.
    link_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    link_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InterpreterQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Shift(Spell):
    """When an interpreter is there."""

    round = models.ForeignKey("conferences.Round", models.CASCADE, related_name="shifts")
    interpreter = models.ForeignKey(Interpreter, models.CASCADE, related_name="shifts")
    # She has come to school, or is at her telephone.
    arrived_at = models.DateTimeField(null=True, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(name="shift_ends_after_start", condition=Q(ends_at__gt=F("starts_at")))
        ]

    def __str__(self):
        return f"{self.interpreter}: {self.starts_at:%Y-%m-%d %H:%M}"
