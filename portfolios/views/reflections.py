from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.policy import records
from accounts.revisions import Stale, show_both
from portfolios import actions
from portfolios.actions.reflections import MOST_FILES
from portfolios.forms import AgainForm, ReflectionForm, TellForm
from portfolios.models import Attachment, Evidence, Prompt, ReflectionVersion, Upload
from portfolios.views import answers
from portfolios.views.uploads import arrived_with


@records
def reflection_edit(request, pk):
    """A question she may change, and what she tells: in words that save themselves, or in another way."""
    evidence = get_object_or_404(
        Evidence.objects.editable_by(request.user).with_thinking(request.user), pk=pk
    )
    form = form_for(request, evidence)
    if request.method == "POST":
        return save_words(request, evidence, form, reverse("portfolios:evidence_detail", args=[evidence.pk]))
    return show_form(request, evidence, form)


@require_POST
def reflection_another(request, pk, number):
    """Another question, please. It is hers from now on, and what is written already is kept."""
    evidence = get_object_or_404(
        Evidence.objects.editable_by(request.user).with_thinking(request.user), pk=pk
    )
    form = form_for(request, evidence)
    form.take(number)
    return save_words(request, evidence, form, reverse("portfolios:reflection_edit", args=[evidence.pk]))


@require_POST
def reflection_frame(request, pk, key):
    """The beginnings of a frame, below what is written already."""
    evidence = get_object_or_404(
        Evidence.objects.editable_by(request.user).with_thinking(request.user), pk=pk
    )
    form = form_for(request, evidence)
    form.hang_on(key)
    return save_words(request, evidence, form, reverse("portfolios:reflection_edit", args=[evidence.pk]))


@require_POST
def reflection_skip(request, pk):
    """Nothing to add today; unless there are words on the page after all, which are saved."""
    evidence = get_object_or_404(
        Evidence.objects.editable_by(request.user).with_thinking(request.user), pk=pk
    )
    onward = reverse("portfolios:evidence_detail", args=[evidence.pk])
    form = form_for(request, evidence)
    if form.has_words() or form.anew:
        return save_words(request, evidence, form, onward) if form.has_words() else redirect(onward)
    passing = form.asked.pk if form.asked else None
    actions.skip_reflection(evidence, passing=passing, by=request.user)
    return redirect(onward)


@require_POST
def reflection_tell(request, pk):
    """A recording or a drawing."""
    evidence = get_object_or_404(
        Evidence.objects.editable_by(request.user).with_thinking(request.user), pk=pk
    )
    prompts = Prompt.objects.offered_to(request.user).rotated_for(evidence)
    tell = tell_form(request, evidence, prompts, sent=True)
    uploads = arrived_with(tell, request.user, evidence.form_key, part="reflection")
    if tell.is_valid():
        try:
            told = actions.tell_reflection(evidence, uploads, by=request.user, **tell.told())
        except ValidationError as refusal:
            tell.add_error("files", refusal)
        else:
            return onward(request, evidence, told)
    form = ReflectionForm(None, evidence=evidence, prompts=prompts)
    return show_form(request, evidence, form, tell)


def tell_form(request, evidence, prompts, *, sent=False):
    """What is recorded or drawn; what came before and is not kept yet is still there."""
    return TellForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        refused=getattr(request, "refused_files", None),
        uploads=Upload.objects.editable_by(request.user).for_form(evidence.form_key, part="reflection"),
        room=MOST_FILES - len(evidence.reflection_files),
        prompts=prompts,
    )


def onward(request, evidence, told):
    """Back to the page; by way of who is in it, if that must be asked."""
    untold = [attachment for attachment in told if not attachment.told_at]
    if untold:
        return redirect("portfolios:attachment_people", pk=untold[0].pk)
    return redirect(reverse("portfolios:reflection_edit", args=[evidence.pk]) + "#told")


def reflection_history(request, pk):
    """How her words were before, each with a way back; and what she took away."""
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user).with_all_thinking(), pk=pk)
    versions = ReflectionVersion.objects.editable_by(request.user).of(evidence).unseen()
    context = {"evidence": evidence, "versions": versions, "removed": evidence.reflection_files_taken_off}
    return render(request, "portfolios/reflection_history.html", context)


@require_POST
def reflection_put_back(request, pk):
    version = get_object_or_404(
        ReflectionVersion.objects.editable_by(request.user).unseen().select_related("reflection"), pk=pk
    )
    actions.put_version_back(version, by=request.user)
    messages.success(request, _("These are your words again. The others are kept, too."))
    return redirect("portfolios:reflection_edit", pk=version.reflection.evidence_id)


@require_POST
def reflection_file_remove(request, pk):
    attachment = get_object_or_404(Attachment.objects.editable_by(request.user).of_reflection(), pk=pk)
    actions.remove_attachment(attachment, by=request.user)
    messages.success(request, _("Taken away. You find it in “What was before” and can put it back."))
    return redirect("portfolios:reflection_edit", pk=attachment.evidence_id)


@require_POST
def reflection_file_restore(request, pk):
    attachment = get_object_or_404(Attachment.objects.editable_by(request.user).of_reflection(), pk=pk)
    actions.restore_told(attachment, by=request.user)
    return redirect("portfolios:reflection_edit", pk=attachment.evidence_id)


def form_for(request, evidence):
    return ReflectionForm(
        request.POST if request.method == "POST" else None,
        evidence=evidence,
        prompts=Prompt.objects.offered_to(request.user).rotated_for(evidence),
        again=AgainForm(request.POST or request.GET).number(),
    )


def save_words(request, evidence, form, onward):
    """Save what is on the page; show it again when it cannot be, or both versions when there are two."""
    autosave = request.headers.get("X-Autosave")
    if not form.is_valid():
        return answers.not_yet(form) if autosave else show_form(request, evidence, form)
    if form.is_empty_page:
        return save_nothing(request, evidence, form, onward)
    try:
        revision = actions.save_reflection(
            evidence,
            seen_revision=form.cleaned_data["revision"],
            anew=form.begins_anew,
            passing=form.passing,
            by=request.user,
            **form.told(),
        )
    except Stale as stale:
        show_both(form, stale)
        return answers.both(stale) if autosave else show_form(request, evidence, form)
    return answers.saved(revision) if autosave else redirect(onward)


def save_nothing(request, evidence, form, onward):
    """A new thought that has not begun; she may still ask for another question."""
    if request.headers.get("X-Autosave"):
        return answers.saved(form.cleaned_data["revision"])
    if not form.taken:
        return redirect(onward)
    form.show_taken()
    return show_form(request, evidence, form)


def show_form(request, evidence, form, tell=None):
    """The page, with everything that was sent, whichever of its forms could not be kept."""
    tell = tell or tell_form(request, evidence, form.prompts)
    context = {"evidence": evidence, "form": form, "tell": tell}
    status = 422 if tell.is_bound and tell.errors else answers.status_of(form)
    return render(request, "portfolios/reflection_edit.html", context, status=status)
