"""Finding people by what one remembers of their name: without accents, capitals or perfect spelling."""

import unicodedata

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat


class PlainWords(Func):
    """Small letters without accents. Our own function of the database, because an index may use it."""

    function = "plain_words"
    output_field = TextField()


def plain_words(words):
    """The same for words that are not in the database yet."""
    letters = unicodedata.normalize("NFKD", words.lower())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())


def names_of(person=""):
    """All that somebody may be searched by, as one line; the index `user_names` is of this expression."""
    parts = [F(f"{person}{part}") for part in ("first_name", "preferred_name", "last_name", "email")]
    spaced = [piece for part in parts for piece in (part, Value(" "))]
    return PlainWords(Concat(*spaced[:-1], output_field=TextField()))


# Spaces, signs, and letters that are not seen at all. What is left is a name in any script.
NO_LETTERS = r"[\s[:punct:]\u00ad\u200b-\u200f\u2060\ufeff]"


def letters_of(words):
    """A name by its letters alone: a dot or a sign that nobody sees makes no other person of somebody."""
    rest = (Value(NO_LETTERS), Value(""), Value("g"))
    return Func(PlainWords(words), *rest, function="regexp_replace", output_field=TextField())


def names_by_letters(person=""):
    """The full name, the first name first and last."""
    first, last = F(f"{person}first_name"), F(f"{person}last_name")
    return {"full_name": letters_of(Concat(first, last)), "turned_name": letters_of(Concat(last, first))}
