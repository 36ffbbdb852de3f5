"""The office has a fair timetable made, looks at it, changes what it knows better, and publishes it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from conferences import proposals
from conferences.actions import publication, timetables
from conferences.forms.timetables import FindForm, LockForm, MoveForm, TimetableForm
from conferences.models import Assignment, Round, Timetable
from conferences.views.rounds import try_action

A_PAGE = 40


def timetable_list(request, pk):
    """All runs of a round, what matters how much, and one button."""
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user).with_counts(), pk=pk)
    be_at(request, round_.school_id)
    form = TimetableForm(request.POST or None, weights=round_.weights)
    if form.is_valid():
        made = try_action(
            form,
            timetables.make_timetable,
            round_,
            weights=form.weights,
            seconds=form.cleaned_data["seconds"],
            by=request.user,
        )
        if made:
            return redirect("conferences:timetable_detail", pk=made.pk)
    context = {
        "round": round_,
        "form": form,
        "timetables": Timetable.objects.coordinated_by(request.user).of(round_).with_round(),
    }
    return render(request, "conferences/timetable_list.html", context, status=422 if form.errors else 200)


@require_safe
def timetable_detail(request, pk):
    """How far it is and how good; then room by room, family by family, and who found no place."""
    timetable = get_object_or_404(Timetable.objects.coordinated_by(request.user).with_round(), pk=pk)
    since = request.GET.get("since")
    if since == timetable.moment:
        return HttpResponse(status=204)
    be_at(request, timetable.school_id)
    context = {"timetable": timetable, "round": timetable.round, "quality": proposals.quality_of(timetable)}
    asked = FindForm(request.GET).said()
    if not timetable.is_busy:
        context |= asked | shown(timetable, asked)
    part = "#whole" if since else ""
    return render(request, f"conferences/timetable_detail.html{part}", context)


def shown(timetable, asked):
    """One of the four ways to look at it."""
    rows = timetable.assignments.with_people()
    if asked["words"]:
        return {"by": "families", "found": page_of(rows.named(asked["words"]).by_child(), asked["page"])}
    if asked["by"] == "rooms":
        return {"days": proposals.days_of(timetable), "grid": proposals.grid_of(rows, asked["room"])}
    if asked["by"] == "advisors":
        return {"loads": proposals.loads_of(timetable)}
    rows = rows.unplaced() if asked["by"] == "unplaced" else rows
    return {"found": page_of(rows.by_child(), asked["page"])}


def page_of(rows, number):
    return Paginator(rows, A_PAGE).get_page(number)


@require_POST
def timetable_stop(request, pk):
    timetable = get_object_or_404(Timetable.objects.coordinated_by(request.user), pk=pk)
    timetables.stop_timetable(timetable, by=request.user)
    return redirect("conferences:timetable_detail", pk=pk)


@require_POST
def timetable_drop(request, pk):
    timetable = get_object_or_404(Timetable.objects.coordinated_by(request.user), pk=pk)
    timetables.drop_timetable(timetable, by=request.user)
    messages.success(request, _("Put away. Nobody was told anything."))
    return redirect("conferences:timetable_list", pk=timetable.round_id)


def timetable_publish(request, pk):
    """First what it changes for how many, then one button."""
    timetable = get_object_or_404(Timetable.objects.coordinated_by(request.user).with_round(), pk=pk)
    be_at(request, timetable.school_id)
    if request.method == "POST":
        told = publication.publish_timetable(timetable, by=request.user)
        words = ngettext(
            "%(n)d conference has a new time. Its family is told.",
            "%(n)d conferences have a new time. Their families are told.",
            told,
        )
        messages.success(request, words % {"n": told})
        return redirect("conferences:timetable_detail", pk=pk)
    context = {
        "timetable": timetable,
        "round": timetable.round,
        "counts": proposals.changes_of(timetable),
        "is_stale": timetable.is_proposal and proposals.is_stale(timetable),
    }
    return render(request, "conferences/timetable_publish.html", context)


@require_POST
def timetable_take_back(request, pk):
    timetable = get_object_or_404(Timetable.objects.coordinated_by(request.user), pk=pk)
    back = publication.take_back_timetable(timetable, by=request.user)
    words = ngettext(
        "%(n)d time is again as it was. The family is told.",
        "%(n)d times are again as they were. The families are told.",
        back,
    )
    messages.success(request, words % {"n": back})
    return redirect("conferences:timetable_detail", pk=pk)


@require_POST
def assignment_lock(request, pk):
    """Keep a proposed time in the next run, or let it go."""
    assignment = get_object_or_404(
        Assignment.objects.coordinated_by(request.user).select_related("conference__student"), pk=pk
    )
    form = LockForm(request.POST)
    form.is_valid()
    timetables.lock_assignment(assignment, locked=form.cleaned_data["locked"], by=request.user)
    return redirect(back_to(request, assignment))


def back_to(request, assignment):
    """To the page of the list where the button was."""
    asked = FindForm(request.POST).said()
    query = {"by": asked["by"], "words": asked["words"], "page": asked["page"], "room": asked["room"]}
    return proposals.address_of(assignment, query)


def assignment_move(request, pk):
    """Times at which nobody else has to move, each with what it would mean."""
    assignment = get_object_or_404(
        Assignment.objects.coordinated_by(request.user)
        .with_people()
        .select_related("timetable__round__school"),
        pk=pk,
    )
    be_at(request, assignment.timetable.school_id)
    openings = proposals.openings(assignment)
    form = MoveForm(request.POST or None, openings=openings)
    if form.is_valid():
        chosen = form.chosen
        try:
            timetables.move_assignment(
                assignment, session_pk=chosen.session.pk, starts_at=chosen.starts_at, by=request.user
            )
        except ValidationError as refusal:
            form.add_error("time", refusal)
        else:
            messages.success(request, _("Moved. It stays there in the next run."))
            return redirect(proposals.address_of(assignment, {"by": "families"}))
    context = {
        "assignment": assignment,
        "timetable": assignment.timetable,
        "round": assignment.timetable.round,
        "form": form,
        "openings": openings,
    }
    return render(request, "conferences/assignment_move.html", context, status=422 if form.errors else 200)
