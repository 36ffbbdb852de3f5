"""The advisor's side of getting ready: who is, who wants help, and one student's agenda to talk about."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.here import be_at
from accounts.models import Advisory, Guest, School, Student
from accounts.models.people import BY_NAME
from conferences import coming, readiness
from conferences.actions import agendas, offers
from conferences.forms.agendas import SuggestionForm
from conferences.forms.families import CallForm
from conferences.forms.guests import DeclineForm
from conferences.models import Conference, Round, Session
from conferences.querysets import pages
from conferences.querysets.guests import guests_of
from conferences.querysets.readiness import with_counts
from goals.models import Goal
from portfolios.models import Comment, Vouch


def advisory_board(request):
    """Readiness and requests for help of her students, by name; never grades, never a ranking."""
    user = request.user
    school = get_object_or_404(School.objects.advised_by(user).where_she_is(user))
    be_at(request, school.pk)
    advisories = Advisory.objects.advised_by(user).at(school).order_by("name")
    students = (
        with_counts(Student.objects.advised_by(user).at(school)).select_related("user").order_by(*BY_NAME)
    )
    conferences = {}  # of each student, who may have one for each of two households
    found = (
        Conference.objects.advised_by(user)
        .at(school)
        .of_current_rounds()
        .with_time()
        .with_plan()
        .with_matters()
        .with_calendar_for("advisor")
        .next_first()
    )
    for conference in found:
        conferences.setdefault(conference.student_id, []).append(conference)
    rows = [row(student, conferences.get(student.pk, [])) for student in students.order_by(*BY_NAME)]
    running = [one for held in conferences.values() for one in held if one.round.state in Round.RUNNING]
    context = {
        "running": running[0].round if running else None,
        "coming_days": coming.days_of(running[0] if running else None),
        "advisories": advisories,
        "rows": rows,
        "ready": sum(row["cells"][-1]["state"] == "done" for row in rows),
        "practiced": sum(row["cells"][-2]["state"] == "done" for row in rows),
        "prepared": sum(row["cells"][-3]["state"] == "done" for row in rows),
        "wants_help": [row for row in rows if row["conference"] and row["conference"].wants_help],
        "matters": [row for row in rows if row["conference"] and row["conference"].needs_seeing_to],
        "sessions": Session.objects.watched_by(user)
        .with_students_of(user)
        .at(school)
        .to_come()
        .with_counts()[:6],
        "guests": Guest.objects.advised_by(user).at(school).waiting().with_student(),
        "panels": Student.objects.presenting_to(user).at(school).by_name(),
        "worries": Comment.objects.moderated_by(user).at(school).worrying().exists(),
        "vouches": Vouch.objects.judged_by(user).at(school).waiting().with_piece().oldest_first(),
        "waiting": Goal.objects.reviewed_by(user).waiting().count(),
    }
    return render(request, "conferences/advisory_board.html", context)


def row(student, conferences):
    """The next of her conferences, and `beside` it that for another household in the same round."""
    conference = next(iter(conferences), None)
    states = (
        readiness.work_state(student),
        readiness.reflection_state(student),
        readiness.goals_state(student, conference),
        readiness.agenda_state(conference),
        readiness.practice_state(conference),
        readiness.ready_state(conference),
    )
    return {
        "student": student,
        "conference": conference,
        "beside": [one for one in conferences[1:] if one.round_id == conferences[0].round_id],
        "cells": [{"state": state, "words": readiness.WORDS[state]} for state in states],
    }


def conference_advise(request, pk):
    return advise_page(request, pk)


def advise_page(request, pk, status=200, **forms):
    """One agenda with its talking points, to read and to offer an idea; the words stay the student's.

    `forms` are those to be shown again.
    """
    conference = get_object_or_404(
        Conference.objects.advised_by(request.user)
        .with_student()
        .with_plan()
        .with_people()
        .with_matters()
        .with_home()
        .with_several_homes()
        .with_drawn_plan(),
        pk=pk,
    )
    be_at(request, conference.school_id)
    cards = list(conference.cards.for_advisor())
    form = SuggestionForm(None if forms else request.POST or None, cards=cards)
    if form.is_valid():
        offers.suggest(conference, by=request.user, **form.cleaned_data)
        return redirect("conferences:conference_advise", pk=conference.pk)
    context = {
        "conference": conference,
        "form": form,
        "cards": cards,
        "practices": conference.practices.kept().newest_first().with_people(),
        "notes": conference.notes.given().with_names(),
        "commitments": pages.last_commitments(conference.student, request.user),
        "guests": guests_of(conference),
        "ways_asked": conference.other_ways.open().newest_first(),
        "decline_form": DeclineForm(),
        "call_form": CallForm(auto_id="call_%s", initial={"call_url": conference.call_url}),
    }
    if conference.minutes_asked:
        context["minutes"] = conference.private_minutes.open().with_names()
    return render(request, "conferences/conference_advise.html", context | forms, status=status)


@require_POST
def help_end(request, pk):
    """The advisor has been with her."""
    conference = get_object_or_404(Conference.objects.advised_by(request.user), pk=pk)
    agendas.end_help(conference, by=request.user)
    return redirect("conferences:conference_advise", pk=conference.pk)
