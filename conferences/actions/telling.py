"""What a presenting device did by itself is told: at once, or minutes later when the network is back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.agendas import open_agenda, put_in_order
from conferences.actions.live import DONE, begin, locked
from conferences.actions.turns import PAGE, begin_log, settle, write_order, write_turn
from conferences.models import Card, Turn
from conferences.turns import ADD, LONGEST, ORDER
from portfolios.actions import share_evidence
from portfolios.models import Share

MOST_CARDS = 60  # of an agenda to which a device adds: an evening has some ten


class Telling:
    """One telling of one device, while the conference is locked."""

    def __init__(self, conference, *, device, by):
        self.conference, self.device, self.by = conference, device, by
        self.now = timezone.now()
        self.cards = {card.pk: card for card in conference.cards.kept()}
        self.added: dict[str, int] = {}
        self.news = False
        own = conference.turns.filter(device=device).order_by("-at").values_list("at", flat=True)
        self.latest = own.first() if device != PAGE else None

    def when(self, told):
        """By our own clock. What one device did keeps its order, whatever its clock did in between."""
        at = self.now - min(told.ago, LONGEST)
        at = max(at, self.conference.started_at, self.latest or at)
        self.latest = min(at, self.conference.ended_at or self.now)
        return self.latest

    def card(self, name):
        pk = self.added.get(name) or (int(name) if name.isdecimal() else None)
        return self.cards.get(pk)

    def take(self, told):
        if told.verb == ORDER:
            self.order(told)
        elif told.verb == ADD:
            self.add(told)
        else:
            self.turn(told)

    def turn(self, told):
        card = self.card(told.card)
        stays = told.verb in ("skip", "park") and card and card.kind == Card.Kind.CLOSING
        if card is None or stays:  # taken off meanwhile on another page, or the closing, which stays
            return
        self.write(told.verb, card, told)

    def add(self, told):
        """A new card comes after the one on the screen, and is shown."""
        if self.conference.is_held or len(self.cards) >= MOST_CARDS:
            return
        card = put_on_the_spot(self.conference, told.title, by=self.by)
        self.cards[card.pk] = card
        self.added[str(told.key)] = card.pk
        self.write(Turn.Verb.SHOW, card, told)

    def write(self, verb, card, told):
        where = {"at": self.when(told), "device": self.device, "key": told.key}
        write_turn(self.conference, verb, card, by=self.by, **where)
        record(f"card.{DONE[verb]}", self.conference, by=self.by)
        if verb == Turn.Verb.SHOW:
            self.conference.card_id = card.pk  # so that a card which is added next comes after this one
        self.news = True

    def order(self, told):
        """Cards that this device did not know of keep their place at the end of those it did."""
        cards = [card for name in told.order if (card := self.card(name))]
        cards = list(dict.fromkeys(cards)) + [card for card in self.cards.values() if card not in cards]
        if self.conference.is_held or [card.pk for card in cards] == [card.pk for card in self.in_order()]:
            return
        where = {"at": self.when(told), "device": self.device, "key": told.key}
        if self.conference.turns.filter(verb=Turn.Verb.ORDER, at__gt=where["at"]).exists():
            return
        write_order(self.conference, cards, by=self.by, **where)
        put_in_order(cards)
        record("agenda.ordered", self.conference, by=self.by)
        self.news = True

    def in_order(self):
        return sorted(self.cards.values(), key=lambda card: (card.position, card.pk))


@transaction.atomic
def tell_turns(conference, told, *, device, by):
    """Take in what a device did: each thing once, however often it is told, at the time when it happened.

    Gives the number of every card that was added, by the key that the device gave it.
    """
    conference = locked(conference)
    known = dict(conference.turns.filter(key__in=[one.key for one in told]).values_list("key", "card"))
    fresh = list({one.key: one for one in reversed(told) if one.key not in known}.values())[::-1]
    if is_long_over(conference):
        fresh = []
    if fresh and not (conference.is_live or conference.is_held):
        begin_by_telling(conference, fresh, by=by)
    begin_log(conference, by=by)
    telling = Telling(conference, device=device, by=by)
    telling.added = {str(key): card for key, card in known.items()}
    for one in fresh:
        telling.take(one)
    if telling.news:
        settle(conference)
    return telling.added


def is_long_over(conference):
    """Whatever a device still says: after half a day the record is as it was."""
    return conference.is_held and timezone.now() - conference.ended_at > LONGEST


def begin_by_telling(conference, fresh, *, by):
    """She has begun without a network."""
    first = next((one for one in fresh if one.verb == Turn.Verb.SHOW), None)
    if first is None:
        raise ValidationError(_("This conference is not running."))
    begin(conference, by=by, at=timezone.now() - min(first.ago, LONGEST))


def put_on_the_spot(conference, title, *, by, kind=Card.Kind.MY_CHOICE):
    """A card that nobody planned, right after the one on the screen."""
    cards = list(conference.cards.kept().order_by("position", "pk"))
    card = Card.objects.create(
        conference=conference,
        kind=kind,
        title=title or str(Card.Kind(kind).label),
        minutes=2,
        added_live=True,
    )
    place = next((n for n, one in enumerate(cards, 1) if one.pk == conference.card_id), len(cards))
    put_in_order([*cards[:place], card, *cards[place:]])
    record("card.added", card, by=by, student=conference.student)
    return card


@transaction.atomic
def add_live_card(conference, *, title, evidence, by, form_key=None):
    """She wants to show something more. It is on the screen at once, for all who sit with her.

    A form that is sent twice, with the same `form_key`, adds one card.
    """
    conference = locked(conference)
    if not conference.is_live:
        raise ValidationError(_("This conference is not running."))
    if form_key and (added := conference.turns.filter(key=form_key).first()):
        return added.card
    begin_log(conference, by=by)
    kind = Card.Kind.EVIDENCE if evidence else Card.Kind.MY_CHOICE
    card = put_on_the_spot(conference, title or (evidence.title if evidence else ""), by=by, kind=kind)
    if evidence:
        card.evidence.add(evidence)
        for circle in (Share.Circle.FAMILY, Share.Circle.ADVISOR):
            share_evidence(evidence, circle, by=by)
    write_turn(conference, Turn.Verb.SHOW, card, by=by, key=form_key)
    settle(conference)
    return card


@transaction.atomic
def move_live_card(conference, *, order, by):
    """Another order on the spot; the device that turns learns of it like of a turn."""
    conference = open_agenda(conference)
    known = {card.pk: card for card in conference.cards.kept()}
    cards = [known.pop(pk) for pk in order if pk in known] + list(known.values())
    put_in_order(cards)
    if conference.is_live and cards:
        write_order(conference, cards, by=by)
    conference.revision += 1
    conference.save(update_fields=["revision"])
    record("agenda.ordered", conference, by=by)
