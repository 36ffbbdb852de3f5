import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditRecord
from accounts.revisions import Stale
from portfolios import actions
from portfolios.models import Prompt, Reflection
from portfolios.querysets.reflections import take_turns
from tests import factories as f

FUNCTIONS = list(Prompt.Function.values)


@pytest.fixture
def robot(cast):
    return f.EvidenceFactory(student=cast.ana_student, title="Recycling robot")


@pytest.fixture
def url(robot):
    return reverse("portfolios:reflection_edit", args=[robot.pk])


def words(text="I changed one thing.", **fields):
    return {"text": text, "question": "What was hard?", "prompt": "", "revision": 0} | fields


def save(robot, by, **fields):
    given = {"text": "Mine", "question": "", "prompt_id": None, "seen_revision": 0}
    return actions.save_reflection(robot, by=by, **given | fields)


# The questions


@pytest.mark.parametrize("grade", range(13))
def test_every_age_has_questions_of_every_kind(cast, robot, grade):
    cast.ana_student.grade = grade
    cast.ana_student.save()
    offered = Prompt.objects.offered_to(cast.ana)
    assert {prompt.function for prompt in offered} == set(FUNCTIONS)


def test_the_first_question_ever_is_why_this_piece(cast, robot):
    offered = Prompt.objects.offered_to(cast.ana).rotated_for(robot)
    assert [prompt.function for prompt in offered[:11]] == FUNCTIONS


def test_the_next_piece_gets_another_kind_of_question(cast, robot):
    first = Prompt.objects.offered_to(cast.ana).rotated_for(robot)[0]
    save(robot, cast.ana, prompt_id=first.pk, question=first.text)
    soup = f.EvidenceFactory(student=cast.ana_student)
    offered = Prompt.objects.offered_to(cast.ana).rotated_for(soup)
    assert offered[0].function == "describe"
    choosing = [prompt for prompt in offered if prompt.function == "choose"]
    assert choosing[-1] == first


def test_the_schools_own_questions_are_offered_to_its_students_alone(cast, robot):
    own = Prompt.objects.create(school=cast.school, function="choose", text="Our question")
    assert own in Prompt.objects.offered_to(cast.ana)
    assert own not in Prompt.objects.offered_to(cast.oak_student)


def test_no_questions_no_turns():
    assert take_turns([]) == []


def test_another_question_keeps_her_words(cast, robot, url, as_):
    form = as_("ana").get(url).context["form"]
    another = reverse("portfolios:reflection_another", args=[robot.pk, form.another])
    response = as_("ana").post(another, words())
    assert response.url == url
    page = as_("ana").get(url).context["form"]
    assert page["text"].value() == "I changed one thing."
    assert page["question"].value() == Prompt.objects.offered_to(cast.ana).rotated_for(robot)[1].text
    assert page.another == 2


def test_asking_for_another_question_goes_through_all_of_them(cast, robot, url, as_):
    offered = [prompt.text for prompt in Prompt.objects.offered_to(cast.ana).rotated_for(robot)]
    seen = []
    for _ in offered:
        form = as_("ana").get(url).context["form"]
        seen.append(form["question"].value())
        another = reverse("portfolios:reflection_another", args=[robot.pk, form.another])
        as_("ana").post(another, words(revision=form["revision"].value()))
    assert seen == offered


def test_after_another_question_her_own_stays(cast, robot, url, as_):
    as_("ana").post(reverse("portfolios:reflection_another", args=[robot.pk, 1]), words())
    as_("ana").post(url, words(question="What would I tell a builder?", revision=1))
    assert as_("ana").get(url).context["form"]["question"].value() == "What would I tell a builder?"


def test_without_any_question_there_is_no_other(cast, robot, url, as_):
    Prompt.objects.all().delete()
    as_("ana").post(reverse("portfolios:reflection_another", args=[robot.pk, 1]), words())
    assert Reflection.objects.get().question == "What was hard?"


def test_her_answered_question_stays(cast, robot, url, as_):
    prompt = Prompt.objects.offered_to(cast.ana).rotated_for(robot)[3]
    as_("ana").post(url, words(question=prompt.text, prompt=prompt.pk))
    form = as_("ana").get(url).context["form"]
    assert (form["question"].value(), form["prompt"].value(), form.another) == (prompt.text, prompt.pk, 4)


def test_a_changed_question_is_hers(cast, robot, url, as_):
    prompt = Prompt.objects.offered_to(cast.ana).first()
    as_("ana").post(url, words(question="What  did\nI break?", prompt=prompt.pk))
    reflection = Reflection.objects.get()
    assert (reflection.question, reflection.prompt) == ("What did I break?", None)


