"""Who interprets at which conference: the office sees where somebody is missing, and says who comes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.here import be_at
from conferences import interpreting
from conferences.actions import staffing
from conferences.forms.staffing import GiveInterpreterForm
from conferences.models import Conference
from conferences.views.rounds import try_action
from conferences.views.staffing import round_here

A_PAGE = 40


@require_safe
def interpreting_list(request, pk):
    round_ = round_here(request, pk)
    places = Paginator(interpreting.places_in(round_), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "conferences/interpreting_list.html", {"round": round_, "places": places})


def interpreter_give(request, pk):
    """Who interprets at one conference: somebody who is there then, or nobody yet."""
    conference = get_object_or_404(
        Conference.objects.coordinated_by(request.user).placed().with_stage(), pk=pk
    )
    be_at(request, conference.school_id)
    form = GiveInterpreterForm(request.POST or None, place=conference.place)
    if form.is_valid():
        given = try_action(form, staffing.give_interpreter, conference, by=request.user, **form.cleaned_data)
        if given:
            messages.success(request, _("Saved."))
            return redirect("conferences:interpreting_list", pk=conference.round_id)
    context = {"conference": conference, "round": conference.round, "form": form}
    return render(request, "conferences/interpreter_give.html", context, status=422 if form.errors else 200)
