"""The log of the evening: every turn is written down once, and the conference stands where its log says.

Two devices may present, and one of them may have been without a network: what it tells late is put in at the
time when it happened. The conference has been locked by whoever calls.
"""

import uuid

from django.utils import timezone

from conferences.actions.seating import touch_boards
from conferences.models import Card, Session, Turn
from conferences.turns import story_of

PAGE = uuid.UUID(int=0)  # a page without a script, which tells at once


def write_turn(conference, verb, card, *, by, at=None, device=PAGE, key=None):
    return Turn.objects.create(
        conference=conference,
        verb=verb,
        card=card,
        by=by,
        at=at or timezone.now(),
        device=device,
        key=key or uuid.uuid4(),
    )


def begin_log(conference, *, by):
    """A conference that began without a log has at least what is on its screen."""
    if conference.card_id and not conference.turns.exists():
        write_turn(conference, Turn.Verb.SHOW, conference.card, by=by, at=conference.card_shown_at)


def write_order(conference, cards, *, by, **where):
    """Another order of the cards on the spot; an earlier one that is told later does not undo it."""
    begin_log(conference, by=by)
    write_turn(conference, Turn.Verb.ORDER, cards[0], by=by, **where)


def settle(conference):
    """Conference and cards as the log tells it; all who follow learn that something is new."""
    story = story_of(Turn.objects.of(conference), until=conference.ended_at)
    told = story.states.keys() | story.ticks.keys() | story.seconds.keys()
    changed = [
        card for card in Card.objects.filter(pk__in=told, conference=conference) if tell_card(card, story)
    ]
    Card.objects.bulk_update(changed, ["state", "seconds", "ticked_at"])
    if story.card is not None:
        conference.card_id, conference.card_shown_at = story.card, story.shown_at
    conference.revision += 1
    conference.save(
        update_fields=["state", "ready_at", "started_at", "card", "card_shown_at", "revision"],
    )
    touch_boards(Session.objects.boarding(conference))


def tell_card(card, story):
    """Whether the story says something of this card that is new."""
    before = card.state, card.seconds, card.ticked_at
    card.state = story.states.get(card.pk, card.state)
    card.seconds = story.seconds.get(card.pk, card.seconds)
    card.ticked_at = story.ticks.get(card.pk, card.ticked_at)
    return before != (card.state, card.seconds, card.ticked_at)
