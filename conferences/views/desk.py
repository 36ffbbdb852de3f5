"""The welcome desk: who has come, who waits where, who gets a table after all."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from accounts.models import School
from accounts.policy import uses_camera
from accounts.qr import qr_path
from conferences.actions import day as actions
from conferences.actions import people
from conferences.day import address_of_door, people_of, tables_for
from conferences.forms.day import PersonForm, SearchForm, SeatForm, TogetherForm
from conferences.forms.live import BoardForm
from conferences.forms.room import HereForm
from conferences.models import Conference, Place
from conferences.querysets import day

ROWS = 30  # on one page of the desk
FOUND = 20
TABLES = 3  # offered to somebody without a time


def school_at(request):
    """Where she works and is just now: the desk is the office's, and any advisor's for whom she sees."""
    user = request.user
    school = get_object_or_404(School.objects.staffed_by(user).where_she_is(user))
    be_at(request, school.pk)
    return school


@require_safe
def desk(request):
    """Who is expected, who waits; with words, whom they mean. A part that asks again gets the lists alone."""
    school = school_at(request)
    conferences = Conference.objects.watched_by(request.user).at(school)
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"form": form, "words": words, "today": timezone.localdate()}
    if words.strip():
        found = look_for(conferences, words)
        if len(found) == 1 and not request.htmx:
            return redirect("conferences:check_in", pk=found[0].pk)
        context["found"] = found
    else:
        page = Paginator(day.for_the_desk(day.expected(conferences)), ROWS)
        context |= {
            "expected": page.get_page(form.cleaned_data.get("page") if form.is_valid() else 1),
            "waiting": day.for_the_desk(day.waiting(conferences))[:ROWS],
            "counts": day.counts_of_day(conferences),
        }
    part = "#lists" if request.htmx else ""
    return render(request, f"conferences/desk.html{part}", context)


def look_for(conferences, words):
    found = list(day.for_the_desk(day.looked_for(conferences, words))[:FOUND])
    found = found or list(day.for_the_desk(day.looked_for(conferences, words, loose=True))[:FOUND])
    # A child of two rounds has come for the one that is on today.
    on = {conference.student_id for conference in found if conference.is_on}
    return [conference for conference in found if conference.is_on or conference.student_id not in on]


@require_safe
@uses_camera
def desk_scan(request):
    """The camera of a tablet looks for the square of a letter or a phone."""
    school_at(request)
    return render(request, "conferences/desk_scan.html")


@require_safe
def check_in(request, pk):
    """What the square opens: for the desk who is here; for the family itself its own page."""
    conference = get_object_or_404(Conference.objects.met_at_door_by(request.user).for_the_desk(), pk=pk)
    if not conference.is_watched:
        return redirect(conference.family_address)
    return check_in_page(request, conference)


def greeted(request, pk):
    return get_object_or_404(Conference.objects.watched_by(request.user).for_the_desk(), pk=pk)


def around(request, conference):
    """Other children of the same family who are expected today, as far as she sees them."""
    watched = Conference.objects.watched_by(request.user).at(conference.school_id)
    return day.for_the_desk(day.siblings(watched, conference))


def check_in_page(request, conference, status=200, refusal=None):
    be_at(request, conference.school_id)
    first, last = day.day_bounds()
    place = getattr(conference, "place", None)
    is_today = place is not None and first <= place.session.starts_at < last
    tables = tables_for(conference)[:TABLES] if conference.is_to_come else []
    context = {
        "conference": conference,
        "place": place,
        "is_today": is_today,
        "people": people_of(conference),
        "siblings": around(request, conference),
        # Who is late may find her table taken; who is in time, or waits, has one.
        "offered": tables if not is_today or conference.is_late else [],
        "tables": tables,
        "refusal": refusal,
    }
    return render(request, "conferences/check_in.html", context, status=status)


@require_POST
def check_in_all(request, pk):
    """They are here: this child's family, and with a tick that of her brothers and sisters."""
    conference = greeted(request, pk)
    be_at(request, conference.school_id)
    form = TogetherForm(request.POST, others=around(request, conference))
    also = list(form.cleaned_data["also"]) if form.is_valid() else []
    actions.welcome_families([conference, *also], by=request.user)
    messages.success(request, welcome_words(conference, also))
    return redirect("conferences:desk")


def welcome_words(conference, also):
    child = conference.student.first_name
    if also:
        words = ngettext(
            "%(child)s’s family is here, with %(n)d more child.",
            "%(child)s’s family is here, with %(n)d more children.",
            len(also),
        )
        return words % {"child": child, "n": len(also)}
    place = getattr(conference, "place", None)
    if place is None:
        return _("%(child)s’s family is here.") % {"child": child}
    where = {"child": child, "room": place.session.room, "table": place.table}
    return _("%(child)s’s family is here. %(room)s, table %(table)d.") % where


@require_POST
def person_arrive(request, pk):
    """One of those who are expected; the others may follow."""
    conference = greeted(request, pk)
    form = PersonForm(request.POST, people=people_of(conference))
    if form.is_valid():
        actions.welcome_person(conference, form.chosen, here=form.cleaned_data["here"], by=request.user)
    return redirect("conferences:check_in", pk=pk)


@require_POST
def check_out(request, pk):
    """Said by mistake: they are not here yet."""
    conference = greeted(request, pk)
    people.welcome_family(conference, here=False, by=request.user)
    return redirect("conferences:check_in", pk=pk)


@require_POST
def family_seat(request, pk):
    """Without a time, or on another day than theirs: the table that the desk gives them."""
    conference = greeted(request, pk)
    be_at(request, conference.school_id)
    form = SeatForm(request.POST, places=Place.objects.fitting(conference).select_related("session"))
    try:
        if not form.is_valid():
            raise actions.taken()
        place = actions.seat_family(conference, form.cleaned_data["place"], by=request.user)
    except ValidationError as refusal:
        return check_in_page(request, greeted(request, pk), status=409, refusal=refusal.messages[0])
    where = {"child": conference.student.first_name, "room": place.session.room, "table": place.table}
    messages.success(request, _("%(child)s: %(room)s, table %(table)d.") % where)
    return redirect("conferences:desk")


@require_POST
def missed_take_back(request, pk):
    actions.take_back_missed(greeted(request, pk), by=request.user)
    return redirect("conferences:check_in", pk=pk)


@require_POST
def family_call(request, pk):
    """The room calls the next one in."""
    conference = get_object_or_404(Conference.objects.watched_by(request.user), pk=pk)
    form = HereForm(request.POST)
    if form.is_valid():
        actions.call_in(conference, here=form.cleaned_data["here"], by=request.user)
    board = BoardForm(request.POST)
    if board.is_valid():
        return redirect("conferences:session_board", pk=board.cleaned_data["board"])
    return redirect("conferences:desk")


@require_safe
def way_in(request, pk):
    """A family's square for the welcome desk, on the phone, with when and where."""
    conference = get_object_or_404(Conference.objects.joined_by(request.user).with_stage(), pk=pk)
    be_at(request, conference.school_id)
    if getattr(conference, "place", None) is None or conference.is_held:
        return redirect(conference.family_address)
    context = {"conference": conference, "place": conference.place}
    return render(
        request, "conferences/way_in.html", context | {"path": qr_path(address_of_door(conference))}
    )
