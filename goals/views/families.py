"""What a family says about a goal that is shared with them, and what comes of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import OnwardForm
from goals import actions
from goals.forms import AnswerTalkForm, CollectForm, HelpForm, HomeNoteForm
from goals.models import Goal, GoalReply


def help_offer(request, pk):
    """How can I help? One tap, or with a line."""
    goal = followed_goal(request, pk)
    form = HelpForm(request.POST or None)
    if said(form, actions.offer_help, goal, by=request.user):
        messages.success(request, _("%(name)s has your question.") % {"name": goal.student.first_name})
        return onward(request, goal.pk)
    return talk_page(request, "goals/help_offer.html", goal, form)


def home_note_add(request, pk):
    """Something that happened at home."""
    goal = followed_goal(request, pk)
    form = HomeNoteForm(request.POST or None)
    if said(form, actions.add_home_note, goal, by=request.user):
        messages.success(request, _("%(name)s finds it with the goal.") % {"name": goal.student.first_name})
        return onward(request, goal.pk)
    return talk_page(request, "goals/home_note_add.html", goal, form)


def followed_goal(request, pk):
    return get_object_or_404(Goal.objects.followed_by(request.user).select_related("student__user"), pk=pk)


def talk_edit(request, pk):
    """Her own words, within a day."""
    reply = get_object_or_404(GoalReply.objects.editable_by(request.user).with_goal(), pk=pk)
    at_home = reply.kind == GoalReply.Kind.HOME
    before = {"text": reply.text, "seen_on": reply.seen_on, "form_key": reply.form_key}
    form = (HomeNoteForm if at_home else HelpForm)(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        words = {name: words for name, words in form.cleaned_data.items() if name != "form_key"}
        if done(form, actions.edit_talk, reply, by=request.user, **words):
            return onward(request, reply.goal_id)
    page = "goals/home_note_add.html" if at_home else "goals/help_offer.html"
    return talk_page(request, page, reply.goal, form, reply=reply)


@require_POST
def talk_take_back(request, pk):
    reply = get_object_or_404(GoalReply.objects.editable_by(request.user).with_goal(), pk=pk)
    actions.take_back_talk(reply, by=request.user)
    messages.success(request, _("It is taken back."))
    return onward(request, reply.goal_id)


def talk_answer(request, pk):
    """The student answers her family; her advisor helps her with it."""
    reply = get_object_or_404(GoalReply.objects.received_by(request.user).with_goal(), pk=pk)
    form = AnswerTalkForm(request.POST or None)
    if said(form, actions.answer_talk, reply, by=request.user):
        messages.success(request, _("Your answer is sent."))
        return onward(request, reply.goal_id)
    return talk_page(request, "goals/talk_answer.html", reply.goal, form, reply=reply)


def talk_collect(request, pk):
    """What was seen at home becomes a piece of her work."""
    reply = get_object_or_404(GoalReply.objects.collected_by(request.user).with_goal(), pk=pk)
    form = CollectForm(request.POST or None)
    if said(form, actions.collect_talk, reply, by=request.user):
        messages.success(request, _("It is in your portfolio now. You decide who sees it."))
        return onward(request, reply.goal_id)
    return talk_page(request, "goals/talk_collect.html", reply.goal, form, reply=reply)


def said(form, action, thing, *, by):
    """Whether the form was sent, is in order, and its words were taken."""
    return form.is_bound and form.is_valid() and done(form, action, thing, by=by, **form.cleaned_data)


def done(form, action, thing, **words):
    """Whether the action took it; if not, the form says why and keeps the words."""
    try:
        action(thing, **words)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def talk_page(request, page, goal, form, **context):
    context |= {"goal": goal, "student": goal.student, "form": form}
    return render(request, page, context, status=422 if form.is_bound else 200)


def onward(request, goal_pk):
    """Back to where she was: the goal, or a page that said so."""
    goal = reverse("goals:goal_detail", args=[goal_pk]) + "#family"
    return redirect(OnwardForm(request.POST).address(request, goal))
