"""Plans: five shipped ones and a layer, then the school's own versions; an old agenda stays as it was."""

import pytest
from django.core.exceptions import ValidationError

from conferences.actions.templates import (
    PARTS,
    edit_template,
    restore_template,
    retire_template,
    ship_templates,
    take_up_template,
)
from conferences.models import AgendaTemplate
from tests import factories as f


def card(**parts):
    return {
        "kind": "evidence",
        "title": "My work",
        "minutes": 5,
        "tip": "",
        "why": "",
        "listening": "",
        "picture": "",
        "color": "",
        "said_in": {},
    } | parts


@pytest.fixture
def plan(cast):
    ship_templates(cast.school)
    cast.plan = AgendaTemplate.objects.get(school=cast.school, grade_low=3)
    return cast


def test_ship_templates_covers_every_grade_once(plan):
    ship_templates(plan.school, by=plan.cora)
    plans = AgendaTemplate.objects.filter(school=plan.school).order_by("grade_low")
    bands = list(plans.in_use().values_list("grade_low", "grade_high", "look"))
    assert bands == [
        (0, 2, "stations"),
        (3, 5, "cards"),
        (6, 8, "cards"),
        (9, 11, "cards"),
        (12, 12, "cards"),
    ]
    assert [layer.name for layer in plans.layers()] == ["What helps me"]
    assert AgendaTemplate.objects.filter(school=plan.oak).count() == 0


def test_shipped_plans_fit_their_slot_and_end_with_the_closing(plan):
    longest = {2: 30, 12: 45}  # minutes: kindergarten to grade 2 and the last year; the others have 20
    for template in AgendaTemplate.objects.at(plan.school).in_use():
        cards = list(template.cards.order_by("position"))
        assert sum(one.minutes for one in cards) <= longest.get(template.grade_high, 20)
        assert [one.fixed for one in cards if one.kind == "closing"] == [True]
        assert cards[-1].kind == "closing"


def test_a_plan_is_put_away_and_taken_out_whichever_version_is_looked_at(plan):
    old = plan.plan
    fresh = edit_template(old, by=plan.cora, version=1, cards=[card()])
    retire_template(old, by=plan.cora)
    fresh.refresh_from_db()
    assert fresh.retired_at is not None
    assert take_up_template(old, by=plan.cora).retired_at == fresh.retired_at  # it stays away
    restore_template(fresh, by=plan.cora)
    assert AgendaTemplate.objects.versions_of(old).first().retired_at is None
    with pytest.raises(ValidationError, match="in use already"):
        restore_template(old, by=plan.cora)


def test_edit_template_makes_a_new_version_and_leaves_the_old(plan):
    fresh = edit_template(
        plan.plan, by=plan.cora, version=1, cards=[card(), card(title="Bye", why="Always.")]
    )
    assert (fresh.version, fresh.name, fresh.grade_low) == (2, plan.plan.name, 3)
    assert list(fresh.cards.values_list("title", "fixed")) == [("My work", False), ("Bye", True)]
    assert plan.plan.cards.count() == 10
    assert AgendaTemplate.objects.for_student(plan.ana_student).first() == fresh


def test_edit_template_of_an_old_version_is_refused(plan):
    edit_template(plan.plan, by=plan.cora, version=1, cards=[card()])
    with pytest.raises(ValidationError, match="newer version"):
        edit_template(plan.plan, by=plan.cora, version=1, cards=[card()])


def test_the_narrowest_band_wins(plan):
    wide = AgendaTemplate.objects.create(school=plan.school, name="Everybody", grade_low=0, grade_high=12)
    five = AgendaTemplate.objects.create(school=plan.school, name="Five", grade_low=5, grade_high=5)
    chosen = list(AgendaTemplate.objects.for_student(plan.ana_student))
    assert chosen == [five, plan.plan, wide]


def test_a_student_without_a_grade_gets_the_youngest_plan(plan):
    student = f.StudentFactory(school=plan.school, grade=None)
    assert AgendaTemplate.objects.for_student(student).first().grade_low == 0


def test_by_grades_says_which_plan_each_grade_starts_from(plan):
    round_ = f.RoundFactory(school=plan.school, grade_low=2, grade_high=6)
    AgendaTemplate.objects.filter(school=plan.school, grade_low=6).delete()
    spans = [
        (low, high, template and template.name)
        for low, high, template in AgendaTemplate.objects.by_grades(round_)
    ]
    assert spans == [(2, 2, "Come and see"), (3, 5, "My learning story"), (6, 6, None)]


def test_parts_are_those_of_a_card():
    assert set(card()) == set(PARTS)
