"""Practice before the day: the student's own pages, and the one of a classmate who listens."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from accounts.models import Student
from conferences.actions import practice as actions
from conferences.forms.live import SeenForm
from conferences.forms.practice import ListenForm, LookForm, SettleForm, StartForm, TurnForm
from conferences.models import Card, Conference, Practice
from conferences.models.practice import clock
from conferences.querysets import pages
from conferences.stages import Rehearsal


def own(request, pk):
    return get_object_or_404(Practice.objects.led_by(request.user).kept().with_people(), pk=pk)


def practice_list(request, pk):
    """How she can practice, what she found out so far, and what she wants to change."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).with_student(), pk=pk)
    classmates = Student.objects.classmates_of(conference.student)
    return list_page(request, conference, StartForm(classmates=classmates))


def list_page(request, conference, form, status=200):
    be_at(request, conference.school_id)
    practices = list(conference.practices.newest_first().with_people())
    context = {
        "conference": conference,
        "form": form,
        "running": next((one for one in practices if one.is_running), None),
        "practices": [one for one in practices if not one.is_running and not one.removed_at],
        "removed": [one for one in practices if one.removed_at],
        "ready_to": conference.state in Conference.PRACTICED_IN,
        "young": conference.student.is_young,
    }
    return render(request, "conferences/practice_list.html", context, status=status)


@require_POST
def practice_start(request, pk):
    conference = get_object_or_404(Conference.objects.led_by(request.user).with_student(), pk=pk)
    form = StartForm(request.POST, classmates=Student.objects.classmates_of(conference.student))
    if not form.is_valid():
        return list_page(request, conference, form, status=422)
    practice = actions.start_practice(conference, by=request.user, **form.cleaned_data)
    return redirect("conferences:practice_run", pk=practice.pk)


@require_safe
def practice_run(request, pk):
    """Her screen as it will be on the day, with her talking points and a clock that never rings."""
    practice = own(request, pk)
    conference = practice.conference
    if conference.is_live:
        return redirect("conferences:conference_present", pk=conference.pk)
    if not practice.is_running:
        return redirect("conferences:practice_look", pk=pk)
    be_at(request, conference.school_id)
    stage = Rehearsal(practice, conference.cards.kept().with_contents())
    context = {
        "practice": practice,
        "conference": conference,
        "stage": stage,
        "young": conference.student.is_young,
    }
    if stage.current and stage.current.kind == Card.Kind.LAST_COMMITMENTS:
        context["commitments"] = pages.last_commitments_at_table(conference.student)
    part = "#stage" if request.htmx else ""
    return render(request, f"conferences/practice_run.html{part}", context)


@require_POST
def practice_turn(request, pk):
    """To the card before or after, or any other; a double click moves one."""
    practice = own(request, pk)
    form = TurnForm(request.POST)
    if form.is_valid():
        card = get_object_or_404(
            Card.objects.led_by(request.user), pk=form.cleaned_data["card"], conference=practice.conference_id
        )
        actions.turn_practice(practice, card, seen=form.cleaned_data["seen"])
    return redirect("conferences:practice_run", pk=pk)


@require_POST
def practice_pause(request, pk):
    practice = own(request, pk)
    form = SeenForm(request.POST)
    if form.is_valid():
        actions.pause_practice(practice, seen=form.cleaned_data["seen"])
    return redirect("conferences:practice_run", pk=pk)


@require_POST
def practice_end(request, pk):
    actions.end_practice(own(request, pk), by=request.user)
    return redirect("conferences:practice_look", pk=pk)


@require_POST
def practice_reopen(request, pk):
    actions.reopen_practice(own(request, pk), by=request.user)
    return redirect("conferences:practice_run", pk=pk)


def practice_look(request, pk):
    """What each part took, what the listener saw, how she sees it herself, what she changes next."""
    practice = own(request, pk)
    form = LookForm(request.POST or None, practice=practice)
    if request.method != "POST":
        return look_page(request, practice, form)
    if not form.is_valid():
        return refused(request, practice, form, look_page)
    try:
        revision = actions.look_at_practice(practice, by=request.user, **form.words)
    except ValidationError as refusal:
        return stale(request, practice, form, refusal, look_page)
    if request.headers.get("X-Autosave"):
        return JsonResponse({"revision": revision})
    return redirect("conferences:practice_list", pk=practice.conference_id)


def look_page(request, practice, form, status=200):
    be_at(request, practice.school_id)
    young = practice.conference.student.is_young
    times = times_of(practice, practice.conference.cards.kept())
    context = {
        "practice": practice,
        "conference": practice.conference,
        "form": form,
        "young": young,
        "rubric": form.rubric(young),
        "checklist": form.checklist(young) if practice.takes_checklist_here else (),
        "times": times,
        "planned": sum(row["card"].minutes for row in times),
        "can_take": any(row["minutes"] and row["minutes"] != row["card"].minutes for row in times)
        and not practice.minutes_before,
    }
    return render(request, "conferences/practice_look.html", context, status=status)


