"""The day: a conference begins, and somebody calls."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conferences.actions import live
from conferences.models import Conference
from conferences.views.room import back_to_room


@require_POST
def conference_start(request, pk):
    conference = get_object_or_404(Conference.objects.opened_by(request.user).with_stage(), pk=pk)
    live.start_conference(conference, by=request.user)
    if conference.student.user_id == request.user.pk:
        return redirect("conferences:conference_present", pk=pk)
    return back_to_room(request, pk)


@require_POST
def signal_raise(request, pk):
    conference = get_object_or_404(Conference.objects.seated_by(request.user).with_stage(), pk=pk)
    live.raise_signal(conference, by=request.user)
    if request.htmx:
        return render(request, "conferences/components/call.html", {"conference": conference, "called": True})
    if conference.student.user_id == request.user.pk:
        return redirect("conferences:conference_present", pk=pk)
    return redirect("conferences:conference_family", pk=pk)
