"""Of a piece that was found, the words around the hit, with the hit marked.

They are cut into parts, (words, whether they are marked), which a template writes out one by one: nothing
that a child wrote is ever taken for markup.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from accounts.search import plain_words

# Marks over letters belong to their word, in Arabic as in "café" typed in two signs.
WORD = re.compile(r"[\w\u0300-\u036f\u0640\u064b-\u065f\u0670]+")
FORMATTING = re.compile(r"(?<!\w)[*_#>]+|[*_]+(?!\w)")
QUOTED = re.compile(r"'([^']*)'")
SAME = str.maketrans("ٱى", "اي", "ـ")
ARTICLE = "ال"
BEFORE, LONG = 60, 180  # letters before the hit, and of a passage


def forms_of(question):
    """The words and stems of a question, as the database wrote it: `'robots':* | 'robot':*`."""
    return tuple(form for form in QUOTED.findall(question) if form)


def plain(word):
    """As the database compares words."""
    return plain_words(word.translate(SAME))


def is_hit(word, forms):
    said = plain(word)
    return said.startswith(forms) or said.removeprefix(ARTICLE).startswith(forms)


def hits_in(text, forms):
    return [found.span() for found in WORD.finditer(text) if is_hit(found[0], forms)] if forms else []


def one_line(text):
    """Without line breaks and the signs of light formatting, whole: the hit may be at the end."""
    return " ".join(FORMATTING.sub("", text).split())


def parts_of(text, hits, start=0, end=None):
    """The text from `start` to `end` in parts, in turn unmarked and marked; empty ones are left out."""
    end = len(text) if end is None else end
    parts, at = [], start
    for low, high in hits:
        if low >= start and high <= end:
            parts += [(text[at:low], False), (text[low:high], True)]
            at = high
    return [part for part in (*parts, (text[at:end], False)) if part[0]]


def passage(text, hits):
    """The words around the first hit, or the first words; "…" says where something is left out."""
    start = 0
    if hits and hits[0][0] > BEFORE:
        start = text.rfind(" ", 0, hits[0][0] - BEFORE // 2) + 1
    end = len(text)
    if end - start > LONG:
        end = max(text.rfind(" ", start, start + LONG), hits[0][1] if hits else start + 1)
    parts = parts_of(text, hits, start, end)
    before = [("… ", False)] if start else []
    return [*before, *parts, *([(" …", False)] if end < len(text) else [])]


@dataclass
class Found:
    """One piece that was found, as a list shows it."""

    piece: Any

    @cached_property
    def forms(self):
        return forms_of(getattr(self.piece, "question", ""))

    @cached_property
    def title(self):
        return parts_of(self.piece.title, hits_in(self.piece.title, self.forms))

    @cached_property
    def sources(self):
        """(what it is, the words) in the order in which a passage is looked for."""
        piece = self.piece
        reflection = getattr(piece, "reflection", None)
        return [
            ("", one_line(piece.text)),
            (_("Thinking about it:"), one_line(reflection.text) if reflection else ""),
            (_("Shows:"), " · ".join(dict.fromkeys(row.target.words for row in piece.placements.all()))),
            (_("Link:"), piece.link),
        ]

    @cached_property
    def passage(self):
        """(what it is, its parts): where the hit is, else the first words there are, else nothing."""
        said = [(label, text, hits_in(text, self.forms)) for label, text in self.sources if text]
        chosen = next((row for row in said if row[2]), said[0] if said else None)
        return (chosen[0], passage(chosen[1], chosen[2])) if chosen else None
