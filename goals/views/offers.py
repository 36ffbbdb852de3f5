"""The formats that a school offers its students."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import School
from goals import actions
from goals.forms import OffersForm
from goals.models import Offer


def offer_list(request):
    """The office says which formats there are, and for which grades; each student chooses among them."""
    school = get_object_or_404(School.objects.coordinated_by(request.user).where_she_is(request.user))
    form = OffersForm(request.POST or None, Offer.objects.coordinated_by(request.user).of_school(school.pk))
    context = {"school": school, "form": form}
    if request.method == "GET":
        return render(request, "goals/offer_list.html", context)
    if "own" not in request.POST:
        actions.choose_offers(school, [], by=request.user)
        messages.success(request, _("Lectern’s own choice is offered again."))
    elif form.is_valid():
        actions.choose_offers(school, form.chosen(), by=request.user)
        messages.success(request, _("Saved. Goals that are set already stay as they are."))
    else:
        return render(request, "goals/offer_list.html", context, status=422)
    return redirect("goals:offer_list")
