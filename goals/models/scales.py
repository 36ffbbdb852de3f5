from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class HowFar(models.IntegerChoices):
    """Where the student places herself on the way. A place, never a mark."""

    NOT_STARTED = 0, gettext_lazy("Not started")
    LITTLE = 1, gettext_lazy("A little")
    HALF_WAY = 2, gettext_lazy("Half way")
    NEARLY = 3, gettext_lazy("Nearly")
    THERE = 4, gettext_lazy("There")


class Measured(models.Model):
    """How far she is, from 0 to `top`, on the scale that she chose when she set the goal.

    Each check-in keeps the scale it was made on, so that a story stays readable after the goal's has changed.
    """

    class Scale(models.TextChoices):
        WORDS = "words", gettext_lazy("In words")
        TRAIL = "trail", gettext_lazy("On a trail")
        TEN = "ten", gettext_lazy("From 0 to 10")
        COUNT = "count", gettext_lazy("By counting")

    scale = models.CharField(max_length=10, choices=Scale, default=Scale.WORDS)
    top = models.PositiveSmallIntegerField(default=4)
    # What is counted, in her words: "books".
    unit = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True

    @property
    def percent(self):
        return round(100 * self.progress / self.top)  # type: ignore[attr-defined]

    @property
    def stair(self):
        """On which of five stairs she is, 0 to 4, for a small picture; up there only when she is there."""
        return 4 if self.percent >= 100 else min(3, round(self.percent / 25))

    @property
    def how_far(self):
        """The same in words: "Half way", "6 of 10", "7 of 20 books"."""
        progress = self.progress  # type: ignore[attr-defined]
        if self.scale in (self.Scale.WORDS, self.Scale.TRAIL):
            return HowFar(progress).label
        words = _("%(n)s of %(top)s") % {"n": progress, "top": self.top}
        return f"{words} {self.unit}" if self.unit else words


def scale_rules(name):
    """What the database knows of these columns, for the model of this name."""
    return [
        models.CheckConstraint(name=f"{name}_progress_on_scale", condition=Q(progress__lte=F("top"))),
        models.CheckConstraint(
            name=f"{name}_scale_has_its_top",
            condition=Q(scale__in=["words", "trail"], top=4)
            | Q(scale="ten", top=10)
            | Q(scale="count", top__range=(1, 1000)),
        ),
    ]
