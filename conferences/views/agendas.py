"""The student's agenda: begin it from a plan, shape it card by card, preview it, say "I'm ready"."""

import datetime

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.here import be_at
from accounts.models import Student
from conferences.actions import agendas, starts
from conferences.forms.agendas import (
    ADDED_KINDS,
    AddCardForm,
    CardForm,
    ChooseForm,
    HelpForm,
    MinutesForm,
    MoveForm,
)
from conferences.forms.cards import StartForm
from conferences.models import Card, Conference
from conferences.models.agendas import AREAS, ICONS
from conferences.notes import TOLD
from conferences.querysets import pages
from conferences.querysets.agendas import talks, with_first_file
from conferences.querysets.growth import pairs_of
from conferences.views.cards import looks, own_card
from goals.models import Goal
from portfolios.models import Evidence, Placement

AT_WORK = "conference_at_work"  # in her session: which of two, one for each household


def own(request, pk):
    """The conference that this student leads."""
    return get_object_or_404(Conference.objects.led_by(request.user), pk=pk)


def at_work(request, conferences):
    """The one that she works on now, and beside it that for another household of hers.

    The next one, unless she has chosen the other.
    """
    conferences = list(conferences)
    first = next(iter(conferences), None)
    pair = [one for one in conferences if first and one.round_id == first.round_id]
    if first and first.is_to_come and not first.starts_at:
        first = min((one for one in pair if one.is_to_come), key=lambda one: one.pk)  # the one there was
    chosen = next((one for one in pair if one.pk == request.session.get(AT_WORK) and not one.is_held), first)
    return chosen, [one for one in pair if one is not chosen]


@require_POST
def conference_take(request, pk):
    """She goes over to her conference for another household."""
    request.session[AT_WORK] = own(request, pk).pk
    return redirect("conferences:my_conference")


def my_conference(request):
    """Where the agenda is built; before there is one, what she can do meanwhile."""
    conference, beside = at_work(request, pages.conferences_at_work(request.user))
    if conference is None:
        get_object_or_404(Student.objects.is_user(request.user))
        return render(request, "conferences/no_conference.html")
    if conference.is_held:
        return redirect("conferences:conference_record", pk=conference.pk)
    if conference.state == Conference.State.NOT_STARTED:
        return plan(request, conference, beside)
    cards = list(pages.own_cards(conference))
    kept = [card for card in cards if card.removed_at is None]
    context = {
        "conference": conference,
        "beside": beside,
        "cards": kept,
        "removed": [card for card in cards if card.removed_at is not None],
        "budget": budget(conference, kept),
        **offered(kept, list(pages.all_offers(conference)), beside=not conference.is_stations),
        "talks": talks(conference, request.user),
        "participants": pages.comers(conference),
        "commitments": pages.last_commitments(conference.student, request.user),
        "kinds": [(kind, AREAS.get(kind, "conference"), ICONS[kind]) for kind in ADDED_KINDS],
        "shows_work": any(card.thumbs for card in kept),
        "help_form": HelpForm(initial={"line": conference.help_line}),
    }
    look = "my_plan" if conference.is_stations else "my_conference"
    return render(request, f"conferences/{look}.html", context)


def offered(cards, notes, *, beside):
    """What waits for her answer, ideas for a part `beside` it or among the others; and what she may undo."""
    told = [note for note in notes if note.kind in TOLD]
    waiting = [note for note in notes if note.settled_at is None and note not in told]
    by_key = {card.pk: card for card in cards}
    for note in waiting:
        note.about = by_key.get(note.card_id)
    for card in cards:
        card.ideas = [note for note in waiting if beside and note.about is card]
    return {
        "told": told,
        "offers": [note for note in waiting if not (beside and note.about)],
        "answered": [note for note in notes if note.settled_at is not None],
    }


def plan(request, conference, beside):
    """The plan of her grade, to begin from."""
    template = conference.plan
    cards = list(template.cards.order_by("position", "pk")) if template else []
    cards = agendas.fitted(cards, conference.minutes)
    context = {
        "conference": conference,
        "template": template,
        "cards": cards,
        "budget": budget(conference, cards),
        "commitments": pages.last_commitments_at_table(conference.student),
        "last": Conference.objects.led_by(request.user).last_of(conference).first(),
        "beside": beside,
        "first": next((one for one in beside if one.state != Conference.State.NOT_STARTED), None),
    }
    return render(request, "conferences/agenda_start.html", context)


