"""The words of a card in the reader's language.

A school's own words in other languages stand beside its words (`said_in`). What Lectern ships is stored
in the language of whoever took it over, and is known again in any of them.
"""

from functools import cache

from django.apps import apps
from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from conferences.bands import BANDS, LAST_TIME, LAYER

# Titles that Lectern itself gives a card.
TITLES = (_("A question from my family"), _("An idea from my advisor"))
WORDS = ("title", "tip", "why", "listening")  # of a card, in the order in which they are asked for


def shipped():
    """All that we say on cards, each once as it waits to be said in a language."""
    plans = [*BANDS, LAYER]
    parts = [LAST_TIME, *(part for plan in plans for part in plan.parts)]
    kinds = apps.get_model("conferences", "Card").Kind
    words = (getattr(part, name) for part in parts for name in WORDS)
    return [*(plan.name for plan in plans), *filter(None, words), *(kind.label for kind in kinds), *TITLES]


@cache
def known():
    """{what is stored: what is to be said}, for all languages of this installation."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            for words in shipped():
                found.setdefault(str(words), words)
    return found


def in_reader(text):
    """A text that we ship, in the reader's language; any other as somebody wrote it."""
    return str(known().get(text, text)) if text else text


def said(card, part):
    """One part of a card as the reader is told it: first in the school's own words for her language."""
    own = card.said_in.get(get_language() or "", {}) if card.said_in else {}
    return own.get(part) or in_reader(getattr(card, part))
