"""What a school wants children to learn: its people read it, the office looks after it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.here import be_at
from accounts.views.offices import office_of
from portfolios import actions
from portfolios.forms import (
    FrameworkForm,
    FrameworkUploadForm,
    LevelFormSet,
    OrderForm,
    TargetForm,
    TreeFilter,
)
from portfolios.models import Framework, FrameworkImport, Level, Target
from portfolios.trees import lines
from portfolios.views.answers import status_of


def coordinated(request, pk):
    framework = get_object_or_404(Framework.objects.coordinated_by(request.user), pk=pk)
    be_at(request, framework.school_id)
    return framework


def framework_list(request):
    """All of a school's frameworks, for its office to look after."""
    school = office_of(request)
    found = Framework.objects.coordinated_by(request.user).at(school).with_counts().in_order()
    imports = FrameworkImport.objects.coordinated_by(request.user).in_hand().at(school)
    context = {"school": school, "frameworks": found, "imports": imports}
    return render(request, "portfolios/framework_list.html", context)


def framework_detail(request, pk):
    """The targets of one framework as a tree, and its steps; read by all people of the school."""
    framework = get_object_or_404(Framework.objects.visible_to(request.user).with_rights(request.user), pk=pk)
    be_at(request, framework.school_id)
    wish = TreeFilter(request.GET)
    targets = list(Target.objects.visible_to(request.user).in_framework(framework))
    context = {
        "framework": framework,
        "levels": Level.objects.visible_to(request.user).of(framework),
        "lines": lines(targets, words=wish.words, below=wish.line),
        "wish": wish,
        "total": sum(not target.is_heading and target.retired_at is None for target in targets),
        "retired": [target for target in targets if target.retired_at] if framework.may_edit else [],
    }
    return render(request, "portfolios/framework_detail.html", context)


def framework_add(request):
    school = office_of(request)
    form = FrameworkForm(request.POST or None)
    if form.is_valid():
        framework = actions.add_framework(school, by=request.user, **form.cleaned_data)
        return redirect("portfolios:framework_detail", pk=framework.pk)
    context = {"form": form, "school": school}
    return render(request, "portfolios/framework_edit.html", context, status=status_of(form))


def framework_edit(request, pk):
    framework = coordinated(request, pk)
    form = FrameworkForm(request.POST or None, instance=framework)
    if form.is_valid():
        actions.edit_framework(framework, by=request.user, **form.cleaned_data)
        return redirect("portfolios:framework_detail", pk=framework.pk)
    context = {"form": form, "framework": framework}
    return render(request, "portfolios/framework_edit.html", context, status=status_of(form))


@require_POST
def framework_retire(request, pk):
    framework = coordinated(request, pk)
    actions.retire_framework(framework, by=request.user)
    messages.success(request, _("It is no longer offered. What was placed on it stays."))
    return redirect("portfolios:framework_list")


@require_POST
def framework_restore(request, pk):
    framework = coordinated(request, pk)
    actions.restore_framework(framework, by=request.user)
    return redirect("portfolios:framework_detail", pk=framework.pk)


@require_POST
def framework_move(request):
    """A new order of the school's frameworks."""
    school = office_of(request)
    now = Framework.objects.coordinated_by(request.user).at(school).in_order().values_list("pk", flat=True)
    form = OrderForm(request.POST, order=now)
    if form.is_valid() and form.cleaned_data["order"]:
        actions.move_frameworks(school, form.cleaned_data["order"], by=request.user)
    return (
        HttpResponse(status=204)
        if request.headers.get("X-Reorder")
        else redirect("portfolios:framework_list")
    )


def level_edit(request, pk):
    """The steps of a framework's continuum, each said as "I ..."."""
    framework = coordinated(request, pk)
    levels = Level.objects.coordinated_by(request.user).of(framework)
    formset = LevelFormSet(request.POST or None, queryset=levels, prefix="levels")
    problem = None
    if request.method == "POST" and formset.is_valid():
        try:
            actions.save_levels(framework, formset.steps(), by=request.user)  # type: ignore[attr-defined]
        except ValidationError as refusal:
            problem = refusal.messages[0]
        else:
            return redirect("portfolios:framework_detail", pk=framework.pk)
    context = {"framework": framework, "formset": formset, "problem": problem}
    status = 422 if request.method == "POST" else 200
    return render(request, "portfolios/level_edit.html", context, status=status)


