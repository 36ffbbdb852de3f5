from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from goals import actions
from goals.forms import CheckInForm
from goals.models import CheckIn, Goal


def goal_check_in(request, pk):
    goal = get_object_or_404(Goal.objects.editable_by(request.user), pk=pk)
    form = CheckInForm(request.POST or None, initial={"progress": goal.progress})
    if request.method == "GET" and not goal.is_open:
        return redirect("goals:goal_detail", pk=pk)
    if form.is_valid():
        try:
            entry = actions.check_in(goal, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return after_check_in(request, goal, entry)
    return render(request, "goals/goal_check_in.html", {"goal": goal, "form": form})


def after_check_in(request, goal, entry):
    """A changed goal is written anew; every other answer leads back to the goal."""
    words = {
        CheckIn.Still.KEEP: _("Checked in. See you in two weeks."),
        CheckIn.Still.CHANGE: _("Good to know. Now write your goal the way it fits."),
        CheckIn.Still.DONE: _("You reached your goal."),
        CheckIn.Still.DROP: _("Your goal is set aside. That is a decision too, and it is kept."),
    }
    messages.success(request, words[entry.still])
    page = "goals:goal_edit" if entry.still == CheckIn.Still.CHANGE else "goals:goal_detail"
    return redirect(page, pk=goal.pk)
