"""Pages for goals: the student's, and the same for those who walk beside her."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Student
from goals import actions
from goals.calendars import days_on_page
from goals.forms import GoalEditForm, GoalShareForm, StepForm, words_of
from goals.models import Commitment, Goal, Step
from goals.paths import path_of
from goals.querysets.pieces import pieces_on
from goals.story import NEWEST, steps_of, story_of
from goals.summers import from_before
from goals.talk import talk_of
from portfolios.models import Placement, Target
from portfolios.ways import way_on

EARLIER = 8  # goals that ended; all others are in their school year


def goal_list(request):
    student = get_object_or_404(Student.objects.is_user(request.user).select_related("user"))
    return show_goals(request, student)


def student_goals(request, pk):
    student = get_object_or_404(Student.objects.accompanied_by(request.user).select_related("user"), pk=pk)
    return show_goals(request, student)


def show_goals(request, student):
    """One page for the student and for those beside her; what each may see and do is in the querysets."""
    goals = Goal.objects.visible_to(request.user).of(student).due_first().for_cards()
    commitments = Commitment.objects.visible_to(request.user).of(student).from_last_conference()
    open_goals = [goal for goal in goals if goal.is_open]
    context = {
        "student": student,
        "mine": student.user_id == request.user.pk,
        "carried": from_before(student, open_goals) if student.user_id == request.user.pk else [],
        "goals": open_goals,
        "ended": [goal for goal in goals if not goal.is_open][:EARLIER],
        "commitments": commitments.told_to(request.user).for_cards(),
    }
    return render(request, "goals/goal_list.html", context)


def goal_detail(request, pk):
    goal = get_object_or_404(
        Goal.objects.visible_to(request.user).with_rights(request.user).with_story(request.user), pk=pk
    )
    mine = goal.can_edit
    pieces = list(pieces_on(goal, request.user))
    turns = story_of(goal, mine=mine, pieces=pieces)
    context = {
        "goal": goal,
        "mine": mine,
        "steps": steps_of(goal),
        "turns": turns,
        "newest": turns[: -NEWEST - 1 : -1],
        "path": path_of(goal, turns, mine=mine),
        "way": way_of(request.user, goal),
        "days": days_on_page(goal),
        "pieces": pieces,
        "family_talk": talk_of(goal),
        "promises": Commitment.objects.visible_to(request.user).of_goal(goal).told_to(request.user),
        "new_key": uuid.uuid4,
    }
    return render(request, "goals/goal_detail.html", context)


def way_of(user, goal):
    """How she grew on the target of the goal, by the pieces that this person may see."""
    if goal.target is None:
        return None
    placements = Placement.objects.visible_to(user).of(goal.student).on(goal.target)
    return way_on(list(placements.as_picture()))


def goal_edit(request, pk):
    goal = get_object_or_404(
        Goal.objects.editable_by(request.user).select_related("student").prefetch_related("steps"), pk=pk
    )
    form = GoalEditForm(
        request.POST or None,
        format=goal.format,
        grade=goal.student.grade,
        targets=Target.objects.aimed_at_by(request.user, kept=goal.target_id),
        words=words_of(goal),
    )
    if request.method == "POST":
        return save_goal(request, goal, form)
    if not goal.is_open:
        return redirect("goals:goal_detail", pk=pk)
    return render(request, "goals/goal_edit.html", {"goal": goal, "form": form, "revision": goal.revision})


@require_POST
def goal_share(request, pk):
    goal = get_object_or_404(Goal.objects.editable_by(request.user), pk=pk)
    form = GoalShareForm(request.POST)
    if form.is_valid():
        actions.share_goal(goal, shared=form.cleaned_data["shared"], by=request.user)
    return redirect(reverse("goals:goal_detail", args=[pk]) + "#sharing")


def save_goal(request, goal, form):
    """Saved by a button or by itself while it is written."""
    if not form.is_valid():
        return refuse_edit(request, goal, form)
    seen = form.cleaned_data["revision"]
    try:
        revision = actions.edit_goal(goal, revision=seen, by=request.user, **form.columns())
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return refuse_edit(request, goal, form, stale=refusal.code == "stale")
    if "X-Autosave" in request.headers:
        return JsonResponse({"revision": revision})
    messages.success(request, _("Your goal is saved."))
    return redirect("goals:goal_detail", pk=goal.pk)


def refuse_edit(request, goal, form, stale=False):
    """Her words stay on the page; a newer version, if there is one, is shown beside them."""
    theirs = form.texts(words_of(goal))
    if "X-Autosave" in request.headers:
        message = " ".join(error for errors in form.errors.values() for error in errors)
        answer = {"theirs": theirs, "revision": goal.revision} if stale else {"message": message}
        return JsonResponse(answer, status=409 if stale else 422)
    context = {"goal": goal, "form": form, "revision": goal.revision, "theirs": theirs if stale else {}}
    return render(request, "goals/goal_edit.html", context, status=409 if stale else 200)


@require_POST
def step_toggle(request, pk):
    step = get_object_or_404(Step.objects.editable_by(request.user).select_related("goal__student"), pk=pk)
    form = StepForm(request.POST)
    if form.is_valid():
        actions.toggle_step(step, done=form.cleaned_data["done"], by=request.user)
    return redirect(reverse("goals:goal_detail", args=[step.goal_id]) + "#steps")
