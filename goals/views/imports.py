"""The office brings last year's goals from a spreadsheet."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.here import be_at
from goals import actions
from goals.forms import GoalListForm
from goals.models import Goal, GoalImport
from goals.sheets import Meaning
from portfolios.views.frameworks import office_of


def goal_import(request):
    """First the office sees what would come."""
    school = office_of(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = GoalListForm(*sent, refused=getattr(request, "refused_files", None))
    if form.is_valid():
        try:
            brought = actions.keep_goal_list(school, form.cleaned_data["file"], by=request.user)
        except ValidationError as refusal:
            form.add_error("file", refusal)
        else:
            return redirect("goals:goal_import_look", pk=brought.pk)
    context = {"form": form, "school": school, "meanings": Meaning}
    return render(request, "goals/goal_import.html", context, status=422 if form.errors else 200)


def goal_import_look(request, pk):
    """What a list would bring, how far it is, and what came of it."""
    brought = get_object_or_404(GoalImport.objects.coordinated_by(request.user).select_related("by"), pk=pk)
    be_at(request, brought.school_id)
    if request.GET.get("since") == brought.moment:
        return HttpResponse(status=204)
    part = "#middle" if request.GET.get("since") else ""
    context = {"brought": brought, "found": brought.summary, "columns": columns_of(brought)}
    return render(request, f"goals/goal_import_look.html{part}", context)


def columns_of(brought):
    """(heading, what we read in it) of each column; and the states of the goals in words."""
    labels = dict(Meaning.choices)
    states = dict(Goal.State.choices)
    for line in brought.summary.get("lines", []):
        line["state"] = states[line["state"]]
    return [(heading, labels.get(name, "")) for heading, name in brought.summary.get("columns", [])]


@require_POST
def goal_import_apply(request, pk):
    brought = get_object_or_404(
        GoalImport.objects.coordinated_by(request.user).select_related("school", "by"), pk=pk
    )
    actions.apply_goal_import(brought, by=request.user)
    return redirect("goals:goal_import_look", pk=brought.pk)


@require_POST
def goal_import_discard(request, pk):
    brought = get_object_or_404(GoalImport.objects.coordinated_by(request.user), pk=pk)
    actions.discard_goal_import(brought, by=request.user)
    messages.success(request, _("The list was put aside. Nothing was changed."))
    return redirect("goals:goal_import")