def times_of(practice, cards):
    """Each part with what was planned and what it took, as two bars on one scale, in percent."""
    rows = [
        {
            "card": card,
            "seconds": practice.seconds_of(card),
            "taken": clock(practice.seconds_of(card)),
            "minutes": actions.minutes_of(practice, card),
        }
        for card in cards
    ]
    longest = max((max(row["card"].minutes * 60, row["seconds"]) for row in rows), default=0) or 1
    for row in rows:
        row["planned_width"] = round(row["card"].minutes * 6000 / longest, 1)
        row["taken_width"] = round(row["seconds"] * 100 / longest, 1)
    return rows


def refused(request, practice, form, page):
    """What is not right yet, beside its field; nothing that was written is lost."""
    if request.headers.get("X-Autosave"):
        words = " ".join(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"message": words}, status=422)
    return page(request, practice, form, status=422)


def stale(request, practice, form, refusal, page):
    """Changed elsewhere meanwhile: both versions, and whoever writes says which one it is."""
    practice.refresh_from_db()
    theirs = {name: getattr(practice, name) for name in ("change", "partner_words") if name in form.fields}
    fresh = type(form)(practice=practice)
    if request.headers.get("X-Autosave"):
        return JsonResponse({"theirs": theirs, "revision": fresh["revision"].value()}, status=409)
    form.add_error(None, refusal)
    form.data = form.data.copy()
    form.data["revision"] = fresh["revision"].value()
    return page(request, practice, form, status=409)


@require_POST
def practice_minutes(request, pk):
    """One tap: the agenda takes over the minutes that it really took, or goes back to the planned ones."""
    practice = own(request, pk)
    if practice.minutes_before:
        actions.give_minutes_back(practice, by=request.user)
    else:
        actions.take_minutes(practice, by=request.user)
    return redirect("conferences:practice_look", pk=pk)


@require_POST
def practice_settle(request, pk):
    """What she wanted to change is done."""
    practice = own(request, pk)
    form = SettleForm(request.POST)
    if form.is_valid():
        actions.settle_change(practice, by=request.user, **form.cleaned_data)
    return redirect("conferences:my_conference")


@require_POST
def practice_remove(request, pk):
    practice = own(request, pk)
    actions.remove_practice(practice, by=request.user)
    return redirect("conferences:practice_list", pk=practice.conference_id)


@require_POST
def practice_restore(request, pk):
    practice = get_object_or_404(Practice.objects.led_by(request.user), pk=pk)
    actions.restore_practice(practice, by=request.user)
    return redirect("conferences:practice_list", pk=practice.conference_id)


@require_safe
def practice_partner(request, pk):
    """What the classmate says, while she says it: 204 until there is news."""
    practice = own(request, pk)
    if request.GET.get("since") == practice.stamp:
        return HttpResponse(status=204)
    context = {"practice": practice, "short": "short" in request.GET}
    return render(request, "conferences/components/practice_partner.html", context)


# The classmate


def practice_watch(request, pk):
    """Titles, where she is, and a checklist: never a talking point, nor a piece."""
    practice = get_object_or_404(Practice.objects.watched_by(request.user).with_people(), pk=pk)
    if request.GET.get("since") == str(practice.revision):
        return HttpResponse(status=204)
    form = ListenForm(request.POST or None, practice=practice)
    if request.method != "POST":
        return watch_page(request, practice, form)
    if not form.is_valid():
        return refused(request, practice, form, watch_page)
    try:
        revision = actions.note_practice(practice, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        return stale(request, practice, form, refusal, watch_page)
    if request.headers.get("X-Autosave"):
        return JsonResponse({"revision": revision})
    return redirect("home")


def watch_page(request, practice, form, status=200):
    be_at(request, practice.school_id)
    young = practice.partner.is_young
    context = {
        "practice": practice,
        "name": practice.conference.student.first_name,
        "titles": practice.conference.cards.titles(),
        "form": form,
        "young": young,
        "checklist": form.checklist(young),
    }
    part = "#now" if request.htmx else ""
    return render(request, f"conferences/practice_watch.html{part}", context, status=status)


@require_POST
def practice_join(request, pk):
    practice = get_object_or_404(Practice.objects.watched_by(request.user), pk=pk)
    actions.join_practice(practice, by=request.user)
    return redirect("conferences:practice_watch", pk=pk)


@require_POST
def practice_leave(request, pk):
    """Not now."""
    practice = get_object_or_404(Practice.objects.watched_by(request.user), pk=pk)
    actions.leave_practice(practice, by=request.user)
    return redirect("home")
