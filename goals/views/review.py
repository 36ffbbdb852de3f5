"""The advisor's queue: who needs her, the student's words first, an answer."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import School
from goals import actions
from goals.forms import ReplyForm
from goals.models import Goal


def review_queue(request):
    get_list_or_404(School.objects.advised_by(request.user))
    goals = list(Goal.objects.reviewed_by(request.user).waiting().for_review())
    following = [goal.pk for goal in (*goals[1:], *goals[-1:])]
    context = {"items": list(zip(goals, following, strict=True)), "new_key": uuid.uuid4}
    return render(request, "goals/review_queue.html", context)


@require_POST
def goal_reply(request, pk):
    goal = get_object_or_404(Goal.objects.reviewed_by(request.user).for_review(), pk=pk)
    form = ReplyForm(request.POST)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("text", "seen_news_at", "form_key")}
        try:
            actions.reply_to_goal(goal, by=request.user, **said)
        except ValidationError as refusal:
            form.add_error("text", refusal)
        else:
            return after_reply(request, goal, form)
    page = "goals/review_queue.html#item" if request.htmx else "goals/goal_reply.html"
    context = {"goal": goal, "form": form, "place": form["place"].value(), "new_key": uuid.uuid4}
    return render(request, page, context, status=422)


def after_reply(request, goal, form):
    """The advisor stays where she was: at this item, at the next one, or at the goal's own page."""
    if request.htmx:
        return render(request, "goals/review_queue.html#answered", {"goal": goal, "form": form})
    messages.success(request, _("Sent to %s.") % goal.student.first_name)
    place = form.cleaned_data["place"]
    if place is None:
        return redirect("goals:goal_detail", pk=goal.pk)
    return redirect(reverse("goals:review_queue") + f"#goal-{place}")
