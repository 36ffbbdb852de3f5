"""Agenda plans: shipped ones to start with, then those of a school or an advisory, version by version."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.bands import BANDS, LAYER
from conferences.models import AgendaTemplate, TemplateCard

PARTS = ("kind", "title", "minutes", "tip", "why", "listening", "picture", "color", "said_in")
# What a plan is, beside its cards; a new version has them from the one before it.
ABOUT = ("grade_low", "grade_high", "look", "is_layer")


@transaction.atomic
def ship_templates(school, *, by=None):
    """Give a school the shipped plans that it has not got yet, in the language of whoever asks.

    A school with grade bands of its own gets a plan for each, made for the grade in its middle.
    """
    for plan in [*plans_for(school), LAYER]:
        about = {
            "grade_low": plan.low,
            "grade_high": plan.high,
            "look": plan.look,
            "is_layer": plan.is_layer,
            "by": by,
        }
        template, made = AgendaTemplate.objects.get_or_create(
            school=school, advisory=None, name=str(plan.name), version=1, defaults=about
        )
        if not made:
            continue
        lay_cards(template, [part._asdict() for part in plan.parts])
        record("template.shipped", template, by=by)


def plans_for(school):
    """The shipped plans, by the school's own bands if it has any."""
    own = list(school.grade_bands.all())
    return [
        plan_of(band)._replace(name=band.name, low=band.grade_low, high=band.grade_high) for band in own
    ] or BANDS


def plan_of(band):
    """The shipped plan that suits a band of the school's own."""
    middle = (band.grade_low + band.grade_high) // 2
    return next(plan for plan in BANDS if plan.low <= middle <= plan.high)


def lay_cards(template, cards):
    """Rows from {part: value}; a card that says why is fixed."""
    TemplateCard.objects.bulk_create(
        TemplateCard(
            template=template,
            position=position,
            fixed=bool(card["why"]),
            minutes=card["minutes"],
            said_in=card.get("said_in") or {},
            **{part: str(card.get(part, "")) for part in PARTS if part not in ("minutes", "said_in")},
        )
        for position, card in enumerate(cards)
    )


def cards_of(template):
    """The cards of a plan as {part: value}, in their order."""
    return list(template.cards.order_by("position", "pk").values(*PARTS))


def newest_of(template):
    """The newest version of this plan; all are held still while one is added or put away."""
    rows = AgendaTemplate.objects.select_for_update().filter(
        school=template.school_id, advisory=template.advisory_id, name=template.name
    )
    return max(rows, key=lambda row: row.version)


@transaction.atomic
def edit_template(template, *, by, version, cards, change="", **about):
    """A new version for the conferences that start from now on; those already begun keep theirs."""
    newest = newest_of(template)
    if newest.version != version:
        raise ValidationError(
            _("Somebody saved a newer version of this plan meanwhile. Please look at it first.")
        )
    fresh = AgendaTemplate.objects.create(
        school_id=template.school_id,
        advisory_id=template.advisory_id,
        name=template.name,
        version=newest.version + 1,
        by=by,
        change=change,
        retired_at=newest.retired_at,
        **{part: about.get(part, getattr(template, part)) for part in ABOUT},
    )
    lay_cards(fresh, cards)
    record("template.edited", fresh, by=by)
    return fresh


@transaction.atomic
def take_up_template(old, *, by):
    """An earlier version becomes the newest again; what came between can still be read."""
    newest = newest_of(old).version
    if newest == old.version:
        raise ValidationError(_("This is the newest version already."))
    change = _("Back to version %(n)d") % {"n": old.version}
    return edit_template(old, by=by, version=newest, cards=cards_of(old), change=change)


@transaction.atomic
def copy_template(template, *, by, name, school, advisory=None):
    """A plan of one's own, beginning as this one is: for the school, or for one advisory."""
    taken = AgendaTemplate.objects.filter(school=school, advisory=advisory, name=name)
    if taken.exists():
        raise ValidationError(_("There is a plan with this name already."))
    made = AgendaTemplate.objects.create(
        school=school,
        advisory=advisory,
        name=name,
        by=by,
        change=_("Made from “%(name)s”") % {"name": template.said_name},
        **{part: getattr(template, part) for part in ABOUT},
    )
    lay_cards(made, cards_of(template))
    record("template.copied", made, by=by)
    return made


@transaction.atomic
def retire_template(template, *, by):
    """No agenda starts from it any more; those that have begun stay as they are.

    Whichever version somebody looks at, it is the plan that is put away.
    """
    newest = newest_of(template)
    moved = AgendaTemplate.objects.filter(pk=newest.pk, retired_at=None).update(retired_at=now())
    if not moved:
        raise ValidationError(_("This plan is put away already."))
    record("template.retired", template, by=by)


@transaction.atomic
def restore_template(template, *, by):
    """Agendas may start from it again."""
    newest = newest_of(template)
    moved = AgendaTemplate.objects.filter(pk=newest.pk, retired_at__isnull=False).update(retired_at=None)
    if not moved:
        raise ValidationError(_("This plan is in use already."))
    record("template.restored", template, by=by)
