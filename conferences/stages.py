"""Where a running conference stands: the card on the screen, what comes next, what waits."""

from django.utils import timezone
from django.utils.functional import cached_property


def standing(conference, cards):
    """Where it stands, for a device that has all cards: what is shown since when, and what is done."""
    return {
        "revision": conference.revision,
        "state": conference.state,
        "card": conference.card_id,
        "shown": said(conference.card_shown_at),
        "started": said(conference.started_at),
        "now": said(timezone.now()),
        "cards": [[card.pk, card.state, bool(card.ticked_at)] for card in cards],
    }


def said(moment):
    """In milliseconds, as a device counts them."""
    return int(moment.timestamp() * 1000) if moment else None


class Stage:
    """Made of the conference and all cards of its agenda, in order; `looking` is a card to look back at."""

    def __init__(self, conference, cards, looking=None):
        self.conference = conference
        self.cards = list(cards)
        self.looking = str(looking or "")

    @cached_property
    def current(self):
        return next((card for card in self.cards if card.pk == self.conference.card_id), None)

    @cached_property
    def seen(self):
        """The card that this reader looks at: an earlier one that she went back to, else the current one."""
        return next((card for card in self.earlier if str(card.pk) == self.looking), self.current)

    @cached_property
    def earlier(self):
        """Cards that have been on the screen."""
        return [card for card in self.cards if card.state == card.State.SHOWN and card != self.current]

    @cached_property
    def waiting(self):
        """Skipped or kept for later: they can still be shown."""
        return [card for card in self.cards if card.state in (card.State.SKIPPED, card.State.PARKED)]

    @property
    def in_play(self):
        return [card for card in self.cards if card == self.current or card not in self.waiting]

    @property
    def next(self):
        return self.neighbour(1)

    @property
    def back(self):
        return self.neighbour(-1)

    def neighbour(self, step):
        if self.current is None:
            return None
        place = self.in_play.index(self.current) + step
        return self.in_play[place] if 0 <= place < len(self.in_play) else None

    @property
    def number(self):
        return self.cards.index(self.seen) + 1 if self.seen else 0

    @property
    def total(self):
        return len(self.cards)

    @property
    def planned_seconds(self):
        return self.seen.minutes * 60 if self.seen else 0


class Rehearsal(Stage):
    """The same of a practice, which keeps its own place and moves nothing of the conference."""

    @cached_property
    def current(self):
        """Where she is; when that part was taken off meanwhile, at the beginning."""
        return super().current or next(iter(self.cards), None)

    @property
    def waiting(self):
        return []
