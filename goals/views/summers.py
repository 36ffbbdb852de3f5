"""After the summer: what becomes of each open goal."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import Student
from goals import actions
from goals.forms import CarryForm
from goals.models import CheckIn, Goal
from goals.summers import from_before


def carry_over(request):
    """One page for all of them; what she does not say today is asked another day."""
    student = get_object_or_404(Student.objects.is_user(request.user).select_related("user"))
    goals = Goal.objects.editable_by(request.user).open().oldest_first()
    forms = [CarryForm(request.POST or None, goal=goal) for goal in from_before(student, list(goals))]
    if not forms:
        return redirect("goals:goal_list")
    if request.method == "POST":
        done = [form for form in forms if form.is_valid() and decide(form, by=request.user)]
        forms = [form for form in forms if form.errors]
        if not forms:
            return onward(request, done)
    context = {"student": student, "forms": forms}
    return render(request, "goals/carry_over.html", context, status=422 if request.method == "POST" else 200)


def decide(form, *, by):
    """Do what she chose for one goal; whether she chose something."""
    goal, choice, line = form.goal, form.cleaned_data["choice"], form.cleaned_data["line"]
    try:
        if choice == form.Choice.CARRY:
            actions.carry_goal(goal, line=line, by=by)
        elif choice:
            still = CheckIn.Still.CHANGE if choice == form.Choice.CHANGE else CheckIn.Still.DROP
            actions.check_in(goal, still=still, progress=goal.progress, line=line, by=by)
    except ValidationError as refusal:
        form.add_error("choice", refusal)
    return bool(choice)


def onward(request, done):
    """A changed goal is written anew; of several the first."""
    changed = [form.goal for form in done if form.cleaned_data["choice"] == form.Choice.CHANGE]
    if changed:
        messages.success(request, _("Good to know. Now write your goal the way it fits."))
        return redirect("goals:goal_edit", pk=changed[0].pk)
    if done:
        messages.success(request, _("Your goals are ready for the new year."))
    return redirect("goals:goal_list")
