"""Guests: the student asks, her advisor answers, and the guest has one page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from accounts.models import Guest
from conferences import listening
from conferences.actions import guests
from conferences.forms.guests import DeclineForm, GuestForm, GuestShareForm
from conferences.models import Conference
from conferences.querysets import pages
from conferences.querysets.guests import guests_of, pieces_for_guests
from conferences.stages import Stage


def guest_invite(request, pk):
    """Her guests with where each one stands, what they will see, and a form for one more."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).with_stage(), pk=pk)
    form = GuestForm(request.POST or None)
    if form.is_valid():
        try:
            guests.ask_guest(conference, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, _("Your advisor knows. As soon as you two agree, we send the invitation.")
            )
            return redirect("conferences:guest_invite", pk=pk)
    context = {
        "conference": conference,
        "form": form,
        "guests": guests_of(conference),
        "pieces": pieces_for_guests(conference),
    }
    status = 422 if form.is_bound else 200
    return render(request, "conferences/guest_invite.html", context, status=status)


@require_POST
def guest_share(request, pk):
    conference = get_object_or_404(Conference.objects.led_by(request.user), pk=pk)
    form = GuestShareForm(request.POST, pieces=pieces_for_guests(conference))
    if form.is_valid():
        guests.share_with_guests(conference, form.cleaned_data["pieces"], by=request.user)
        messages.success(request, _("Your guests see exactly these pieces."))
    return redirect("conferences:guest_invite", pk=pk)


@require_POST
def guest_agree(request, pk):
    guest = get_object_or_404(
        Guest.objects.advised_by(request.user).at_conferences().select_related("visit"), pk=pk
    )
    guests.agree_guest(guest, by=request.user)
    messages.success(request, _("%(name)s gets the invitation by mail.") % {"name": guest.name})
    return redirect("conferences:conference_advise", pk=guest.visit.conference_id)


@require_POST
def guest_decline(request, pk):
    guest = get_object_or_404(
        Guest.objects.advised_by(request.user).at_conferences().select_related("visit"), pk=pk
    )
    form = DeclineForm(request.POST)
    if form.is_valid():
        guests.decline_guest(guest, by=request.user, **form.cleaned_data)
    return redirect("conferences:conference_advise", pk=guest.visit.conference_id)


@require_POST
def guest_end(request, pk):
    guest = get_object_or_404(
        Guest.objects.ended_by(request.user).at_conferences().select_related("visit", "student"), pk=pk
    )
    guests.end_guest(guest, by=request.user)
    messages.success(request, _("%(name)s is no guest any more.") % {"name": guest.name})
    if guest.student.user_id == request.user.pk:
        return redirect("conferences:guest_invite", pk=guest.visit.conference_id)
    if request.user.is_advisor:
        return redirect("conferences:conference_advise", pk=guest.visit.conference_id)
    return redirect("accounts:student_detail", pk=guest.student_id)


@require_safe
def conference_guest(request, pk):
    """The guest's one page: when and where, the agenda, and on the day the card on the screen."""
    conference = get_object_or_404(
        Conference.objects.visited_by(request.user).with_stamp("guests").with_stage(), pk=pk
    )
    be_at(request, conference.school_id)
    return render(request, "conferences/conference_guest.html", guest_stage(request, conference))


def guest_stage(request, conference):
    """What a guest follows: the agenda once the student is ready, and what she shares with her guests."""
    cards = pages.cards_for_guests(conference) if conference.is_shown_to_family else []
    stage = Stage(conference, cards, looking=request.GET.get("card"))
    return {
        "conference": conference,
        "stage": stage,
        "cards": stage.cards,
        "prompts": listening.prompts_for(stage.seen, conference.student),
        "page_name": "conferences:conference_guest",
        "follow_name": "conferences:guest_follow",
        "opened": request.GET.get("opened", conference.moment),
        "is_guest": True,
    }


@require_safe
def guest_follow(request, pk):
    """The part of the page that follows the student; 204 while nothing has changed."""
    seen = get_object_or_404(Conference.objects.poll_visited_by(request.user), pk=pk)
    if request.GET.get("since") == seen.stamp:
        return HttpResponse(status=204)
    conference = get_object_or_404(
        Conference.objects.visited_by(request.user).with_stamp("guests").with_stage(), pk=pk
    )
    be_at(request, conference.school_id)
    return render(request, "conferences/components/follow.html", guest_stage(request, conference))
