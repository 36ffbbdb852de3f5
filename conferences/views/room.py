"""The room on the day: the board of every table, and one conference as its advisor sits beside it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from conferences import guiding
from conferences.actions import live, notes, people
from conferences.forms.family import NoteForm
from conferences.forms.live import BoardForm
from conferences.forms.room import HeldAsForm, HereForm, LaterTalkForm, StandInForm
from conferences.models import Conference, Participant, Session
from conferences.querysets import pages
from conferences.stages import Stage


@require_safe
def session_board(request, pk):
    """Every table of the room; with `since`, 204 while nothing has changed."""
    session = get_object_or_404(Session.objects.board_watched_by(request.user), pk=pk)
    if request.GET.get("since") == session.stamp:
        return HttpResponse(status=204)
    be_at(request, session.round.school_id)
    conferences = session.round.conferences.with_advisor(request.user)
    tiles = list(conferences.on_board(session))
    context = {
        "session": session,
        "tiles": tiles,
        "running": sum(tile.is_live for tile in tiles),
        "waiting": sum(tile.is_to_come for tile in tiles),
        "calling": [tile for tile in tiles if tile.calls],
        "walk_ins": session.round.conferences.not_seated(session, request.user),
    }
    part = "#board" if request.htmx else ""
    return render(request, f"conferences/session_board.html{part}", context)


def back_to_room(request, conference_pk):
    """To the room board that was acted on, which says itself who may see it; else to the one conference."""
    form = BoardForm(request.POST)
    if form.is_valid():
        return redirect("conferences:session_board", pk=form.cleaned_data["board"])
    return redirect("conferences:conference_sit", pk=conference_pk)


def watched(request, pk):
    return get_object_or_404(Conference.objects.watched_by(request.user), pk=pk)


@require_POST
def signal_visit(request, pk):
    conference = watched(request, pk)
    live.visit_signal(conference, by=request.user)
    return back_to_room(request, pk)


@require_POST
def family_arrive(request, pk):
    """Whoever stands at the door says that her people are here."""
    return arrive(request, watched(request, pk), people.welcome_family)


@require_POST
def interpreter_arrive(request, pk):
    return arrive(request, watched(request, pk), people.welcome_interpreter)


def arrive(request, conference, action):
    form = HereForm(request.POST)
    if form.is_valid():
        action(conference, here=form.cleaned_data["here"], by=request.user)
    return back_to_room(request, conference.pk)


@require_safe
def conference_sit(request, pk):
    """One conference as its advisor, or who stands in for her, sits beside it; 204 while nothing changes."""
    return sit_page(request, pk)


def sit_page(request, pk, status=200, **forms):
    """`forms` are those to be shown again, with what was typed and what is wrong with it."""
    conference = get_object_or_404(
        Conference.objects.sat_by(request.user)
        .with_advisor(request.user)
        .with_student()
        .with_calls()
        .with_matters()
        .with_people(),
        pk=pk,
    )
    since = f"{conference.revision}-{conference.calls:d}-{conference.minutes_asked}"
    if request.GET.get("since") == since:
        return HttpResponse(status=204)
    be_at(request, conference.school_id)
    stage = Stage(conference, conference.cards.for_advisor())
    context = {
        "conference": conference,
        "since": since,
        "stage": stage,
        "questions": guiding.questions_for(stage.current or next(iter(stage.cards), None)),
    }
    if request.htmx:
        return render(request, "conferences/conference_sit.html#now", context)
    stand_ins = conference.participants.standing_in()
    named = {stand_in.name for stand_in in stand_ins}
    context |= {
        "commitments": pages.last_commitments(conference.student, request.user),
        # What her family wrote is for her and her advisor: nobody else reads it for one evening.
        "notes": conference.notes.given().with_names() if conference.is_advised else [],
        "note_form": NoteForm(auto_id="note_%s"),
        "stand_ins": stand_ins,
        "coming": [name for name in conference.coming if name not in named],
        "stand_in_form": StandInForm(auto_id="stand_in_%s"),
        "later_form": LaterTalkForm(auto_id="later_%s"),
        "ways": Conference.Way.choices,
        "held_ways": Conference.HeldAs.choices,
    }
    return render(request, "conferences/conference_sit.html", context | forms, status=status)


def sat_beside(request, pk):
    return get_object_or_404(Conference.objects.sat_by(request.user), pk=pk)


@require_POST
def sit_note(request, pk):
    """What her advisor saw, for the student to read afterwards."""
    conference = sat_beside(request, pk)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return sit_page(request, pk, status=422, note_form=form)
    notes.leave_note(conference, by=request.user, **form.cleaned_data)
    return back_to_room(request, pk)


@require_POST
def later_talk_keep(request, pk):
    conference = sat_beside(request, pk)
    form = LaterTalkForm(request.POST, auto_id="later_%s")
    if not form.is_valid():
        return sit_page(request, pk, status=422, later_form=form)
    people.keep_later_talk(conference, by=request.user, **form.cleaned_data)
    return back_to_room(request, pk)


@require_POST
def stand_in_name(request, pk):
    """An adult of the school listens where nobody of her family can."""
    conference = sat_beside(request, pk)
    form = StandInForm(request.POST, auto_id="stand_in_%s")
    if not form.is_valid():
        return sit_page(request, pk, status=422, stand_in_form=form)
    people.name_stand_in(conference, by=request.user, **form.cleaned_data)
    return back_to_room(request, pk)


@require_POST
def stand_in_remove(request, pk):
    stand_in = get_object_or_404(Participant.objects.sat_by(request.user).standing_in(), pk=pk)
    people.take_off_stand_in(stand_in, by=request.user)
    return back_to_room(request, stand_in.conference_id)


@require_POST
def held_as_say(request, pk):
    """With the family, with a stand-in, by video or recorded: put right after it was held."""
    conference = sat_beside(request, pk)
    form = HeldAsForm(request.POST)
    if form.is_valid():
        people.say_held_as(conference, by=request.user, **form.cleaned_data)
    return back_to_room(request, pk)
