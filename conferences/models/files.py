from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conferences.models.agendas import Card
from conferences.models.conferences import Conference
from conferences.models.notes import Note
from conferences.querysets import ConferenceFileQuerySet
from portfolios.models import MediaFile


class ConferenceFile(MediaFile):
    """Her drawn plan, what she says to a card, a picture of a card, the voice of a letter, or a recording.

    Of each there is one at a time; one that takes its place puts it away.
    """

    class Part(models.TextChoices):
        PLAN = "plan", _("My drawn plan")
        POINTS = "points", _("What I want to say")
        CARD = "card", _("A picture of a card")
        NOTE = "note", _("A letter or a thank-you")
        LOOK_BACK = "look_back", _("How it went")
        RECORDING = "recording", _("The conference, recorded")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="files")
    part = models.CharField(max_length=10, choices=Part)
    card = models.ForeignKey(Card, models.CASCADE, null=True, blank=True, related_name="files")
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="files")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    # Drawn on the page: nobody can be recognised in it.
    drawn = models.BooleanField(default=False)
    # Somebody said that another child can be seen in it: families are not shown it.
    shows_others = models.BooleanField(default=False)
    # A recording is for the adults who could not be there, and goes by itself.
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ConferenceFileQuerySet.as_manager()

    class Meta(MediaFile.Meta):
        abstract = False
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["school", "conference"]),
            *MediaFile.Meta.indexes,
        ]
        constraints = [
            *MediaFile.Meta.constraints,
            models.CheckConstraint(
                name="conferencefile_part_says_what_it_is_on",
                condition=Q(part__in=["plan", "look_back", "recording"], card=None, note=None)
                | Q(part__in=["points", "card"], card__isnull=False, note=None)
                | Q(part="note", card=None, note__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["conference", "part", "card", "note"],
                condition=Q(removed_at=None),
                nulls_distinct=False,
                name="conferencefile_one_of_each",
            ),
            models.CheckConstraint(
                name="conferencefile_recording_expires",
                condition=~Q(part="recording") | Q(expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="conferencefile_others_were_told_of",
                condition=Q(shows_others=False) | Q(told_at__isnull=False),
            ),
        ]

    @property
    def takes(self):
        """A film is taken of the whole conference alone: of others nobody is asked who is in it."""
        if self.part == self.Part.RECORDING:
            return (MediaFile.Kind.VIDEO, MediaFile.Kind.AUDIO)
        return (MediaFile.Kind.PICTURE, MediaFile.Kind.AUDIO)

    @property
    def student(self):
        return self.conference.student

    @property
    def is_held(self):
        """Families are not shown it: somebody else is in it, or nobody has said yet who is."""
        return self.told_at is None or self.shows_others

    def address(self, what):
        return reverse("conferences:conference_file", args=[self.key, what])
