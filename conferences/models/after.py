from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conferences.models.conferences import Conference
from conferences.models.rounds import Round
from conferences.querysets.after import LookBackQuerySet, SurveyAnswerQuerySet


class LookBack(models.Model):
    """How did it go? The student's own words afterwards, for herself and her advisor."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    conference = models.OneToOneField(Conference, models.CASCADE, related_name="look_back")
    face = models.PositiveSmallIntegerField(null=True, blank=True)  # 1, hard, to 5, great
    proud = models.TextField(_("what I am proud of"), blank=True, max_length=2000)
    surprise = models.TextField(_("what surprised me"), blank=True, max_length=2000)
    next_time = models.TextField(_("what I do differently next time"), blank=True, max_length=2000)
    shared_with_family = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=0)

    objects = LookBackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="look_back_face_known", condition=Q(face=None) | Q(face__range=(1, 5))
            )
        ]

    def __str__(self):
        return str(self.conference)

    # The drawing and the words of each face, from hard to great.
    FACES = {
        1: ("hard", _("Hard")),
        2: ("puzzled", _("So-so")),
        3: ("calm", _("All right")),
        4: ("proud", _("Good")),
        5: ("wow", _("Great")),
    }

    @property
    def face_name(self):
        return self.FACES[self.face][0] if self.face else ""

    @property
    def face_words(self):
        return self.FACES[self.face][1] if self.face else ""


class SurveyAnswer(models.Model):
    """One person's answers: of a student or a family on a conference, of staff on a round."""

    class Who(models.TextChoices):
        STUDENT = "student", _("Students")
        FAMILY = "family", _("Families")
        STAFF = "staff", _("Staff")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="survey_answers")
    conference = models.ForeignKey(
        Conference, models.CASCADE, null=True, blank=True, related_name="survey_answers"
    )
    who = models.CharField(max_length=10, choices=Who)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, blank=True)  # {question: 1, not at all, to 4, very much}
    line = models.TextField(_("anything else"), blank=True, max_length=1000)
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "round", "who"])]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "conference", "who", "by"],
                nulls_distinct=False,
                name="survey_answer_once_each",
            ),
            models.CheckConstraint(
                name="survey_answer_about_a_conference",
                condition=Q(who="staff", conference=None)
                | Q(who__in=["student", "family"], conference__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.round}: {self.get_who_display()}"
