from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.models.check_ins import CheckIn
from goals.models.goals import Goal, Step
from goals.models.talk import GoalReply
from goals.querysets import GoalFileQuerySet
from portfolios.models import MediaFile


class GoalFile(MediaFile):
    """A picture of a goal or of a step, the voice of a check-in, or a spoken answer.

    Of each there is one at a time; one that takes its place puts it away. A voice is whose record it is part
    of: the student's, also when a teacher speaks.
    """

    class Part(models.TextChoices):
        WANT = "want", _("What I want")
        CAN = "can", _("What I can already")
        ME = "me", _("Me")  # moves along the trail
        STEP = "step", _("A step")
        CHECK_IN = "check_in", _("A check-in")
        REPLY = "reply", _("An answer")

    # Which of them are pictures of the goal itself.
    OF_GOAL = (Part.WANT, Part.CAN, Part.ME)
    TAKES = (MediaFile.Kind.PICTURE, MediaFile.Kind.AUDIO)

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="files")
    part = models.CharField(max_length=10, choices=Part, default=Part.WANT)
    step = models.ForeignKey(Step, models.CASCADE, null=True, blank=True, related_name="files")
    check_in = models.ForeignKey(CheckIn, models.CASCADE, null=True, blank=True, related_name="files")
    reply = models.ForeignKey(GoalReply, models.CASCADE, null=True, blank=True, related_name="files")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    # Drawn on the page: nobody can be recognised in it.
    drawn = models.BooleanField(default=False)
    # She or her advisor said that somebody else can be seen in it: families are not shown it.
    shows_others = models.BooleanField(default=False)

    objects = GoalFileQuerySet.as_manager()

    class Meta(MediaFile.Meta):
        abstract = False
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["school", "goal"]),
            *MediaFile.Meta.indexes,
        ]
        constraints = [
            *MediaFile.Meta.constraints,
            models.CheckConstraint(
                name="goalfile_part_says_what_it_is_on",
                condition=Q(part__in=["want", "can", "me"], step=None, check_in=None, reply=None)
                | Q(part="step", step__isnull=False, check_in=None, reply=None)
                | Q(part="check_in", step=None, check_in__isnull=False, reply=None)
                | Q(part="reply", step=None, check_in=None, reply__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["goal", "part", "step", "check_in", "reply"],
                condition=Q(removed_at=None),
                nulls_distinct=False,
                name="goalfile_one_of_each",
            ),
            models.CheckConstraint(
                name="goalfile_others_were_told_of",
                condition=Q(shows_others=False) | Q(told_at__isnull=False),
            ),
        ]

    @property
    def student(self):
        return self.goal.student

    @property
    def is_voice(self):
        return self.part in (self.Part.CHECK_IN, self.Part.REPLY)

    @property
    def is_held(self):
        """Families are not shown it: somebody else is in it, or nobody has said yet who is."""
        return self.told_at is None or self.shows_others

    def address(self, what):
        return reverse("goals:goal_file", args=[self.key, what])
