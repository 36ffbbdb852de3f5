"""The office's pages: rounds and their states, sessions and invitations."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.here import be_at
from accounts.views.offices import office_of
from conferences.actions import rounds, states
from conferences.forms.rounds import RoundForm, SessionForm
from conferences.forms.staffing import BackForm
from conferences.models import AgendaTemplate, Round, Session
from conferences.models.agendas import grade_words
from conferences.querysets.rounds import (
    guardianships_of,
    how_many,
    missing_students,
    uninvited,
    with_mail,
    without_mail,
)


def round_list(request):
    school = office_of(request)
    found = Round.objects.coordinated_by(request.user).at(school).with_counts().order_by("-made_at")
    return render(request, "conferences/round_list.html", {"rounds": found})


def try_action(form, action, *args, **kwargs):
    """Act; a refusal goes beside the field that it is about, and nothing that was typed is lost."""
    try:
        return action(*args, **kwargs)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def round_add(request):
    school = office_of(request)
    form = RoundForm(request.POST or None)
    if form.is_valid():
        added = try_action(form, rounds.add_round, school, by=request.user, **form.fields_of_round())
        if added:
            return redirect("conferences:round_detail", pk=added.pk)
    return render(request, "conferences/round_edit.html", {"form": form, "school": school})


def round_edit(request, pk):
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    be_at(request, round_.school_id)
    form = RoundForm(request.POST or None, instance=round_)
    if form.is_valid():
        edited = try_action(form, rounds.edit_round, round_, by=request.user, **form.fields_of_round())
        if edited:
            return redirect("conferences:round_detail", pk=round_.pk)
    return render(request, "conferences/round_edit.html", {"form": form, "round": round_})


def round_detail(request, pk):
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user).with_counts(), pk=pk)
    be_at(request, round_.school_id)
    people = how_many(guardianships_of(round_))
    sessions = list(round_.sessions.with_counts().prefetch_related("advisories"))
    joined = missing_students(round_).count()
    context = {
        "round": round_,
        "stations": stations(round_),
        "sessions": sessions,
        "place_count": sum(session.place_count for session in sessions if session.is_to_take),
        **calendar_of(round_),
        "grades": grade_words(round_.grade_low, round_.grade_high),
        "plans": [
            (grade_words(low, high), plan)
            for low, high, plan in AgendaTemplate.objects.coordinated_by(request.user).by_grades(round_)
        ],
        "joined": joined,
        "needed": round_.conference_count + (joined if round_.state in round_.HIDDEN else 0),
        "adult_count": people["adults"],
        "uninvited_count": people["adults"] - people["invited"],
        "invited_count": people["invited"],
    }
    return render(request, "conferences/round_detail.html", context)


def calendar_of(round_):
    """The days of a round, what comes next, and where today is on the school's clock."""
    days, today = list(round_.milestones.order_by("day", "pk")), timezone.localdate()
    coming = next((step for step in days if step.day >= today), None)
    return {"calendar": days, "today": today, "next_step": coming}


def stations(round_):
    """The states that this round goes through, in order: gone by, now and to come."""
    here = round_.place_in_steps
    marks = ["past"] * here + ["cur"] + [""] * len(round_.steps)
    return [(state.value, state.label, mark) for state, mark in zip(round_.steps, marks, strict=False)]


def moved(request, pk, action):
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    action(round_, by=request.user)
    return redirect("conferences:round_detail", pk=pk)


@require_POST
def round_plan(request, pk):
    return moved(request, pk, states.plan_round)


@require_POST
def round_ask(request, pk):
    return moved(request, pk, states.ask_round)


@require_POST
def round_schedule(request, pk):
    return moved(request, pk, states.schedule_round)


@require_POST
def round_prepare(request, pk):
    return moved(request, pk, states.prepare_round)


@require_POST
def round_back(request, pk):
    """One step back, while nothing is lost by it."""
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    form = BackForm(request.POST)
    if form.is_valid():
        states.step_back(round_, by=request.user, **form.cleaned_data)
    return redirect("conferences:round_detail", pk=pk)


@require_POST
def round_publish(request, pk):
    return moved(request, pk, states.publish_round)


@require_POST
def round_enroll(request, pk):
    return moved(request, pk, states.enroll_students)


@require_POST
def round_open(request, pk):
    return moved(request, pk, states.open_round)


@require_POST
def round_follow_up(request, pk):
    return moved(request, pk, states.follow_up_round)


@require_POST
def round_close(request, pk):
    return moved(request, pk, states.close_round)


def session_add(request, pk):
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    be_at(request, round_.school_id)
    form = SessionForm(request.POST or None, round_=round_)
    if form.is_valid() and try_action(
        form, rounds.add_session, round_, by=request.user, **form.fields_of_session()
    ):
        return redirect("conferences:round_detail", pk=round_.pk)
    return render(request, "conferences/session_edit.html", {"form": form, "round": round_})


def session_edit(request, pk):
    session = get_object_or_404(Session.objects.coordinated_by(request.user).select_related("round"), pk=pk)
    be_at(request, session.round.school_id)
    form = SessionForm(request.POST or None, round_=session.round, session=session)
    if form.is_valid() and try_action(
        form, rounds.edit_session, session, by=request.user, **form.fields_of_session()
    ):
        return redirect("conferences:round_detail", pk=session.round_id)
    context = {"form": form, "round": session.round, "session": session}
    return render(request, "conferences/session_edit.html", context)


def invitations_send(request, pk):
    """First the numbers, then one button."""
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    be_at(request, round_.school_id)
    waiting = uninvited(guardianships_of(round_))
    if request.method == "POST":
        sent = rounds.send_invitations(round_, by=request.user)
        words = ngettext("%(n)d invitation is on its way.", "%(n)d invitations are on their way.", sent)
        messages.success(request, words % {"n": sent})
        return redirect("conferences:round_detail", pk=round_.pk)
    context = {
        "round": round_,
        "adult_count": guardianships_of(round_).count(),
        "reachable": with_mail(waiting).count(),
        "without_mail": without_mail(waiting).select_related("adult", "student__user"),
    }
    return render(request, "conferences/invitations_send.html", context)
