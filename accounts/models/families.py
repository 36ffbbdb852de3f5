from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.querysets import GuardianshipQuerySet, HouseholdQuerySet


class Household(models.Model):
    """Who lives together, the language spoken there, and how to reach it."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="households")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default="en")
    needs_interpreter = models.BooleanField(_("interpreter"), default=False)
    address = models.TextField(_("address for letters"), blank=True)

    objects = HouseholdQuerySet.as_manager()

    def __str__(self):
        return self.name


class Guardianship(models.Model):
    """What an adult may do for a child, from when and until when. The school decides, never a link."""

    adult = models.ForeignKey("accounts.User", models.PROTECT, related_name="guardianships")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="guardianships")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="guardianships"
    )
    relation = models.CharField(_("relation"), max_length=60, blank=True)
    may_see = models.BooleanField(_("may see"), default=True)
    may_attend = models.BooleanField(_("may attend"), default=True)
    may_decide = models.BooleanField(_("may decide"), default=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    restricted = models.BooleanField(_("restricted by the school"), default=False)
    source_id = models.CharField(max_length=255, blank=True)

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["adult", "student"], name="guardianship_once"),
            models.CheckConstraint(
                name="guardianship_ends_after_start",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.adult} - {self.student}"
