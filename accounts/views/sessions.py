"""Where somebody is signed in, and how it ends from afar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.sessions import end_session, end_sessions
from accounts.models import Session, Student


def session_list(request):
    """One's own devices, this one marked."""
    sessions = Session.objects.ended_by(request.user).of(request.user).listed()
    return render(
        request,
        "accounts/session_list.html",
        {"sessions": sessions, "this": request.session.session_key},
    )


def student_sessions(request, pk):
    """Where a student is signed in, for her advisor and the office."""
    student = get_object_or_404(
        Student.objects.cards_printed_by(request.user).select_related("user", "advisory"), pk=pk
    )
    sessions = Session.objects.ended_by(request.user).of(student.user).listed()
    return render(request, "accounts/session_list.html", {"sessions": sessions, "student": student})


@never_cache
def session_awake(request):
    """Somebody types into a page of hers: reading the session has noted that it is used."""
    return HttpResponse(status=204)


@require_POST
def session_end(request, handle):
    session = get_object_or_404(Session.objects.ended_by(request.user).listed(), handle=handle)
    end_session(session, by=request.user)
    messages.success(request, _("That device is signed out."))
    return onward(session.user, request)


@require_POST
def session_end_others(request):
    ended = end_sessions(request.user, by=request.user, spare=request.session.session_key)
    words = ngettext("%(n)s other device is signed out.", "%(n)s other devices are signed out.", ended)
    messages.success(request, words % {"n": ended})
    return redirect("accounts:session_list")


@require_POST
def student_sign_out(request, pk):
    """A tablet that went missing, or a card somebody else had in his hand: out everywhere."""
    student = get_object_or_404(Student.objects.cards_printed_by(request.user).select_related("user"), pk=pk)
    end_sessions(student.user, by=request.user)
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": student.first_name})
    return redirect("accounts:student_sessions", pk=student.pk)


def onward(person, request):
    if person == request.user:
        return redirect("accounts:session_list")
    return redirect("accounts:student_sessions", pk=person.student.pk)
