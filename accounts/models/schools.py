import datetime
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.querysets import SchoolQuerySet


def validate_timezone(name):
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone, such as America/New_York."), params={"name": name}
        )


class School(models.Model):
    """A school: the wall that no row of another school comes through."""

    name = models.CharField(_("name"), max_length=200)
    source_id = models.CharField(_("id in the roster"), max_length=255, blank=True)
    timezone = models.CharField(
        _("time zone"), max_length=64, default="America/New_York", validators=[validate_timezone]
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    conference_label = models.CharField(_("word for a conference"), max_length=60, default="Conference")
    advisory_label = models.CharField(_("word for an advisory"), max_length=60, default="Advisory")

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
                fields=["source_id"], condition=~models.Q(source_id=""), name="school_source_id_unique"
            ),
        ]

    def __str__(self):
        return self.name
