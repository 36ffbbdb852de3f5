from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conferences.models.conferences import Conference
from conferences.querysets.makeups import MakeUpQuerySet, OtherWayQuerySet


class MakeUp(models.Model):
    """It did not happen at its time: the student still gets an audience, and somebody sees to it."""

    class Reason(models.TextChoices):
        NOBODY = "nobody", _("No adult came")
        NO_CHILD = "no_child", _("The family came without the child")
        AWAY = "away", _("The student was away")
        SCHOOL = "school", _("The school could not hold it")
        UNKNOWN = "unknown", _("Nobody has said why")

    class How(models.TextChoices):
        NEW_TIME = "new_time", _("A new time")
        STAND_IN = "stand_in", _("With a stand-in adult")
        REMOTE = "remote", _("By video")
        RECORDED = "recorded", _("Recorded for the family")
        HELD = "held", _("It was held after all")
        ENDED = "ended", _("It will not be held")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="make_ups")
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.UNKNOWN)
    # For the advisor and the office alone.
    line = models.CharField(_("what we know"), max_length=300, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)  # the time of the place that passed
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    how = models.CharField(max_length=10, choices=How, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = MakeUpQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "conference"])]
        constraints = [
            models.UniqueConstraint(
                fields=["conference"], condition=Q(settled_at=None), name="make_up_one_open"
            ),
            models.CheckConstraint(
                name="make_up_settled_says_how",
                condition=Q(settled_at=None, how="") | (Q(settled_at__isnull=False) & ~Q(how="")),
            ),
        ]

    def __str__(self):
        return f"{self.conference}: {self.get_reason_display()}"


class OtherWay(models.Model):
    """The student, or her family, asks for another way of holding it. The reason stays with her advisor."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="other_ways")
    way = models.CharField(_("how"), max_length=10, choices=Conference.Way)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    agreed = models.BooleanField(null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = OtherWayQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "conference"])]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "by"], condition=Q(answered_at=None), name="other_way_one_open_each"
            ),
            models.CheckConstraint(
                name="other_way_answered_says_what",
                condition=Q(answered_at=None, agreed=None, answered_by=None)
                | Q(answered_at__isnull=False, agreed__isnull=False, answered_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.conference}: {self.get_way_display()}"
