from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.here import be_at
from accounts.models import School
from portfolios.actions.logos import change_logo, remove_logo
from portfolios.forms.logos import LogoForm
from portfolios.views.answers import status_of


def logo_edit(request, pk):
    """The office gives its own school a logo."""
    school = get_object_or_404(School.objects.coordinated_by(request.user).select_related("logo"), pk=pk)
    be_at(request, school.pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LogoForm(*sent, refused=getattr(request, "refused_files", None))
    if form.is_valid():
        try:
            change_logo(school, form.cleaned_data["logo"], by=request.user)
        except ValidationError as refusal:
            form.add_error("logo", refusal)
        else:
            messages.success(request, _("This is your logo from now on."))
            return redirect("accounts:school_edit", pk=school.pk)
    context = {"school": school, "form": form}
    return render(request, "portfolios/logo_edit.html", context, status=status_of(form))


@require_POST
def logo_remove(request, pk):
    school = get_object_or_404(School.objects.coordinated_by(request.user), pk=pk)
    remove_logo(school, by=request.user)
    return redirect("accounts:school_edit", pk=school.pk)