def target_add(request, pk):
    """One more target, at the top or below the line that the address names."""
    framework = coordinated(request, pk)
    above = None
    if line := TreeFilter(request.GET).line:
        above = get_object_or_404(
            Target.objects.coordinated_by(request.user).in_framework(framework), pk=line
        )
    levels = Level.objects.coordinated_by(request.user).of(framework)
    begun = {"grade_low": framework.grade_low, "grade_high": framework.grade_high}
    if above:
        begun = {
            "grade_low": above.grade_low,
            "grade_high": above.grade_high,
            "area": above.area or above.words[:200],
        }
    form = TargetForm(request.POST or None, levels=levels, initial=begun)
    if form.is_valid():
        actions.add_target(
            framework, parent=above, level_words=form.level_words(), by=request.user, **form.words()
        )
        return redirect("portfolios:framework_detail", pk=framework.pk)
    context = {"form": form, "framework": framework, "above": above}
    return render(request, "portfolios/target_edit.html", context, status=status_of(form))


def target_edit(request, pk):
    """The school's words for a target, and what its steps mean."""
    target = get_object_or_404(Target.objects.coordinated_by(request.user).select_related("framework"), pk=pk)
    be_at(request, target.framework.school_id)
    levels = Level.objects.coordinated_by(request.user).of(target.framework).with_own_words(target)
    form = TargetForm(request.POST or None, levels=levels, instance=target)
    if form.is_valid():
        actions.edit_target(target, level_words=form.level_words(), by=request.user, **form.words())
        return redirect("portfolios:framework_detail", pk=target.framework_id)
    context = {"form": form, "framework": target.framework, "target": target}
    return render(request, "portfolios/target_edit.html", context, status=status_of(form))


@require_POST
def target_retire(request, pk):
    target = get_object_or_404(Target.objects.coordinated_by(request.user), pk=pk)
    actions.retire_target(target, by=request.user)
    messages.success(request, _("It is no longer offered. Pieces that stand on it keep it."))
    return redirect("portfolios:framework_detail", pk=target.framework_id)


@require_POST
def target_restore(request, pk):
    target = get_object_or_404(Target.objects.coordinated_by(request.user), pk=pk)
    actions.restore_target(target, by=request.user)
    return redirect("portfolios:framework_detail", pk=target.framework_id)


def target_order(request, pk):
    """Targets that stand beside each other, to be put into another order."""
    framework = coordinated(request, pk)
    line = TreeFilter(request.GET).line
    beside = Target.objects.coordinated_by(request.user).in_framework(framework).standing_below(line)
    if request.method == "POST":
        form = OrderForm(request.POST, order=[target.pk for target in beside])
        if form.is_valid() and form.cleaned_data["order"]:
            actions.move_targets(framework, form.cleaned_data["order"], by=request.user)
        if request.headers.get("X-Reorder"):
            return HttpResponse(status=204)
        return redirect(request.get_full_path())
    context = {"framework": framework, "targets": beside, "line": line}
    return render(request, "portfolios/target_order.html", context)


def framework_import(request):
    """The office brings a file; nothing changes before it has seen what would come."""
    school = office_of(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FrameworkUploadForm(*sent, refused=getattr(request, "refused_files", None))
    if form.is_valid():
        try:
            brought = actions.keep_import(
                school,
                form.cleaned_data["file"],
                kind=form.cleaned_data["kind"],
                title=form.cleaned_data["title"],
                by=request.user,
            )
        except ValidationError as refusal:
            form.add_error("file", refusal)
        else:
            return redirect("portfolios:framework_look", pk=brought.pk)
    context = {"form": form, "school": school}
    return render(request, "portfolios/framework_import.html", context, status=status_of(form))


def framework_look(request, pk):
    """What a file would bring, how far it is, and what came of it."""
    brought = get_object_or_404(
        FrameworkImport.objects.coordinated_by(request.user).select_related("framework", "by"), pk=pk
    )
    be_at(request, brought.school_id)
    if request.GET.get("since") == brought.moment:
        return HttpResponse(status=204)
    part = "#middle" if request.GET.get("since") else ""
    context = {"brought": brought, "found": brought.summary}
    return render(request, f"portfolios/framework_look.html{part}", context)


@require_POST
def framework_apply(request, pk):
    brought = get_object_or_404(FrameworkImport.objects.coordinated_by(request.user), pk=pk)
    actions.apply_import(brought, by=request.user)
    return redirect("portfolios:framework_look", pk=brought.pk)


@require_POST
def framework_discard(request, pk):
    brought = get_object_or_404(FrameworkImport.objects.coordinated_by(request.user), pk=pk)
    actions.discard_import(brought, by=request.user)
    messages.success(request, _("The file was put aside. Nothing was changed."))
    return redirect("portfolios:framework_list")
