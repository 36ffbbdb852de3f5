import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.querysets.timetables import AssignmentQuerySet, TimetableQuerySet
from conferences.querysets.wishes import TimeWishQuerySet


class Timetable(models.Model):
    """One run of the timetable for a round: a proposal, until the office publishes it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being made")
        DONE = "done", _("Made")
        FAILED = "failed", _("Not made")
        PUBLISHED = "published", _("Published")
        DROPPED = "dropped", _("Dropped")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    round = models.ForeignKey("conferences.Round", models.CASCADE, related_name="timetables")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    # Makes it as like as can be to what stands, after families know their times.
    repairs = models.BooleanField(default=False)
    seconds = models.PositiveSmallIntegerField(_("seconds"), default=60)
    weights = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    # The best so far: what it costs, what no timetable can be below, and how it came there.
    cost = models.FloatField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    placed = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    progress = models.JSONField(default=dict, blank=True)
    # In numbers: waiting, families in one visit, wishes, load of each advisor.
    figures = models.JSONField(default=dict, blank=True)
    # Of which standing of preferences, places and people it was made: an older one is not published.
    digest = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=0)

    TAKE_BACK = datetime.timedelta(days=1)  # for so long a publication can be taken back

    objects = TimetableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "round"])]
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(state__in=["waiting", "running"]), name="timetable_one_running"
            )
        ]

    def __str__(self):
        return f"{self.round}, {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_busy(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_proposal(self):
        """Made, and for the office alone until it publishes it."""
        return self.state == self.State.DONE

    @property
    def can_be_taken_back(self):
        since = timezone.now() - self.TAKE_BACK
        return (
            self.state == self.State.PUBLISHED and self.published_at is not None and self.published_at > since
        )

    @property
    def unplaced(self):
        return self.total - self.placed

    @property
    def moment(self):
        """Changes whenever its page does."""
        return f"{self.revision}-{self.state}"


class Assignment(models.Model):
    """Where one run of the timetable puts a conference, or why it found no place."""

    timetable = models.ForeignKey(Timetable, models.CASCADE, related_name="assignments")
    conference = models.ForeignKey("conferences.Conference", models.CASCADE, related_name="assignments")
    session = models.ForeignKey(
        "conferences.Session", models.CASCADE, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    table = models.PositiveSmallIntegerField(null=True, blank=True)
    interpreter = models.ForeignKey(
        "conferences.Interpreter", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Why this time, or which rule to relax for whom.
    because = models.JSONField(default=dict, blank=True)
    # The office keeps it here: the next run does not move it, and once published nobody does.
    locked = models.BooleanField(default=False)
    # What stood before it was published, for the day on which that can be taken back.
    before = models.JSONField(default=dict, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["timetable", "conference"], name="assignment_once"),
            models.CheckConstraint(
                name="assignment_whole",
                condition=Q(session=None, starts_at=None, ends_at=None, table=None)
                | Q(
                    session__isnull=False,
                    starts_at__isnull=False,
                    table__isnull=False,
                    ends_at__gt=F("starts_at"),
                ),
            ),
        ]

    def __str__(self):
        return f"{self.conference}: {self.starts_at}"

    @property
    def is_kept(self):
        """No run moves it: as the proposal says, or of times that are out the place itself."""
        place = getattr(self.conference, "place", None)
        return self.locked or bool(place and place.locked)


class TimeWish(models.Model):
    """A family asks for another time, or waits for one that is taken."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        OFFERED = "offered", _("A time is offered")
        MET = "met", _("Has another time")
        TAKEN_BACK = "taken_back", _("Taken back")
        ENDED = "ended", _("Ended")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    conference = models.ForeignKey("conferences.Conference", models.CASCADE, related_name="time_wishes")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    line = models.CharField(_("why, if you like to say"), max_length=300, blank=True)
    offered = models.ForeignKey(
        "conferences.Place", models.SET_NULL, null=True, blank=True, related_name="offers"
    )
    offered_until = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TimeWishQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["school", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["conference"],
                condition=Q(state__in=["waiting", "offered"]),
                name="time_wish_one_open",
            )
        ]

    def __str__(self):
        return f"{self.conference}: {self.get_state_display()}"


class WishedTime(models.Model):
    """One of the times that would do."""

    wish = models.ForeignKey(TimeWish, models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["wish", "starts_at"], name="wished_time_once")]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
