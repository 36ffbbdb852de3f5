from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conferences.querysets.notices import CalendarFeedQuerySet, NoticeQuerySet


class Notice(models.Model):
    """What one adult is to be told about one conference, once; it is the truth, the mail follows it."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("Please say when you can come")
        TIME = "time", _("Your time")
        CONFIRMED = "confirmed", _("Your time is confirmed")
        MOVED = "moved", _("Your time has changed")
        CALLED_OFF = "called_off", _("Your time falls away")
        OFFERED = "offered", _("Another time is free")
        REMINDER = "reminder", _("Soon")
        TOMORROW = "tomorrow", _("Tomorrow")
        MAKE_UP = "make_up", _("A new time after all")

    class How(models.TextChoices):
        MAIL = "mail", _("By e-mail")
        PAPER = "paper", _("Printed")
        PERSON = "person", _("By the school, in person")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    conference = models.ForeignKey("conferences.Conference", models.CASCADE, related_name="notices")
    adult = models.ForeignKey("accounts.User", models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    # Of the times it speaks of; both empty when it speaks of none.
    starts_at = models.DateTimeField(null=True, blank=True)
    before = models.DateTimeField(null=True, blank=True)
    room = models.CharField(max_length=100, blank=True)
    # The school's own reason, such as snow.
    line = models.CharField(max_length=200, blank=True)
    # SEQUENCE of the calendar entry that goes with it (RFC 5546).
    sequence = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    how = models.CharField(max_length=6, choices=How, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    # Overtaken by a later one before it was told.
    dropped_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    reader: Any  # in a letter, who reads it (conferences/readers.py)

    # After these an adult knows another time than before.
    OF_TIMES = (Kind.TIME, Kind.CONFIRMED, Kind.MOVED, Kind.CALLED_OFF, Kind.MAKE_UP)
    # Only who chooses the time has something to do about these.
    TO_DECIDE = (Kind.ASKED, Kind.OFFERED)
    REMINDERS = (Kind.REMINDER, Kind.TOMORROW)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["school", "conference"]),
            models.Index(fields=["due_at"], condition=Q(told_at=None, dropped_at=None), name="notice_owed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "adult", "kind", "starts_at"],
                condition=Q(told_at=None, dropped_at=None),
                nulls_distinct=False,
                name="notice_owed_once",
            ),
            models.CheckConstraint(
                name="notice_told_says_how",
                condition=Q(told_at=None, how="") | (Q(told_at__isnull=False) & ~Q(how="")),
            ),
        ]

    def __str__(self):
        return f"{self.adult}: {self.get_kind_display()}"

    @property
    def is_owed(self):
        return self.told_at is None and self.dropped_at is None

    @property
    def is_of_times(self):
        return self.kind in self.OF_TIMES

    @property
    def stays(self):
        """Told as moved, though the time is the same: it is the room that is another."""
        return self.kind == self.Kind.MOVED and self.before == self.starts_at


class CalendarFeed(models.Model):
    """An address that an adult's own calendar asks for her conferences; revoked, it answers nothing."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="calendar_feed_one_open"
            )
        ]

    def __str__(self):
        return str(self.user)
