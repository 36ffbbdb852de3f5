"""Agenda plans: of the school and of an advisory, version by version; and parts that everybody may add."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.here import be_at
from accounts.models import School
from accounts.views.offices import office_of
from conferences.actions import agendas, offers, templates
from conferences.forms.plans import (
    ArrangeForm,
    CopyForm,
    KeyForm,
    TemplateCardFormSet,
    TemplateForm,
    WordsForm,
)
from conferences.models import AgendaTemplate, Conference, TemplateCard
from conferences.querysets.templates import homes_of


def template_list(request):
    """The plans of the school, those of its advisories that she may change, and parts for everybody."""
    school = get_object_or_404(School.objects.staffed_by(request.user).where_she_is(request.user))
    found = AgendaTemplate.objects.read_by(request.user).at(school).newest()
    plans = list(found.with_rights(request.user).with_cards())
    used = [plan for plan in plans if not plan.retired_at]
    context = {
        "school": school,
        "plans": [plan for plan in used if not plan.advisory and not plan.is_layer],
        "own": [plan for plan in used if plan.advisory and not plan.is_layer],
        "layers": [plan for plan in used if plan.is_layer],
        "retired": [plan for plan in plans if plan.retired_at],
        "is_office": request.user.is_coordinator,
    }
    return render(request, "conferences/template_list.html", context)


@require_POST
def template_ship(request):
    """The shipped plans, for a school that has not got them all."""
    school = office_of(request)
    templates.ship_templates(school, by=request.user)
    return redirect("conferences:template_list")


def readable(request, pk):
    template = get_object_or_404(
        AgendaTemplate.objects.read_by(request.user).with_rights(request.user), pk=pk
    )
    be_at(request, template.school_id)
    return template


def changeable(request, pk):
    template = get_object_or_404(AgendaTemplate.objects.planned_by(request.user).with_home(), pk=pk)
    be_at(request, template.school_id)
    return template


def template_read(request, pk):
    """One version as a student meets it, and what became of the plan since it was made."""
    template = readable(request, pk)
    versions = list(AgendaTemplate.objects.read_by(request.user).versions_of(template))
    cards = list(template.cards.order_by("position", "pk"))
    context = {
        "template": template,
        "cards": cards,
        "minutes": sum(card.minutes for card in cards),
        "versions": versions,
        "newest": versions[0],
        "languages": other_languages(template),
    }
    return render(request, "conferences/template_read.html", context)


def other_languages(template):
    """What the school offers, each by its own name: [(code, name)]."""
    return [(code, get_language_info(code)["name_local"]) for code in template.school.languages]


def template_detail(request, pk):
    """Change a plan; saving makes a new version for the conferences that start from then on."""
    template = changeable(request, pk)
    arrange = ArrangeForm(request.POST or None)
    form = TemplateForm(request.POST or None, template=template)
    cards = template.cards.order_by("position", "pk")
    if arrange.is_asked:
        rows = arrange.arranged(TemplateCardFormSet(request.POST).begun())
        return plan_page(request, template, form, TemplateCardFormSet(initial=rows))
    rows = [
        {"ORDER": number, "source": card["pk"]} | card
        for number, card in enumerate(cards.values("pk", *templates.PARTS), 1)
    ]
    formset = TemplateCardFormSet(request.POST) if request.POST else TemplateCardFormSet(initial=rows)
    if form.is_valid() and formset.is_valid():
        made = formset.cards({card.pk: card for card in cards})
        if fresh := kept(form, template, by=request.user, cards=made, **form.cleaned_data):
            messages.success(request, _("Saved. Agendas that start from now on use this version."))
            return redirect("conferences:template_read", pk=fresh.pk)
    return plan_page(request, template, form, formset, status=422 if request.POST else 200)


def plan_page(request, template, form, formset, **kwargs):
    context = {"template": template, "formset": formset, "version": form}
    return render(request, "conferences/template_detail.html", context, **kwargs)


def kept(form, template, **values):
    """The new version; a refusal is said above the form, and nothing that was typed is lost."""
    try:
        return templates.edit_template(template, **values)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def template_copy(request, pk):
    """A plan of one's own: for one's advisory, or for the school."""
    template = readable(request, pk)
    office, advisories = homes_of(request.user, template.school)
    if not office and not advisories:
        raise Http404
    form = CopyForm(
        request.POST or None, office=office, advisories=advisories, initial={"name": template.said_name}
    )
    if form.is_valid():
        try:
            made = templates.copy_template(
                template, by=request.user, school=template.school, **form.cleaned_data
            )
        except ValidationError as refusal:
            form.add_error("name", refusal)
        else:
            return redirect("conferences:template_detail", pk=made.pk)
    context = {"template": template, "form": form}
    return render(request, "conferences/template_copy.html", context, status=422 if form.is_bound else 200)


def template_words(request, pk, code):
    """The school's own words of a plan in one other language."""
    template = changeable(request, pk)
    languages = dict(other_languages(template))
    if code not in languages:
        raise Http404
    cards = list(template.cards.order_by("position", "pk"))
    form = WordsForm(request.POST or None, cards=cards, code=code, version=template.version)
    if form.is_valid():
        rows = templates.cards_of(template)
        made = [row | {"said_in": form.said_in(card)} for row, card in zip(rows, cards, strict=True)]
        change = _("Words in %(language)s") % {"language": languages[code]}
        version = form.cleaned_data["version"]
        if fresh := kept(form, template, by=request.user, version=version, cards=made, change=change):
            messages.success(request, _("Saved. Agendas that start from now on use this version."))
            return redirect("conferences:template_read", pk=fresh.pk)
    context = {"template": template, "form": form, "language": languages[code], "code": code}
    return render(request, "conferences/template_words.html", context, status=422 if form.is_bound else 200)


