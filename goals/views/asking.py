"""A teacher of another subject: she is asked about one goal, sees it, and leaves a note."""

import uuid

from django.contrib import messages
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import School
from goals import actions
from goals.forms import AskTeacherForm, NoteForm
from goals.models import Goal, GoalTeacher
from goals.views.review import ways_between


def goal_ask_teacher(request, pk):
    """The student, or her advisor, chooses who looks at it too. What she will see is said first."""
    goal = get_object_or_404(
        Goal.objects.teachers_asked_by(request.user).select_related("student__user"), pk=pk
    )
    form = AskTeacherForm(request.POST or None, goal=goal)
    if form.is_valid():
        row = actions.ask_teacher(goal, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s can look at this goal now.") % {"name": row.teacher})
        return redirect("goals:goal_detail", pk=pk)
    context = {"goal": goal, "form": form, "mine": goal.student.user_id == request.user.pk}
    return render(request, "goals/goal_ask_teacher.html", context, status=422 if form.errors else 200)


@require_POST
def goal_teacher_end(request, pk):
    row = get_object_or_404(
        GoalTeacher.objects.ended_by(request.user).select_related("teacher", "goal"), pk=pk
    )
    actions.end_asking(row, by=request.user)
    if row.teacher == request.user:
        messages.success(request, _("Thank you. Your notes stay with the goal."))
        return redirect("goals:asked_list")
    messages.success(request, _("%(name)s does not see this goal any more.") % {"name": row.teacher})
    return redirect("goals:goal_detail", pk=row.goal_id)


def asked_list(request):
    """The goals that this teacher is asked about, whoever's advisory the students are in."""
    get_list_or_404(School.objects.advised_by(request.user))
    goals = Goal.objects.looked_at_by(request.user).told_to_teacher().with_files(request.user)
    context = ways_between(request.user) | {"goals": goals, "new_key": uuid.uuid4}
    return render(request, "goals/asked_list.html", context)


@require_POST
def goal_note(request, pk):
    goal = get_object_or_404(
        Goal.objects.looked_at_by(request.user).told_to_teacher().with_files(request.user), pk=pk
    )
    form = NoteForm(request.POST)
    if form.is_valid():
        actions.note_goal(goal, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s can read your note.") % {"name": goal.student.first_name})
        return redirect("goals:goal_detail", pk=pk)
    context = ways_between(request.user) | {"goals": [goal], "form": form, "new_key": uuid.uuid4}
    return render(request, "goals/asked_list.html", context, status=422)
