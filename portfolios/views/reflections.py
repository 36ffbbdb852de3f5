from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.revisions import Stale, show_both
from portfolios import actions
from portfolios.forms import ReflectionForm
from portfolios.models import Evidence, Prompt
from portfolios.views import answers


def reflection_edit(request, pk):
    """A question she may change, and her words, which save themselves."""
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user).with_tiles(request.user), pk=pk)
    form = form_for(request, evidence)
    if request.method == "POST":
        return save_words(request, evidence, form, reverse("portfolios:evidence_detail", args=[evidence.pk]))
    return show_form(request, evidence, form)


@require_POST
def reflection_another(request, pk, number):
    """Another question, please. It is hers from now on, and what is written already is kept."""
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user).with_tiles(request.user), pk=pk)
    form = form_for(request, evidence)
    form.take(number)
    return save_words(request, evidence, form, reverse("portfolios:reflection_edit", args=[evidence.pk]))


@require_POST
def reflection_skip(request, pk):
    """Nothing to add today; unless there are words on the page after all, which are saved."""
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user).with_tiles(request.user), pk=pk)
    onward = reverse("portfolios:evidence_detail", args=[evidence.pk])
    form = form_for(request, evidence)
    if form.has_words():
        return save_words(request, evidence, form, onward)
    actions.skip_reflection(evidence, by=request.user)
    return redirect(onward)


def form_for(request, evidence):
    return ReflectionForm(
        request.POST if request.method == "POST" else None,
        reflection=getattr(evidence, "reflection", None),
        prompts=Prompt.objects.offered_to(request.user).rotated_for(evidence),
    )


def save_words(request, evidence, form, onward):
    """Save what is on the page; show it again when it cannot be, or both versions when there are two."""
    autosave = request.headers.get("X-Autosave")
    if not form.is_valid():
        return answers.not_yet(form) if autosave else show_form(request, evidence, form)
    try:
        revision = actions.save_reflection(
            evidence, seen_revision=form.cleaned_data.pop("revision"), by=request.user, **form.cleaned_data
        )
    except Stale as stale:
        show_both(form, stale)
        return answers.both(stale) if autosave else show_form(request, evidence, form)
    return answers.saved(revision) if autosave else redirect(onward)


def show_form(request, evidence, form):
    context = {"evidence": evidence, "form": form}
    return render(request, "portfolios/reflection_edit.html", context, status=answers.status_of(form))
