"""The office plans who is there in a round and what happens when; an advisor says whom she asks to come."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from conferences import shortages
from conferences.actions import left_out, milestones, rounds, staffing
from conferences.forms.staffing import (
    AbsenceForm,
    BusyForm,
    CalendarForm,
    CopyForm,
    InterpreterForm,
    LeaveOutForm,
    LoadsForm,
    PleaseMeetForm,
    ShiftForm,
)
from conferences.models import Absence, Busy, Conference, Interpreter, LeftOut, Round, Shift
from conferences.views.rounds import try_action


def round_here(request, pk):
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user).select_related("school"), pk=pk)
    be_at(request, round_.school_id)
    return round_


@require_safe
def round_people(request, pk):
    """Interpreters and when they are there, who is away, who must be free, how many each looks after."""
    round_ = get_object_or_404(
        Round.objects.coordinated_by(request.user).with_included().select_related("school"), pk=pk
    )
    be_at(request, round_.school_id)
    context = {
        "round": round_,
        "languages": shortages.languages_of(round_),
        "interpreters": Interpreter.objects.coordinated_by(request.user).at(round_.school).current(),
        "shifts": Shift.objects.coordinated_by(request.user).of(round_).with_people(),
        "absences": Absence.objects.coordinated_by(request.user).of_round(round_).with_people(),
        "busy": Busy.objects.coordinated_by(request.user).of(round_).by_occasion(),
        "loads": round_.loads.select_related("advisory").order_by("advisory__name"),
    }
    return render(request, "conferences/round_people.html", context)


def written(request, form, title, round_, words=""):
    """A page with one form of this part."""
    context = {"form": form, "title": title, "round": round_, "words": words}
    return render(request, "conferences/staffing_edit.html", context, status=422 if form.errors else 200)


def interpreter_add(request, pk):
    round_ = round_here(request, pk)
    form = InterpreterForm(request.POST or None)
    if form.is_valid():
        staffing.save_interpreter(round_.school, by=request.user, **form.cleaned_data)
        return redirect("conferences:shift_add", pk=pk)
    return written(request, form, _("Add an interpreter"), round_, _("Then say when she is there."))


def interpreter_edit(request, pk):
    interpreter = get_object_or_404(
        Interpreter.objects.coordinated_by(request.user).current().select_related("school"), pk=pk
    )
    be_at(request, interpreter.school_id)
    form = InterpreterForm(request.POST or None, instance=interpreter)
    if form.is_valid():
        staffing.save_interpreter(
            interpreter.school, interpreter=interpreter, by=request.user, **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect("conferences:interpreter_edit", pk=pk)
    context = {"form": form, "title": interpreter.name, "interpreter": interpreter}
    return render(request, "conferences/staffing_edit.html", context, status=422 if form.errors else 200)


@require_POST
def interpreter_end(request, pk):
    interpreter = get_object_or_404(Interpreter.objects.coordinated_by(request.user), pk=pk)
    staffing.end_interpreter(interpreter, by=request.user)
    messages.success(request, _("She is no longer on the list."))
    return redirect("conferences:round_list")


def shift_add(request, pk):
    round_ = round_here(request, pk)
    form = ShiftForm(request.POST or None, round_=round_)
    if form.is_valid():
        staffing.add_shift(round_, by=request.user, **form.said("interpreter"))
        return redirect("conferences:round_people", pk=pk)
    return written(request, form, _("When an interpreter is there"), round_)


@require_POST
def shift_remove(request, pk):
    shift = get_object_or_404(Shift.objects.coordinated_by(request.user), pk=pk)
    staffing.remove_shift(shift, by=request.user)
    return redirect("conferences:round_people", pk=shift.round_id)


def absence_add(request, pk):
    round_ = round_here(request, pk)
    form = AbsenceForm(request.POST or None, round_=round_)
    if form.is_valid():
        staffing.add_absence(round_, by=request.user, **form.said("advisor"))
        return redirect("conferences:round_people", pk=pk)
    words = _("No conference of hers is laid into it, unless somebody else leads them, too.")
    return written(request, form, _("An advisor is away"), round_, words)


@require_POST
def absence_remove(request, pk):
    absence = get_object_or_404(Absence.objects.coordinated_by(request.user), pk=pk)
    staffing.remove_absence(absence, by=request.user)
    return redirect("conferences:round_people", pk=absence.round_id)


def busy_add(request, pk):
    round_ = round_here(request, pk)
    form = BusyForm(request.POST or None, round_=round_)
    if form.is_valid():
        n = staffing.add_busy(round_, by=request.user, **form.said("students", "line"))
        words = ngettext("%(n)d student is kept free.", "%(n)d students are kept free.", n)
        messages.success(request, words % {"n": n})
        return redirect("conferences:round_people", pk=pk)
    return written(request, form, _("Students who have something else"), round_)


@require_POST
def busy_remove(request, pk):
    busy = get_object_or_404(Busy.objects.coordinated_by(request.user), pk=pk)
    staffing.remove_busy(busy, by=request.user)
    return redirect("conferences:round_people", pk=busy.round_id)


def left_out_add(request, pk):
    round_ = round_here(request, pk)
    form = LeaveOutForm(request.POST or None, round_=round_)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("students", "reason")}
        n = try_action(form, left_out.leave_out, round_, **said, by=request.user)
        if n is not None:
            words = ngettext("%(n)d student is left out.", "%(n)d students are left out.", n)
            messages.success(request, words % {"n": n})
            return redirect("conferences:round_people", pk=pk)
    words = _(
        "They have no conference in this round and nobody asks their families. A time that is given already "
        "becomes free, and the family is told. All of it can be taken back."
    )
    return written(request, form, _("Leave students out"), round_, words)


@require_POST
def left_out_end(request, pk):
    row = get_object_or_404(
        LeftOut.objects.coordinated_by(request.user).select_related("round", "student__user"), pk=pk
    )
    left_out.take_back_in(row, by=request.user)
    messages.success(request, _("%(name)s takes part again.") % {"name": row.student.name})
    return redirect("conferences:round_people", pk=row.round_id)


def loads_edit(request, pk):
    round_ = round_here(request, pk)
    form = LoadsForm(request.POST or None, round_=round_)
    if form.is_valid():
        staffing.save_loads(round_, form.loads, by=request.user)
        return redirect("conferences:round_people", pk=pk)
    words = ngettext(
        "Empty: %(n)d conference at once, as the round says.",
        "Empty: %(n)d conferences at once, as the round says.",
        round_.at_once,
    )
    return written(request, form, _("Conferences at once"), round_, words % {"n": round_.at_once})


def please_meet(request, pk):
    """Her own students: whose families she asks to come, whatever else."""
    round_ = get_object_or_404(Round.objects.advised_by(request.user), pk=pk)
    be_at(request, round_.school_id)
    own = Conference.objects.advised_by(request.user).of_round(round_).with_student().by_first_name()
    form = PleaseMeetForm(request.POST, conferences=own)
    if request.method == "POST" and form.is_valid():
        staffing.set_please_meet(round_, form.cleaned_data["wanted"], by=request.user)
        messages.success(request, _("Saved. The office asks these families first."))
        return redirect("conferences:please_meet", pk=pk)
    return render(request, "conferences/please_meet.html", {"round": round_, "conferences": own})


def milestone_list(request, pk):
    """What happens when in this round, as the school sets it."""
    round_ = round_here(request, pk)
    form = CalendarForm(request.POST or None, round_=round_)
    if form.is_valid():
        milestones.save_calendar(round_, form.days, by=request.user)
        return redirect("conferences:round_detail", pk=pk)
    context = {"round": round_, "form": form}
    return render(request, "conferences/milestone_list.html", context, status=422 if form.errors else 200)


@require_POST
def milestone_count(request, pk):
    round_ = round_here(request, pk)
    milestones.count_again(round_, by=request.user)
    return redirect("conferences:milestone_list", pk=pk)


def session_copy(request, pk):
    """The same rooms and hours on other days, from this round or an earlier one."""
    round_ = round_here(request, pk)
    known = Round.objects.coordinated_by(request.user).at(round_.school_id).with_sessions()
    form = CopyForm(request.POST or None, round_=round_, rounds=known.order_by("-made_at"))
    if form.is_valid():
        made = try_action(form, rounds.copy_sessions, round_, form.chosen, days=form.days, by=request.user)
        if made is not None:
            words = ngettext("%(n)d room was added.", "%(n)d rooms were added.", made)
            messages.success(request, words % {"n": made})
            return redirect("conferences:round_detail", pk=pk)
    return written(
        request, form, _("Copy days"), round_, _("The same rooms, hours, tables and breaks on another day.")
    )
