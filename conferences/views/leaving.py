"""A room falls away, an advisor is ill: where the families could go, then one button. The office alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from accounts.models import School
from conferences import changes
from conferences.actions import changes as actions
from conferences.forms.changes import AwayForm, CoverForm, LeaveForm
from conferences.leaving import (
    advisors_of,
    at_their_own,
    colleagues_of,
    conferences_of,
    elsewhere,
    in_session,
    leave_plan,
)
from conferences.models import Absence, MakeUp, Session
from conferences.views.changes import coordinated


def session_call_off(request, pk):
    """A room falls away: where its families could go, then one button."""
    session = get_object_or_404(
        Session.objects.coordinated_by(request.user).select_related("round__school"), pk=pk
    )
    be_at(request, session.school_id)
    if session.called_off_at:
        return redirect("conferences:round_changes", pk=session.round_id)
    plan = leave_plan(session.round, in_session(session), closed=[session])
    form = LeaveForm(plan, request.POST or None)
    if form.is_valid() and acted(
        request, form, actions.call_off_session, session, by=request.user, **form.said()
    ):
        return redirect("conferences:round_changes", pk=session.round_id)
    context = {"round": session.round, "session": session, "plan": plan, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "conferences/session_call_off.html", context, status=status)


def acted(request, form, action, *args, **kwargs):
    """Whether it happened; then the office reads what came of it, else why not."""
    try:
        moved, waiting = action(*args, **kwargs)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    words = ngettext("%(n)d family has another time.", "%(n)d families have another time.", len(moved))
    messages.success(request, words % {"n": len(moved)})
    if waiting:
        words = ngettext(
            "%(n)d conference waits for a time: it is listed with the make-ups.",
            "%(n)d conferences wait for a time: they are listed with the make-ups.",
            len(waiting),
        )
        messages.warning(request, words % {"n": len(waiting)})
    return True


@require_POST
def session_restore(request, pk):
    session = get_object_or_404(Session.objects.coordinated_by(request.user).with_room(), pk=pk)
    back = actions.restore_session(session, by=request.user)
    words = ngettext(
        "The room is open again, and %(n)d family has its time back.",
        "The room is open again, and %(n)d families have their time back.",
        len(back),
    )
    messages.success(request, words % {"n": len(back)})
    return redirect("conferences:round_changes", pk=session.round_id)


@require_safe
def advisor_away(request, pk):
    """Who is away and when; then what her day is, and the two ways to go on."""
    return away_page(request, coordinated(request, pk), request.GET)


def away_page(request, round_, data, status=200, **forms):
    form = AwayForm(
        data if "advisor" in data else None, advisors=advisors_of(round_), days=changes.days_of(round_)
    )
    context = {"round": round_, "form": form}
    if form.is_valid():
        advisor, day = form.cleaned_data["advisor"], form.cleaned_data["day"]
        spell = changes.day_of(round_, day)
        plan = leave_plan(round_, conferences_of(advisor, round_, *spell), away=(advisor, *spell))
        cover = CoverForm(
            colleagues=colleagues_of(round_, advisor),
            at_their_own=at_their_own(round_, *spell),
            elsewhere=elsewhere(round_, *spell),
            initial=data,
        )
        context |= {"advisor": advisor, "day": day, "plan": plan, "cover_form": cover}
        context["leave_form"] = LeaveForm(plan)
    return render(request, "conferences/advisor_away.html", context | forms, status=status)


def away_spell(request, round_):
    """Whom and which day the two buttons are about, as the page said it."""
    form = AwayForm(request.POST, advisors=advisors_of(round_), days=changes.days_of(round_))
    if not form.is_valid():
        return None
    starts_at, ends_at = changes.day_of(round_, form.cleaned_data["day"])
    return {"advisor": form.cleaned_data["advisor"], "starts_at": starts_at, "ends_at": ends_at}


@require_POST
def advisor_cover(request, pk):
    """A colleague has the room that day: nobody's time changes."""
    round_ = coordinated(request, pk)
    spell = away_spell(request, round_)
    if spell is None:
        return away_page(request, round_, request.POST, status=422)
    form = CoverForm(
        request.POST,
        colleagues=colleagues_of(round_, spell["advisor"]),
        at_their_own=at_their_own(round_, spell["starts_at"], spell["ends_at"]),
        elsewhere=elsewhere(round_, spell["starts_at"], spell["ends_at"]),
    )
    if not form.is_valid():
        return away_page(request, round_, request.POST, status=422, cover_form=form)
    colleague = form.cleaned_data["stand_in"]
    actions.cover_advisor(round_, stand_in=colleague, by=request.user, **spell)
    words = _("%(colleague)s has the room of %(advisor)s that day, and nothing else of hers.")
    messages.success(request, words % {"colleague": colleague, "advisor": spell["advisor"]})
    return redirect("conferences:round_changes", pk=pk)


@require_POST
def advisor_move(request, pk):
    """Nobody stands in: her conferences of that day leave their time."""
    round_ = coordinated(request, pk)
    spell = away_spell(request, round_)
    if spell is None:
        return away_page(request, round_, request.POST, status=422)
    then = spell["starts_at"], spell["ends_at"]
    hers = conferences_of(spell["advisor"], round_, *then)
    form = LeaveForm(leave_plan(round_, hers, away=(spell["advisor"], *then)), request.POST)
    if form.is_valid() and acted(
        request, form, actions.move_from_advisor, round_, by=request.user, **spell, **form.said()
    ):
        return redirect("conferences:round_changes", pk=pk)
    return away_page(request, round_, request.POST, status=422, leave_form=form)


@require_POST
def cover_end(request, pk):
    absence = get_object_or_404(Absence.objects.coordinated_by(request.user), pk=pk)
    actions.end_cover(absence, by=request.user)
    messages.success(request, _("That is taken back."))
    return redirect("conferences:round_changes", pk=absence.round_id)


@require_POST
def make_ups_offer(request):
    """Whoever was missed, and for whom there is room by now, may choose a time: they are told."""
    school = get_object_or_404(School.objects.coordinated_by(request.user).where_she_is(request.user))
    waiting = MakeUp.objects.seen_to_by(request.user).at(school).of_current_rounds().choosing()
    n = actions.offer_make_ups(waiting.with_conference(), by=request.user)
    words = ngettext("%(n)d family is asked to choose.", "%(n)d families are asked to choose.", n)
    messages.success(request, words % {"n": n})
    return redirect("conferences:make_up_list")
