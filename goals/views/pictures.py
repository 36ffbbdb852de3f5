"""A goal's story, and a school year of goals at a glance: for the student and for those beside her."""

from django.shortcuts import get_object_or_404, render

from goals.models import Goal
from goals.paths import path_of
from goals.story import by_month, story_of


def goal_story(request, pk):
    """Everything that happened on a goal, from its first day on, to read and to print."""
    goal = get_object_or_404(
        Goal.objects.visible_to(request.user).with_rights(request.user).with_story(request.user), pk=pk
    )
    turns = story_of(goal, mine=goal.can_edit)
    context = {
        "goal": goal,
        "mine": goal.can_edit,
        "turns": turns,
        "chapters": by_month(turns),
        "path": path_of(goal, turns, mine=goal.can_edit),
    }
    return render(request, "goals/goal_story.html", context)
