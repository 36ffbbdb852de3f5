from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conferences.querysets import OutreachCallQuerySet, PreferenceQuerySet


class Preference(models.Model):
    """What one household says before the times are made; an adult of no household says it for herself."""

    class Joint(models.TextChoices):
        JOINT = "joint", _("Together with the other household")
        SEPARATE = "separate", _("A conference of our own")

    class Siblings(models.TextChoices):
        ROW = "row", _("One after the other")
        AT_ONCE = "at_once", _("At the same time: we are two adults")
        ANY = "any", _("As it comes")

    class Way(models.TextChoices):
        SCHOOL = "school", _("At school")
        REMOTE = "remote", _("By video")
        EITHER = "either", _("Either is fine")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    round = models.ForeignKey("conferences.Round", models.CASCADE, related_name="preferences")
    household = models.ForeignKey(
        "accounts.Household", models.CASCADE, null=True, blank=True, related_name="preferences"
    )
    adult = models.ForeignKey(
        "accounts.User", models.CASCADE, null=True, blank=True, related_name="preferences"
    )
    # Any time will do; else the windows say when, and none of them says never.
    any_time = models.BooleanField(_("any time is fine"), default=False)
    not_before = models.TimeField(_("never before"), null=True, blank=True)
    way = models.CharField(_("where"), max_length=6, choices=Way, default=Way.SCHOOL)
    siblings = models.CharField(_("several children"), max_length=7, choices=Siblings, default=Siblings.ROW)
    joint = models.CharField(_("two households"), max_length=8, choices=Joint, blank=True)
    interpreter = models.BooleanField(_("an interpreter"), default=False)
    interpreter_language = models.CharField(_("interpreter’s language"), max_length=60, blank=True)
    # What helps them to come: a ramp, a seat near the door, a quiet room. For the school alone.
    access = models.CharField(_("what would help you"), max_length=300, blank=True)
    line = models.CharField(_("anything else about the time"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    # Said on the telephone or on paper, and written down by the office.
    by_office = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "round"])]
        constraints = [
            models.UniqueConstraint(fields=["round", "household"], name="preference_once"),
            models.UniqueConstraint(fields=["round", "adult"], name="preference_once_alone"),
            models.CheckConstraint(
                name="preference_of_one",
                condition=Q(household=None, adult__isnull=False) | Q(household__isnull=False, adult=None),
            ),
            models.CheckConstraint(
                name="preference_interpreter_of_a_language",
                condition=Q(interpreter=True) | Q(interpreter_language=""),
            ),
        ]

    def __str__(self):
        return f"{self.household or self.adult}, {self.round}"


class Window(models.Model):
    """A time at which a household can come; the best ones are wished for."""

    preference = models.ForeignKey(Preference, models.CASCADE, related_name="windows")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    best = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["preference", "starts_at"], name="window_once"),
            models.CheckConstraint(name="window_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class OutreachCall(models.Model):
    """Somebody of the school called, wrote or went there; what came of it."""

    class How(models.TextChoices):
        PHONE = "phone", _("Telephone")
        MESSAGE = "message", _("Message")
        LETTER = "letter", _("Letter")
        VISIT = "visit", _("Visit")
        GATE = "gate", _("At the school gate")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Spoken with")
        NO_ANSWER = "no_answer", _("Nobody answered")
        LEFT_WORD = "left_word", _("Left word")
        WRONG = "wrong", _("The number or address is wrong")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    round = models.ForeignKey("conferences.Round", models.CASCADE, related_name="outreach_calls")
    household = models.ForeignKey(
        "accounts.Household", models.CASCADE, null=True, blank=True, related_name="outreach_calls"
    )
    adult = models.ForeignKey(
        "accounts.User", models.CASCADE, null=True, blank=True, related_name="outreach_calls"
    )
    how = models.CharField(_("how"), max_length=7, choices=How, default=How.PHONE)
    outcome = models.CharField(_("what came of it"), max_length=9, choices=Outcome)
    line = models.CharField(_("in a line"), max_length=300, blank=True)
    again_on = models.DateField(_("again on"), null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OutreachCallQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["school", "round"])]
        constraints = [
            models.CheckConstraint(
                name="outreach_call_of_one",
                condition=Q(household=None, adult__isnull=False) | Q(household__isnull=False, adult=None),
            )
        ]

    def __str__(self):
        return f"{self.household or self.adult}: {self.get_outcome_display()}"
