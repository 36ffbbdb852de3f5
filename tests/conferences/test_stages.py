"""Where a running conference stands."""

from conferences.models import Card, Conference
from conferences.stages import Stage


def stage(states, current=None, looking=None):
    """A stage of cards 1, 2, ... in these states, with one of them on the screen."""
    cards = [Card(pk=n, state=state, minutes=n) for n, state in enumerate(states, 1)]
    return Stage(Conference(card_id=current), cards, looking=looking)


def test_next_and_back_pass_over_what_waits():
    here = stage(["shown", "skipped", "shown", "parked", "planned"], current=3)
    assert (here.back.pk, here.next.pk) == (1, 5)
    assert [card.pk for card in here.waiting] == [2, 4]


def test_there_is_nothing_before_the_first_and_after_the_last():
    assert stage(["shown", "planned"], current=1).back is None
    assert stage(["shown", "shown"], current=2).next is None


def test_a_card_that_waits_but_is_on_the_screen_has_neighbours():
    here = stage(["shown", "skipped", "planned"], current=2)
    assert (here.back.pk, here.next.pk) == (1, 3)


def test_looking_back_reaches_what_was_shown_and_nothing_else():
    assert stage(["shown", "shown", "planned"], current=2, looking="1").seen.pk == 1
    assert stage(["shown", "shown", "planned"], current=2, looking="3").seen.pk == 2
    assert stage(["shown", "shown", "planned"], current=2, looking="x").seen.pk == 2


def test_without_cards_there_is_nothing_to_see():
    here = stage([], current=3)
    assert (here.current, here.seen, here.next, here.back, here.number, here.total) == (None,) * 4 + (0, 0)
    assert here.planned_seconds == 0


def test_the_part_and_its_time_are_those_of_the_card_that_is_seen():
    here = stage(["shown", "shown"], current=2)
    assert (here.number, here.total, here.planned_seconds) == (2, 2, 120)
