"""Agenda plans: shipped ones to start with, then the school's own, version by version."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.bands import BANDS
from conferences.models import AgendaTemplate, TemplateCard

PARTS = ("kind", "title", "minutes", "tip", "why", "listening")


@transaction.atomic
def ship_templates(school, *, by=None):
    """Give a school the shipped plans that it has not got yet, in the language of whoever asks.

    A school with grade bands of its own gets a plan for each, made for the grade in its middle.
    """
    for name, low, high, cards in plans_for(school):
        template, made = AgendaTemplate.objects.get_or_create(
            school=school, name=str(name), version=1, defaults={"grade_low": low, "grade_high": high}
        )
        if not made:
            continue
        lay_cards(template, [dict(zip(PARTS, card, strict=True)) for card in cards])
        record("template.shipped", template, by=by)


def plans_for(school):
    """The shipped plans as (name, from grade, to grade, cards), by the school's bands if it has any."""
    own = list(school.grade_bands.all())
    return [(band.name, band.grade_low, band.grade_high, cards_for(band)) for band in own] or BANDS


def cards_for(band):
    middle = (band.grade_low + band.grade_high) // 2
    return next(cards for _name, low, high, cards in BANDS if low <= middle <= high)


def lay_cards(template, cards):
    """Rows from {part: value}; a card that says why is fixed."""
    TemplateCard.objects.bulk_create(
        TemplateCard(
            template=template,
            position=position,
            fixed=bool(card["why"]),
            **{part: card[part] if part == "minutes" else str(card[part]) for part in PARTS},
        )
        for position, card in enumerate(cards)
    )


@transaction.atomic
def edit_template(template, *, by, version, cards):
    """A new version for the conferences that start from now on; those already begun keep theirs."""
    family = AgendaTemplate.objects.select_for_update().filter(school=template.school_id, name=template.name)
    newest = max(row.version for row in family)
    if newest != version:
        raise ValidationError(
            _("Somebody saved a newer version of this plan meanwhile. Please look at it first.")
        )
    fresh = AgendaTemplate.objects.create(
        school_id=template.school_id,
        name=template.name,
        grade_low=template.grade_low,
        grade_high=template.grade_high,
        version=newest + 1,
    )
    lay_cards(fresh, cards)
    record("template.edited", fresh, by=by)
    return fresh
