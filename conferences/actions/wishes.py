"""A family asks for another time: it waits, is offered a time that became free, or exchanges with others.

It keeps its own time until then. Nobody has to be quick: who asked first is asked first.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import Guardianship
from conferences.actions.deciding import refuse_change, timing
from conferences.actions.notices import tell
from conferences.actions.seating import Move, changed, held_place, let_go, lock_family, move_all, stays
from conferences.models import Conference, Notice, Place, Round, TimeWish, WishedTime
from conferences.openings import Openings

# In which an offered time is kept for one family: a night and a working day, whenever she reads her letters.
OFFER_STANDS = datetime.timedelta(hours=24)
MOST_TRIES = 12  # exchanges that are tried for one wish, the longest-waiting families first

State = TimeWish.State


# Asking


@transaction.atomic
def ask_other_time(conference, *, times, line, by):
    """She names the times that would do. Where others fit, they exchange at once. Gives the wish.

    Asked anew, the new times count, and her turn stays. One that is free now is simply hers to take.
    """
    conference = timing(conference, by=by)
    refuse_change(conference, held_place(conference), by=by)
    wish = TimeWish.objects.filter(conference=conference).open().first()
    if wish and not TimeWish.objects.seen_by(by).filter(pk=wish.pk).exists():
        raise ValidationError(_("The school looks for another time for this conference already."))
    if wish is None:
        wish = TimeWish.objects.create(
            school_id=conference.school_id, conference=conference, line=line, by=by
        )
    elif wish.state == State.OFFERED:
        raise ValidationError(_("A time is kept for you. Take it, or say that you keep yours."))
    TimeWish.objects.filter(pk=wish.pk).update(line=line)
    wish.times.exclude(starts_at__in=times).delete()
    WishedTime.objects.bulk_create(
        [WishedTime(wish=wish, starts_at=start) for start in times], ignore_conflicts=True
    )
    record("wish.asked", conference, by=by)
    if not exchange(wish):
        pass_on(conference.round_id, by=by, only=wish)
    wish.refresh_from_db()
    return wish


@transaction.atomic
def take_back_wish(conference, *, by):
    """She keeps what she has; a time that was kept for her goes to the next."""
    wish = own_wish(conference, by)
    end_wish(wish, State.TAKEN_BACK)
    record("wish.taken_back", conference, by=by)
    if wish.offered and wish.state == State.OFFERED:
        pass_on(conference.round_id, left=wish.offered.starts_at, by=by)


@transaction.atomic
def decline_offer(conference, *, by):
    """Not this one: she goes on waiting for her others, and the next one is asked."""
    wish = own_wish(conference, by)
    declined = TimeWish.objects.filter(pk=wish.pk, state=State.OFFERED).update(
        state=State.WAITING, offered_until=None
    )
    if not declined:
        raise ValidationError(_("That time is not kept for you any more."))
    let_go(conference)
    wish.times.filter(starts_at=wish.offered.starts_at).delete()
    if not wish.times.exists():
        end_wish(wish, State.TAKEN_BACK)
    record("wish.declined", conference, by=by)
    pass_on(conference.round_id, left=wish.offered.starts_at, by=by)


def own_wish(conference, by):
    lock_family([conference])
    rows = TimeWish.objects.seen_by(by).open().filter(conference=conference)
    wish = rows.select_related("offered").first()
    if wish is None:
        raise ValidationError(_("Nobody waits for another time here any more."))
    return wish


def end_wish(wish, state):
    """Compare and set: of two who end it, one does."""
    let_go(wish.conference)
    return TimeWish.objects.open().filter(pk=wish.pk).update(state=state, ended_at=timezone.now())


# What others do


def note_change(move, *, by):
    """A wish that has its time is met; a change without one is written down as a wish met at once."""
    conference = move.conference
    wish = TimeWish.objects.filter(conference=conference).open().first()
    own = wish and TimeWish.objects.seen_by(by).filter(pk=wish.pk).exists()
    if wish and (own or wish.times.filter(starts_at=move.place.starts_at).exists()):
        end_wish(wish, State.MET)
    elif move.left_at and conference.is_family:
        count_change(conference, by=by, to=move.place.starts_at)


def count_change(conference, *, by, to=None):
    """One change of the household; of a time given back there is no other."""
    wish = TimeWish.objects.create(
        school_id=conference.school_id,
        conference=conference,
        state=State.MET,
        by=by,
        ended_at=timezone.now(),
    )
    if to:
        WishedTime.objects.create(wish=wish, starts_at=to)


def keep(place, conference, *, until):
    """Compare and set: nobody else takes it until then, or as long as it was kept for her before."""
    free = Q(held_for=None) | Q(held_for=conference) | Q(held_until__lte=timezone.now())
    return Place.objects.filter(free, pk=place.pk, conference=None).update(
        held_for=conference, held_until=Greatest("held_until", Value(until))
    )


def pass_on(round_pk, *, by, left=None, only=None):
    """Offer what is free to those who wait for it; who asked first comes first. Gives how many are offered.

    `left` is the one time that was given up just now; `only` the one wish that was made just now. A place
    that somebody let pass before is not offered to her again. Wishes that others work on are left to them.
    """
    waiting = TimeWish.objects.waiting().filter(conference__round=round_pk).first_come()
    if left:
        waiting = waiting.filter(times__starts_at=left)
    if only:
        waiting = waiting.filter(pk=only.pk)
    waiting = list(waiting.with_times().select_for_update(of=("self",), skip_locked=True))
    found = Conference.objects.with_needs().filter(pk__in=[wish.conference_id for wish in waiting])
    conferences = {conference.pk: conference for conference in found.filter(round__in=booking_rounds())}
    openings, offered = Openings(conferences.values()), 0
    for wish in waiting:
        conference = conferences.get(wish.conference_id)
        if conference and conference.is_to_come:
            times = [left] if left else wish.wished
            offered += any(offer(wish, conference, start, openings, by=by) for start in times)
    return offered


def booking_rounds():
    return Round.objects.booking().values("pk")


def offer(wish, conference, start, openings, *, by):
    """Keep a place at that time for her, and tell her family so."""
    held = held_place(conference)
    if stays(held, conference):
        return False
    for seat in openings.at(conference, start):
        until = min(timezone.now() + OFFER_STANDS, start)
        if seat.place.pk == wish.offered_id or not keep(seat.place, conference, until=until):
            continue
        openings.keep(seat, conference)
        TimeWish.objects.filter(pk=wish.pk).update(
            state=State.OFFERED, offered=seat.place, offered_until=until
        )
        record("wish.offered", conference, by=by)
        tell([conference], Notice.Kind.OFFERED, by=by, at=start, among=home_of(wish))
        return True
    return False


def home_of(wish):
    """The keys of the adults of the home that asked; None, which is everybody, where the school asked.

    Another home of the same child hears nothing of it.
    """
    adults = Guardianship.objects.current().filter(student=wish.conference.student_id)
    asked = adults.filter(adult=wish.by_id).first()
    if asked is None or asked.household_id is None:
        return {wish.by_id} if asked else None
    return set(adults.filter(household=asked.household_id).values_list("adult", flat=True))


# Exchanging


def exchange(wish):
    """Two families whose wishes fit each other, or three in a chain, get their times at once.

    Whom it concerns is asked nothing more: each has said that the new time will do.
    """
    for chain in chains(wish)[:MOST_TRIES]:
        try:
            with transaction.atomic():
                swap(chain)
        except (ValidationError, OperationalError):
            continue  # by another rule it cannot be, or somebody else works on one of them just now
        return True
    return False


def chains(wish):
    """Lists of wishes, this one first: each wants the time of the next, the last that of the first."""
    rows = TimeWish.objects.waiting().filter(conference__round=wish.conference.round_id).first_come()
    rows = rows.with_times().select_related("conference__place", "conference__round", "conference__school")
    rows = [row for row in rows if movable(row.conference)]
    mine = next((row for row in rows if row.pk == wish.pk), None)
    if mine is None:
        return []
    has = {row.pk: row.conference.place.starts_at for row in rows}
    wanted = [row for row in rows if has[row.pk] in mine.wished]
    pairs = [[mine, one] for one in wanted if has[mine.pk] in one.wished]
    threes = [
        [mine, one, two]
        for one in wanted
        for two in rows
        if two.pk not in (mine.pk, one.pk) and has[two.pk] in one.wished and has[mine.pk] in two.wished
    ]
    return pairs + threes


def movable(conference):
    place = getattr(conference, "place", None)
    to_come = place and place.starts_at > timezone.now() and conference.is_to_come
    return bool(to_come) and not stays(place, conference)


def swap(chain):
    """Each takes the time of the next. Who is at work on one of these rows is not waited for."""
    keys = [wish.conference_id for wish in chain]
    found = Conference.objects.with_needs().filter(pk__in=keys, round__in=booking_rounds())
    lock_family(found, nowait=True)
    conferences = {conference.pk: conference for conference in found}
    times = [wish.conference.place.starts_at for wish in chain]
    moves = [
        Move(conferences[wish.conference_id], start, exchanged_for(wish))
        for wish, start in zip(chain, times[1:] + times[:1], strict=True)
        if wish.conference_id in conferences
    ]
    if [held_at(move.conference) for move in moves] != times:
        raise ValidationError(_("That time has just been taken. Please choose another."))
    move_all(moves, nowait=True)
    for wish, move in zip(chain, moves, strict=True):
        end_wish(wish, State.MET)
        changed(move.conference, sessions=move.sessions)
        record("place.swapped", move.conference, by=wish.by)
        tell([move.conference], Notice.Kind.MOVED, by=wish.by, before=move.left_at)


def held_at(conference):
    place = held_place(conference)
    return place.starts_at if place else None


def exchanged_for(wish):
    return {
        "source": Place.Source.SWAP,
        "confirmed_at": timezone.now(),
        "confirmed_by_id": wish.by_id,
    }


# Time goes by


@transaction.atomic
def see_to_wishes(round_pk):
    """What nobody took goes to the next, what came free by itself is offered, and wishes end."""
    rows = TimeWish.objects.filter(conference__round=round_pk)
    for wish in rows.passed().select_related("conference").order_by("pk"):
        end_wish(wish, State.ENDED)
    rows.lapsed().update(state=State.WAITING, offered_until=None)
    pass_on(round_pk, by=None)
    for wish in rows.waiting().first_come().select_related("conference"):
        exchange(wish)
