"""A student's panel: she and her advisor say who sits on it, and for how long."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import panels as actions
from accounts.here import be_at
from accounts.models import Guest, School, Student, User
from portfolios.forms import AgreeForm, NotThisTimeForm, PanelForm
from portfolios.views import answers


@require_safe
def panel_list(request):
    """The students on whose panel a colleague sits."""
    get_object_or_404(School.objects.staffed_by(request.user).where_she_is(request.user))
    students = Student.objects.presenting_to(request.user).with_card()
    return render(request, "portfolios/panel_list.html", {"students": students})


def panel_edit(request, pk):
    """Who sits on it, where each one stands, and a form for one more."""
    student = get_object_or_404(
        Student.objects.panel_set_by(request.user).select_related("user", "school"), pk=pk
    )
    be_at(request, student.school_id)
    hers = student.user_id == request.user.pk
    colleagues = None if hers else User.objects.staff().working_at(student.school_id)
    form = PanelForm(request.POST or None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        add = actions.ask_panelist if hers else actions.seat_panelist
        try:
            add(student, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("portfolios:panel_edit", pk=pk)
    context = {
        "student": student,
        "hers": hers,
        "form": form,
        "agree_form": AgreeForm(),
        "people": Guest.objects.ended_by(request.user).on_panels().of(student).newest_first(),
    }
    return render(request, "portfolios/panel_edit.html", context, status=answers.status_of(form))


@require_POST
def panel_agree(request, pk):
    panelist = get_object_or_404(Guest.objects.advised_by(request.user).on_panels(), pk=pk)
    form = AgreeForm(request.POST)
    if form.is_valid():
        actions.agree_panelist(panelist, by=request.user, **form.cleaned_data)
    else:
        messages.warning(request, " ".join(str(error) for error in form.errors["until"]))
    return redirect("portfolios:panel_edit", pk=panelist.student_id)


@require_POST
def panel_decline(request, pk):
    panelist = get_object_or_404(Guest.objects.advised_by(request.user).on_panels(), pk=pk)
    form = NotThisTimeForm(request.POST)
    if form.is_valid():
        actions.decline_panelist(panelist, by=request.user, **form.cleaned_data)
    return redirect("portfolios:panel_edit", pk=panelist.student_id)


@require_POST
def panel_end(request, pk):
    panelist = get_object_or_404(Guest.objects.ended_by(request.user).on_panels(), pk=pk)
    actions.end_panelist(panelist, by=request.user)
    messages.success(request, _("%(name)s is not on the panel any more.") % {"name": panelist.name})
    if request.user.is_student or request.user.is_advisor:
        return redirect("portfolios:panel_edit", pk=panelist.student_id)
    return redirect("accounts:student_detail", pk=panelist.student_id)
