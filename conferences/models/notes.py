import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conferences.models.agendas import Card
from conferences.models.conferences import Conference
from conferences.querysets import NoteQuerySet, PrivateMinuteQuerySet
from conferences.said import in_reader


class Signal(models.Model):
    """A quiet "please come over", seen on the advisor's board and nowhere on the student's screen."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="signals")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    visited_at = models.DateTimeField(null=True, blank=True)
    visited_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference"], condition=Q(visited_at=None), name="signal_one_open_per_conference"
            ),
            models.CheckConstraint(
                name="signal_visited_by_and_at_together",
                condition=Q(visited_at=None, visited_by=None)
                | Q(visited_at__isnull=False, visited_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.conference} {self.at:%H:%M}"


class Note(models.Model):
    """Words of one adult to the student, before, during and after; a thank-you is hers to an adult."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        GLOW = "glow", _("Glow")
        GROW = "grow", _("Grow")
        SUGGESTION = "suggestion", _("Suggestion")
        # What a family says of its child as a learner, hopes for, and needs of the school.
        TELL = "tell", _("About my child as a learner")
        HOPE = "hope", _("Hope")
        NEED = "need", _("Need")
        LETTER = "letter", _("Letter back")
        THANKS = "thanks", _("Thank-you")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="notes")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(max_length=2000)
    at = models.DateTimeField(auto_now_add=True)
    form_key = models.UUIDField(default=uuid.uuid4)
    # The part of the agenda that it is about.
    card = models.ForeignKey(Card, models.SET_NULL, null=True, blank=True, related_name="notes")
    # To whom a thank-you goes; empty: to all who were there.
    to = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    # A question or suggestion is an offer: the student made a card of it, or said "not now".
    settled_at = models.DateTimeField(null=True, blank=True)
    # What she made of it: a part of its own, or the part that it was about; so that she can undo it.
    became = models.ForeignKey(Card, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "conference", "kind"])]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "by", "kind", "form_key"], name="note_once_per_form"
            ),
            models.CheckConstraint(name="note_to_is_of_a_thank_you", condition=Q(to=None) | Q(kind="thanks")),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def said_text(self):
        """A part that is suggested by its name is named in the reader's language."""
        return in_reader(self.text)


class PrivateMinute(models.Model):
    """An adult asks for a minute alone with the advisor, later. The student is never shown it."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="private_minutes")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    line = models.CharField(_("what it is about"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    # The adult thought better of it.
    taken_back_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = PrivateMinuteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "conference"])]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "by"],
                condition=Q(settled_at=None, taken_back_at=None),
                name="private_minute_one_open_each",
            ),
            models.CheckConstraint(
                name="private_minute_settled_by_and_at_together",
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.conference} {self.at:%H:%M}"
