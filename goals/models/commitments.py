import datetime
import uuid
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from goals.models.goals import Goal
from goals.querysets import CommitmentCheckInQuerySet, CommitmentQuerySet


class Commitment(models.Model):
    """I will / my family will / my teacher will: agreed at a conference, opened at the next."""

    class Party(models.TextChoices):
        STUDENT = "student", _("I will")
        FAMILY = "family", _("My family will")
        TEACHER = "teacher", _("My teacher will")

    class State(models.TextChoices):
        OPEN = "open", _("Under way")
        KEPT = "kept", _("Done")
        CHANGED = "changed", _("Changed")
        LET_GO = "let_go", _("Let go")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="commitments")
    party = models.CharField(max_length=10, choices=Party)
    text = models.CharField(max_length=300)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    # The goal that it supports, if it is about one.
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="commitments")
    # Who does it: a family member who said "that is mine", a teacher in her queue, or the student.
    owner = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    check_on = models.DateField(_("first check-in"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    line = models.CharField(_("how it went"), blank=True, max_length=500)
    checked_at = models.DateTimeField(null=True, blank=True)
    # Until when it is promised; empty is until the next conference.
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "student", "state"])]
        constraints = [
            models.CheckConstraint(
                name="commitment_accepted_by_somebody",
                condition=Q(owner=None, accepted_at=None) | Q(owner__isnull=False, accepted_at__isnull=False),
            )
        ]

    def __str__(self):
        return self.text

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def is_due(self):
        """Its first day has come, or its end, and nobody has looked since."""
        today = timezone.localdate()
        looked = timezone.localdate(self.checked_at) if self.checked_at else None
        days = [day for day in (self.check_on, self.ends_on) if day and day <= today]
        return self.is_open and any(looked is None or looked < day for day in days)

    @property
    def story(self):
        """Its check-ins that the reader may read, newest first: of rows `told_to` or `told_at_table`."""
        return [Turn.of(row) for row in self.turns]  # type: ignore[attr-defined]


class Turn(NamedTuple):
    """One look at what was promised, as a page tells it."""

    state: str
    line: str
    at: datetime.datetime
    by_id: int
    name: str

    @classmethod
    def of(cls, row):
        label = Commitment.State(row["state"]).label
        return cls(**row | {"state": label, "at": parse_datetime(row["at"])})


class CommitmentCheckIn(models.Model):
    """How it goes with something that was promised: one tap and one line, by whoever looked."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="check_ins")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=Commitment.State)
    line = models.CharField(blank=True, max_length=500)
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(default=uuid.uuid4)

    objects = CommitmentCheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "form_key"], name="commitment_check_in_once_per_form"
            )
        ]

    def __str__(self):
        return self.line or self.get_state_display()
