import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models.goals import Goal
from goals.querysets import GoalReplyQuerySet, GoalTeacherQuerySet


class GoalReply(models.Model):
    """What somebody said about a goal. An advisor's answer with empty text is "I have read it"."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("Answer of the advisor")
        NOTE = "note", _("Note of a teacher")
        HELP = "help", _("How can I help?")  # a family member asks
        HOME = "home", _("Seen at home")  # a family member noted what happened there
        HERS = "hers", _("Answer of the student")

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="replies")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ANSWER)
    # What she answers: somebody's question.
    to = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    text = models.TextField(blank=True, max_length=2000)
    # When it was seen at home, and the piece that the student made of it, if she did.
    seen_on = models.DateField(null=True, blank=True)
    evidence = models.ForeignKey(
        "portfolios.Evidence", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(default=uuid.uuid4)

    objects = GoalReplyQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "form_key"], name="goal_reply_once_per_form"),
            models.CheckConstraint(
                name="goal_reply_kind_known",
                condition=Q(kind__in=["answer", "note", "help", "home", "hers"]),
            ),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def voice(self):
        """The spoken answer, of the files fetched with the goal (`with_files`)."""
        return self.goal.shown_file(reply_id=self.pk)


class GoalTeacher(models.Model):
    """A teacher of another subject, whom the student or her advisor asked to look at one goal."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="teachers")
    teacher = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    # When she was asked no more; what she wrote stays.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GoalTeacherQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "teacher"], condition=Q(ended_at=None), name="goal_teacher_once"
            )
        ]

    def __str__(self):
        return str(self.teacher)
