"""Taking and leaving a place, with every lock that this needs.

Rows are locked in one order everywhere: the conferences of the family, the advisories, the places, the
sessions, and wishes last. Two families can then never hold one place, an advisor is never asked to be at more
tables than she can, and a family is in one place at a time, even when two of its adults book at once.
"""

import datetime
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Advisory, Guardianship
from conferences.models import Conference, Place, Session
from conferences.openings import Openings

LONGEST = datetime.timedelta(hours=4)  # no conference with its double time is longer


def lock_family(conferences, *, nowait=False):
    """These conferences, and those of every child whom one of their adults has, in the order of their keys.

    Two adults of a family who book for two children at once wait for each other here.
    """
    students = {conference.student_id for conference in conferences}
    rounds = {conference.round_id for conference in conferences}
    adults = Guardianship.objects.filter(student__in=students).values("adult")
    children = Guardianship.objects.filter(adult__in=adults).values("student")
    rows = Conference.objects.filter(Q(student__in=students) | Q(student__in=children), round__in=rounds)
    list(rows.order_by("pk").select_for_update(nowait=nowait).values_list("pk"))


def lock_advisories(conferences, *, nowait=False):
    """The advisor's row decides how many are at her tables at once."""
    keys = {conference.student.advisory_id for conference in conferences}
    rows = Advisory.objects.filter(pk__in=keys - {None}).order_by("pk")
    list(rows.select_for_update(nowait=nowait).values_list("pk"))


def lock_places(moves, *, nowait=False):
    """What they hold, and whatever reaches into the times they take: a shut door shuts the whole room."""
    wanted = Q(conference__in=[move.conference.pk for move in moves])
    for move in moves:
        rooms = Session.objects.fitting(move.conference).values("pk")
        until = move.starts_at + LONGEST
        wanted |= Q(session__in=rooms, starts_at__lt=until, ends_at__gt=move.starts_at)
    rows = Place.objects.filter(wanted).order_by("pk")
    list(rows.select_for_update(of=("self",), nowait=nowait).values_list("pk"))


@dataclass
class Move:
    """A conference goes to another time; `fields` say how and by whom."""

    conference: Conference
    starts_at: datetime.datetime
    fields: dict = field(default_factory=dict)
    before: Place | None = None  # what it had
    place: Place | None = None  # what it has now

    @property
    def sessions(self):
        """The boards that show it, before and now."""
        return {place.session_id for place in (self.before, self.place) if place}

    @property
    def left_at(self):
        """The time that it gave up, if that was still to come."""
        return self.before.starts_at if self.before and self.before.starts_at > timezone.now() else None


def move_all(moves, *, nowait=False):
    """Each gives up what it has and takes its new time: all of them or none."""
    lock_advisories([move.conference for move in moves], nowait=nowait)
    lock_places(moves, nowait=nowait)
    for move in moves:
        move.before = vacate(move.conference)
    for move in moves:
        move.place = find_table(move.conference, move.starts_at, **move.fields)
    return moves


def take_table(conference, starts_at, **fields):
    """A table at that time for a conference that has none. `fields` say how it came to it, and by whom."""
    move = Move(conference, starts_at, fields)
    return move_all([move])[0].place


def find_table(conference, starts_at, **fields):
    """By all the rules, and with an interpreter: the UPDATE decides, not the look before.

    Raises ValidationError, with code "taken" and the nearest free times, when there is none.
    """
    conference = Conference.objects.with_needs().get(pk=conference.pk)
    openings = Openings([conference])
    for seat in openings.at(conference, starts_at):
        if sit(conference, seat, **fields):
            return Place.objects.select_related("session").get(pk=seat.place.pk)
    raise not_free(openings, conference, starts_at)


def sit(conference, seat, **fields):
    """Compare and set; the constraints of the database have the last word on table and interpreter."""
    free = Q(held_for=None) | Q(held_for=conference) | Q(held_until__lte=timezone.now())
    try:
        with transaction.atomic():
            taken = Place.objects.filter(free, pk=seat.place.pk, conference=None).update(
                conference=conference,
                taken_at=timezone.now(),
                ends_at=seat.ends_at,
                interpreter=seat.interpreter,
                held_for=None,
                held_until=None,
                **fields,
            )
    except IntegrityError:
        return False
    if taken:
        let_go(conference)
        if seat.interpreter:
            minutes = int((seat.ends_at - seat.place.starts_at).total_seconds() // 60)
            Conference.objects.filter(pk=conference.pk).update(minutes=minutes)
    return bool(taken)


def vacate(conference):
    """Its place is free again, as if nobody had ever had it. Gives the place it had, or None."""
    place = held_place(conference)
    if place:
        minutes = place.session.minutes or place.session.round.minutes
        Place.objects.filter(pk=place.pk).update(
            conference=None,
            taken_at=None,
            ends_at=F("starts_at") + datetime.timedelta(minutes=minutes),
            source="",
            because={},
            locked=False,
            confirmed_at=None,
            confirmed_by=None,
            interpreter=None,
            held_for=None,
            held_until=None,
        )
        if place.interpreter_id:
            # With the place goes who interprets there, and the longer time: the next one has its own.
            usual = place.session.round.minutes_of(conference.student.grade)
            Conference.objects.filter(pk=conference.pk).update(minutes=usual)
    return place


def let_go(conference, *, but=None):
    """What is kept for it, while somebody chose, is free for others."""
    Place.objects.filter(held_for=conference).exclude(pk=but).update(held_for=None, held_until=None)


def held_place(conference):
    return Place.objects.filter(conference=conference).select_related("session__round").first()


def stays(place, conference):
    """From some days before, on the school's calendar, a time stays: lists are printed by then.

    What has passed holds nobody back.
    """
    now = timezone.now()
    if place is None or place.starts_at <= now:
        return False
    zone = ZoneInfo(conference.school.timezone)
    last = timezone.localdate(place.starts_at, zone) - datetime.timedelta(days=conference.round.last_change)
    return timezone.localdate(now, zone) >= last


def not_free(openings, conference, starts_at):
    """A kind no, with the nearest free times in words and as `params["places"]`."""
    seats = sorted(openings.times(conference), key=lambda seat: abs(seat.starts_at - starts_at))[:3]
    places = sorted((seat.place for seat in seats), key=lambda place: place.starts_at)
    words = _("That time has just been taken. These are still free: %(times)s.")
    if not places:
        words = _("That time has just been taken, and no other is free. The school will help you find one.")
    times = ", ".join(when(place.starts_at) for place in places)
    return ValidationError(words, code="taken", params={"times": times, "places": places})


def when(moment):
    local = timezone.localtime(moment)
    return f"{date_format(local, _('D, M j'))} {date_format(local, 'TIME_FORMAT')}"


def changed(conference, *, sessions):
    """Others see something new: the family's page, the student's page and the room boards."""
    Conference.objects.filter(pk=conference.pk).update(revision=F("revision") + 1)
    touch_boards(Session.objects.filter(pk__in=sessions))


def touch_boards(sessions):
    """Room boards that ask again get an answer. Locked in one order, so that no two wait for each other."""
    boards = list(sessions.order_by("pk").select_for_update().values_list("pk", flat=True))
    Session.objects.filter(pk__in=boards).update(revision=F("revision") + 1)
