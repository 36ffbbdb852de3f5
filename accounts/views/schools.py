"""The office: its hub page, what a school says about itself, and which school a person is at."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts import colours
from accounts.actions import schools as actions
from accounts.forms.schools import GradeBandFormSet, SchoolForm, SwitchForm
from accounts.forms.signin import OnwardForm
from accounts.here import be_at
from accounts.models import District, Logo, School
from accounts.views.offices import office_of

FOR_EVER = "public, max-age=31536000, immutable"


def school_office(request):
    """Where the office finds everything that it looks after."""
    return render(request, "accounts/school_office.html", {"school": office_of(request)})


def school_edit(request, pk):
    """Words, languages, clock, grades and colors, by the office of this school alone."""
    school = get_object_or_404(School.objects.coordinated_by(request.user).select_related("logo"), pk=pk)
    be_at(request, school.pk)
    sent = request.POST if request.method == "POST" else None
    form = SchoolForm(sent, school=school)
    now = list(school.grade_bands.values("name", "grade_low", "grade_high"))
    formset = GradeBandFormSet(sent, initial=now, prefix="bands")
    if all([form.is_valid(), formset.is_valid()]):
        bands = formset.bands() if formset.has_changed() else None
        actions.edit_school(school, by=request.user, bands=bands, **form.changed())
        messages.success(request, _("Saved."))
        return redirect("accounts:school_office")
    context = {"school": school, "form": form, "formset": formset}
    return render(request, "accounts/school_edit.html", context, status=422 if sent else 200)


def school_switch(request):
    """Which of her schools the pages show. Only staff of several are asked."""
    schools = get_list_or_404(School.objects.staffed_by(request.user).order_by("name", "pk"))
    onward = OnwardForm(request.POST or request.GET).address(request)
    form = SwitchForm(
        request.POST if request.method == "POST" else None, schools=School.objects.staffed_by(request.user)
    )
    if form.is_valid():
        actions.switch_school(request.user, form.cleaned_data["school"])
        return redirect(onward)
    return render(
        request,
        "accounts/school_switch.html",
        {"schools": schools, "onward": onward, "form": form},
        status=422 if form.is_bound else 200,
    )


def district_schools(request):
    """Her district's schools: how each is set up and when its rosters came. No child is named."""
    districts = get_list_or_404(District.objects.run_by(request.user).order_by("name"))
    schools = School.objects.overseen_by(request.user).with_counts().with_setup().order_by("name", "pk")
    return render(request, "accounts/district_schools.html", {"districts": districts, "schools": schools})


@require_GET
@login_not_required
def school_style(request, part):
    """A school's colors. The address says all of them, so it names no school and asks no database."""
    try:
        sheet = colours.stylesheet(colours.parse(part))
    except ValueError:
        raise Http404 from None
    return HttpResponse(sheet, content_type="text/css", headers={"Cache-Control": FOR_EVER})


@require_GET
@login_not_required
def school_logo(request, key):
    """A school's logo, also in mails and on paper: its address is random and never shows another."""
    logo = get_object_or_404(Logo.objects.opened_with(key=key))
    with logo.image.open() as file:
        response = HttpResponse(file.read(), content_type="image/webp")
    response["Cache-Control"] = FOR_EVER
    response["Content-Disposition"] = 'inline; filename="logo.webp"'
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
