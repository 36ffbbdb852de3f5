"""A goal's story, and a school year of goals at a glance: for the student and for those beside her."""

from django.shortcuts import get_object_or_404, render

from accounts.models import Student
from goals.forms import YearForm
from goals.models import Goal
from goals.paths import path_of
from goals.querysets.pieces import pieces_on
from goals.story import chapters_of, story_of
from goals.years import picture_of, years_of


def goal_story(request, pk):
    """Everything that happened on a goal, from its first day on, to read and to print."""
    goal = get_object_or_404(
        Goal.objects.visible_to(request.user).with_rights(request.user).with_story(request.user), pk=pk
    )
    turns = story_of(goal, mine=goal.can_edit, pieces=pieces_on(goal, request.user))
    context = {
        "goal": goal,
        "mine": goal.can_edit,
        "turns": turns,
        "chapters": chapters_of(goal, turns),
        "path": path_of(goal, turns, mine=goal.can_edit),
    }
    return render(request, "goals/goal_story.html", context)


def goal_year(request):
    student = get_object_or_404(Student.objects.is_user(request.user).select_related("user"))
    return show_year(request, student)


def student_year(request, pk):
    student = get_object_or_404(Student.objects.accompanied_by(request.user).select_related("user"), pk=pk)
    return show_year(request, student)


def show_year(request, student):
    """The goals of one school year, side by side in time: of them only those this person may see."""
    goals = list(Goal.objects.visible_to(request.user).of(student).for_year())
    years = years_of(goals, student)
    form = YearForm(request.GET, years=years)
    context = {
        "student": student,
        "mine": student.user_id == request.user.pk,
        "years": years,
        "year": picture_of(goals, form.chosen()),
    }
    return render(request, "goals/goal_year.html", context)
