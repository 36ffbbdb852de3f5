"""Conferences that did not happen at their time, and other ways of holding one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from accounts.models import School
from conferences.actions import makeups, rounds, ways
from conferences.forms.room import (
    AnswerWayForm,
    ChooseWayForm,
    DoubleForm,
    MissForm,
    SettleForm,
    WayForm,
)
from conferences.models import Conference, MakeUp, OtherWay


@require_safe
def make_up_list(request):
    """For the office and the advisors: who still waits for her audience, the longest first."""
    school = get_object_or_404(School.objects.staffed_by(request.user).where_she_is(request.user))
    be_at(request, school.pk)
    found = MakeUp.objects.seen_to_by(request.user).at(school).of_current_rounds().with_conference()
    context = {
        "open": found.open().oldest_first(),
        "choosing": found.choosing().count() if request.user.is_coordinator else 0,
        "settled": found.settled().order_by("-settled_at")[:30],
    }
    return render(request, "conferences/make_up_list.html", context)


def make_up_settle(request, pk):
    """What becomes of one conference that was missed."""
    make_up = get_object_or_404(MakeUp.objects.seen_to_by(request.user).with_conference(), pk=pk)
    be_at(request, make_up.school_id)
    if make_up.settled_at:
        return redirect("conferences:make_up_list")
    form = SettleForm(make_up.conference, request.POST or None)
    if form.is_valid():
        try:
            makeups.settle_make_up(make_up, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("place" if refusal.code == "taken" else None, refusal)
        else:
            messages.success(request, _("It is seen to."))
            return redirect("conferences:make_up_list")
    context = {"make_up": make_up, "conference": make_up.conference, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "conferences/make_up_settle.html", context, status=status)


@require_POST
def make_up_reopen(request, pk):
    make_up = get_object_or_404(MakeUp.objects.seen_to_by(request.user), pk=pk)
    makeups.reopen_make_up(make_up, by=request.user)
    return redirect("conferences:make_up_settle", pk=pk)


def conference_miss(request, pk):
    """It does not happen now: why, and what to say to those who came."""
    conference = get_object_or_404(
        Conference.objects.put_off_by(request.user).with_sitting(request.user).with_student(), pk=pk
    )
    be_at(request, conference.school_id)
    form = MissForm(request.POST or None)
    if form.is_valid():
        make_up = makeups.say_missed(conference, by=request.user, **form.cleaned_data)
        if conference.only_stands_in:
            return redirect("conferences:conference_sit", pk=pk)
        return redirect("conferences:make_up_settle", pk=make_up.pk)
    context = {"conference": conference, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "conferences/conference_miss.html", context, status=status)


def other_way(request, pk):
    """The student, or an adult of her family, asks for another way; each sees what she asked herself."""
    conference = get_object_or_404(Conference.objects.reshaped_by(request.user).with_student(), pk=pk)
    be_at(request, conference.school_id)
    asked = OtherWay.objects.asked_by(request.user).of(conference).newest_first()
    form = WayForm(conference, request.POST or None)
    if form.is_valid():
        ways.ask_other_way(conference, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your advisor reads it and answers you here."))
        return redirect("conferences:other_way", pk=pk)
    context = {"conference": conference, "form": form, "asked": asked}
    status = 422 if form.is_bound else 200
    return render(request, "conferences/other_way.html", context, status=status)


@require_POST
def time_double(request, pk):
    """Twice the time, for an interpreter, or once again."""
    conference = get_object_or_404(Conference.objects.sat_by(request.user), pk=pk)
    form = DoubleForm(request.POST)
    if form.is_valid():
        rounds.set_double_time(conference, by=request.user, **form.cleaned_data)
    return redirect("conferences:conference_sit", pk=pk)


@require_POST
def way_take_back(request, pk):
    wish = get_object_or_404(OtherWay.objects.asked_by(request.user).select_related("conference"), pk=pk)
    ways.take_back_way(wish, by=request.user)
    return redirect("conferences:other_way", pk=wish.conference_id)


@require_POST
def way_answer(request, pk):
    wish = get_object_or_404(OtherWay.objects.advised_by(request.user), pk=pk)
    form = AnswerWayForm(request.POST)
    if form.is_valid():
        ways.answer_way(wish, by=request.user, **form.cleaned_data)
    return redirect("conferences:conference_advise", pk=wish.conference_id)


@require_POST
def way_choose(request, pk):
    """Her advisor says how it is held, such as with the door shut."""
    conference = get_object_or_404(Conference.objects.sat_by(request.user), pk=pk)
    form = ChooseWayForm(request.POST)
    if form.is_valid():
        ways.choose_way(conference, by=request.user, **form.cleaned_data)
    return redirect("conferences:conference_sit", pk=pk)
