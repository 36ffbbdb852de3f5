import datetime
import uuid
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.colours import address_part
from accounts.grades import grade_words
from accounts.querysets import (
    DistrictMembershipQuerySet,
    DistrictQuerySet,
    GradeBandQuerySet,
    LogoQuerySet,
    SchoolQuerySet,
)
from accounts.words import Words

HEX = r"^#[0-9a-f]{6}$"


def validate_timezone(name):
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone, such as America/New_York."), params={"name": name}
        )


def every_language():
    return [code for code, _name in settings.LANGUAGES]


def colour_field(label):
    """A color of the school's own, such as #6b3fa0; empty is Lectern's."""
    return models.CharField(label, max_length=7, blank=True, validators=[RegexValidator(HEX)])


class District(models.Model):
    """Several schools with one administration. Its people see how the schools are set up, and no child."""

    name = models.CharField(_("name"), max_length=200, unique=True)

    objects = DistrictQuerySet.as_manager()

    def __str__(self):
        return self.name


class DistrictMembership(models.Model):
    """A person's place at a district. Leavers are ended, never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="district_memberships")
    district = models.ForeignKey(District, models.PROTECT, related_name="memberships")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DistrictMembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "district"], name="district_membership_once")]

    def __str__(self):
        return f"{self.user} ({self.district})"


class School(models.Model):
    """A school: the wall that no row of another school comes through."""

    name = models.CharField(_("name"), max_length=200)
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="schools")
    source_id = models.CharField(_("id in the roster"), max_length=255, blank=True)
    timezone = models.CharField(
        _("time zone"), max_length=64, default="America/New_York", validators=[validate_timezone]
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("languages"), default=every_language
    )
    # The school's own words by language: {"en": {"conference": "Learning review"}}. None is Lectern's.
    labels = models.JSONField(default=dict, blank=True)
    accent = colour_field(_("color of the school"))
    accent_portfolio = colour_field(_("color of the portfolio"))
    accent_goals = colour_field(_("color of goals"))
    logo = models.ForeignKey("accounts.Logo", models.SET_NULL, null=True, blank=True, related_name="+")
    # Cards are one factor and get lost on the way home: they open within these hours. Empty: at any time.
    cards_from = models.TimeField(
        _("cards open from"), null=True, blank=True, default=datetime.time(6), help_text=_("School time.")
    )
    cards_until = models.TimeField(
        _("cards open until"),
        null=True,
        blank=True,
        default=datetime.time(21),
        help_text=_("Late enough for an evening of conferences. Leave both empty for any time."),
    )
    cards_on_weekends = models.BooleanField(_("cards open on weekends too"), default=False)
    picture_up_to_grade = models.SmallIntegerField(
        _("a picture after the card, up to grade"),
        null=True,
        blank=True,
        default=2,
        help_text=_("The youngest scan their card and tap the picture that only they know. Empty: nobody."),
    )
    # Rights pass to a student at 18. What she shares, her family goes on seeing only if she says so, or here.
    families_follow_adults = models.BooleanField(
        _("families go on following students who are 18"), default=False
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="school_card_hours_are_two",
                condition=models.Q(cards_from=None, cards_until=None)
                | models.Q(
                    cards_from__isnull=False,
                    cards_until__isnull=False,
                    cards_from__lt=models.F("cards_until"),
                ),
            ),
            models.UniqueConstraint(
                fields=["source_id"], condition=~Q(source_id=""), name="school_source_id_unique"
            ),
            models.CheckConstraint(
                name="school_language_offered",
                condition=Q(languages__contains=[F("language")]),
            ),
            models.CheckConstraint(
                name="school_colors_plain",
                condition=(Q(accent="") | Q(accent__regex=HEX))
                & (Q(accent_portfolio="") | Q(accent_portfolio__regex=HEX))
                & (Q(accent_goals="") | Q(accent_goals__regex=HEX)),
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def from_shown(cls, row):
        """A school as it came with a session: what pages show, and whether the person works there."""
        logo = {name: row.pop(f"logo_{name}") for name in ("key", "width", "height")}
        works_here = row.pop("works_here")
        school = cls(**row, logo=Logo(**logo) if logo["key"] else None)
        school.works_here = works_here  # type: ignore[attr-defined]
        return school

    @property
    def words(self):
        return Words(self)

    @property
    def language_names(self):
        """The languages it offers, each by its own name."""
        return [get_language_info(code)["name_local"] for code in self.languages]

    @property
    def colours(self):
        """The part of an address that stands for its colors; "" for Lectern's own."""
        return address_part(self)


class Logo(models.Model):
    """A picture of the school's, drawn anew. Each has an address that never shows anything else."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    image = models.FileField(upload_to="logos", max_length=200)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects = LogoQuerySet.as_manager()

    def __str__(self):
        return f"Logo {self.pk}"


class GradeBand(models.Model):
    """The grades that a school thinks of together, and what it calls them. None are Lectern's own four."""

    school = models.ForeignKey(School, models.CASCADE, related_name="grade_bands")
    name = models.CharField(_("name"), max_length=60)
    grade_low = models.SmallIntegerField(_("from grade"))
    grade_high = models.SmallIntegerField(_("to grade"))

    objects = GradeBandQuerySet.as_manager()

    class Meta:
        ordering = ["grade_low"]
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="grade_band_name_once"),
            models.CheckConstraint(
                name="grade_band_in_order",
                condition=Q(grade_low__gte=0, grade_high__lte=12, grade_high__gte=F("grade_low")),
            ),
            # A grade belongs to one band of its school. The school is part of the range, so that the range
            # alone tells, without an extension of Postgres.
            ExclusionConstraint(
                name="grade_band_without_overlap",
                expressions=[
                    (
                        Func(
                            F("school") * 100 + F("grade_low"),
                            F("school") * 100 + F("grade_high"),
                            Value("[]"),
                            function="int8range",
                        ),
                        "&&",
                    )
                ],
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def grade_words(self):
        return grade_words(self.grade_low, self.grade_high)
