"""A framework as a page shows it: its lines from top to bottom, each knowing where a list opens and ends."""

from itertools import zip_longest

MOST = 1500  # lines of one page; of a larger framework the headings are shown, each with a link to the rest
TOP = 2  # how deep those headings go


def lines(targets, *, words="", below=None):
    """Lines to be written out one after another: `opens` a list below itself, `closes` so many lists.

    With `words` only what holds all of them, and what stands above it. `targets` come as they are read.
    """
    by_pk = {target.pk: target for target in targets}
    shown = {target.pk for target in targets if target.retired_at is None or words}
    if words:
        shown = with_above((target for target in targets if holds(target, words)), by_pk)
    else:  # a retired line stays while something in use stands below it
        shown = with_above((by_pk[pk] for pk in shown), by_pk) | shown
    if below in by_pk:
        shown = {pk for pk in shown if stands_below(by_pk[pk], below, by_pk)}
    depths, found = {}, []
    for target in targets:
        if target.pk in shown:
            depths[target.pk] = depths.get(target.parent_id, 0) + 1
            target.depth, target.further = depths[target.pk], 0
            found.append(target)
    if len(found) > MOST and not words:
        found = cut_off(found, by_pk)
    for target, after in zip_longest(found, found[1:]):
        next_depth = after.depth if after else 1
        target.opens = next_depth > target.depth
        target.closes = range(max(target.depth - next_depth, 0))
        target.open = bool(words) or target.depth < TOP
    return found


def with_above(targets, by_pk):
    """The keys of these lines and of everything above them."""
    keys = set()
    for target in targets:
        while target is not None and target.pk not in keys:
            keys.add(target.pk)
            target = by_pk.get(target.parent_id)
    return keys


def holds(target, words):
    said = f"{target.code} {target.statement} {target.student_words} {target.short}".lower()
    return all(word in said for word in words.lower().split())


def stands_below(target, pk, by_pk):
    while target is not None:
        if target.pk == pk:
            return True
        target = by_pk.get(target.parent_id)
    return False


def cut_off(found, by_pk):
    """The upper lines alone, each with how many there are below it (`further`)."""
    for target in found:
        here = target
        while here is not None and here.depth > TOP:
            here = by_pk.get(here.parent_id)
        if here is not None and here is not target:
            here.further += 1
    return [target for target in found if target.depth <= TOP]
