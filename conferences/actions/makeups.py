"""It did not happen at its time: that is noticed, seen to, and forgotten again when it is held late.

The student's agenda stays as it is meanwhile; an open make-up says that her conference was missed. Rows are
locked in the order conference, places, sessions, as in `booking`.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.people import name_stand_in
from conferences.actions.seating import changed, held_place, lock_family, take_table, vacate
from conferences.models import Conference, MakeUp, Place, Session

TO_COME = (Conference.State.NOT_STARTED, Conference.State.BUILDING, Conference.State.READY)


@transaction.atomic
def note_missed(conference_pk):
    """Its time has passed and nothing has begun: a make-up, once for each time. Gives it, or None."""
    # The lock waits for whoever begins it this very moment.
    locked = Conference.objects.select_for_update().filter(pk=conference_pk).first()
    if locked is None or not Conference.objects.missed().filter(pk=conference_pk).exists():
        return None
    return make_up(locked, reason=MakeUp.Reason.UNKNOWN, by=None)


@transaction.atomic
def say_missed(conference, *, reason, line, by):
    """An adult knows that it does not happen now, and why. Said twice, the second time corrects the first."""
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if locked.state not in TO_COME:
        raise ValidationError(_("This conference has begun, so it is not missed."))
    standing = MakeUp.objects.filter(conference=locked, settled_at=None)
    if standing.update(reason=reason, line=line, by=by):
        changed(locked, sessions=boards_of(locked))
        record("makeup.told", locked, by=by)
        return standing.get()
    return make_up(locked, reason=reason, line=line, by=by)


def make_up(conference, *, reason, by, line=""):
    place = held_place(conference)
    made = MakeUp.objects.create(
        school_id=conference.school_id,
        conference=conference,
        reason=reason,
        line=line,
        missed_at=place.starts_at if place else None,
        by=by,
    )
    changed(conference, sessions=boards_of(conference))
    record("makeup.made", conference, by=by)
    return made


def lock(pk):
    lock_family(Conference.objects.filter(pk=pk))
    found = Conference.objects.select_related("student").select_for_update(of=("self",))
    return found.get(pk=pk)


def boards_of(conference):
    return set(Session.objects.boarding(conference).values_list("pk", flat=True))


def settle(conference, how, *, by):
    """Compare and set: of two who see to it at once, one does."""
    settled = MakeUp.objects.filter(conference=conference, settled_at=None).update(
        how=how, settled_at=timezone.now(), settled_by=by
    )
    if not settled:
        raise ValidationError(_("Somebody has seen to this already. Here is how."))
    record("makeup.settled", conference, by=by)


@transaction.atomic
def settle_make_up(make_up, *, how, by, place=None, name="", decide_by=None):
    """One of the ways in which she gets her audience after all, or the decision that she does not.

    `place` is a new time, which every way but the last two may have; `name` is the adult who stands in;
    `decide_by` belongs to one that was held without Lectern, where nothing was written down.
    """
    conference = lock(make_up.conference_id)
    settle(conference, how, by=by)
    if how == MakeUp.How.ENDED:
        Conference.objects.filter(pk=conference.pk).update(state=Conference.State.NOT_HELD)
    elif how == MakeUp.How.HELD:
        hold_on_paper(conference, make_up, decide_by=decide_by, by=by)
    else:
        before = boards_of(conference)
        if how == MakeUp.How.STAND_IN:
            name_stand_in(conference, name=name, by=by)
        elif how in (MakeUp.How.REMOTE, MakeUp.How.RECORDED):
            Conference.objects.filter(pk=conference.pk).update(way=how)
        if place:
            move_to(conference, place)
        changed(conference, sessions=before)
    changed(conference, sessions=boards_of(conference))


def move_to(conference, place):
    """Another time, given by the school. Who was here was here for the time that passed."""
    vacate(conference)
    Conference.objects.filter(pk=conference.pk).update(
        arrived_at=None, interpreter_at=None, called_in_at=None
    )
    return take_table(conference, place.starts_at, source=Place.Source.OFFICE)


def hold_on_paper(conference, make_up, *, decide_by, by):
    """It took place and nobody opened it: held at its time, with the promises still to be written down."""
    began = make_up.missed_at or timezone.now()
    Conference.objects.filter(pk=conference.pk).update(
        state=Conference.State.HELD,
        held_as=Conference.HeldAs.FAMILY,
        started_at=began,
        ended_at=began + datetime.timedelta(minutes=conference.minutes),
        decide_by=decide_by,
    )
    record("conference.held", conference, by=by)


@transaction.atomic
def reopen_make_up(make_up, *, by):
    """It is to be held after all: only what was decided not to be held comes back."""
    conference = Conference.objects.select_for_update().get(pk=make_up.conference_id)
    ended = MakeUp.objects.filter(pk=make_up.pk, how=MakeUp.How.ENDED, conference__state="not_held")
    if not ended.update(how="", settled_at=None, settled_by=None):
        raise ValidationError(_("This cannot be taken back any more."))
    Conference.objects.filter(pk=conference.pk).update(state=state_before(conference))
    changed(conference, sessions=boards_of(conference))
    record("makeup.reopened", conference, by=by)


def state_before(conference):
    """How far her preparation is, whatever happened on the day."""
    if conference.ready_at:
        return Conference.State.READY
    if conference.cards.exists():
        return Conference.State.BUILDING
    return Conference.State.NOT_STARTED


def hold_late(conference, *, by):
    """It begins after all: nobody has to see to it any more."""
    held = MakeUp.objects.filter(conference=conference, settled_at=None).update(
        how=MakeUp.How.HELD, settled_at=timezone.now(), settled_by=by
    )
    if held:
        record("makeup.settled", conference, by=by)
    return held
