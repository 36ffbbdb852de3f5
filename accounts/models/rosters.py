from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.querysets import RosterChangeQuerySet, RosterImportQuerySet, RosterProblemQuerySet


def roster_path(roster_import, filename):
    """A name that says nothing and cannot be guessed, below MEDIA_ROOT, which no web server shows."""
    return f"rosters/{get_random_string(32)}"


class RosterImport(models.Model):
    """One roster: the file, how far it has come, and what it changed."""

    class State(models.TextChoices):
        MATCHING = "matching", _("Columns to name")
        READING = "reading", _("Being read")
        READY = "ready", _("Ready to look at")
        REFUSED = "refused", _("Cannot be used")
        APPLYING = "applying", _("Being brought in")
        APPLIED = "applied", _("Brought in")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")
        DISCARDED = "discarded", _("Put aside")

    UNDO_HOURS = 24

    # Whose office brought it; empty for a district's bundle that a technician brings in by command.
    school = models.ForeignKey("accounts.School", models.PROTECT, null=True, related_name="roster_imports")
    # Every school that it is about.
    schools = models.ManyToManyField("accounts.School", related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    file = models.FileField(upload_to=roster_path, blank=True)
    # Of a plain CSV: which column holds what, by number, and whether it names everybody.
    columns = models.JSONField(default=dict, blank=True)
    # What the office decided about people who may be known already, by sourcedId: "same" or "other".
    decisions = models.JSONField(default=dict, blank=True)
    # What was shown: only that is applied.
    fingerprint = models.CharField(max_length=64, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)  # percent of the job that runs
    summary = models.JSONField(default=dict, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "-at"])]
        constraints = [
            models.CheckConstraint(
                name="roster_import_undone_after_applied",
                condition=Q(undone_at=None) | Q(applied_at__isnull=False),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_busy(self):
        return self.state in (self.State.READING, self.State.APPLYING, self.State.UNDOING)

    @property
    def is_in_hand(self):
        return self.state in (self.State.MATCHING, self.State.READY, self.State.REFUSED)

    @property
    def moment(self):
        """What a page that shows this now need not be told again."""
        return f"{self.state}.{self.progress}"

    def first_group(self, counts):
        """What is looked at first: what must be decided, then whom it would hurt most."""
        present = {group for group, _what in counts}
        return next((str(group) for group in RosterChange.FIRST if group in present), "")

    def groups(self, counts, current):
        """(group, label, lines, [(kind, label, lines)], whether it is shown) of each group that has lines."""
        for group in RosterChange.FIRST:
            kinds = [
                (what, what.label, counts[group, what])
                for what in RosterChange.What
                if (group, what) in counts
            ]
            if kinds:
                yield group, group.label, sum(kind[2] for kind in kinds), kinds, group == current


class RosterChange(models.Model):
    """One row of ours that a roster makes, changes or ends; its values before and after, for the undo.

    The rows of one person share a `subject`; the first of them is the `lead`, a line of the page.
    """

    class Group(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        LEFT = "left", _("Left")
        CONFLICT = "conflict", _("To decide")

    FIRST = (Group.CONFLICT, Group.LEFT, Group.CHANGED, Group.NEW)

    class What(models.TextChoices):
        STUDENT = "student", _("Students")
        FAMILY = "family", _("Family members")
        STAFF = "staff", _("Staff")
        ADVISORY = "advisory", _("Advisories")
        SCHOOL = "school", _("School")

    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="changes", db_index=False)
    school = models.ForeignKey("accounts.School", models.CASCADE, related_name="+", db_index=False, null=True)
    group = models.CharField(max_length=8, choices=Group)
    what = models.CharField(max_length=8, choices=What)
    subject = models.CharField(max_length=260)
    lead = models.BooleanField(default=False)
    name = models.CharField(max_length=310)
    table = models.CharField(max_length=16, blank=True)
    row_id = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)  # null: the row is new
    after = models.JSONField(default=dict)
    # After an undo: why this one was left as it is. Empty: taken back.
    kept = models.CharField(max_length=8, blank=True)

    objects = RosterChangeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["roster_import", "group", "what", "name"],
                condition=Q(lead=True),
                name="roster_change_lines",
            ),
            models.Index(fields=["roster_import", "subject"], name="roster_change_subject"),
        ]

    def __str__(self):
        return f"{self.get_group_display()}: {self.name}"


class RosterProblem(models.Model):
    """What is wrong with a row of the file, or worth knowing; `line` counts from 1, the header's."""

    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="problems")
    grave = models.BooleanField(default=True)  # nothing is brought in before it is corrected
    file = models.CharField(max_length=100)
    line = models.PositiveIntegerField()
    reason = models.TextField()

    objects = RosterProblemQuerySet.as_manager()

    def __str__(self):
        return f"{self.file}, {self.line}: {self.reason}"
