import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.querysets import CheckInQuerySet, CommitmentQuerySet, GoalQuerySet, StepQuerySet, is_due


class HowFar(models.IntegerChoices):
    """Where the student places herself on the way. A place, never a mark."""

    NOT_STARTED = 0, _("Not started")
    LITTLE = 1, _("A little")
    HALF_WAY = 2, _("Half way")
    NEARLY = 3, _("Nearly")
    THERE = 4, _("There")


class Goal(models.Model):
    """What a student wants, what she will do, what she needs. She sets it; advisors review support."""

    class Format(models.TextChoices):
        WANT_WILL_NEED = "want_will_need", _("I want / I will / I need")

    class Area(models.TextChoices):
        ACADEMIC = "academic", _("Learning")
        HABITS = "habits", _("Habits")
        WELLBEING = "wellbeing", _("Feeling well")
        COMMUNITY = "community", _("Me and others")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        STUCK = "stuck", _("Stuck")
        REACHED = "reached", _("Reached")
        CHANGED = "changed", _("Changed")
        SET_ASIDE = "set_aside", _("Set aside")

    class Reason(models.IntegerChoices):
        """Why a goal waits for its advisor; who needs it most comes first."""

        HELP = 1, _("Would like help")
        STUCK = 2, _("Stuck")
        QUIET = 3, _("Quiet for three weeks")
        NEW = 4, _("New goal")
        CHANGED = 5, _("Changed")
        CHECKED_IN = 6, _("Checked in")
        SET_ASIDE = 7, _("Set aside")
        REACHED = 8, _("Reached")

    OPEN_STATES = (State.PLANNED, State.UNDER_WAY, State.STUCK, State.CHANGED)

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="goals")
    format = models.CharField(max_length=20, choices=Format, default=Format.WANT_WILL_NEED)
    area = models.CharField(_("about"), max_length=10, choices=Area, default=Area.ACADEMIC)
    target = models.ForeignKey("portfolios.Target", models.SET_NULL, null=True, blank=True, related_name="+")
    want = models.CharField(_("I want"), max_length=300)
    will = models.TextField(_("I will"), blank=True, max_length=2000)
    need_from_family = models.CharField(_("I need from my family"), blank=True, max_length=500)
    need_from_teacher = models.CharField(_("I need from my teacher"), blank=True, max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    progress = models.PositiveSmallIntegerField(choices=HowFar, default=HowFar.NOT_STARTED)
    until = models.DateField(_("until"), null=True, blank=True)
    shared_with_family = models.BooleanField(_("my family may see it"), default=False)
    set_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    # When its advisor has last answered; news since then waits in the review queue.
    reviewed_at = models.DateTimeField(null=True, blank=True)
    news_at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(default=uuid.uuid4)
    revision = models.PositiveIntegerField(default=0)

    objects = GoalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "student", "-set_at"])]
        constraints = [
            models.UniqueConstraint(fields=["student", "form_key"], name="goal_once_per_form"),
            models.CheckConstraint(name="goal_progress_of_four", condition=Q(progress__range=(0, 4))),
            models.CheckConstraint(
                name="goal_ended_matches_state",
                condition=Q(state__in=["reached", "set_aside"], ended_at__isnull=False)
                | Q(state__in=["planned", "under_way", "stuck", "changed"], ended_at=None),
            ),
        ]

    def __str__(self):
        return self.want

    @property
    def is_open(self):
        return self.ended_at is None

    @property
    def percent(self):
        return self.progress * 25

    @property
    def is_due(self):
        return is_due(self)

    @property
    def is_answered(self):
        """Her advisor has answered since the student last said something."""
        return self.reviewed_at is not None and self.reviewed_at > self.news_at

    @property
    def waits_because(self):
        """The reason of `with_reason()`, in words."""
        return self.Reason(self.reason).label  # type: ignore[attr-defined]

    @property
    def story(self):
        """Her check-ins and the answers to them, newest first."""
        return sorted([*self.check_ins.all(), *self.replies.all()], key=lambda e: e.at, reverse=True)


class Step(models.Model):
    """One small thing to do on the way."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="steps")
    text = models.CharField(_("step"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["goal", "position"], name="step_position_once")]

    def __str__(self):
        return self.text


class CheckIn(models.Model):
    """Two minutes on a goal: still mine? how far? one line; is help needed?"""

    class Still(models.TextChoices):
        KEEP = "keep", _("Keep going")
        CHANGE = "change", _("Change it")
        DONE = "done", _("I reached it")
        DROP = "drop", _("Set it aside")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="check_ins")
    still = models.CharField(_("still my goal?"), max_length=10, choices=Still, default=Still.KEEP)
    progress = models.PositiveSmallIntegerField(_("how far?"), choices=HowFar)
    line = models.CharField(_("one line about it"), blank=True, max_length=500)
    wants_help = models.BooleanField(_("I would like help"), default=False)
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(default=uuid.uuid4)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["school", "goal", "-at"])]
        constraints = [
            models.UniqueConstraint(fields=["goal", "form_key"], name="check_in_once_per_form"),
            models.CheckConstraint(name="check_in_progress_of_four", condition=Q(progress__range=(0, 4))),
        ]

    def __str__(self):
        return self.line or self.get_still_display()


class GoalReply(models.Model):
    """An advisor's answer to a goal and its newest check-in; empty text is "I have read it"."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="replies")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    text = models.TextField(blank=True, max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["goal", "form_key"], name="goal_reply_once_per_form")]

    def __str__(self):
        return self.text[:60]


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
    check_on = models.DateField(_("first check-in"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    line = models.CharField(_("how it went"), blank=True, max_length=500)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "student", "state"])]

    def __str__(self):
        return self.text
