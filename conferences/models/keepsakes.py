import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.models.conferences import Conference
from conferences.querysets.keepsakes import KeepsakeQuerySet


def booklet_path(keepsake, filename):
    """A random name of its own for each printing: an old address never gives a new booklet."""
    return f"keepsakes/{uuid.uuid4()}.pdf"


class Keepsake(models.Model):
    """The record of a conference as a booklet, for one reader, of what this reader may see.

    It is printed by a job. `digest` says what went into it: when she may see something else by now, it is
    not given out any more, and she has it printed anew.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="keepsakes")
    reader = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    file = models.FileField(upload_to=booklet_path, max_length=200, blank=True)
    byte_count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = KeepsakeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "conference"])]
        constraints = [
            models.UniqueConstraint(fields=["conference", "reader"], name="keepsake_one_each"),
            models.CheckConstraint(
                name="keepsake_ready_is_complete",
                condition=~Q(state="ready") | (Q(made_at__isnull=False) & ~Q(file="") & ~Q(digest="")),
            ),
            models.CheckConstraint(name="keepsake_percent", condition=Q(progress__range=(0, 100))),
        ]

    def __str__(self):
        return f"{self.conference}: {self.reader}"

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def is_ready(self):
        return self.state == self.State.READY

    @property
    def moment(self):
        """Changes whenever its page does."""
        return f"{self.state}-{self.progress}-{self.asked_at.timestamp():.0f}"
