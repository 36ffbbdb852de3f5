"""The day from above: all rooms for the office, and the screens of the hall and of the doors."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.cookies import keep, kept
from accounts.here import be_at, place
from accounts.models import School
from accounts.qr import qr_path
from conferences.actions import links
from conferences.day import rooms_of
from conferences.models import Conference, Round, Session
from conferences.querysets import day


@require_safe
def day_overview(request):
    """All rooms of today: running, late, waiting, free; with `since`, 204 while nothing has changed."""
    user = request.user
    school = get_object_or_404(School.objects.coordinated_by(user).where_she_is(user))
    be_at(request, school.pk)
    sessions = day.open_today(Session.objects.coordinated_by(user).at(school))
    stamp = day.stamp_of(sessions)
    if request.GET.get("since") == stamp:
        return HttpResponse(status=204)
    shown = list(day.for_rooms(sessions))
    walk_ins = day.walked_in(Conference.objects.watched_by(user).at(school))
    rooms = rooms_of(shown, day.with_needs(day.taken_today(sessions)), walk_ins)
    context = {
        "stamp": stamp,
        "rooms": rooms,
        "rounds": {session.round_id: session.round for session in shown}.values(),
        "running": sum(room.running_count for room in rooms),
        "held": sum(room.held_count for room in rooms),
        "waiting": sorted((seat for room in rooms for seat in room.waiting), key=lambda seat: seat.starts_at),
        "late": sorted((seat for room in rooms for seat in room.late), key=lambda seat: seat.starts_at),
        "free": sum(room.free_count for room in rooms),
        "calling": [seat for room in rooms for seat in room.running if seat.calls],
        "without_interpreter": [
            seat
            for room in rooms
            for seat in room.to_come
            if seat.wants_interpreter and not seat.interpreter_id and not seat.conference.interpreter_at
        ],
        "shifts": day.interpreters_today(school),
        "absences": day.absent_today(school),
    }
    part = "#rooms" if request.htmx else ""
    return render(request, f"conferences/day_overview.html{part}", context)


@never_cache
@require_POST
def screen_open(request, pk):
    """A link for the screens of today. It is shown this once; another one ends it."""
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    be_at(request, round_.school_id)
    address = settings.SITE_URL + reverse(
        "conferences:screen_enter", args=[links.open_screens(round_, by=request.user)]
    )
    context = {"round": round_, "address": address, "path": qr_path(address)}
    return render(request, "conferences/screen_open.html", context)


@require_POST
def screen_close(request, pk):
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    links.close_screens(round_, by=request.user)
    messages.success(request, _("All screens are dark now."))
    return redirect("conferences:day_overview")


# From here on: a screen in the hall, at which nobody is signed in.


@never_cache
@login_not_required
def screen_enter(request, token):
    """The link of today. The token leaves the address at once."""
    round_ = Round.objects.opened_with(token=token).first()
    if round_ is None:
        return dark(request)
    return keep(redirect("conferences:hall_screen"), "screen", round_, by="screen_digest")


def dark(request):
    """One answer for a link of yesterday, one that was ended, and one that never was."""
    if request.htmx:
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    return render(request, "conferences/link_closed.html", status=410)


@never_cache
@require_safe
@login_not_required
def hall_screen(request):
    """Today's names by first name only, for the hall; with `room`, for the door of that room alone."""
    round_ = kept(request, "screen", Round.objects.screened().select_related("school"), by="screen_digest")
    if round_ is None:
        return dark(request)
    place(request, round_.school)
    timezone.activate(round_.school.timezone)
    sessions = day.open_today(Session.objects.shown_on(round_))
    stamp = day.stamp_of(sessions)
    if request.GET.get("since") == stamp:
        return HttpResponse(status=204)
    rooms = rooms_of(day.for_rooms(sessions), day.taken_today(sessions))
    door = next((room for room in rooms if str(room.session.pk) == request.GET.get("room")), None)
    shown = [door] if door else [room for room in rooms if not room.is_over]
    called = [seat for room in shown for seat in room.called if not seat.is_unnamed]
    context = {
        "school": round_.school,
        "stamp": stamp,
        "rooms": rooms,
        "door": door,
        "shown": shown,
        "called": called,
    }
    part = "#names" if request.htmx else ""
    return render(request, f"conferences/hall_screen.html{part}", context)
