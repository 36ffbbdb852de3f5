"""A family's one page, before, during and after the conference, and the record for all three."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from conferences import coming, listening
from conferences.actions import booking, notes
from conferences.actions.seating import stays
from conferences.calendars import calendar_of
from conferences.forms.families import AboutChildForm, ListeningForm, MinuteForm
from conferences.forms.family import AttendanceForm, QuestionForm
from conferences.models import Conference
from conferences.querysets import pages
from conferences.stages import Stage


@require_safe
def conference_family(request, pk):
    return family_page(request, family_conference(request, pk))


def family_conference(request, pk):
    return get_object_or_404(Conference.objects.page_followed_by(request.user), pk=pk)


def joined_conference(request, pk):
    """For an adult who may be there."""
    return get_object_or_404(Conference.objects.joined_by(request.user).with_page_for(request.user), pk=pk)


def family_page(request, conference, status=200, **forms):
    """The page with what this adult may see and say now; `forms` are those to be shown again."""
    be_at(request, conference.school_id)
    if not conference.can_attend:
        return apart_page(request, conference, status, **forms)
    context = family_stage(request, conference) | words_of(request, conference)
    if conference.is_to_come:
        context |= preparations(request, conference)
    if conference.is_live:
        context["called"] = conference.is_called()
    elif conference.is_held:
        context["agreed"] = conference.commitments.told_to(request.user)
    if not conference.is_live:
        context |= shared_goals(request, conference)
    return render(request, "conferences/conference_family.html", context | forms, status=status)


def words_of(request, conference):
    """What this adult wrote so far, and the forms in which she goes on writing it."""
    notes = list(pages.notes_by(conference, request.user))
    own = [note for note in notes if note.by_id == request.user.pk]
    forms = {"minute_form": MinuteForm(auto_id="minute_%s")}
    if not conference.is_held:
        forms["about_form"] = AboutChildForm.of(own, prefix_id="about")
    if not conference.is_to_come:
        forms["note_form"] = ListeningForm.of(own, prefix_id="note")
    return {"notes": notes, **forms}


def shared_goals(request, conference):
    """The goals that she shares with this adult, and keys for what the adult says about them."""
    return {"goals": pages.shared_goals(conference.student, request.user), "new_key": uuid.uuid4}


def apart_page(request, conference, status=200, **forms):
    """For an adult who may see and not be there: neither time nor place, nor that it is going on."""
    context = {
        "conference": conference,
        "cards": pages.shared_cards(conference) if conference.is_shown_to_family else [],
        "question_form": QuestionForm(auto_id="question_%s"),
        "commitments": pages.last_commitments(conference.student, request.user),
    }
    context |= words_of(request, conference) | shared_goals(request, conference)
    return render(request, "conferences/conference_apart.html", context | forms, status=status)


def preparations(request, conference):
    """Who comes, whether the time can still be changed, and a question to ask."""
    comers = pages.answers(conference, request.user)
    me = next((comer for comer in comers if comer.user_id == request.user.pk), None)
    guests = [comer for comer in comers if comer.user_id is None]
    context = {
        "me": me,
        "guests": guests,
        "coming_days": coming.days_of(conference),
        "question_form": QuestionForm(auto_id="question_%s"),
        "fixed": stays(getattr(conference, "place", None), conference),
    }
    if me is None or "answer" in request.GET:
        context["attendance_form"] = AttendanceForm(initial=attendance_of(me, guests))
    return context


def family_stage(request, conference):
    """What her family follows: the cards as far as she has shared them."""
    cards = pages.shared_cards(conference) if conference.is_shown_to_family else []
    stage = Stage(conference, cards, looking=request.GET.get("card"))
    return {
        "conference": conference,
        "stage": stage,
        "cards": stage.cards,
        "prompts": listening.prompts_for(stage.seen, conference.student),
        "page_name": "conferences:conference_family",
        "follow_name": "conferences:conference_follow",
        "commitments": pages.last_commitments(conference.student, request.user),
    }


def attendance_of(me, guests):
    return {
        "coming": me.coming if me else None,
        "interpreter": bool(me and me.interpreter),
        "needs": me.needs if me else "",
        "others": "\n".join(guest.name for guest in guests),
    }


@require_safe
def conference_follow(request, pk):
    """The part of the page that follows the student; 204 while nothing has changed."""
    seen = get_object_or_404(Conference.objects.poll_joined_by(request.user), pk=pk)
    if request.GET.get("since") == seen.stamp:
        return HttpResponse(status=204)
    conference = get_object_or_404(
        Conference.objects.joined_by(request.user).with_stamp().with_stage(), pk=pk
    )
    be_at(request, conference.school_id)
    context = family_stage(request, conference) | {"opened": request.GET.get("opened", conference.moment)}
    return render(request, "conferences/components/follow.html", context)


@require_safe
def conference_calendar(request, pk):
    conference = get_object_or_404(
        Conference.objects.attended_by(request.user).placed().with_entry(request.user).with_stage(), pk=pk
    )
    url = request.build_absolute_uri(reverse("home"))
    answer = HttpResponse(calendar_of(conference, url=url), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="conference.ics"'
    return answer


@require_POST
def attendance_edit(request, pk):
    conference = joined_conference(request, pk)
    form = AttendanceForm(request.POST)
    if form.is_valid():
        booking.save_attendance(conference, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. We have written that down."))
        return redirect("conferences:conference_family", pk=pk)
    return family_page(request, conference, status=422, attendance_form=form)


@require_POST
def question_add(request, pk):
    conference = family_conference(request, pk)
    form = QuestionForm(request.POST, auto_id="question_%s")
    if form.is_valid():
        notes.ask_question(conference, by=request.user, **form.cleaned_data)
        thanks = _("%(name)s has your question.") % {"name": conference.student.first_name}
        messages.success(request, thanks)
        return redirect("conferences:conference_family", pk=pk)
    return family_page(request, conference, status=422, question_form=form)
