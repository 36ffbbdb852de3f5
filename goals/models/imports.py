from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from goals.querysets import GoalImportQuerySet


def import_path(goal_import, filename):
    """A name that says nothing and cannot be guessed, below MEDIA_ROOT, which no web server shows."""
    return f"goals/{get_random_string(32)}"


class GoalImport(models.Model):
    """A list of last year's goals: what it would bring, and how far it has come.

    It holds what children wrote, so the file and the rows go when it is brought in or put aside.
    """

    class State(models.TextChoices):
        READY = "ready", _("Ready to look at")
        APPLYING = "applying", _("Being brought in")
        APPLIED = "applied", _("Brought in")
        DISCARDED = "discarded", _("Put aside")

    school = models.ForeignKey("accounts.School", models.CASCADE, related_name="+")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to=import_path, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    progress = models.PositiveSmallIntegerField(default=0)  # percent of the job that runs
    # What would come, as it was shown; after that, only how much came.
    summary = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = GoalImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["school", "-at"])]
        constraints = [
            models.CheckConstraint(
                name="goal_import_state_known",
                condition=Q(state__in=["ready", "applying", "applied", "discarded"]),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_busy(self):
        return self.state == self.State.APPLYING

    @property
    def moment(self):
        """What a page that shows this now need not be told again."""
        return f"{self.state}.{self.progress}"
