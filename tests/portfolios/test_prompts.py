"""The bank of questions, whose turn it is, and the questions that a school adds."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation

from accounts.models import AuditRecord
from portfolios import bank
from portfolios.models import Prompt, Reflection
from portfolios.querysets.reflections import REST, take_turns
from tests import factories as f

LIST = reverse("portfolios:prompt_list")


def question(pk, function):
    return SimpleNamespace(pk=pk, function=function)


def test_the_database_holds_the_bank(cast):
    """Whoever changes the bank writes a migration that ships it again."""
    rows = Prompt.objects.shipped().values_list("function", "grade_low", "grade_high", "modes", "text")
    told = {
        (function, low, high, modes, text)
        for function, questions in bank.BANK.items()
        for (low, high), modes, text in questions
    }
    assert {(function, low, high, tuple(modes), text) for function, low, high, modes, text in rows} == told


def test_every_way_to_answer_is_asked_for_at_every_school_stage(cast):
    for low, high in (bank.K2, bank.LOWER):
        asked = Prompt.objects.shipped().filter(grade_low__lte=low, grade_high__gte=high)
        assert {"write", "speak", "draw", "faces"} <= {mode for prompt in asked for mode in prompt.modes}


def test_a_question_that_was_taken_out_rests_and_its_answers_stay(cast):
    old = f.PromptFactory(text="An old one")
    answer = f.ReflectionFactory(evidence=f.EvidenceFactory(student=cast.ana_student), prompt=old)
    bank.ship(apps)
    assert Prompt.objects.filter(retired_at__isnull=False).get() == old
    assert Reflection.objects.get().prompt_id == answer.prompt_id


def test_shipped_questions_are_said_in_the_readers_language(cast, monkeypatch):
    monkeypatch.setattr(bank, "gettext", lambda text: f"es: {text}")
    with translation.override("es"):
        assert Prompt.objects.shipped().first().words.startswith("es: ")
        assert f.PromptFactory(school=cast.school, text="Ours").words == "Ours"
        assert Reflection(question="Which mistake helped me?").asked == "es: Which mistake helped me?"
        assert Reflection(question="My own?").asked == "My own?"


# Whose turn it is: what she answered and passed over on her last pieces, the last one first

NONE = (None, [])
OURS = [question(1, "choose"), question(2, "choose"), question(3, "describe"), question(4, "think")]


@pytest.mark.parametrize(
    ("past", "turns"),
    [
        ([], [1, 3, 4, 2]),  # why this piece, before what did you learn
        ([(1, [])], [3, 4, 2, 1]),  # never twice running
        ([(4, []), (1, [])], [3, 2, 4, 1]),  # the kind that she met longest ago
        ([(None, [3])], [1, 4, 3, 2]),  # what she passed over rests
        ([(2, []), (None, [1])], [3, 4, 1, 2]),  # but rather that than the same twice
        ([(3, []), (2, []), (None, [1])], [4, 2, 3, 1]),
        ([(3, []), (2, []), *[NONE] * REST, (None, [1])], [4, 1, 3, 2]),  # and then it comes back
    ],
)
def test_questions_take_turns(past, turns):
    assert [one.pk for one in take_turns(OURS, past)] == turns


def test_only_what_she_told_counts_as_answered(cast):
    prompt = Prompt.objects.shipped().first()
    told = [{"text": "x"}, {"text": "", "face": "calm"}, {"text": ""}, {"text": "", "passed": [7]}]
    for fields in told:
        piece = f.EvidenceFactory(student=cast.ana_student)
        f.ReflectionFactory(evidence=piece, prompt=prompt, **fields)
    f.ReadyRecordingFactory(evidence=f.EvidenceFactory(student=cast.ana_student), part="reflection")
    newest = f.EvidenceFactory(student=cast.ana_student)
    before = list(Reflection.objects.before(newest))
    assert before == [(None, [7]), (None, []), (prompt.pk, []), (prompt.pk, [])]


# A school's own


def given(**fields):
    return {
        "text": "Who did you ask?",
        "function": "feedback",
        "grade_low": 3,
        "grade_high": 5,
        "modes": ["speak"],
    } | fields


def test_a_teacher_adds_a_question_for_her_school(cast, as_):
    response = as_("bo").post(reverse("portfolios:prompt_add"), given(text="Who  did you ask?"))
    assert response.url == LIST
    added = Prompt.objects.get(school=cast.school)
    assert (added.text, added.grades, added.mode_words) == ("Who did you ask?", "Grade 3 – Grade 5", "Say it")
    assert added in Prompt.objects.offered_to(cast.ana)
    assert AuditRecord.objects.get(verb="prompt.added").actor_id == cast.bo.pk


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"text": "Ours"}, "text", "Your school has this question already."),
        ({"grade_low": 6}, "grade_high", "This must not be before the first grade."),
        ({"modes": []}, "modes", "This field is required."),
    ],
)
def test_a_question_that_cannot_be_is_told(cast, as_, wrong, field, words):
    f.PromptFactory(school=cast.school, text="Ours")
    response = as_("cora").post(reverse("portfolios:prompt_add"), given(**wrong))
    assert (response.status_code, response.context["form"].errors) == (422, {field: [words]})


def test_a_question_is_changed_and_what_was_answered_is_not(cast, as_):
    own = f.PromptFactory(school=cast.school, text="Old")
    answer = f.ReflectionFactory(
        evidence=f.EvidenceFactory(student=cast.ana_student), prompt=own, question="Old"
    )
    as_("bo").post(reverse("portfolios:prompt_edit", args=[own.pk]), given(text="New"))
    own.refresh_from_db()
    answer.refresh_from_db()
    assert (own.text, answer.question) == ("New", "Old")
    assert AuditRecord.objects.filter(verb="prompt.changed").count() == 1


def test_a_question_is_asked_no_more_and_asked_again(cast, as_):
    own = f.PromptFactory(school=cast.school)
    for _twice in range(2):
        as_("bo").post(reverse("portfolios:prompt_retire", args=[own.pk]))
    assert own not in Prompt.objects.offered_to(cast.ana)
    assert list(as_("bo").get(LIST).context["retired"]) == [own]
    for _twice in range(2):
        as_("bo").post(reverse("portfolios:prompt_restore", args=[own.pk]))
    assert own in Prompt.objects.offered_to(cast.ana)
    assert sorted(AuditRecord.objects.values_list("verb", flat=True)) == ["prompt.restored", "prompt.retired"]


def test_the_list_holds_exactly_ours_and_the_shipped(cast, as_, django_assert_num_queries):
    own = f.PromptFactory(school=cast.school)
    f.PromptFactory(school=cast.oak)
    browser = as_("bo")
    for _more in range(2):
        with django_assert_num_queries(4):
            context = browser.get(LIST).context
        f.PromptFactory(school=cast.school)
    assert context["own"][0] == own
    assert len(context["own"]) == 2
    assert len(context["shipped"]) == len(bank.SHIPPED)
