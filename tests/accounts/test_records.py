"""All that is kept about a child: nothing forgotten, nothing of another household."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from accounts import records
from accounts.models import AuditRecord, Student, User
from accounts.records import lines
from tests import factories as f
from tests.accounts.conftest import main_of

ELSEWHERE = {
    model: why
    for name in ("accounts", "portfolios", "goals", "conferences")
    for model, why in import_module(f"{name}.kept").ELSEWHERE.items()
}


def models_that_reach_people():
    """Every model from which foreign keys lead to a student or a person, however far."""
    reached = {Student, User}
    models = [model for model in apps.get_models() if not model._meta.proxy]
    while more := {model for model in models if model not in reached and points_to(model, reached)}:
        reached |= more
    return reached


def points_to(model, others):
    return any(
        field.related_model in others
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
    )


@pytest.mark.parametrize("model", sorted(models_that_reach_people(), key=lambda m: m._meta.label), ids=str)
def test_every_model_about_people_has_a_line(model):
    """A new model: say in the `kept.py` of its app how it belongs to a child, or in ELSEWHERE why not."""
    label = model._meta.label
    assert (label.lower() in lines()) != (label in ELSEWHERE)


@pytest.mark.parametrize("line", lines().values(), ids=lambda line: line.kind)
def test_every_way_leads_to_a_student(db, line):
    assert list(line.rows(1)) == []


def kinds(student, reader):
    return {line.model: count for line, count in records.counts(student, reader)}


def test_a_guardian_sees_every_kind_that_is_there(world):
    f.ReflectionFactory(evidence=world.evidence)
    f.NoteFactory(conference=world.conference, by=world.bo)
    found = kinds(world.ana_student, world.mum)
    assert {kind: found[kind] for kind in ("accounts.Student", "portfolios.Evidence", "goals.Goal")} == {
        "accounts.Student": 1,
        "portfolios.Evidence": 2,
        "goals.Goal": 1,
    }
    assert {"portfolios.Reflection", "conferences.Note", "accounts.Household"} <= set(found)


def test_what_the_other_household_wrote_and_where_it_lives_is_not_shown(world, as_):
    other = f.HouseholdFactory(school=world.school, name="Elsewhere", address="12 Hidden Lane")
    f.GuardianshipFactory(adult=world.dad, student=world.ana_student, household=other, relation="father")
    f.NoteFactory(conference=world.conference, by=world.dad, text="A word of Dad")
    f.NoteFactory(conference=world.conference, by=world.mum, text="A word of Mum")
    pages = [
        main_of(as_("mum").get(reverse("accounts:child_record_kind", args=[world.ana_student.pk, kind])))
        for kind in ("conferences-note", "accounts-household", "accounts-guardianship")
    ]
    assert ["A word of Mum" in pages[0], "A word of Dad" in pages[0]] == [True, False]
    assert "Hidden Lane" not in "".join(pages)
    assert "Elsewhere" not in "".join(pages)


def test_private_work_is_shown_to_who_may_decide_and_the_child_is_told(world, as_):
    """The law gives the family all of it; that it looked is written down for the child."""
    url = reverse("accounts:child_record_kind", args=[world.ana_student.pk, "portfolios-evidence"])
    assert "Recycling robot" in as_("mum").get(url).text
    opened = AuditRecord.objects.filter(verb="record.opened").values_list("actor_id", "student_id")
    assert list(opened) == [(world.mum.pk, world.ana_student.pk)]
    looks = reverse("accounts:child_looks", args=[world.ana_student.pk])
    assert "Mum Mensah" in main_of(as_("ana").get(looks))
    assert "Mum Mensah" not in main_of(as_("mum").get(looks))


def test_no_secret_is_shown(world, as_):
    for line in lines().values():
        url = reverse("accounts:child_record_kind", args=[world.ana_student.pk, line.kind])
        page = main_of(as_("mum").get(url))
        assert "digest" not in page.lower()
        assert world.sign_in_card.token_digest not in page


def test_a_kind_that_is_none_is_not_there(world, as_):
    url = reverse("accounts:child_record_kind", args=[world.ana_student.pk, "nothing"])
    assert as_("mum").get(url).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_record_costs_the_same_for_many(world, as_, django_assert_num_queries, rows):
    for _ in range(rows):
        f.NoteFactory(conference=world.conference, by=world.bo)
    url = reverse("accounts:child_record", args=[world.ana_student.pk])
    browser = as_("mum")
    browser.get(url)
    with django_assert_num_queries(5):
        assert browser.get(url).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_kind_costs_the_same_for_many(world, as_, django_assert_num_queries, rows):
    for _ in range(rows):
        f.NoteFactory(conference=world.conference, by=world.bo)
    url = reverse("accounts:child_record_kind", args=[world.ana_student.pk, "conferences-note"])
    browser = as_("mum")
    browser.get(url)
    with django_assert_num_queries(3):
        assert browser.get(url).status_code == 200


def test_long_lists_go_on(world, as_, monkeypatch):
    monkeypatch.setattr(records, "PAGE", 1)
    url = reverse("accounts:child_record_kind", args=[world.ana_student.pk, "portfolios-evidence"])
    page = as_("mum").get(url)
    assert ("Recycling robot" in page.text, "Bean plant" in page.text) == (True, False)
    assert "Bean plant" in as_("mum").get(f"{url}?after={page.context['more']}").text


def test_a_draft_is_shown_in_words(world, as_):
    drafts = apps.get_model("portfolios", "Draft").objects
    drafts.create(
        school=world.school, student=world.ana_student, form_key=world.form_key, words={"title": "My boat"}
    )
    url = reverse("accounts:child_record_kind", args=[world.ana_student.pk, "portfolios-draft"])
    assert "My boat" in main_of(as_("mum").get(url))
