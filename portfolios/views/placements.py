from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from portfolios import actions
from portfolios.forms import PlacementForm, TargetSearchForm
from portfolios.models import Evidence, Placement, Target
from portfolios.views import answers

SHOWN = 60  # targets of one list; more than that nobody reads through
FEW = 40  # so few that no area need be opened first
LATELY = 5


def placement_edit(request, pk, target_pk=None):
    """The student says which target a piece shows, and where it shows her on the way there."""
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user).select_related("student"), pk=pk)
    return answer_placement(request, evidence, target_pk, actions.place_self, Placement.By.STUDENT)


def placement_teach(request, pk, target_pk=None):
    """Her advisor's own view, beside hers."""
    evidence = get_object_or_404(
        Evidence.objects.placeable_by(request.user).select_related("student__user"), pk=pk
    )
    return answer_placement(request, evidence, target_pk, actions.place_by_teacher, Placement.By.TEACHER)


def answer_placement(request, evidence, target_pk, place, view):
    """First the targets to choose from, then the steps of the one that was chosen."""
    context = {"evidence": evidence, "teaching": view == Placement.By.TEACHER}
    if target_pk is None:
        return choose_target(request, evidence, view, context)
    target = get_object_or_404(Target.objects.fitting(evidence).with_levels(), pk=target_pk)
    form = PlacementForm(request.POST or None, target=target, instance=evidence.placement_on(target, view))
    if request.method == "POST" and form.is_valid():
        place(evidence, target, form.cleaned_data["level"], why=form.cleaned_data["why"], by=request.user)
        return redirect("portfolios:evidence_detail", pk=evidence.pk)
    context |= {"target": target, "form": form}
    return render(request, "portfolios/placement_level.html", context, status=answers.status_of(form))


def choose_target(request, evidence, view, context, page="portfolios/placement_edit.html"):
    """What she used lately, then the areas of her grade; an area or a few words open a list."""
    grade = evidence.student.grade
    search = TargetSearchForm(request.GET, grade=grade)
    offered = Target.objects.fitting(evidence).offered()
    wanted = offered.matching(search.words).of_grade(search.grade_wanted)
    areas, lately = [], []
    if search.heading:
        wanted = wanted.of_area(*search.heading)
    elif not search.words:
        areas = list(wanted.by_area())
        lately = list(offered.lately_used_by(request.user).with_marks(evidence, view)[:LATELY])
    targets = []
    if sum(area["n"] for area in areas) <= FEW:
        targets = list(wanted.with_marks(evidence, view).own_grade_first(grade)[: SHOWN + 1])
        areas = []
    context |= {
        "search": search,
        "targets": targets[:SHOWN],
        "more": len(targets) > SHOWN,
        "areas": areas,
        "lately": lately,
    }
    return render(request, page, context)


@require_POST
def placement_remove(request, pk):
    placement = get_object_or_404(
        Placement.objects.editable_by(request.user).select_related("evidence"), pk=pk
    )
    actions.remove_placement(placement, by=request.user)
    return redirect("portfolios:evidence_detail", pk=placement.evidence_id)
