import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolios.querysets import CommentQuerySet


class Comment(models.Model):
    """What an adult says about a piece: a glow, a grow, or both. She speaks as herself.

    The student may answer, and may hide it from her pages; the school sees that she did. What is hurtful
    the school takes away, with a reason.
    """

    class Voice(models.TextChoices):
        FAMILY = "family", _("Family")
        ADVISOR = "advisor", _("Advisor")
        GUEST = "guests", _("Guest")
        PANEL = "panel", _("On the panel")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    evidence = models.ForeignKey("portfolios.Evidence", models.CASCADE, related_name="comments")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    # As whom she spoke that day: her circle, and in the child's words who she is ("grandmother").
    voice = models.CharField(max_length=10, choices=Voice)
    relation = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, blank=True)
    form_key = models.UUIDField(default=uuid.uuid4)
    glow = models.TextField(_("glow"), blank=True, max_length=2000)
    grow = models.TextField(_("grow"), blank=True, max_length=2000)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    # How it read before its writer changed it, {"glow", "grow", "until"} each. The school reads it when it
    # looks at a comment, so that nobody can unsay what a child has read.
    earlier = models.JSONField(default=list, blank=True)
    answer = models.TextField(_("answer"), blank=True, max_length=2000)
    answered_at = models.DateTimeField(null=True, blank=True)
    # By the student, from her pages.
    hidden_at = models.DateTimeField(null=True, blank=True)
    # The student asked the school to look at it.
    worried_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    # By the school, from everybody's pages; why is for the school alone.
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    taken_why = models.CharField(max_length=500, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [
            models.Index(fields=["school", "evidence"]),
            models.Index(
                fields=["school"],
                condition=Q(worried_at__isnull=False, settled_at=None),
                name="comment_worried",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "by", "form_key"], name="comment_once_per_form"),
            models.CheckConstraint(name="comment_says_something", condition=~Q(glow="", grow="")),
            models.CheckConstraint(
                name="comment_voice_known", condition=Q(voice__in=["family", "advisor", "guests", "panel"])
            ),
            models.CheckConstraint(
                name="comment_answered_at",
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_settled_by_and_at",
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_taken_by_at_and_why",
                condition=Q(taken_at=None, taken_by=None, taken_why="")
                | Q(taken_at__isnull=False, taken_by__isnull=False) & ~Q(taken_why=""),
            ),
        ]

    def __str__(self):
        return (self.glow or self.grow)[:60]
