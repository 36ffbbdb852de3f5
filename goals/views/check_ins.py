"""Two minutes on a goal: a check-in, a day of a habit, work that shows it, and taking it up again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.policy import records
from goals import actions
from goals.calendars import days_of_habit, months_of
from goals.forms import CheckInForm, PiecesForm, TakeUpForm, TickForm
from goals.models import CheckIn, Goal
from goals.querysets.pieces import own_work, pieces_on, work_for
from goals.views.files import voice_form, voice_sent
from portfolios.forms.collections import PickFilter

NEWEST = 6  # pieces offered with a check-in
HELPING = 24  # pieces to choose from


@records
def goal_check_in(request, pk):
    goal = get_object_or_404(
        Goal.objects.editable_by(request.user).select_related("student__user").prefetch_related("steps"),
        pk=pk,
    )
    if request.method == "GET" and not goal.is_open:
        return redirect("goals:goal_detail", pk=pk)
    form = CheckInForm(request.POST or None, goal=goal, pieces=own_work(request.user))
    voice = voice_form(request, form.key)
    spoken = voice_sent(request, voice, form.key) if request.method == "POST" else []
    form.has_voice = bool(spoken)
    if form.is_valid() and not voice.errors:
        try:
            entry = actions.check_in(goal, by=request.user, voice=spoken, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return after_check_in(request, goal, entry)
    work = work_for(goal, request.user)[:NEWEST]
    context = {"goal": goal, "form": form, "voice": voice, "form_key": form.key, "work": work}
    return render(request, "goals/goal_check_in.html", context)


def after_check_in(request, goal, entry):
    """A changed goal is written anew; every other answer leads back to the goal."""
    if entry.still == CheckIn.Still.KEEP and goal.due_on:
        words = _("Checked in. See you on %s.") % date_format(goal.due_on, "MONTH_DAY_FORMAT")
    else:
        words = {
            CheckIn.Still.KEEP: _("Checked in."),
            CheckIn.Still.CHANGE: _("Good to know. Now write your goal the way it fits."),
            CheckIn.Still.DONE: _("You reached your goal."),
            CheckIn.Still.DROP: _("Your goal is set aside. That is a decision too, and it is kept."),
        }[entry.still]
    messages.success(request, words)
    page = "goals:goal_edit" if entry.still == CheckIn.Still.CHANGE else "goals:goal_detail"
    return redirect(page, pk=goal.pk)


@require_POST
def goal_take_up(request, pk):
    goal = get_object_or_404(Goal.objects.editable_by(request.user).select_related("student"), pk=pk)
    form = TakeUpForm(request.POST)
    if form.is_valid():
        actions.take_up_goal(goal, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is your goal again. What is the next small step?"))
    return redirect("goals:goal_detail", pk=pk)


@require_POST
def goal_tick(request, pk):
    goal = get_object_or_404(Goal.objects.editable_by(request.user), pk=pk)
    form = TickForm(request.POST)
    if form.is_valid():
        actions.tick_day(goal, by=request.user, **form.cleaned_data)
    return redirect(reverse("goals:goal_detail", args=[pk]) + "#days")


def goal_days(request, pk):
    """All months of a habit."""
    goal = get_object_or_404(
        Goal.objects.visible_to(request.user).with_rights(request.user).with_days(), pk=pk
    )
    done = days_of_habit(goal)
    since = min([goal.set_at.date(), *done])
    context = {"goal": goal, "mine": goal.can_edit, "months": months_of(done, since)}
    return render(request, "goals/goal_days.html", context)


def goal_pieces(request, pk):
    """Which of her pieces show something about this goal: those on it first, then her newest."""
    goal = get_object_or_404(Goal.objects.editable_by(request.user), pk=pk)
    chosen = list(pieces_on(goal, request.user))
    form = PiecesForm(request.POST or None, pieces=own_work(request.user), chosen=chosen)
    if form.is_valid():
        actions.choose_pieces(goal, by=request.user, **form.cleaned_data)
        return redirect(reverse("goals:goal_detail", args=[pk]) + "#pieces")
    wish = PickFilter(request.GET).asked()
    start = wish["start"]
    work = work_for(goal, request.user)
    found = list(work.called(wish["q"]).from_place(wish["place"])[start : start + HELPING + 1])
    context = {
        "goal": goal,
        "form": form,
        "chosen": chosen if not start else [],
        "work": found[:HELPING],
        "next": start + HELPING if len(found) > HELPING else None,
        "q": wish["q"],
    }
    return render(request, "goals/goal_pieces.html", context)
