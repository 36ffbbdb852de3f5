"""The words of a conference, for an interpreter to look at beforehand, in her language where we have it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

# What each word means where it is said, in one plain sentence.
WORDS: list[tuple[Promise, Promise]] = [
    (_("Conference"), _("The meeting that the student leads, with family and advisor.")),
    (_("Advisory"), _("The group of students who have one advisor.")),
    (_("Advisor"), _("The teacher who knows this student best and sits beside, not opposite.")),
    (_("Agenda"), _("The parts of the conference, in the order that the student chose.")),
    (_("Portfolio"), _("The work that the student keeps, with thoughts about it.")),
    (_("Evidence"), _("A piece of work that shows learning.")),
    (_("Reflection"), _("What the student thinks about a piece: what was hard, what comes next.")),
    (_("Goal"), _("What the student wants to reach, in the student’s own words.")),
    (_("Continuum"), _("Steps from emerging to extending. They are no grades.")),
    (_("Habits"), _("How the student works: on time, with others, not giving up.")),
    (_("Glow"), _("Something that went well, said by the family.")),
    (_("Grow"), _("Something to work on, said kindly by the family.")),
    (_("Commitments"), _("What each of the three will do next: student, family, teacher.")),
    (_("Check-in"), _("Two minutes some weeks later: is it still my goal, how far am I?")),
    (_("Private minute"), _("A talk of a parent with the advisor alone, at another time.")),
]


@dataclass(frozen=True)
class Entry:
    word: str
    meaning: str
    others: list[tuple[str, str]]  # (code of the language, the word in it)


def codes_of(languages):
    """Those of Lectern's languages that are meant, however they were written down: Spanish, español, es."""
    said = {language.casefold().strip() for language in languages}
    codes = []
    for code, name in settings.LANGUAGES:
        info = get_language_info(code)
        if said & {code, str(name).casefold(), info["name"].casefold(), info["name_local"].casefold()}:
            codes.append(code)
    return codes


def glossary_for(languages):
    """The words in the reader's language, and beside each the same in those that she interprets."""
    others = [code for code in codes_of(languages) if code != get_language()]
    return [
        Entry(str(word), str(meaning), [said for said in in_languages(word, others) if said[1] != str(word)])
        for word, meaning in WORDS
    ]


def in_languages(word, codes):
    for code in codes:
        with translation.override(code):
            said = str(word)
        yield code, said
