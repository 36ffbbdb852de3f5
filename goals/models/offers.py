from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from goals.models.goals import Goal
from goals.querysets import OfferQuerySet, RhythmQuerySet


class Offer(models.Model):
    """A format that a school offers, for these grades. A school without any offers Lectern's own choice."""

    school = models.ForeignKey("accounts.School", models.CASCADE, related_name="+")
    format = models.CharField(max_length=20, choices=Goal.Format)
    grade_low = models.SmallIntegerField(default=0)
    grade_high = models.SmallIntegerField(default=12)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "format"], name="offer_once"),
            models.CheckConstraint(
                name="offer_grades_in_order",
                condition=Q(grade_low__gte=0, grade_high__lte=12, grade_low__lte=F("grade_high")),
            ),
        ]

    def __str__(self):
        return self.format


class Rhythm(models.Model):
    """How often an advisory checks in on its goals. One without an advisory is the school's."""

    school = models.ForeignKey("accounts.School", models.CASCADE, related_name="+")
    advisory = models.OneToOneField(
        "accounts.Advisory", models.CASCADE, null=True, blank=True, related_name="rhythm"
    )
    weeks = models.PositiveSmallIntegerField(_("weeks between check-ins"), default=2)
    # 0 is Monday; empty is the day on which the last check-in was.
    weekday = models.PositiveSmallIntegerField(_("day of the week"), null=True, blank=True)
    reminds = models.BooleanField(_("remind students by mail"), default=True)
    # Holidays: nothing is due, nobody is reminded, and nobody counts as quiet.
    rests_from = models.DateField(_("rests from"), null=True, blank=True)
    rests_until = models.DateField(_("rests until"), null=True, blank=True)

    objects = RhythmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"], condition=Q(advisory=None), name="rhythm_of_the_school_once"
            ),
            models.CheckConstraint(name="rhythm_weeks", condition=Q(weeks__range=(1, 8))),
            models.CheckConstraint(
                name="rhythm_weekday", condition=Q(weekday=None) | Q(weekday__range=(0, 6))
            ),
            models.CheckConstraint(
                name="rhythm_rests_in_order",
                condition=Q(rests_from=None, rests_until=None)
                | Q(rests_from__isnull=False, rests_until__isnull=False, rests_from__lte=F("rests_until")),
            ),
        ]

    def __str__(self):
        return f"{self.advisory or self.school}: {self.weeks}"

    @property
    def weekday_name(self):
        return "" if self.weekday is None else WEEKDAYS[self.weekday]
