"""The pages of agenda plans: read, change, copy, translate, take up again; and parts for everybody."""

import pytest
from django.urls import reverse

from conferences.actions.templates import ship_templates
from conferences.models import AgendaTemplate, Card
from tests import factories as f


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


def test_template_list_offers_the_shipped_plans(cast, as_):
    client = as_("cora")
    assert "Use the five plans" in client.get(url("template_list")).text
    client.post(url("template_ship"))
    text = client.get(url("template_list")).text
    for name in (
        "Come and see",
        "My learning story",
        "Owning it",
        "Where I’m heading",
        "Where I’m heading: my last year",
        "What helps me",
        "Kindergarten to grade 2",
    ):
        assert name in text
    assert AgendaTemplate.objects.filter(school=cast.oak).count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_template_list_costs_the_same(cast, as_, django_assert_num_queries, count):
    for _ in range(count):
        f.TemplateCardFactory.create_batch(2, template=f.AgendaTemplateFactory(school=cast.school))
    client = as_("cora")
    with django_assert_num_queries(4):
        client.get(url("template_list"))


@pytest.fixture
def plan(cast):
    cast.plan = f.AgendaTemplateFactory(school=cast.school, name="Ours")
    f.TemplateCardFactory(template=cast.plan, kind="welcome", title="Hello", fixed=True, why="First.")
    f.TemplateCardFactory(template=cast.plan, title="My work")
    return cast


