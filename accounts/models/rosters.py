from django.conf import settings
from django.db import models

from accounts.querysets import RosterImportQuerySet


class RosterImport(models.Model):
    """One roster that was applied: when, by whom, and what it changed."""

    school = models.ForeignKey("accounts.School", models.PROTECT, null=True, related_name="roster_imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=255)
    summary = models.JSONField(default=dict)

    objects = RosterImportQuerySet.as_manager()

    def __str__(self):
        return self.name
