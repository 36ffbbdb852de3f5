"""The time of a conference and who comes: chosen by the family, or on its behalf by the school."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions import wishes
from conferences.actions.deciding import changes_left, refuse_change, timing
from conferences.actions.notices import tell
from conferences.actions.seating import (
    Move,
    changed,
    held_place,
    let_go,
    lock_family,
    move_all,
    not_free,
    take_table,
    touch_boards,
    vacate,
    when,
)
from conferences.models import MakeUp, Notice, Participant, Place, Session
from conferences.openings import Openings

__all__ = [
    "book_place",
    "book_together",
    "changed",
    "changes_left",
    "confirm_place",
    "held_place",
    "hold_place",
    "release_place",
    "save_attendance",
    "take_table",
    "touch_boards",
    "when",
]

# Nobody else takes it meanwhile. It is no clock for the family: later it is hers if it is still free.
KEPT_FOR = datetime.timedelta(minutes=2)


def book_place(conference, place, *, by):
    """One free table at the time of `place` is taken; the time held before becomes free.

    A family takes it, a student of 18, or on their behalf an advisor or the office. Returns the place taken,
    which may be another table at that time. Raises ValidationError, with code "taken" and the nearest free
    times, when somebody else was quicker.
    """
    return persistently(take_place, conference, place, by=by)


def book_together(choices, *, by):
    """The times of several children of one family, chosen together: all of them or none.

    `choices` are pairs of a conference and a place.
    """
    return persistently(take_places, choices, by=by)


def persistently(act, *args, **kwargs):
    try:
        return act(*args, **kwargs)
    except (IntegrityError, OperationalError):
        # Two families crossed each other's way (a deadlock, a lock that took too long): once more.
        try:
            return act(*args, **kwargs)
        except (IntegrityError, OperationalError) as error:
            raise ValidationError(
                _("Many families are choosing a time just now. Please try once more."), code="busy"
            ) from error


def take_place(conference, place, *, by):
    return take_places([(conference, place)], by=by)[0]


@transaction.atomic
def take_places(choices, *, by):
    lock_family([conference for conference, place in choices])
    moves, stay = [], []
    for asked, place in choices:
        conference = timing(asked, by=by)
        held = held_place(conference)
        if held and held.starts_at == place.starts_at:
            keep_place(conference, held, by=by)
            stay.append(held)
        else:
            refuse_change(conference, held, by=by)
            moves.append(Move(conference, place.starts_at, taken_by(conference, by)))
    move_all(moves)
    for move in moves:
        settle_move(move, by=by)
    for move in moves:
        wishes.pass_on(move.conference.round_id, left=move.left_at, by=by)
    return stay + [move.place for move in moves]


def taken_by(conference, by):
    """A time that the family chose itself needs no other yes."""
    if not conference.is_family:
        return {"source": Place.Source.OFFICE}
    return {"source": Place.Source.FAMILY, "confirmed_at": timezone.now(), "confirmed_by": by}


def settle_move(move, *, by):
    """What follows from a new time: who comes, what was missed or wished for, who is told."""
    conference = move.conference
    if (
        conference.is_family and by.pk != conference.student.user_id
    ):  # she leads it, and is no guest of her own
        Participant.objects.bulk_create(
            [Participant(conference=conference, user=by, name=name_of(by))], ignore_conflicts=True
        )
    missed = settle_by_time(conference, by=by)
    wishes.note_change(move, by=by)
    changed(conference, sessions=move.sessions)
    record("place.booked", conference, by=by)
    kinds = Notice.Kind
    first = kinds.CONFIRMED if conference.is_family else kinds.TIME
    kind = kinds.MAKE_UP if missed else kinds.MOVED if move.left_at else first
    tell([conference], kind, by=by, before=move.left_at)


def settle_by_time(conference, *, by):
    """A conference that was missed and has a new time is seen to."""
    return MakeUp.objects.filter(conference=conference, settled_at=None).update(
        how=MakeUp.How.NEW_TIME, settled_at=timezone.now(), settled_by=by
    )


@transaction.atomic
def hold_place(conference, place, *, by):
    """A table at that time is kept for a moment, while the family makes up its mind. Gives the place."""
    conference = timing(conference, by=by)
    refuse_change(conference, held_place(conference), by=by)
    openings = Openings([conference])
    let_go(conference, but=conference.offered_place)
    for seat in openings.at(conference, place.starts_at):
        if wishes.keep(seat.place, conference, until=timezone.now() + KEPT_FOR):
            return seat.place
    raise not_free(openings, conference, place.starts_at)


@transaction.atomic
def confirm_place(conference, *, by):
    """A family says that the time it was given will do."""
    conference = timing(conference, by=by)
    held = held_place(conference)
    if held is None or not conference.is_family:
        raise ValidationError(_("There is no time to confirm."))
    keep_place(conference, held, by=by)


def keep_place(conference, held, *, by):
    """The time that it has is the one wanted. Said twice, it counts once."""
    let_go(conference, but=conference.offered_place)
    if conference.is_family:
        confirmed = Place.objects.filter(pk=held.pk, conference=conference, confirmed_at=None).update(
            confirmed_at=timezone.now(), confirmed_by=by
        )
        if confirmed:
            changed(conference, sessions={held.session_id})
            record("place.confirmed", conference, by=by)


@transaction.atomic
def release_place(conference, *, by):
    """A family gives its time back; it is a change as any other, and the next who waits is asked at once."""
    conference = timing(conference, by=by)
    held = held_place(conference)
    if held is None:
        raise ValidationError(_("There is no time to give back."))
    refuse_change(conference, held, by=by)
    vacate(conference)
    if conference.is_family and held.starts_at > timezone.now():
        wishes.count_change(conference, by=by)
    changed(conference, sessions={held.session_id})
    record("place.released", conference, by=by)
    tell([conference], Notice.Kind.CALLED_OFF, by=by, before=held.starts_at)
    wishes.pass_on(conference.round_id, left=held.starts_at, by=by)


def name_of(adult):
    """As it stands on the list of those who come; a name of many names is cut, and nobody turned away."""
    return str(adult)[: Participant._meta.get_field("name").max_length]


@transaction.atomic
def save_attendance(conference, *, coming, interpreter, needs, others, by):
    """An adult says whether she comes and whom she brings; nobody edits another household's list.

    `others` are the names of the people she brings.
    """
    if conference.is_held:
        raise ValidationError(_("This conference is over."))
    Participant.objects.update_or_create(
        conference=conference,
        user=by,
        defaults={
            "name": name_of(by),
            "coming": coming,
            "interpreter": interpreter,
            "needs": needs,
        },
    )
    mine = Participant.objects.filter(conference=conference, user=None, added_by=by)
    mine.exclude(name__in=others).delete()
    known = set(mine.values_list("name", flat=True))
    Participant.objects.bulk_create(
        Participant(conference=conference, name=name, added_by=by) for name in others if name not in known
    )
    touch_boards(Session.objects.boarding(conference))
    record("attendance.said", conference, by=by)