def test_without_any_question_she_writes_all_the_same(cast, robot, url, as_):
    Prompt.objects.all().delete()
    form = as_("ana").get(url).context["form"]
    assert (form["question"].value(), form.another) == (None, 0)
    as_("ana").post(url, words(question=""))
    assert Reflection.objects.get().text == "I changed one thing."


# Her words


def test_her_words_are_kept(cast, robot, url, as_):
    response = as_("ana").post(url, words())
    assert response.url == reverse("portfolios:evidence_detail", args=[robot.pk])
    reflection = Reflection.objects.get()
    assert (reflection.text, reflection.question, reflection.revision) == (
        "I changed one thing.",
        "What was hard?",
        1,
    )
    assert AuditRecord.objects.get().verb == "reflection.saved"
    assert "I changed one thing." in as_("ana").get(response.url).text


def test_her_words_save_themselves(cast, robot, url, as_):
    autosave = {"X-Autosave": "1"}
    assert as_("ana").post(url, words("I"), headers=autosave).json() == {"revision": 1}
    assert as_("ana").post(url, words("I try", revision=1), headers=autosave).json() == {"revision": 2}
    stale = as_("ana").post(url, words("Other tab"), headers=autosave)
    assert (stale.status_code, stale.json()) == (409, {"theirs": {"text": "I try"}, "revision": 2})


def test_an_older_page_shows_both_versions(cast, robot, url, as_):
    as_("ana").post(url, words("First tab"))
    response = as_("ana").post(url, words("Second tab"))
    assert response.status_code == 409
    assert "First tab" in response.text
    assert "Second tab" in response.text
    as_("ana").post(url, words("Second tab", revision=response.context["form"]["revision"].value()))
    assert Reflection.objects.get().text == "Second tab"


def test_too_many_words_are_told_and_kept_on_the_page(cast, robot, url, as_):
    long = "word " * 4001
    response = as_("ana").post(url, words(long))
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "text": ["Ensure this value has at most 20000 characters (it has 20004)."]
    }
    assert long.strip() in response.text
    refused = as_("ana").post(url, words(long), headers={"X-Autosave": "1"})
    assert refused.status_code == 422


def test_the_action_refuses_words_for_a_page_that_was_never_seen(cast, robot):
    with pytest.raises(Stale) as caught:
        save(robot, cast.ana, seen_revision=4)
    assert (caught.value.theirs, caught.value.revision) == ({"text": ""}, 0)


def test_two_first_saves_keep_both(cast, robot):
    assert save(robot, cast.ana) == 1
    with pytest.raises(Stale) as caught:
        save(robot, cast.ana, text="Other")
    assert caught.value.theirs == {"text": "Mine"}


# Nothing to add today


def test_nothing_to_add_today(cast, robot, as_):
    skip = reverse("portfolios:reflection_skip", args=[robot.pk])
    as_("ana").post(skip, words(""))
    assert Reflection.objects.get().is_done is True
    assert save(robot, cast.ana, seen_revision=1) == 2
    assert Reflection.objects.get().skipped is False


def test_skipping_saves_words_that_are_there(cast, robot, as_):
    as_("ana").post(reverse("portfolios:reflection_skip", args=[robot.pk]), words("Still something"))
    assert Reflection.objects.get().text == "Still something"


def test_skipping_never_throws_words_away(cast, robot):
    save(robot, cast.ana)
    with pytest.raises(ValidationError, match="safe"):
        actions.skip_reflection(robot, by=cast.ana)
    assert Reflection.objects.get().text == "Mine"


def test_reflections_are_for_the_eyes_of_their_piece(cast, robot):
    save(robot, cast.ana)
    f.ShareFactory(evidence=robot, circle="family")
    seen = {
        who: Reflection.objects.visible_to(getattr(cast, who)).count()
        for who in ("ana", "ben", "bo", "mum", "ruth", "dad", "cora", "oak_advisor")
    }
    assert seen == {"ana": 1, "ben": 0, "bo": 0, "mum": 1, "ruth": 0, "dad": 0, "cora": 0, "oak_advisor": 0}
    assert [Reflection.objects.editable_by(getattr(cast, who)).count() for who in ("ana", "mum")] == [1, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(cast, robot, url, as_, django_assert_num_queries, count):
    for _number in range(count):
        f.ReadyAttachmentFactory(evidence=robot)
        f.ReflectionFactory(evidence=f.EvidenceFactory(student=cast.ana_student))
    browser = as_("ana")
    with django_assert_num_queries(6):
        browser.get(url)
