from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolios.querysets import PromptQuerySet, ReflectionQuerySet


class Prompt(models.Model):
    """A question to think with. Shipped ones belong to no school; students may change or skip any."""

    class Function(models.TextChoices):
        CHOOSE = "choose", _("Choose")
        DESCRIBE = "describe", _("Describe")
        THINK = "think", _("Think")
        NEXT = "next", _("Next")
        GROWTH = "growth", _("Growth")
        STRUGGLE = "struggle", _("Struggle")
        HABITS = "habits", _("Habits")
        OUTSIDE = "outside", _("Outside school")
        FAMILY = "family", _("For my family")
        FEEDBACK = "feedback", _("Feedback")
        FUTURE = "future", _("Future")

    school = models.ForeignKey("accounts.School", models.CASCADE, null=True, blank=True, related_name="+")
    function = models.CharField(max_length=10, choices=Function)
    text = models.CharField(max_length=300)
    grade_low = models.SmallIntegerField(default=0)
    grade_high = models.SmallIntegerField(default=12)

    objects = PromptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "text"], name="prompt_once", nulls_distinct=False)
        ]

    def __str__(self):
        return self.text


class Reflection(models.Model):
    """What a student thinks about one piece. Her words are never overwritten by an older page."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    evidence = models.OneToOneField("portfolios.Evidence", models.CASCADE, related_name="reflection")
    # The question as she answered it: hers if she changed it, empty if she skipped it.
    prompt = models.ForeignKey(Prompt, models.SET_NULL, null=True, blank=True, related_name="+")
    question = models.CharField(_("question"), max_length=300, blank=True)
    text = models.TextField(_("my words"), blank=True, max_length=20_000)
    skipped = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reflection_skipped_is_empty", condition=Q(skipped=False) | Q(text="")
            ),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def is_begun(self):
        return bool(self.text or self.question)

    @property
    def is_done(self):
        return bool(self.text) or self.skipped
