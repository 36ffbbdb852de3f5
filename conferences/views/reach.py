"""Whom the round has reached: for the office, and for each advisor the families of her own students."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.confirming import confirm_first
from accounts.here import be_at
from conferences import reach
from conferences.actions import outreach
from conferences.forms.reach import CallForm, ReachForm
from conferences.models import Conference, OutreachCall, Round

A_PAGE = 40


def reached(request, pk):
    """The round, and the families that this person may look after."""
    round_ = get_object_or_404(Round.objects.reached_by(request.user).with_school(), pk=pk)
    be_at(request, round_.school_id)
    conferences = Conference.objects.reached_by(request.user).of_round(round_)
    return round_, reach.lines_of(round_, conferences)


@require_safe
def round_reach(request, pk):
    round_, lines = reached(request, pk)
    form = ReachForm(lines, request.GET)
    asked = form.asked()
    found = reach.narrowed(lines, **asked)
    context = {
        "round": round_,
        "form": form,
        "asked": asked,
        "figures": reach.figures(lines),
        "lines": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "conferences/round_reach.html", context)


@confirm_first
def reach_sheet(request, pk):
    """The same list for a spreadsheet. That it was taken along is written down."""
    round_, lines = reached(request, pk)
    found = reach.narrowed(lines, **ReachForm(lines, request.GET).asked())
    outreach.note_sheet(round_, by=request.user)
    answer = StreamingHttpResponse(list(reach.sheet(found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="families.csv"'
    return answer


def outreach_family(request, pk, kind, key):
    """One family: whom to call, what was tried, and what came of it now."""
    round_, lines = reached(request, pk)
    line = next((one for one in lines if (one.kind, one.key) == (kind, key) and one.can_be_called), None)
    if line is None:
        raise Http404
    form = CallForm(request.POST or None)
    if form.is_valid():
        whom = {"household": line.family.household, "adult": line.family.adult}
        outreach.note_call(round_, by=request.user, **whom, **form.cleaned_data)
        messages.success(request, _("Thank you. Whoever calls next knows."))
        return redirect("conferences:round_reach", pk=pk)
    context = {
        "round": round_,
        "line": line,
        "form": form,
        "removed": OutreachCall.objects.taken_back_by(request.user)
        .of_round(round_)
        .of_family(kind, key)
        .removed()
        .with_caller(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "conferences/outreach_family.html", context, status=status)


@require_POST
def outreach_remove(request, pk):
    return moved(request, pk, outreach.remove_call)


@require_POST
def outreach_restore(request, pk):
    return moved(request, pk, outreach.restore_call)


def moved(request, pk, action):
    call = get_object_or_404(OutreachCall.objects.taken_back_by(request.user), pk=pk)
    action(call, by=request.user)
    kind, key = ("household", call.household_id) if call.household_id else ("adult", call.adult_id)
    return redirect("conferences:outreach_family", pk=call.round_id, kind=kind, key=key)
