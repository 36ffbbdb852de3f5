"""Who is in the room: the family is here, the interpreter is here, an adult stands in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.seating import touch_boards
from conferences.models import Conference, Participant, PrivateMinute, Session


@transaction.atomic
def welcome_family(conference, *, here, by):
    """Her people have come, as whoever stands at the door says; said by mistake, it is taken back."""
    come(conference, "arrived_at", "family.arrived", here=here, by=by)
    if not here:
        Participant.objects.filter(conference=conference.pk).update(arrived_at=None)
        Conference.objects.filter(pk=conference.pk).update(called_in_at=None)


@transaction.atomic
def welcome_interpreter(conference, *, here, by):
    come(conference, "interpreter_at", "interpreter.arrived", here=here, by=by)


def come(conference, field, verb, *, here, by):
    """Compare and set. Nothing on the student's own screen changes by it, so its revision stays."""
    rows = Conference.objects.filter(pk=conference.pk, **{f"{field}__isnull": here})
    if rows.exclude(state=Conference.State.HELD).update(**{field: timezone.now() if here else None}):
        touch_boards(Session.objects.boarding(conference))
        record(verb, conference, by=by)


@transaction.atomic
def name_stand_in(conference, *, name, by):
    """No one of her family can come, and she still has an audience.

    It is a name and no account: whoever stands in listens at the table, and nothing of the family's is sent.
    """
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    stand_in, new = Participant.objects.get_or_create(
        conference=locked, name=name, user=None, stands_in=True, defaults={"added_by": by}
    )
    if new:
        touch_boards(Session.objects.boarding(conference))
        record("standin.named", conference, by=by)
    return stand_in


@transaction.atomic
def take_off_stand_in(participant, *, by):
    """Somebody of her family comes after all."""
    conference = Conference.objects.select_for_update().get(pk=participant.conference_id)
    if conference.is_held:
        raise ValidationError(_("This conference is over."))
    if Participant.objects.filter(pk=participant.pk, stands_in=True).delete()[0]:
        touch_boards(Session.objects.boarding(conference))
        record("standin.removed", conference, by=by)


def held_as(conference):
    """What it was in the end, as far as the room knows; her advisor may say it better."""
    ways = {Conference.Way.REMOTE: "remote", Conference.Way.RECORDED: "recorded"}
    if conference.participants.filter(stands_in=True).exists():
        return Conference.HeldAs.STAND_IN
    return Conference.HeldAs(ways.get(conference.way, "family"))


@transaction.atomic
def say_held_as(conference, *, held_as, by):
    """Her advisor or the office puts right how it was held."""
    said = Conference.objects.filter(pk=conference.pk, state=Conference.State.HELD).exclude(held_as=held_as)
    if said.update(held_as=held_as):
        touch_boards(Session.objects.boarding(conference))
        record("conference.told_how", conference, by=by)


@transaction.atomic
def keep_later_talk(conference, *, line, by):
    """What does not belong to the child's own time gets a talk among adults, later; she is not shown it."""
    kept = PrivateMinute.objects.filter(conference=conference, by=by, settled_at=None, taken_back_at=None)
    if not kept.update(line=line):
        PrivateMinute.objects.create(school_id=conference.school_id, conference=conference, by=by, line=line)
    touch_boards(Session.objects.boarding(conference))
    record("minute.kept", conference, by=by)