def posted(response, **changes):
    """What the browser would send back from this page."""
    data, formset = {}, response.context["formset"]
    for form in (response.context["version"], formset.management_form, *formset):
        data |= {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    return {name: value for name, value in data.items() if value is not False} | changes


def titles(template):
    return list(template.cards.order_by("position").values_list("title", flat=True))


def test_template_detail_saves_a_new_version_in_the_order_of_the_numbers(plan, as_):
    client = as_("cora")
    page = url("template_detail", plan.plan.pk)
    changes = {
        "form-0-ORDER": 2,
        "form-1-ORDER": 1,
        "form-2-title": "Thanks",
        "form-2-kind": "closing",
        "form-2-ORDER": 3,
    }
    response = client.post(page, posted(client.get(page), **changes), follow=True)
    fresh = AgendaTemplate.objects.get(version=2)
    assert "Saved." in response.text
    assert titles(fresh) == ["My work", "Hello", "Thanks"]
    assert titles(plan.plan) == ["Hello", "My work"]


def test_template_detail_takes_a_card_off(plan, as_):
    client = as_("cora")
    page = url("template_detail", plan.plan.pk)
    client.post(page, posted(client.get(page), **{"form-1-DELETE": "on"}))
    assert titles(AgendaTemplate.objects.get(version=2)) == ["Hello"]


def test_template_detail_refuses_an_empty_plan(plan, as_):
    client = as_("cora")
    page = url("template_detail", plan.plan.pk)
    gone = {"form-0-DELETE": "on", "form-1-DELETE": "on"}
    assert "A plan needs at least one card." in client.post(page, posted(client.get(page), **gone)).text


def test_template_detail_refuses_a_card_without_a_title(plan, as_):
    client = as_("cora")
    page = url("template_detail", plan.plan.pk)
    response = client.post(page, posted(client.get(page), **{"form-0-title": ""}))
    assert response.context["formset"].errors[0] == {"title": ["This field is required."]}
    assert AgendaTemplate.objects.count() == 1


def test_two_who_edit_one_plan_do_not_overwrite_each_other(plan, as_):
    client = as_("cora")
    page = url("template_detail", plan.plan.pk)
    stale = posted(client.get(page), **{"form-0-title": "Mine"})
    client.post(page, stale)
    response = client.post(page, stale)
    assert "newer version of this plan" in response.text
    assert "Mine" in response.text
    assert AgendaTemplate.objects.count() == 2


def test_rows_move_and_grow_without_being_saved(plan, as_):
    client = as_("cora")
    page = url("template_detail", plan.plan.pk)
    moved = client.post(page, posted(client.get(page), up="1", **{"form-1-title": "My best work"}))
    assert moved.status_code == 200
    rows = [form["title"].value() for form in moved.context["formset"]]
    assert rows == ["My best work", "Hello", None]
    again = client.post(page, posted(moved, down="0"))
    again = client.post(page, posted(again, more="1", **{"form-2-title": "New", "form-2-kind": "goal"}))
    assert [form["title"].value() for form in again.context["formset"]] == [
        "Hello",
        "My best work",
        "New",
        None,
    ]
    assert AgendaTemplate.objects.count() == 1
    client.post(page, posted(again))
    assert titles(AgendaTemplate.objects.get(version=2)) == ["Hello", "My best work", "New"]


def test_a_new_version_says_what_is_different_and_keeps_pictures_and_words(plan, as_):
    card = plan.plan.cards.get(title="My work")
    card.said_in = {"es": {"title": "Mi trabajo", "tip": "Elige"}}
    card.save()
    client = as_("cora")
    page = url("template_detail", plan.plan.pk)
    changes = {
        "form-0-picture": "hello",
        "form-0-color": "sun",
        "form-0-why": "People first.",
        "change": "Greeting with a picture",
        "look": "stations",
        "grade_low": 3,
        "grade_high": 4,
    }
    client.post(page, posted(client.get(page), **changes))
    fresh = AgendaTemplate.objects.get(version=2)
    assert (fresh.by, fresh.change, fresh.look) == (plan.cora, "Greeting with a picture", "stations")
    assert (fresh.grade_low, fresh.grade_high) == (3, 4)
    first, second = fresh.cards.order_by("position")
    assert (first.picture, first.color, first.fixed, first.why) == ("hello", "sun", True, "People first.")
    assert second.said_in == {"es": {"title": "Mi trabajo"}}  # its tip was empty: nothing to translate
    page = url("template_detail", fresh.pk)
    client.post(page, posted(client.get(page), **{"form-1-title": "My best work"}))
    assert AgendaTemplate.objects.get(version=3).cards.get(title="My best work").said_in == {}


def test_grades_the_wrong_way_round_are_refused_and_nothing_is_lost(plan, as_):
    client = as_("cora")
    page = url("template_detail", plan.plan.pk)
    response = client.post(
        page, posted(client.get(page), grade_low=5, grade_high=1, **{"form-0-title": "Mine"})
    )
    assert response.status_code == 422
    assert list(response.context["version"].errors) == ["grade_high"]
    assert "Mine" in response.text


def test_an_earlier_version_is_read_and_taken_up_again(plan, as_):
    client = as_("cora")
    page = url("template_detail", plan.plan.pk)
    client.post(page, posted(client.get(page), **{"form-1-DELETE": "on", "change": "Shorter"}))
    text = client.get(url("template_read", plan.plan.pk)).text
    assert ("This is an earlier version" in text, "Shorter" in text) == (True, True)
    client.post(url("template_take_up", plan.plan.pk))
    third = AgendaTemplate.objects.get(version=3)
    assert (titles(third), third.change, third.by) == (["Hello", "My work"], "Back to version 1", plan.cora)
    back = {"Referer": url("template_read", third.pk)}
    refused = client.post(url("template_take_up", third.pk), follow=True, headers=back)
    assert "This is the newest version already." in refused.text


def test_an_advisor_makes_a_plan_of_her_own_and_changes_no_other(plan, as_):
    client = as_("bo")
    page = url("template_copy", plan.plan.pk)
    assert client.post(page, {"name": "Ours"}).status_code == 422  # not for the whole school
    response = client.post(page, {"name": "Ours", "advisory": plan.advisory.pk})
    own = AgendaTemplate.objects.get(advisory=plan.advisory)
    assert response["Location"] == url("template_detail", own.pk)
    assert (own.name, titles(own), own.change) == ("Ours", ["Hello", "My work"], "Made from “Ours”")
    assert AgendaTemplate.objects.for_student(plan.ana_student).first() == own
    assert client.get(url("template_detail", plan.plan.pk)).status_code == 404
    twice = client.post(page, {"name": "Ours", "advisory": plan.advisory.pk})
    assert "There is a plan with this name already." in twice.text
    assert as_("ida").get(url("template_read", own.pk)).status_code == 404


def test_a_plan_is_put_away_and_taken_out_again(plan, as_):
    client = as_("cora")
    back = {"Referer": url("template_list")}
    client.post(url("template_retire", plan.plan.pk))
    assert AgendaTemplate.objects.for_student(plan.ana_student).first() is None
    again = client.post(url("template_retire", plan.plan.pk), follow=True, headers=back)
    assert "This plan is put away already." in again.text
    assert "Put away" in client.get(url("template_list")).text
    client.post(url("template_restore", plan.plan.pk))
    assert AgendaTemplate.objects.for_student(plan.ana_student).first() == plan.plan
    again = client.post(url("template_restore", plan.plan.pk), follow=True, headers=back)
    assert "This plan is in use already." in again.text


def test_words_in_another_language_make_a_version(plan, as_):
    client = as_("cora")
    page = url("template_words", plan.plan.pk, "es")
    hello = plan.plan.cards.get(title="Hello")
    assert f'name="title-{hello.pk}"' in client.get(page).text
    client.post(page, {"version": 1, f"title-{hello.pk}": "Hola", f"why-{hello.pk}": ""})
    fresh = AgendaTemplate.objects.get(version=2)
    assert fresh.cards.get(title="Hello").said_in == {"es": {"title": "Hola"}}
    assert fresh.change == "Words in español"
    stale = client.post(page, {"version": 1, f"title-{hello.pk}": "Buenas"})
    assert ("newer version" in stale.text, "Buenas" in stale.text) == (True, True)
    assert client.get(url("template_words", plan.plan.pk, "fr")).status_code == 404


def test_parts_for_everybody_are_added_or_suggested(world, as_):
    ship_templates(world.school)
    part = AgendaTemplate.objects.layers().get().cards.first()
    assert "Add it to my agenda" in as_("ana").get(url("part_list", world.conference.pk)).text
    advisor = as_("bo")
    page = advisor.get(url("part_list", world.conference.pk))
    assert ("Suggest it" in page.text, "Add it to my agenda" in page.text) == (True, False)
    form = {"form_key": page.context["form_key"]}
    for _twice in range(2):
        advisor.post(url("part_suggest", world.conference.pk, part.pk), form)
    advisor.post(url("part_suggest", world.conference.pk, part.pk))  # without its key nothing is said
    note = world.conference.notes.get()
    assert note.text == "What helps me learn"
    student = as_("ana")
    student.post(url("offer_take", note.pk))
    student.post(url("part_add", world.conference.pk, part.pk))
    added = Card.objects.filter(conference=world.conference, title="What helps me learn")
    assert list(added.values_list("picture", "fixed", "minutes")) == [("idea", False, 2)] * 2
    AgendaTemplate.objects.layers().update(retired_at=world.conference.made_at)
    assert student.post(url("part_add", world.conference.pk, part.pk)).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {"version": "1"},
        {
            "more": "on",
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "0",
            "form-0-title": "x",
            "form-0-ORDER": "²",
        },
    ],
)
def test_a_form_that_came_in_pieces_is_shown_again(plan, as_, data):
    assert as_("cora").post(url("template_detail", plan.plan.pk), data).status_code in (200, 422)
    assert AgendaTemplate.objects.filter(name="Ours").count() == 1
