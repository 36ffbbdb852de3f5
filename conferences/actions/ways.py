"""Another way of holding it: the student or her family asks, her advisor answers, the reason stays there."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.seating import touch_boards
from conferences.models import Conference, OtherWay, Session


@transaction.atomic
def ask_other_way(conference, *, way, reason, by):
    """One open wish each; asked once more, it is the new one."""
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if not locked.is_to_come:
        raise ValidationError(_("This conference has begun, so it stays as it is."))
    wish = {"way": way, "reason": reason, "at": timezone.now()}
    mine = OtherWay.objects.filter(conference=locked, by=by, answered_at=None)
    if not mine.update(**wish):
        OtherWay.objects.create(school_id=locked.school_id, conference=locked, by=by, **wish)
    touch_boards(Session.objects.boarding(locked))
    record("way.asked", locked, by=by)


@transaction.atomic
def take_back_way(other_way, *, by):
    """She thought better of it, and what she wrote is gone."""
    if OtherWay.objects.filter(pk=other_way.pk, answered_at=None).delete()[0]:
        touch_boards(Session.objects.boarding(other_way.conference))
        record("way.taken_back", other_way.conference, by=by)


@transaction.atomic
def answer_way(other_way, *, agreed, answer, by):
    """Her advisor says yes, which changes how it is held, or no with a few words; she may ask again."""
    conference = Conference.objects.select_for_update().get(pk=other_way.conference_id)
    answered = OtherWay.objects.filter(pk=other_way.pk, answered_at=None).update(
        agreed=agreed, answer=answer, answered_at=timezone.now(), answered_by=by
    )
    if not answered:
        raise ValidationError(_("This has been answered already, or taken back."))
    record("way.answered", conference, by=by)
    if agreed:
        set_way(conference, other_way.way)
    touch_boards(Session.objects.boarding(conference))


@transaction.atomic
def choose_way(conference, *, way, by):
    """Her advisor sets how it is held, such as a solo slot for a sensitive matter; no reason is kept."""
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    if conference.is_held:
        raise ValidationError(_("This conference is over."))
    if conference.way != way:
        set_way(conference, way)
        touch_boards(Session.objects.boarding(conference))
        record("way.chosen", conference, by=by)


def set_way(conference, way):
    Conference.objects.filter(pk=conference.pk).update(way=way, revision=F("revision") + 1)