def budget(conference, cards):
    """The planned minutes as parts of a bar, in percent of the slot or of the plan if that is longer."""
    planned = sum(card.minutes for card in cards)
    whole = max(planned, conference.minutes, 1)
    parts, gone = [], 0
    for card in cards:
        share = {"x": round(gone * 100 / whole, 2), "width": round(card.minutes * 100 / whole, 2)}
        parts.append({"area": f"area-{card.area}", "title": card.said_title} | share)
        gone += card.minutes
    left = conference.minutes - planned
    return {
        "planned": planned,
        "slot": conference.minutes,
        "left": left,
        "over": max(0, -left),
        "parts": parts,
    }


def back_to_card(card):
    return redirect(f"{reverse('conferences:my_conference')}#card-{card.pk}")


@require_POST
def agenda_start(request, pk):
    form = StartForm(request.POST)
    way = form.cleaned_data["start"] if form.is_valid() else "plan"
    ways = {"last": starts.start_from_last, "pair": starts.start_from_pair}
    start = ways.get(way, agendas.start_agenda)
    start(own(request, pk), by=request.user)
    return redirect("conferences:my_conference")


@require_POST
def card_add(request, pk):
    conference = own(request, pk)
    form = AddCardForm(request.POST)
    if not form.is_valid():
        return redirect("conferences:my_conference")
    card = agendas.add_card(conference, by=request.user, kind=form.cleaned_data["kind"])
    return back_to_card(card)


def card_edit(request, pk):
    """Her words for one part: saved while she writes, or by the button on a page of its own."""
    card = own_card(request, pk)
    form = CardForm(request.POST or None, card=card)
    if not form.is_valid():
        return card_page(request, card, form, status=422 if request.POST else 200)
    try:
        revision = agendas.edit_card(card, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        return card_refused(request, card, form, refusal)
    if request.headers.get("X-Autosave"):
        return JsonResponse({"revision": revision})
    return back_to_card(card)


def card_page(request, card, form, **kwargs):
    if request.headers.get("X-Autosave"):
        words = " ".join(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"message": words}, status=422)
    context = {"card": card, "form": form, "commitments": promises(request, card)}
    return render(request, "conferences/card_edit.html", context | looks(), **kwargs)


def promises(request, card):
    """What was agreed last time, beside the part that begins with it."""
    if card.kind != Card.Kind.LAST_COMMITMENTS:
        return []
    return pages.last_commitments(card.conference.student, request.user)


def card_refused(request, card, form, refusal):
    """Changed elsewhere meanwhile: both versions, and she says which one it is."""
    if refusal.code != "stale":
        raise refusal
    card.refresh_from_db()
    if request.headers.get("X-Autosave"):
        theirs = {"title": card.said_title, "talking_points": card.talking_points}
        theirs = {name: words for name, words in theirs.items() if name in form.fields}
        return JsonResponse({"theirs": theirs, "revision": card.revision}, status=409)
    form.add_error(None, refusal)
    form.data = form.data.copy()
    form.data["revision"] = card.revision
    context = {"card": card, "form": form, "theirs": card.talking_points} | looks()
    context["commitments"] = promises(request, card)
    return render(request, "conferences/card_edit.html", context, status=409)


@require_POST
def card_minutes(request, pk):
    card = get_object_or_404(Card.objects.editable_by(request.user), pk=pk)
    form = MinutesForm(request.POST)
    if form.is_valid():
        agendas.change_minutes(card, by=request.user, step=form.cleaned_data["step"])
        if form.cleaned_data["here"]:
            return redirect("conferences:card_edit", pk=card.pk)
    return back_to_card(card)


@require_POST
def card_remove(request, pk):
    card = get_object_or_404(Card.objects.editable_by(request.user), pk=pk)
    agendas.remove_card(card, by=request.user)
    return redirect(f"{reverse('conferences:my_conference')}#removed")


