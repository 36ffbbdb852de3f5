import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.revisions import Stale
from portfolios import actions, languages
from portfolios.models import Letter
from tests import factories as f


def page(name, *args):
    return reverse(f"portfolios:{name}", args=args)


AUTOSAVE = {"X-Autosave": "1"}


def test_a_letter_saves_itself_and_is_hers_alone(cast, as_):
    words = {"text": "مرحبا", "language": "ar", "revision": 0}
    assert as_("ana").post(page("letter_edit"), words, headers=AUTOSAVE).json() == {"revision": 1}
    letter = Letter.objects.get()
    assert as_("mum").get(page("letter_detail", letter.pk)).status_code == 404
    assert "مرحبا" not in as_("mum").get(page("student_portfolio", cast.ana_student.pk)).text
    late = as_("ana").post(page("letter_edit"), words | {"text": "Hola"}, headers=AUTOSAVE)
    assert late.json() == {"theirs": {"text": "مرحبا"}, "revision": 1}
    plain = as_("ana").post(page("letter_edit"), words | {"text": "Hola"})
    assert plain.status_code == 409
    assert "Hola" in plain.text


def test_she_gives_it_and_it_opens_her_portfolio(cast, as_):
    words = {"text": "مرحبا **أمي**", "language": "ar", "revision": 0, "give": "1"}
    assert as_("ana").post(page("letter_edit"), words).status_code == 302
    letter = Letter.objects.get()
    text = as_("mum").get(page("letter_detail", letter.pk)).text
    assert 'dir="rtl" lang="ar"' in text
    assert "<strong>أمي</strong>" in text
    url = page("student_portfolio", cast.ana_student.pk)
    assert 'dir="rtl" lang="ar"' in as_("mum").get(url).text
    assert page("letter_detail", letter.pk) not in as_("bo").get(url).text, "it is for her family"
    for _time in range(2):
        as_("ana").post(page("letter_take_back", letter.pk))
    assert as_("mum").get(page("letter_detail", letter.pk)).status_code == 404


def test_an_empty_letter_is_not_given(cast, as_):
    answer = as_("ana").post(page("letter_edit"), {"text": "", "revision": 0, "give": "1"}, follow=True)
    assert "Write a few words first." in answer.text
    letter = Letter.objects.get()
    actions.close_letter(letter, by=cast.ana)
    letter.refresh_from_db()
    assert (letter.given_at, letter.closed_at) == (None, None)


def test_an_earlier_letter_is_kept(cast, as_):
    first = f.LetterFactory(student=cast.ana_student, text="The first")
    as_("ana").post(page("letter_begin", first.pk))
    as_("ana").post(page("letter_edit"), {"text": "The second", "language": "", "revision": 0})
    second = Letter.objects.get(closed_at=None)
    actions.give_letter(second, by=cast.ana)
    actions.give_letter(second, by=cast.ana)
    assert "The second" in as_("mum").get(page("student_portfolio", cast.ana_student.pk)).text
    assert page("letter_detail", first.pk) in as_("mum").get(page("letter_detail", second.pk)).text
    assert page("letter_detail", first.pk) in as_("ana").get(page("letter_edit")).text
    assert as_("ana").get(page("letter_detail", first.pk)).status_code == 200


def test_two_tabs_that_both_begin(cast):
    assert actions.save_letter(cast.ana_student, text="A", language="", seen_revision=0, by=cast.ana) == 1
    with pytest.raises(Stale):
        actions.save_letter(cast.ana_student, text="B", language="", seen_revision=0, by=cast.ana)
    with pytest.raises(Stale) as gone:
        actions.save_letter(cast.ben_student, text="B", language="", seen_revision=3, by=cast.ben)
    assert gone.value.theirs == {"text": ""}
    with pytest.raises(ValidationError):
        actions.give_letter(f.LetterFactory(student=cast.ben_student, text=""), by=cast.ben)


def test_a_letter_that_cannot_be_saved_says_why(cast, as_):
    words = {"text": "x" * 20_001, "language": "", "revision": 0}
    assert as_("ana").post(page("letter_edit"), words, headers=AUTOSAVE).status_code == 422
    assert as_("ana").post(page("letter_edit"), words | {"language": "klingon"}).status_code == 422


def test_languages_call_themselves_by_their_names():
    known = dict(languages.choices())
    assert (known["es"], known["ht"], known["so"]) == ("español", "Kreyòl ayisyen", "Soomaali")
    assert [languages.direction(code) for code in ("", "es", "ar", "ps")] == ["auto", "ltr", "rtl", "rtl"]
    assert languages.name_of("xx") == ""


def test_collections_stand_above_her_work_too(world, as_):
    url = page("student_portfolio", world.ana_student.pk)
    for who in ("mum", "bo"):
        assert "My best of fall" in as_(who).get(url).text
    world.collection.shares.filter(circle="advisor").delete()
    assert "My best of fall" not in as_("bo").get(url).text