@require_POST
def template_take_up(request, pk):
    fresh = templates.take_up_template(changeable(request, pk), by=request.user)
    return redirect("conferences:template_read", pk=fresh.pk)


@require_POST
def template_retire(request, pk):
    templates.retire_template(changeable(request, pk), by=request.user)
    return redirect("conferences:template_read", pk=pk)


@require_POST
def template_restore(request, pk):
    templates.restore_template(changeable(request, pk), by=request.user)
    return redirect("conferences:template_read", pk=pk)


def part_list(request, pk):
    """Parts beyond the plan: the student adds one, her advisor suggests one."""
    conference = get_object_or_404(Conference.objects.hosted_by(request.user).with_student(), pk=pk)
    be_at(request, conference.school_id)
    parts = list(TemplateCard.objects.offered_for(conference.student))
    context = {
        "conference": conference,
        "parts": parts,
        "mine": conference.student.user_id == request.user.pk,
        "form_key": uuid.uuid4(),
    }
    return render(request, "conferences/part_list.html", context)


@require_POST
def part_add(request, pk, part_pk):
    conference = get_object_or_404(Conference.objects.led_by(request.user).with_student(), pk=pk)
    part = get_object_or_404(TemplateCard.objects.offered_for(conference.student), pk=part_pk)
    card = agendas.add_part(conference, part, by=request.user)
    return redirect(f"{reverse('conferences:my_conference')}#card-{card.pk}")


@require_POST
def part_suggest(request, pk, part_pk):
    """Her advisor offers a part: a suggestion like any other, which she takes or leaves."""
    conference = get_object_or_404(Conference.objects.advised_by(request.user).with_student(), pk=pk)
    part = get_object_or_404(TemplateCard.objects.offered_for(conference.student), pk=part_pk)
    form = KeyForm(request.POST)
    if form.is_valid():
        key = form.cleaned_data["form_key"]
        offers.suggest(conference, by=request.user, text=part.said_title, form_key=key)
        messages.success(request, _("Suggested. The student may take it or leave it."))
    return redirect("conferences:part_list", pk=pk)
