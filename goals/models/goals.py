import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals import formats
from goals.models.scales import HowFar, Measured, scale_rules
from goals.querysets import GoalQuerySet, StepQuerySet, is_due


class Goal(Measured):
    """What a student wants, what she will do, what she needs. She sets it; advisors review support."""

    class Format(models.TextChoices):
        """How she writes it down; the school says which it offers, she chooses (goals/formats.py)."""

        PICTURE = "picture", _("Picture goal")
        WANT_WILL_NEED = "want_will_need", _("I want / I will / I need")
        EXACT = "exact", _("Goal and exact action")
        WOOP = "woop", _("Wish, outcome, obstacle, plan")
        SMART = "smart", _("SMART goal")
        HABIT = "habit", _("Habit")
        WEEKLY = "weekly", _("This week")
        PATHWAY = "pathway", _("Long aim and next move")

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
    # What only her format asks: the name of a question in goals/formats.py to her words.
    answers = models.JSONField(default=dict, blank=True)
    need_from_family = models.CharField(_("I need from my family"), blank=True, max_length=500)
    need_from_teacher = models.CharField(_("I need from my teacher"), blank=True, max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    progress = models.PositiveSmallIntegerField(default=HowFar.NOT_STARTED)
    until = models.DateField(_("until"), null=True, blank=True)
    shared_with_family = models.BooleanField(_("my family may see it"), default=False)
    set_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The day of the next check-in, by the rhythm of her advisory (goals/rhythms.py); none for one that ended.
    due_on = models.DateField(null=True, blank=True)
    # From when on it counts as quiet: three weeks without a word, holidays not counted (goals/rhythms.py).
    quiet_on = models.DateField(null=True, blank=True)
    # When she was last reminded of a check-in, so that nobody is reminded twice.
    reminded_at = models.DateTimeField(null=True, blank=True)
    # When its advisor has last answered; news since then waits in the review queue.
    reviewed_at = models.DateTimeField(null=True, blank=True)
    news_at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(default=uuid.uuid4)
    revision = models.PositiveIntegerField(default=0)

    objects = GoalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["school", "student", "-set_at"]),
            models.Index(fields=["due_on"], condition=Q(ended_at=None), name="goal_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["student", "form_key"], name="goal_once_per_form"),
            *scale_rules("goal"),
            models.CheckConstraint(
                name="goal_format_known",
                condition=Q(
                    format__in=[
                        "picture",
                        "want_will_need",
                        "exact",
                        "woop",
                        "smart",
                        "habit",
                        "weekly",
                        "pathway",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="goal_ended_matches_state",
                condition=Q(state__in=["reached", "set_aside"], ended_at__isnull=False)
                | Q(state__in=["planned", "under_way", "stuck", "changed"], ended_at=None),
            ),
        ]

    def __str__(self):
        return self.want

    @property
    def written_in(self):
        """The format in which she wrote it: its questions and their headings."""
        return formats.FORMATS[self.format]

    @property
    def said(self):
        """Her words beside the title, by their format (`formats.Said`). Needs her name: student__user."""
        return formats.said(vars(self), self.student.first_name)

    @property
    def trail(self):
        """The stops of the trail, from the first to the last."""
        return HowFar.labels

    @property
    def in_short(self):
        """One line of what she does for it; empty where the format has none."""
        return formats.in_short(vars(self))

    @property
    def is_open(self):
        return self.ended_at is None

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

    def shown_file(self, **what):
        """The file of this part, step, check-in or answer, of those fetched for a person (`with_files`)."""
        files = getattr(self, "shown_files", ())
        return next(
            (one for one in files if all(getattr(one, name) == of for name, of in what.items())), None
        )

    @property
    def is_getting_ready(self):
        """A file of those fetched for a person has only just come."""
        return any(file.is_waiting for file in getattr(self, "shown_files", ()))

    @property
    def picture(self):
        """What she wants."""
        return self.shown_file(part="want")

    @property
    def picture_can(self):
        """What she can already."""
        return self.shown_file(part="can")

    @property
    def picture_me(self):
        """Herself, on the trail."""
        return self.shown_file(part="me")


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

    @property
    def picture(self):
        return self.goal.shown_file(step_id=self.pk)
