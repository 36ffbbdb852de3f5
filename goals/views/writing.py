"""Setting a goal: a format is chosen, its questions are answered on one page or one by one, in any order.

Every page saves what stands in its boxes into the draft first and asks questions afterwards, so that going
back, leaving and choosing another format lose nothing.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Student
from goals import actions, formats
from goals.forms import DraftForm, GoalForm
from goals.models import Goal, GoalDraft, Offer
from portfolios.models import Target

BY_ONE = 5  # up to this grade one question stands on a screen
Go = DraftForm.Go


class Writing:
    """What every page of a goal being written needs: her, the format, her targets, her draft."""

    def __init__(self, request, format=None):
        self.user = request.user
        self.student = get_object_or_404(Student.objects.is_user(request.user))
        self.formats = formats.offered(Offer.objects.offered_to(request.user), self.student.grade)
        self.draft = GoalDraft.objects.editable_by(request.user).first()
        self.format: Any = next((one for one in self.formats if one.key == format), None)
        if format and self.format is None:
            raise Http404
        self.targets = Target.objects.aimed_at_by(request.user) if format else ()

    @property
    def by_one(self):
        """Whether one of her age is asked one question at a time, unless she wants the whole page."""
        return self.student.grade is not None and self.student.grade <= BY_ONE

    @property
    def choices(self):
        """The formats she may choose from, and what each is about, in words of her age."""
        age = formats.age_of(self.student.grade)
        return [(one, one.about_at(age)) for one in self.formats]

    @property
    def words(self):
        return self.draft.words if self.draft else {}

    def form(self, data=None, only=None):
        return GoalForm(
            data,
            format=self.format.key,
            grade=self.student.grade,
            targets=self.targets,
            only=only,
            words=self.words,
        )

    def context(self, **more):
        form_key = self.draft.form_key if self.draft else uuid.uuid4()
        revision = self.draft.revision if self.draft else 0
        return {"writing": self, "format": self.format, "form_key": form_key, "revision": revision} | more


def goal_add(request):
    """Which way to write it down; where the school offers one only, there is nothing to choose."""
    writing = Writing(request)
    begun = next((one for one in writing.formats if writing.draft and one.key == writing.draft.format), None)
    if len(writing.formats) == 1 and not writing.draft:
        return begin(writing, writing.formats[0])
    return render(request, "goals/goal_add.html", writing.context(begun=begun))


def begin(writing, format):
    if writing.by_one:
        return redirect("goals:goal_ask", format=format.key, place=1)
    return redirect("goals:goal_write", format=format.key)


def goal_write(request, format):
    """The whole goal on one page; from its last question on it is hers and said."""
    writing = Writing(request, format)
    form = writing.form(request.POST or None)
    if request.method == "POST":
        page, refusal = keep(writing, request.POST, form)
        if refusal or "X-Autosave" in request.headers:
            return answer(request, writing, form, refusal, "goals/goal_write.html")
        if page["go"] == Go.LATER:
            return later(request)
        if form.is_valid():
            goal = actions.add_goal(
                writing.student, form_key=page["form_key"], by=request.user, **form.columns()
            )
            return after_setting(request, goal)
        return render(request, "goals/goal_write.html", writing.context(form=form), status=422)
    return render(request, "goals/goal_write.html", writing.context(form=form))


def after_setting(request, goal):
    """A picture goal is drawn next."""
    if goal.format == Goal.Format.PICTURE:
        messages.success(request, _("Your goal is set. Now draw it."))
        return redirect("goals:goal_pictures", pk=goal.pk)
    messages.success(request, _("Your goal is set. Start with one small step."))
    return redirect("goals:goal_detail", pk=goal.pk)


def goal_ask(request, format, place):
    """One question of the format on a screen."""
    writing = Writing(request, format)
    questions = writing.form().all_questions()
    if not 1 <= place <= len(questions):
        raise Http404
    question = questions[place - 1]
    form = writing.form(request.POST or None, only=question.name)
    progress = {
        "question": question,
        "place": place,
        "count": len(questions),
        "then": "look" if request.GET.get("then") == "look" else "",
    }
    if request.method == "POST":
        page, refusal = keep(writing, request.POST, form)
        if refusal or "X-Autosave" in request.headers:
            return answer(request, writing, form, refusal, "goals/goal_ask.html", **progress)
        if page["go"] == Go.LATER:
            return later(request)
        if page["go"] == Go.BACK:
            return lead(writing, place - 1)
        if form.is_valid():
            return lead(writing, len(questions) + 1 if progress["then"] else place + 1)
        return render(request, "goals/goal_ask.html", writing.context(form=form, **progress), status=422)
    return render(request, "goals/goal_ask.html", writing.context(form=form, **progress))


def goal_look(request, format):
    """All that she wrote, to be looked at before she says that it is her goal."""
    writing = Writing(request, format)
    if writing.draft is None:
        return redirect("goals:goal_add")
    form = writing.form(writing.words)
    return render(request, "goals/goal_look.html", writing.context(form=form, complete=form.is_valid()))


@require_POST
def goal_draft_drop(request):
    get_object_or_404(Student.objects.is_user(request.user))
    draft = GoalDraft.objects.editable_by(request.user).select_related("student").first()
    if draft:
        actions.drop_draft(draft, by=request.user)
        messages.success(request, _("Put away. Here is a fresh start."))
    return redirect("goals:goal_add")


def keep(writing, data, form):
    """Save the boxes of this page. Gives what the page says of itself, and why they were not saved."""
    page = DraftForm(data)
    page.is_valid()
    form_key = page.cleaned_data.get("form_key") or uuid.uuid4()
    try:
        writing.draft = actions.save_draft(
            writing.student,
            format=writing.format.key,
            words=form.boxes(),
            form_key=form_key,
            seen=page.cleaned_data.get("revision") or 0,
            by=writing.user,
        )
    except ValidationError as refusal:
        return None, refusal
    return {"form_key": form_key, "go": page.cleaned_data.get("go") or Go.NEXT}, None


def lead(writing, place):
    """To that question; before the first one formats are chosen, after the last one all is looked at."""
    if place < 1:
        return redirect("goals:goal_add")
    if place > len(writing.form().all_questions()):
        return redirect("goals:goal_look", format=writing.format.key)
    return redirect("goals:goal_ask", format=writing.format.key, place=place)


def later(request):
    messages.success(request, _("Kept. It waits for you under “Set a goal”."))
    return redirect("goals:goal_list")


def answer(request, writing, form, refusal, template, **more):
    """To a page that saves itself, or to one whose words another page has changed: both are shown."""
    if refusal is None:
        return JsonResponse({"revision": writing.draft.revision})
    theirs = form.texts(writing.words)
    if "X-Autosave" in request.headers:
        return JsonResponse({"theirs": theirs, "revision": writing.draft.revision}, status=409)
    form.is_valid()
    form.add_error(None, refusal)
    return render(request, template, writing.context(form=form, theirs=theirs, **more), status=409)
