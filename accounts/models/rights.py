"""What a family may ask for about their child's record, how long what is kept, and what was deleted."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.querysets import DeletionQuerySet, RecordRequestQuerySet


class RecordRequest(models.Model):
    """A family asks the office to correct or to delete what is kept about their child.

    A deletion that the office agreed to waits until `runs_at`; until then either side can take it back.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        DELETION = "deletion", _("Deletion")

    class State(models.TextChoices):
        OPEN = "open", _("Waits for the office")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Not agreed")
        WITHDRAWN = "withdrawn", _("Taken back")

    WAITING_DAYS = 14

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(_("what it is about"), max_length=2000, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer to the family"), max_length=2000, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    runs_at = models.DateTimeField(null=True, blank=True)

    objects = RecordRequestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "state", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="record_request_decided_by_and_at",
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="record_request_runs_when_agreed",
                condition=Q(kind="deletion", state="agreed", runs_at__isnull=False) | Q(runs_at=None),
            ),
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(kind="deletion", state__in=["open", "agreed"]),
                name="record_request_one_deletion",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_deletion(self):
        return self.kind == self.Kind.DELETION

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def is_waiting_to_run(self):
        return self.runs_at is not None

    @property
    def can_withdraw(self):
        return self.is_open or self.is_waiting_to_run


class RetentionPeriod(models.Model):
    """How many days a school keeps one class of data, where it chose otherwise than Lectern."""

    school = models.ForeignKey("accounts.School", models.CASCADE, related_name="retention_periods")
    kind = models.CharField(max_length=30)
    days = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "kind"], name="retention_period_once"),
            models.CheckConstraint(name="retention_period_of_a_day", condition=Q(days__gte=1)),
        ]

    def __str__(self):
        return f"{self.kind}: {self.days}"


class Deletion(models.Model):
    """The ledger: what was deleted for good, when and why. Ids, kinds and counts; never content.

    After a backup has been put back, `manage.py replay_deletions` deletes again what is written here.
    """

    at = models.DateTimeField(default=timezone.now)
    school_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=30)  # "request", or the class of data whose time was over
    student_id = models.BigIntegerField(null=True)
    # That the student of this number is the same child, should numbers be given out anew after a restore.
    fingerprint = models.CharField(max_length=64, blank=True)
    people = models.JSONField(default=list)  # keys of the people who were deleted with her
    counts = models.JSONField(default=dict)  # rows by model, and files
    by_id = models.BigIntegerField(null=True)

    objects = DeletionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school_id", "-id"], name="deletion_newest")]

    def __str__(self):
        return f"{self.reason} {self.at:%Y-%m-%d}"

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def words(self):
        """The class of data whose time was over."""
        from accounts.periods import periods

        return next((period.words for period in periods() if period.kind == self.reason), self.reason)
