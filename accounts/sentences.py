"""Sentences that end with something put into them."""

import re

TWO_DOTS = re.compile(r"(?<!\.)\.\.(?!\.)")


def one_dot(words):
    """Where the last word is an abbreviation, its dot ends the sentence as well: "at 2:50 p.m."."""
    return TWO_DOTS.sub(".", str(words))
