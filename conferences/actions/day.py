"""The welcome desk: somebody has come, somebody is called in, somebody gets a table after all.

Rows are locked in the order conference, places, sessions, as in `booking`.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.booking import changed, held_place, settle_by_time, touch_boards
from conferences.actions.makeups import TO_COME, boards_of
from conferences.actions.people import come
from conferences.models import Conference, MakeUp, Participant, Place, Session
from conferences.querysets import day


@transaction.atomic
def welcome_families(conferences, *, by):
    """One family with all its children of this evening, in one step."""
    for conference in sorted(conferences, key=lambda one: one.pk):
        come(conference, "arrived_at", "family.arrived", here=True, by=by)


@transaction.atomic
def welcome_person(conference, person, *, here, by):
    """One of those who are expected: with the first the family is here, without the last it is not.

    What she said before about coming stays as she said it. `person` is one of `conferences.day.people_of`.
    """
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if locked.is_held:
        raise ValidationError(_("This conference is over."))
    now = timezone.now() if here else None
    if person.participant:
        rows = Participant.objects.filter(pk=person.participant, arrived_at__isnull=here)
        moved = rows.update(arrived_at=now)
    else:
        moved = here
        if here:
            Participant.objects.update_or_create(
                conference=locked, user=person.user, defaults={"name": person.name, "arrived_at": now}
            )
    if not moved:
        return
    anybody = Participant.objects.filter(conference=locked, arrived_at__isnull=False).exists()
    come(locked, "arrived_at", "family.arrived", here=anybody, by=by)
    touch_boards(Session.objects.boarding(locked))
    record("person.arrived", locked, by=by)


@transaction.atomic
def call_in(conference, *, here, by):
    """Their table is ready: the waiting area and the family's phone say so; by mistake, not any more."""
    rows = Conference.objects.filter(pk=conference.pk, state__in=TO_COME, called_in_at__isnull=here)
    if rows.update(called_in_at=timezone.now() if here else None):
        changed(conference, sessions=boards_of(conference))
        record("family.called_in", conference, by=by)


def seat_family(conference, place, *, by):
    """A family at the desk without a time for now gets this table; with it, it is here.

    Of two at the desk who want the same table one has it, and the other reads which is free.
    """
    try:
        return seat(conference, place, by=by)
    except (IntegrityError, OperationalError) as error:
        raise taken() from error


def taken():
    return ValidationError(_("That table has just been taken. Here is the next that is free."), code="taken")


@transaction.atomic
def seat(conference, place, *, by):
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if locked.is_live or locked.is_held:
        raise ValidationError(_("This conference has already begun, so its time stays."))
    held = held_place(locked)
    if held and held.pk == place.pk:
        return held
    before = boards_of(locked)
    Place.objects.filter(conference=locked).update(
        conference=None, taken_at=None, interpreter=None, confirmed_at=None, confirmed_by=None, because={}
    )
    until = place.starts_at + datetime.timedelta(minutes=locked.minutes)
    free = day.seatable(Place.objects.fitting(locked)).order_by().filter(pk=place.pk).values("pk")
    now = timezone.now()
    if not Place.objects.filter(pk__in=free, conference=None).update(
        conference=locked,
        taken_at=now,
        ends_at=until,
        source=Place.Source.OFFICE,
        held_for=None,
        held_until=None,
    ):
        raise taken()
    Conference.objects.filter(pk=locked.pk).update(
        arrived_at=locked.arrived_at or now, called_in_at=None, interpreter_at=None
    )
    settle_by_time(locked, by=by)
    changed(locked, sessions=before | {place.session_id})
    record("place.given", locked, by=by)
    return place


@transaction.atomic
def take_back_missed(conference, *, by):
    """Said by mistake that they do not come: nobody has to see to it any more."""
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    said = MakeUp.objects.filter(conference=locked, settled_at=None, by__isnull=False)
    if not said.delete()[0]:
        raise ValidationError(_("Somebody has seen to this already. Here is how."))
    changed(locked, sessions=boards_of(locked))
    record("makeup.taken_back", locked, by=by)
