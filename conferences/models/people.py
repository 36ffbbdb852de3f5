from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conferences.models.conferences import Conference
from conferences.querysets import ParticipantQuerySet


class Participant(models.Model):
    """Someone who comes, as the family or the student said."""

    class Coming(models.TextChoices):
        YES = "yes", _("Coming")
        VIDEO = "video", _("By video")
        NO = "no", _("Cannot come")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="participants")
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    coming = models.CharField(max_length=10, choices=Coming, default=Coming.YES)
    needs = models.CharField(_("what would help you"), max_length=300, blank=True)
    interpreter = models.BooleanField(_("an interpreter"), default=False)
    arrived_at = models.DateTimeField(null=True, blank=True)
    # Listens where no one of her family can: an adult of the school, or one whom she asked.
    stands_in = models.BooleanField(default=False)
    # Who wrote this guest's name down; each household keeps its own list.
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "user"], condition=Q(user__isnull=False), name="participant_once"
            )
        ]

    def __str__(self):
        return self.name


class Visit(models.Model):
    """The one conference that a guest is asked to."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="visits")
    guest = models.OneToOneField("accounts.Guest", models.CASCADE, related_name="visit")

    def __str__(self):
        return f"{self.guest} > {self.conference}"
