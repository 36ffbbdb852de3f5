import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.querysets.printouts import PrintoutQuerySet


def printout_path(printout, filename):
    """A random name of its own for each printing."""
    return f"printouts/{uuid.uuid4()}.pdf"


class Printout(models.Model):
    """Letters or lists of a round as a PDF, made by a job, and thrown away after some days."""

    class What(models.TextChoices):
        NEW_LETTERS = "new", _("Letters: what is new")
        LETTERS = "letters", _("Letters: everybody’s time")
        EVENING = "evening", _("The whole day at a glance")
        DESK = "desk", _("List for the welcome desk")
        ROOMS = "rooms", _("List for each room")
        DOORS = "doors", _("For the doors: first names")
        ADVISORS = "advisors", _("List for each advisor")
        INTERPRETERS = "interps", _("List for each interpreter")
        # Of the advisor who asks for it, and for her alone.
        OWN = "own", _("My conferences")

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")

    # One letter for each family on paper; the others are of one day, or of all.
    OF_FAMILIES = (What.NEW_LETTERS, What.LETTERS)

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    round = models.ForeignKey("conferences.Round", models.CASCADE, related_name="printouts")
    what = models.CharField(max_length=8, choices=What)
    day = models.DateField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    file = models.FileField(upload_to=printout_path, max_length=200, blank=True)
    byte_count = models.PositiveIntegerField(default=0)
    # Letters, or sheets, in it.
    count = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)
    # When somebody said that these letters are on their way.
    posted_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = PrintoutQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["school", "round"])]
        constraints = [
            models.CheckConstraint(
                name="printout_ready_is_complete",
                condition=~Q(state="ready") | Q(made_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.round}: {self.get_what_display()}"

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def is_to_post(self):
        """Letters of what is new, which somebody still has to put into the post."""
        return self.what == self.What.NEW_LETTERS and self.state == self.State.READY and not self.posted_at
