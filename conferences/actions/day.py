"""The welcome desk: somebody has come, somebody is called in, somebody gets a table after all.

Rows are locked in the order of `seating`: the conferences of the family, advisories, places, sessions.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.booking import settle_by_time
from conferences.actions.makeups import TO_COME, boards_of
from conferences.actions.people import come
from conferences.actions.seating import (
    Move,
    changed,
    held_place,
    lock_advisories,
    lock_family,
    lock_places,
    sit,
    touch_boards,
    vacate,
)
from conferences.day import tables_for
from conferences.models import Conference, MakeUp, Participant, Place, Session


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


@transaction.atomic
def seat_family(conference, place, *, by):
    """A family at the desk without a time for now gets this table, by every rule; with it, it is here.

    Of two at the desk who want the same table one has it, and the other reads which is free.
    """
    lock_family([conference])
    locked = Conference.objects.with_needs().get(pk=conference.pk)
    if locked.is_live or locked.is_held:
        raise ValidationError(_("This conference has already begun, so its time stays."))
    held = held_place(locked)
    if held and held.pk == place.pk:
        return held
    lock_advisories([locked])
    lock_places([Move(locked, place.starts_at)])
    before = boards_of(locked)
    vacate(locked)
    seat = next((one for one in tables_for(locked) if one.place.pk == place.pk), None)
    now = timezone.now()
    # They stand at the desk: nobody asks them once more whether it suits them.
    told = {"source": Place.Source.OFFICE, "confirmed_at": now, "confirmed_by": by}
    if seat is None or not sit(locked, seat, **told):
        raise taken()
    Conference.objects.filter(pk=locked.pk).update(
        arrived_at=locked.arrived_at or now, called_in_at=None, interpreter_at=None
    )
    settle_by_time(locked, by=by)
    changed(locked, sessions=before | {place.session_id})
    record("place.given", locked, by=by)
    return place


def taken():
    return ValidationError(_("That table has just been taken. Here is the next that is free."), code="taken")


@transaction.atomic
def take_back_missed(conference, *, by):
    """Said by mistake that they do not come: nobody has to see to it any more."""
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    said = MakeUp.objects.filter(conference=locked, settled_at=None, by__isnull=False)
    if not said.delete()[0]:
        raise ValidationError(_("Somebody has seen to this already. Here is how."))
    changed(locked, sessions=boards_of(locked))
    record("makeup.taken_back", locked, by=by)
