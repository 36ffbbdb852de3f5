"""The time of a conference: chosen, held for a moment, confirmed, changed, wished for, and given back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from conferences import suggesting
from conferences.actions import booking, wishes
from conferences.actions.seating import stays
from conferences.forms.times import PlaceForm, TogetherForm, WishForm
from conferences.models import Conference, Round, TimeWish
from conferences.openings import Openings

ON_A_PAGE = 40


def timed_conference(request, pk):
    conference = get_object_or_404(
        Conference.objects.timed_by(request.user).with_times_for(request.user), pk=pk
    )
    be_at(request, conference.school_id)
    return conference


@require_safe
def place_choose(request, pk):
    return times_page(request, timed_conference(request, pk))


def times_page(request, conference, status=200, **forms):
    """Free times, what goes well with a brother's or sister's, and a wish for one that is taken."""
    user, place = request.user, getattr(conference, "place", None)
    siblings = []
    if conference.is_family:
        siblings = list(Conference.objects.booked_by(user).siblings_of(conference).with_needs())
    openings = Openings([conference] if conference.is_bookable else [])
    seats = openings.times(conference)
    if conference.is_family and place:  # the same hour at another table is no other time
        seats = [seat for seat in seats if seat.starts_at != place.starts_at]
    chosen = openings.chosen(conference) if openings.conferences else None
    kept = conference.offered_place
    fixed = conference.is_family and stays(place, conference)
    left = booking.changes_left(conference, user) if conference.is_family and place else None
    may_change = conference.is_bookable and not fixed and left != 0
    taken = openings.taken_times(conference) if openings.conferences and may_change else []
    theirs = {sibling.starts_at for sibling in siblings}  # they cannot be with two children at once
    taken = [moment for moment in taken if moment not in theirs]
    context = {
        "conference": conference,
        "is_own": conference.student.user_id == user.pk,
        "siblings": siblings,
        "chosen": chosen if chosen and chosen.place.pk != kept else None,
        "seats": [seat for seat in seats if seat.place.pk != kept],
        "beside": suggesting.beside(seats, siblings, conference.round),
        "fixed": fixed,
        "changes_left": left,
        "may_change": may_change,
        "wish_form": WishForm(taken) if taken else None,
    }
    return render(request, "conferences/place_choose.html", context | forms, status=status)


def in_full(moment):
    local = timezone.localtime(moment)
    return ", ".join(date_format(local, name) for name in ("l", "MONTH_DAY_FORMAT", "TIME_FORMAT"))


def with_time(request, conference):
    """Back to where she sees the time."""
    if not conference.is_family or conference.student.user_id == request.user.pk:
        return redirect("conferences:place_choose", pk=conference.pk)
    return redirect("conferences:conference_family", pk=conference.pk)


def choosing(request, pk, act, done):
    """A time is chosen: acted on, or the page again with what stands in the way."""
    conference = timed_conference(request, pk)
    form = PlaceForm(conference, request.POST)
    if not form.is_valid():
        return times_page(request, conference, status=422, place_form=form)
    try:
        place = act(conference, form.cleaned_data["place"], by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        nearest = (error.params or {}).get("places") if error.code == "taken" else None
        again = timed_conference(request, pk)
        return times_page(request, again, status=409, place_form=form, nearest=nearest)
    return done(conference, place)


@require_POST
def place_hold(request, pk):
    """First it is kept for her; then she says yes."""

    def done(conference, place):
        return redirect("conferences:place_choose", pk=pk)

    return choosing(request, pk, booking.hold_place, done)


@require_POST
def place_book(request, pk):
    def done(conference, place):
        said = in_full(place.starts_at)
        if conference.is_family:
            messages.success(request, _("Your time is %(time)s.") % {"time": said})
        else:
            name = conference.student.first_name
            messages.success(
                request, _("%(name)s: %(time)s. We tell the family.") % {"name": name, "time": said}
            )
        return with_time(request, conference)

    return choosing(request, pk, booking.book_place, done)


@require_POST
def place_release(request, pk):
    conference = timed_conference(request, pk)
    booking.release_place(conference, by=request.user)
    messages.success(request, _("That time is free again. You can choose another."))
    return redirect("conferences:place_choose", pk=pk)


@require_POST
def place_confirm(request, pk):
    conference = timed_conference(request, pk)
    booking.confirm_place(conference, by=request.user)
    messages.success(request, _("Thank you. We look forward to seeing you."))
    return with_time(request, conference)


@require_POST
def wish_ask(request, pk):
    """Times that others have would do: perhaps one of them changes with her at once."""
    conference = timed_conference(request, pk)
    form = WishForm(Openings([conference]).taken_times(conference), request.POST)
    if not form.is_valid():
        return times_page(request, conference, status=422, wish_form=form)
    try:
        wish = wishes.ask_other_time(conference, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return times_page(request, conference, status=409, wish_form=form)
    messages.success(request, said_of(wish))
    return with_time(request, conference)


def said_of(wish):
    if wish.state == TimeWish.State.MET:
        return _("Another family changes with you. Your new time is here.")
    if wish.state == TimeWish.State.OFFERED:
        return _("One of these times is free just now. It is kept for you.")
    return _("We have written that down. You keep your time until another one is free.")


@require_POST
def wish_take_back(request, pk):
    conference = timed_conference(request, pk)
    wishes.take_back_wish(conference, by=request.user)
    messages.success(request, _("You do not wait for another time any more."))
    return with_time(request, conference)


@require_POST
def offer_decline(request, pk):
    conference = timed_conference(request, pk)
    wishes.decline_offer(conference, by=request.user)
    messages.success(request, _("You keep your time. The next family is asked."))
    return with_time(request, conference)


def places_together(request, pk):
    """All her children in one visit, one after the other."""
    conference = get_object_or_404(
        Conference.objects.booked_by(request.user).with_times_for(request.user), pk=pk
    )
    be_at(request, conference.school_id)
    mine = Conference.objects.booked_by(request.user)
    siblings = mine.siblings_of(conference).with_times_for(request.user)
    conferences = [conference, *siblings][: suggesting.MOST]
    form = TogetherForm(conferences, request.POST or None)
    if form.is_valid():
        try:
            booking.book_together(form.cleaned_data["plan"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your times are set, one after the other."))
            return redirect("home")
    plans = suggesting.in_a_row(conferences, Openings(conferences, leaving=True), conference.round)
    context = {"conference": conference, "conferences": conferences, "plans": plans, "form": form}
    status = 409 if form.is_bound else 200
    return render(request, "conferences/places_together.html", context, status=status)


@require_safe
def wish_list(request, pk):
    """The office's: who waits for another time, and who has none yet."""
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    be_at(request, round_.school_id)
    waiting = TimeWish.objects.coordinated_by(request.user).of_round(round_).open().for_list()
    name = request.GET.get("name", "").replace("\0", "").strip()
    without = Conference.objects.timed_by(request.user).for_times(round_, name)
    page = Paginator(without, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"round": round_, "waiting": waiting, "found": page, "name": name}
    return render(request, "conferences/wish_list.html", context)
