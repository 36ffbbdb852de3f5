from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from portfolios import actions
from portfolios.forms import PlacementForm, TargetSearchForm
from portfolios.models import Evidence, Placement, Target
from portfolios.views import answers


def placement_edit(request, pk, target_pk=None):
    """The student says which target a piece shows, and where it shows her on the way there."""
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user), pk=pk)
    return answer_placement(request, evidence, target_pk, actions.place_self, Placement.By.STUDENT)


def placement_teach(request, pk, target_pk=None):
    """Her advisor's own view, beside hers."""
    evidence = get_object_or_404(Evidence.objects.placeable_by(request.user), pk=pk)
    return answer_placement(request, evidence, target_pk, actions.place_by_teacher, Placement.By.TEACHER)


def answer_placement(request, evidence, target_pk, place, view):
    """First the targets to choose from, then the steps of the one that was chosen."""
    context = {"evidence": evidence, "teaching": view == Placement.By.TEACHER}
    if target_pk is None:
        search = TargetSearchForm(request.GET)
        targets = Target.objects.fitting(evidence).matching(search.words()).with_marks(evidence, view)
        return render(
            request, "portfolios/placement_edit.html", context | {"search": search, "targets": targets}
        )
    target = get_object_or_404(Target.objects.fitting(evidence).with_levels(), pk=target_pk)
    form = PlacementForm(request.POST or None, target=target, instance=evidence.placement_on(target, view))
    if request.method == "POST" and form.is_valid():
        place(evidence, target, form.cleaned_data["level"], why=form.cleaned_data["why"], by=request.user)
        return redirect("portfolios:evidence_detail", pk=evidence.pk)
    context |= {"target": target, "form": form}
    return render(request, "portfolios/placement_level.html", context, status=answers.status_of(form))


@require_POST
def placement_remove(request, pk):
    placement = get_object_or_404(
        Placement.objects.editable_by(request.user).select_related("evidence"), pk=pk
    )
    actions.remove_placement(placement, by=request.user)
    return redirect("portfolios:evidence_detail", pk=placement.evidence_id)
