from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.querysets import PlaceQuerySet, RoundQuerySet, SessionQuerySet


class Round(models.Model):
    """A school-wide period of conferences, such as "Fall 2026"."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        OPEN = "open", _("Conference days")
        FOLLOW_UP = "follow_up", _("Follow-up")
        CLOSED = "closed", _("Closed")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="rounds")
    name = models.CharField(_("name"), max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    grade_low = models.SmallIntegerField(_("from grade"), default=0)
    grade_high = models.SmallIntegerField(_("to grade"), default=12)
    minutes = models.PositiveSmallIntegerField(_("minutes for each conference"), default=20)
    turnover = models.PositiveSmallIntegerField(_("minutes between conferences"), default=5)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="round_name_once"),
            models.CheckConstraint(name="round_grades_in_order", condition=Q(grade_high__gte=F("grade_low"))),
            models.CheckConstraint(name="round_minutes_sensible", condition=Q(minutes__range=(5, 120))),
        ]

    def __str__(self):
        return self.name

    @property
    def takes_bookings(self):
        return self.state in (self.State.PUBLISHED, self.State.OPEN)


class Session(models.Model):
    """An afternoon or evening in one room, with several conferences at once."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="sessions")
    room = models.CharField(_("room"), max_length=100)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    capacity = models.PositiveSmallIntegerField(_("conferences at once"), default=4)
    # Where those who are not in the room meet, unless a conference has a link of its own.
    call_url = models.URLField(_("link to the call"), max_length=500, blank=True)
    # Whose students meet here; none means every advisory of the round.
    advisories = models.ManyToManyField("accounts.Advisory", blank=True, related_name="sessions")
    # Grows when anything on the room board changes.
    revision = models.PositiveIntegerField(default=0)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "room"]
        constraints = [
            models.CheckConstraint(name="session_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="session_capacity_sensible", condition=Q(capacity__range=(1, 12))),
        ]

    def __str__(self):
        return f"{self.room}, {self.starts_at:%Y-%m-%d}"

    @property
    def school_id(self):
        return self.round.school_id

    @property
    def stamp(self):
        """Changes whenever the room board does, and every five minutes: somebody may be late by now."""
        return f"{self.revision}-{int(timezone.now().timestamp()) // 300}"


class Place(models.Model):
    """One table at one time. It exists before it is taken, so that two families can never hold it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="places")
    starts_at = models.DateTimeField()
    table = models.PositiveSmallIntegerField()
    conference = models.OneToOneField(
        "conferences.Conference", models.SET_NULL, null=True, blank=True, related_name="place"
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "table"]
        constraints = [
            models.UniqueConstraint(fields=["session", "starts_at", "table"], name="place_once"),
            models.CheckConstraint(
                name="place_taken_with_conference",
                condition=Q(conference=None, taken_at=None)
                | Q(conference__isnull=False, taken_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.starts_at:%H:%M} table {self.table}"
