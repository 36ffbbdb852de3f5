"""The advisor's queue: who needs her, the student's words first, an answer. And her whole advisory."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Advisory, School, Student
from accounts.policy import records
from goals import actions
from goals.forms import ReplyForm, VoiceForm
from goals.forms.check_ins import key_of
from goals.models import Commitment, Goal, GoalReply, GoalTeacher
from goals.review import Item, by_reason, overview_of, turns_of
from goals.views.files import voice_form, voice_sent


@records
def review_queue(request):
    get_list_or_404(School.objects.advised_by(request.user))
    turns = turns_of(Goal.objects.reviewed_by(request.user).waiting().for_review().with_files(request.user))
    context = ways_between(request.user) | {
        "turns": turns,
        "reasons": by_reason(turns),
        "new_key": uuid.uuid4,
        "promises": Commitment.objects.promised_by(request.user).for_cards().due_first(),
        "questions": GoalReply.objects.asked_of(request.user),
    }
    return render(request, "goals/review_queue.html", context)


def ways_between(user):
    """For components/teacher_ways.html: her advisories, and how many goals she is asked about."""
    return {
        "advisories": Advisory.objects.advised_by(user).order_by("name", "pk"),
        "asked_count": GoalTeacher.objects.held_by(user).count(),
    }


@records
def goal_reply(request, pk):
    """In words or aloud. Opened from the queue, the form with the recorder takes the plain one's place."""
    goal = get_object_or_404(
        Goal.objects.reviewed_by(request.user).for_review().with_files(request.user), pk=pk
    )
    if request.method == "GET":
        return ask_for_voice(request, goal)
    form = ReplyForm(request.POST)
    key = key_of(request.POST)
    voice = voice_form(request, key)
    spoken = voice_sent(request, voice, key)
    form.has_voice = bool(spoken)
    if form.is_valid() and not voice.errors:
        said = {name: form.cleaned_data[name] for name in ("text", "seen_news_at", "form_key")}
        try:
            reply = actions.reply_to_goal(goal, by=request.user, voice=spoken, **said)
        except ValidationError as refusal:
            form.add_error("text", refusal)
        else:
            return after_reply(request, goal, reply, spoken, form.cleaned_data["place"])
    page = "goals/review_queue.html#item" if request.htmx else "goals/goal_reply.html"
    context = {"item": Item(goal, form["place"].value()), "form": form, "new_key": key}
    if "speaks" in request.POST:
        context |= {"voice": voice, "form_key": key}
    return render(request, page, context, status=422)


def ask_for_voice(request, goal):
    key = uuid.uuid4()
    context = {
        "item": Item(goal, goal.pk),
        "goal": goal,
        "new_key": key,
        "form_key": key,
        "voice": VoiceForm(),
    }
    page = "goals/goal_reply.html#form" if request.htmx else "goals/goal_reply.html"
    return render(request, page, context)


def after_reply(request, goal, reply, spoken, place):
    """The advisor stays where she was: at this item, at the next one, or at the goal's own page."""
    if request.htmx:
        return render(
            request, "goals/review_queue.html#answered", {"goal": goal, "reply": reply, "spoken": spoken}
        )
    messages.success(request, _("Sent to %s.") % goal.student.first_name)
    if place is None:
        return redirect("goals:goal_detail", pk=goal.pk)
    return redirect(reverse("goals:review_queue") + f"#goal-{place}")


@require_POST
def reply_take_back(request, pk):
    """The item stands in the queue again, with the words in its box."""
    reply = get_object_or_404(
        GoalReply.objects.taken_back_by(request.user).select_related("goal__student"), pk=pk
    )
    actions.take_back_reply(reply, by=request.user)
    if request.htmx:
        goal = get_object_or_404(
            Goal.objects.reviewed_by(request.user).for_review().with_files(request.user), pk=reply.goal_id
        )
        form = ReplyForm(initial={"text": reply.text})
        context = {"item": Item(goal, goal.pk), "form": form, "new_key": uuid.uuid4}
        return render(request, "goals/review_queue.html#item", context)
    messages.success(request, _("It is taken back."))
    return redirect("goals:goal_detail", pk=reply.goal_id)


def advisory_goals(request, pk):
    """Who has a goal in each area, who has been quiet, by name and in the order of names."""
    advisory = get_object_or_404(Advisory.objects.advised_by(request.user), pk=pk)
    students = Student.objects.advised_by(request.user).of_advisory(advisory).by_name()
    overview = overview_of(Goal.objects.reviewed_by(request.user).listed_for(students))
    context = ways_between(request.user) | {"advisory": advisory, "overview": overview}
    return render(request, "goals/advisory_goals.html", context)
