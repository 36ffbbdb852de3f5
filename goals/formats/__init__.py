"""The formats in which a goal is written: `FORMATS` by the key that a goal keeps.

`said(goal)` gives a goal's words by its format, for every place that shows one; `in_short(goal)` one line of
them. Both need no question to the database: they read the goal's own columns.
"""

from goals.formats.plans import PATHWAY, SMART, WOOP
from goals.formats.rhythms import HABIT, WEEKLY
from goals.formats.shape import COLUMNS, FIELDS, Format, Question, Said, Section, age_of, said_in
from goals.formats.words import EXACT, PICTURE, WANT_WILL_NEED

# As they are offered to choose from.
WRITTEN = (PICTURE, WANT_WILL_NEED, EXACT, WOOP, SMART, HABIT, WEEKLY, PATHWAY)
FORMATS = {format.key: format for format in WRITTEN}

__all__ = [
    "COLUMNS",
    "FIELDS",
    "FORMATS",
    "WRITTEN",
    "Format",
    "Question",
    "Said",
    "Section",
    "age_of",
    "in_short",
    "offered",
    "said",
    "said_in",
]


def said(values, name=""):
    """What was written beside the title, as `Said`. `values`: a goal's columns, its format among them."""
    return said_in(FORMATS[values["format"]], values, name)


def in_short(values):
    """One line of what she does for it; empty where the format has none."""
    answers = values.get("answers") or {}
    cue, will = answers.get("cue", ""), values.get("will", "")
    if cue and will:
        return f"{cue} → {will}"
    return will or answers.get("can", "") or answers.get("obstacle", "")


def offered(offers, grade):
    """The formats for a student of this grade: what her school offers, or Lectern's own choice.

    Who would be left without any may always say what she wants, what she will do and what she needs.
    """
    offers = list(offers)
    spans = {offer.format: (offer.grade_low, offer.grade_high) for offer in offers}
    if not offers:
        spans = {format.key: format.grades for format in WRITTEN}
    chosen = [
        format
        for format in WRITTEN
        if format.key in spans and (grade is None or spans[format.key][0] <= grade <= spans[format.key][1])
    ]
    return chosen or [FORMATS["want_will_need"]]
