"""The evening as its turns tell it: what is on the screen, how long each part was, what is done."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

LONGEST = timedelta(hours=12)  # after which a device's word about the time says nothing
ADD, ORDER = "add", "order"


@dataclass(frozen=True)
class Told:
    """One thing that she did on her device, and how long ago; `card` is a number, or a new card’s key."""

    key: UUID
    verb: str
    card: str = ""
    ago: timedelta = timedelta()
    title: str = ""
    order: tuple[str, ...] = ()


@dataclass
class Story:
    """Where a conference stands after its turns, told in the order in which they happened."""

    card: int | None = None
    shown_at: datetime | None = None
    states: dict[int, str] = field(default_factory=dict)
    seconds: dict[int, int] = field(default_factory=dict)
    ticks: dict[int, Any] = field(default_factory=dict)

    def tell(self, turn):
        getattr(self, f"tell_{turn.verb}")(turn.card_id, turn.at)

    def tell_show(self, card, at):
        self.states[card] = "shown"
        if card == self.card:
            return
        self.count(at)
        self.seconds.setdefault(card, 0)
        self.card, self.shown_at = card, at

    def tell_skip(self, card, at):
        self.states[card] = "skipped"

    def tell_park(self, card, at):
        self.states[card] = "parked"

    def tell_tick(self, card, at):
        """Ticked on two devices is ticked."""
        self.ticks[card] = self.ticks.get(card) or at

    def tell_clear(self, card, at):
        self.ticks[card] = None

    def tell_order(self, card, at):
        """Where the cards are is written on the cards themselves."""

    def count(self, at):
        """The time on the screen goes to the card that is being left."""
        if self.card is not None:
            self.seconds[self.card] += max(0, int((at - self.shown_at).total_seconds()))


def story_of(turns, until=None):
    """With `until` the conference is over, and the last card has had its time too."""
    story = Story()
    for turn in turns:
        story.tell(turn)
    if until:
        story.count(until)
    return story
