"""The growth pairs of a student: two pieces side by side, then and now."""

from portfolios.models import Collection, Evidence


def pairs_of(user):
    """Her own pairs with two pieces to show, newest first, as tiles."""
    return (
        Collection.objects.editable_by(user)
        .current()
        .filter(kind=Collection.Kind.GROWTH)
        .with_tiles(user)
        .filter(piece_count__gte=2)
    )


def first_and_last(pair):
    """The two pieces that a pair sets side by side; fewer, when she has put one away."""
    pieces = Evidence.objects.in_stream().filter(entries__collection=pair, entries__removed_at=None)
    found = list(pieces.order_by("entries__position", "entries__pk").distinct())
    return found if len(found) < 2 else [found[0], found[-1]]
