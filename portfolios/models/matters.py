from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolios.querysets import AnswerQuerySet, MattersQuerySet


class Matters(models.Model):
    """What matters to one student, on one page, in her own words. Its answers are rows of their own."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.OneToOneField("accounts.Student", models.CASCADE, related_name="matters")
    # A picture, recording or film of her own that says it better; whoever sees that piece sees it here.
    piece = models.ForeignKey("portfolios.Evidence", models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = MattersQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matters"

    def __str__(self):
        return f"Matters of {self.student_id}"


class Answer(models.Model):
    """What she says to one question. She and her advisor read it; her family when she chooses so."""

    class Question(models.TextChoices):
        CARE = "care", _("What I care about")
        HELPS = "helps", _("What helps me learn")
        TALK = "talk", _("How I like to be talked to")
        PEOPLE = "people", _("People who matter to me")
        LANGUAGES = "languages", _("My languages")
        KNOW = "know", _("What I want you to know")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=10, choices=Question)
    text = models.TextField(_("my words"), blank=True, max_length=2_000)
    for_family = models.BooleanField(_("my family may read it"), default=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "question"], name="answer_once"),
            models.CheckConstraint(
                name="answer_question_known",
                condition=Q(question__in=["care", "helps", "talk", "people", "languages", "know"]),
            ),
        ]

    def __str__(self):
        return self.text[:60]