@require_POST
def card_restore(request, pk):
    card = get_object_or_404(Card.objects.editable_by(request.user), pk=pk)
    agendas.restore_card(card, by=request.user)
    return back_to_card(card)


@require_POST
def card_move(request, pk):
    """A new order: all ids from dragging, or one card up or down."""
    conference = own(request, pk)
    form = MoveForm(request.POST, order=conference.cards.kept().values_list("pk", flat=True))
    if form.is_valid() and form.cleaned_data["order"]:
        agendas.move_cards(conference, by=request.user, order=form.cleaned_data["order"])
    if request.headers.get("X-Reorder"):
        return HttpResponse(status=204)
    moved = form.data.get("up") or form.data.get("down")
    return redirect(f"{reverse('conferences:my_conference')}#card-{moved}")


def card_choose(request, pk):
    """Which of her pieces and goals go with a part, as pictures to tick."""
    card = get_object_or_404(Card.objects.editable_by(request.user).select_related("conference"), pk=pk)
    evidence = Evidence.objects.editable_by(request.user).in_stream()
    goals = Goal.objects.editable_by(request.user).open()
    form = ChooseForm(request.POST or None, evidence=evidence, goals=goals)
    if request.method == "POST" and form.is_valid():
        agendas.choose_for_card(card, by=request.user, **form.cleaned_data)
        return back_to_card(card)
    context = {
        "card": card,
        "conference": card.conference,
        "form": form,
        "evidence": with_first_file(evidence),
        "goals": goals.order_by("-set_at"),
        "chosen": set(card.evidence.values_list("pk", flat=True)),
        "pairs": pairs_of(request.user) if card.is_growth else [],
        "chosen_goals": set(card.goals.values_list("pk", flat=True)),
    }
    return render(request, "conferences/card_choose.html", context)


def agenda_preview(request, pk):
    """Exactly what her family will see: the same cards by the same function and template."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).with_student(), pk=pk)
    cards = list(conference.cards_for_family().with_hold())
    context = {
        "conference": conference,
        "cards": cards,
        "commitments": pages.last_commitments_at_table(conference.student),
    }
    return render(request, "conferences/agenda_preview.html", context)


@require_POST
def agenda_ready(request, pk):
    agendas.mark_ready(own(request, pk), by=request.user)
    return redirect("conferences:my_conference")


@require_POST
def agenda_unready(request, pk):
    agendas.mark_unready(own(request, pk), by=request.user)
    return redirect("conferences:my_conference")


@require_POST
def agenda_help(request, pk):
    """A quiet word to her advisor, or "I don't need it any more"."""
    conference = own(request, pk)
    form = HelpForm(request.POST)
    if form.is_valid() and form.cleaned_data["wanted"]:
        agendas.ask_for_help(conference, by=request.user, line=form.cleaned_data["line"])
    elif form.is_valid():
        agendas.end_help(conference, by=request.user)
    return redirect("conferences:my_conference")


@require_POST
def talk_add(request, pk, placement_pk):
    """A piece that she and her teacher see differently becomes a part of her agenda."""
    conference = own(request, pk)
    placement = get_object_or_404(
        Placement.objects.editable_by(request.user).differing().select_related("evidence", "target", "level"),
        pk=placement_pk,
    )
    return back_to_card(agendas.add_talk(conference, placement, by=request.user))


def agenda_print(request, pk):
    """One page of paper with times and talking points, for her and her advisor alone."""
    conference = get_object_or_404(
        Conference.objects.hosted_by(request.user).with_student().with_people(), pk=pk
    )
    be_at(request, conference.school_id)
    hers = conference.student.user_id == request.user.pk
    cards = list(conference.cards.kept().with_contents() if hers else conference.cards.for_advisor())
    context = {
        "conference": conference,
        "cards": with_times(conference, cards),
        "budget": budget(conference, cards),
    }
    return render(request, "conferences/agenda_print.html", context)


def with_times(conference, cards):
    """When each card begins if all goes as planned; without a place, after how many minutes."""
    gone = 0
    for card in cards:
        card.after = gone
        card.begins = conference.starts_at and conference.starts_at + datetime.timedelta(minutes=gone)
        gone += card.minutes
    return cards
