"""The words in every language: whole, filled in alike, and what the reader really sees."""

import ast
import datetime
import gettext
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = ["ar", "es"]
GAP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|<[^>]+>")
HOW_MANY = [0, 1, 2, 3, 11, 100, 1_000_000]
PAGES = [
    ("anonymous", "accounts:sign_in", None),
    ("anonymous", "accounts:card_sign_in", None),
    ("mum", "home", None),
    ("mum", "conferences:conference_family", "conference"),
    ("mum", "goals:student_goals", "ana_student"),
    ("ana", "home", None),
    ("ana", "conferences:my_conference", None),
    ("ana", "goals:goal_list", None),
    ("ana", "goals:goal_detail", "goal"),
    ("ana", "goals:goal_add", None),
    ("ana", "portfolios:evidence_list", None),
    ("ana", "portfolios:evidence_add", None),
    ("ana", "portfolios:evidence_detail", "evidence"),
    ("bo", "home", None),
    ("bo", "goals:review_queue", None),
    ("bo", "conferences:conference_advise", "conference"),
    ("bo", "conferences:session_board", "session"),
    ("cora", "conferences:round_list", None),
    ("cora", "conferences:round_detail", "round"),
    ("cora", "accounts:roster", None),
]


def entries(language):
    """What the .po file says, entry by entry: {"msgid": ..., "msgstr": ...}, the header left out."""
    text = (LOCALE / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    for block in text.split("\n\n")[1:]:
        entry, field = {}, None
        for line in block.splitlines():
            if line.startswith("#"):
                entry["flags"] = entry.get("flags", "") + line
                continue
            if not line.startswith('"'):
                field, line = line.split(" ", 1)
            entry[field] = entry.get(field, "") + ast.literal_eval(line)
        if "msgid" in entry:
            yield entry


def forms(entry):
    """The translations of one entry: one, or one for each plural form of the language."""
    return [text for field, text in entry.items() if field.startswith("msgstr")]


def compiled(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def said(words, entry):
    """What the compiled file answers for an entry, in every plural form."""
    context, msgid = entry.get("msgctxt"), entry["msgid"]
    if "msgid_plural" not in entry:
        return {words.pgettext(context, msgid) if context else words.gettext(msgid)}
    asked = (context,) if context else ()
    ask = words.npgettext if context else words.ngettext
    return {ask(*asked, msgid, entry["msgid_plural"], n) for n in HOW_MANY}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_words_are_the_written_ones(language):
    words = compiled(language)
    translated = [entry for entry in entries(language) if all(forms(entry))]
    assert len(translated) > 1000
    assert [e["msgid"] for e in translated if said(words, e) != set(forms(e))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_guessed(language):
    assert [e["msgid"] for e in entries(language) if "fuzzy" in e.get("flags", "")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_gaps_of_the_original(language):
    """Where the form itself says "one" or "two" it may leave the number out; the last form may not."""
    wrong = []
    for entry in entries(language):
        gaps = sorted(GAP.findall(entry.get("msgid_plural", entry["msgid"])))
        found = [sorted(GAP.findall(text)) for text in forms(entry) if text]
        if found and (found[-1] != gaps or any(set(each) - set(gaps) for each in found)):
            wrong.append(entry["msgid"])
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("who", "name", "thing"), PAGES)
def test_pages_speak_the_readers_language(as_, world, language, who, name, thing):
    browser = as_(who)
    browser.cookies["language"] = language
    pk = getattr(world, thing).pk if thing else None
    response = browser.get(reverse(name, args=[pk] if pk else []), follow=True)
    assert (response.status_code, response.headers["Content-Language"]) == (200, language)
    direction = "rtl" if language == "ar" else "ltr"
    assert re.findall(r'<html lang="(\w+)" dir="(\w+)"', response.text) == [(language, direction)]
    assert compiled(language).gettext("Skip to the page") in response.text


@pytest.mark.parametrize(("language", "sunday"), [("es", "dom"), ("ar", "أحد")])
def test_a_sunday_is_not_called_as_the_picture_of_a_sun(language, sunday):
    with translation.override(language):
        assert date_format(datetime.date(2026, 11, 22), "D").lower() == sunday
