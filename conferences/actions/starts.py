"""An agenda that starts from the last one instead of from the plan."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.agendas import copied, last_commitments
from conferences.models import Card, Conference

Kind = Card.Kind
ONCE = (Kind.WELCOME, Kind.CLOSING)


@transaction.atomic
def start_from_last(conference, *, by):
    """Her own parts, their order and her talking points of last time; pieces and goals she chooses anew.

    What is always there follows the plan of today, so that nobody misses a part that is new this year.
    """
    last = Conference.objects.last_of(conference).first()
    template = conference.plan
    if last is None:
        raise ValidationError(_("There is no conference to start from yet."))
    begun = Conference.objects.filter(pk=conference.pk, state=Conference.State.NOT_STARTED).update(
        state=Conference.State.BUILDING,
        template=template,
        look=template.look if template else last.look,
        revision=F("revision") + 1,
    )
    if not begun:
        raise ValidationError(_("You have already started this agenda."))
    fixed = list(template.cards.filter(fixed=True).order_by("position", "pk")) if template else []
    cards = cards_of_last(last, conference, fixed)
    if conference.student.commitments.from_last_conference().exists():
        cards.insert(0, last_commitments(conference))
    for position, card in enumerate(cards):
        card.position = position
    Card.objects.bulk_create(cards)
    record("agenda.started", conference, by=by)


@transaction.atomic
def start_from_pair(conference, *, by):
    """For another household: her agenda as she has it, with work, goals and words; from here on its own."""
    pair = Conference.objects.of_pair(conference).exclude(pk=conference.pk)
    first = pair.exclude(state=Conference.State.NOT_STARTED).first()
    if first is None:
        raise ValidationError(_("There is no agenda to start from yet."))
    begun = Conference.objects.filter(pk=conference.pk, state=Conference.State.NOT_STARTED).update(
        state=Conference.State.BUILDING,
        template=first.template_id,
        look=first.look,
        revision=F("revision") + 1,
    )
    if not begun:
        raise ValidationError(_("You have already started this agenda."))
    for card in first.cards.kept().prefetch_related("evidence", "goals"):
        same = copied(card, conference)
        for part in ("tip", "position", "talking_points", "dictated_to", "pair_id"):
            setattr(same, part, getattr(card, part))
        same.save()
        same.evidence.set(card.evidence.all())
        same.goals.set(card.goals.all())
    record("agenda.started", conference, by=by)


def cards_of_last(last, conference, fixed):
    """Copies of last time's parts, each fixed one as the plan has it today, and those that are new.

    There is one welcome and one end, also when last year's plan left them free. A part that is new this
    year comes after her own, and the welcome before all.
    """
    cards = []
    for card in last.cards.kept().exclude(kind=Kind.LAST_COMMITMENTS):
        known = card.fixed or card.kind in ONCE
        same = next((one for one in fixed if known and one.kind == card.kind), None)
        if same:
            fixed.remove(same)
        copy = copied(same or card, conference)
        if not same:
            copy.fixed, copy.why = False, ""
        copy.talking_points, copy.dictated_to = card.talking_points, card.dictated_to
        copy.picture, copy.color = card.picture or copy.picture, card.color or copy.color
        cards.append(copy)
    new = [copied(card, conference) for card in fixed]
    first = [card for card in new if card.kind == Kind.WELCOME]
    cards = [*first, *cards, *(card for card in new if card.kind != Kind.WELCOME)]
    return sorted(cards, key=lambda card: card.kind == Kind.CLOSING)
