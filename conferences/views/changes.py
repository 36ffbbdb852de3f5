"""Change happens: first who is hit, then one button. The office alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.here import be_at
from conferences import changes
from conferences.actions import shifts
from conferences.forms.changes import ShiftDayForm, ShiftForm
from conferences.models import Absence, Round, Session


def coordinated(request, pk):
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user).with_school(), pk=pk)
    be_at(request, round_.school_id)
    return round_


@require_safe
def round_changes(request, pk):
    """What may have to change, each behind one button, and what has changed and can be taken back."""
    round_ = coordinated(request, pk)
    context = {
        "round": round_,
        "sessions": round_.sessions.to_come().with_counts(),
        "covers": Absence.objects.coordinated_by(request.user).of_round(round_).with_people().to_come(),
    }
    return render(request, "conferences/round_changes.html", context)


def day_shift(request, pk):
    """Snow: all rooms of a day, with the times of the clock as they were."""
    round_ = coordinated(request, pk)
    days = changes.days_of(round_)
    asked = request.POST or (request.GET if "day" in request.GET else None)
    form = ShiftDayForm(round_, asked, days=days)
    form.fields["old_day"].initial = request.GET.get("old_day")
    sessions = []
    if form.is_valid():
        sessions = list(changes.sessions_on(round_, form.cleaned_data["old_day"]))
    return shift_page(request, round_, form, sessions, "conferences/day_shift.html", {"days": days})


def session_shift(request, pk):
    """The same for one room."""
    session = get_object_or_404(
        Session.objects.coordinated_by(request.user).select_related("round__school"), pk=pk
    )
    round_ = session.round
    be_at(request, round_.school_id)
    asked = request.POST or (request.GET if "day" in request.GET else None)
    old = session.starts_at.astimezone(changes.zone_of(round_)).date()
    form = ShiftForm(round_, asked, old=old)
    return shift_page(
        request, round_, form, [session], "conferences/session_shift.html", {"session": session}
    )


def shift_page(request, round_, form, sessions, template, context):
    """Asked with the new day, it shows what would happen; sent, it happens."""
    plan = None
    if form.is_valid():
        day = form.cleaned_data["day"]
        if request.method == "POST":
            said = {name: form.cleaned_data[name] for name in ("line", "interpreters")}
            try:
                moved = shifts.shift_day(round_, sessions, day=day, by=request.user, **said)
            except ValidationError as refusal:
                form.add_error("day", refusal)
            else:
                words = ngettext(
                    "%(n)d conference has moved, at the same time of the clock. The family is told.",
                    "%(n)d conferences have moved, at the same time of the clock. The families are told.",
                    len(moved),
                )
                messages.success(request, words % {"n": len(moved)})
                return redirect("conferences:round_changes", pk=round_.pk)
        plan = changes.shift_plan(round_, sessions, day)
    status = 422 if form.is_bound and form.errors and request.method == "POST" else 200
    context |= {"round": round_, "form": form, "plan": plan}
    return render(request, template, context, status=status)
