"""Pictures and voices of goals: the files themselves, and the pages on which a child draws or photographs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.policy import records
from goals import actions
from goals.forms import PeopleForm, PictureForm, VoiceForm
from goals.models import Goal, GoalFile, Step
from goals.slots import slot_key
from portfolios.actions import retry_file
from portfolios.models import Upload
from portfolios.views.files import file_of
from portfolios.views.uploads import arrived_with

# Voices, in the forms of other pages


def voice_form(request, form_key):
    """The form of components/voice_record.html, with what came before under the same key and is kept."""
    sent = request.method == "POST"
    return VoiceForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        refused=getattr(request, "refused_files", None),
        uploads=Upload.objects.editable_by(request.user).for_form(form_key, part="goal"),
    )


def voice_sent(request, voice, form_key):
    """The voice that came with a form, for the action; `voice` has errors when it could not be taken."""
    return arrived_with(voice, request.user, form_key, part="goal")


# The files


@require_GET
def goal_file(request, key, what):
    """A picture in one size, or a voice, to whoever sees its goal and is shown it."""
    return file_of(request, get_object_or_404(GoalFile.objects.file_visible_to(request.user), key=key), what)


@require_GET
def goal_file_before(request, key):
    """A picture that she took off, small, for her alone: she may put it back."""
    return file_of(request, get_object_or_404(GoalFile.objects.editable_by(request.user), key=key), "thumb")


# Pictures


@records
def goal_picture(request, pk, part):
    """She draws, or takes a photo, of what she wants, of what she can already, or of herself."""
    goal = get_object_or_404(
        Goal.objects.editable_by(request.user).select_related("student__user").with_files(request.user), pk=pk
    )
    if part not in GoalFile.OF_GOAL:
        raise Http404
    return edit_picture(request, goal, part=part, there=goal.shown_file(part=part))


@records
def step_picture(request, pk):
    """A step as a picture."""
    step = get_object_or_404(
        Step.objects.editable_by(request.user).select_related("goal__student__user"), pk=pk
    )
    goal = get_object_or_404(
        Goal.objects.editable_by(request.user).select_related("student__user").with_files(request.user),
        pk=step.goal_id,
    )
    return edit_picture(request, goal, part="step", step=step, there=goal.shown_file(step_id=step.pk))


def edit_picture(request, goal, *, part, there, step=None):
    if not goal.is_open:
        return redirect("goals:goal_detail", pk=goal.pk)
    form_key = slot_key(goal.form_key, f"step-{step.pk}" if step else part)
    form = picture_form(request, form_key)
    if request.method == "POST":
        uploads = arrived_with(form, request.user, form_key, part="goal")
        if form.is_valid():
            return keep_picture(request, goal, uploads, part=part, step=step, **form.told())
    context = {
        "goal": goal,
        "part": part,
        "step": step,
        "there": there,
        "earlier": GoalFile.objects.editable_by(request.user).put_away(goal, part, step),
        "form": form,
        "form_key": form_key,
    }
    return render(request, "goals/goal_picture.html", context, status=422 if form.errors else 200)


def picture_form(request, form_key):
    sent = request.method == "POST"
    return PictureForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        refused=getattr(request, "refused_files", None),
        uploads=Upload.objects.editable_by(request.user).for_form(form_key, part="goal"),
    )


def keep_picture(request, goal, uploads, **what):
    """Back to all her pictures; after a photo by way of who is in it."""
    file = actions.keep_picture(goal, uploads, by=request.user, **what)
    if file and file.is_held:
        return redirect("goals:goal_file_people", pk=file.pk)
    return redirect("goals:goal_pictures", pk=goal.pk)


def goal_pictures(request, pk):
    """All pictures of a goal: what she wants, what she can already, the steps, herself on the trail."""
    goal = get_object_or_404(
        Goal.objects.editable_by(request.user)
        .select_related("student__user")
        .prefetch_related("steps")
        .with_files(request.user),
        pk=pk,
    )
    return render(request, "goals/goal_pictures.html", {"goal": goal})


def goal_file_people(request, pk):
    """Is anybody else in this photo? Until she or her advisor said so, her family is not shown it."""
    file = get_object_or_404(GoalFile.objects.guarded_by(request.user).with_student(), pk=pk)
    form = PeopleForm(request.POST or None)
    if form.is_valid():
        try:
            actions.tell_goal_picture(file, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("others", refusal)
        else:
            mine = file.student.user_id == request.user.pk and file.goal.is_open
            return redirect("goals:goal_pictures" if mine else "goals:goal_detail", pk=file.goal_id)
    mine = file.student.user_id == request.user.pk
    context = {"file": file, "goal": file.goal, "form": form, "mine": mine}
    return render(request, "goals/goal_file_people.html", context, status=422 if form.errors else 200)


@require_POST
def goal_file_remove(request, pk):
    """She does not want it there any more."""
    file = get_object_or_404(GoalFile.objects.editable_by(request.user).with_student(), pk=pk)
    actions.remove_goal_file(file, by=request.user)
    messages.success(request, _("Taken off. It is kept, and you can put it back."))
    return redirect("goals:goal_detail", pk=file.goal_id)


@require_POST
def goal_file_restore(request, pk):
    file = get_object_or_404(GoalFile.objects.editable_by(request.user).with_student(), pk=pk)
    actions.restore_goal_file(file, by=request.user)
    messages.success(request, _("It is there again."))
    return redirect("goals:goal_detail", pk=file.goal_id)


@require_POST
def goal_file_retry(request, pk):
    """Try again, please."""
    file = get_object_or_404(GoalFile.objects.retried_by(request.user).with_student(), pk=pk)
    retry_file(file, by=request.user)
    return redirect("goals:goal_detail", pk=file.goal_id)
