"""The office leaves single students out of a round, and takes them back in; nothing that was made is lost."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.notices import tell
from conferences.actions.seating import let_go, lock_family, touch_boards, vacate
from conferences.actions.states import make_for_new
from conferences.actions.wishes import end_wish, pass_on
from conferences.models import Conference, LeftOut, Notice, Round, Session, TimeWish

State = Conference.State


@transaction.atomic
def leave_out(round_, students, *, reason, by):
    """These have no conference in this round. What is to come is put aside, and told once. Gives how many."""
    for student in students:
        leave_one_out(round_, student, reason=reason, by=by)
    return len(students)


def leave_one_out(round_, student, *, reason, by):
    conferences = Conference.objects.filter(round=round_, student=student).select_related("student")
    lock_family(conferences)
    conferences = list(conferences.order_by("pk"))
    if any(one.state in (State.LIVE, State.HELD) for one in conferences):
        raise ValidationError(
            _("The conference of %(name)s has begun, so it stays."), params={"name": student.name}
        )
    try:
        with transaction.atomic():
            left_out = LeftOut.objects.create(round=round_, student=student, reason=reason, by=by)
    except IntegrityError:  # of two who say so, one does
        return
    record("student.left_out", left_out, by=by)
    for conference in conferences:
        put_aside(conference, by=by)


def put_aside(conference, *, by):
    """Its place is free for others, and nobody waits for it any more."""
    boards = list(Session.objects.boarding(conference).values_list("pk", flat=True))
    place = vacate(conference)
    let_go(conference)
    for wish in TimeWish.objects.open().filter(conference=conference):
        end_wish(wish, TimeWish.State.ENDED)
    # Told while it is still there to be told of.
    ahead = place.starts_at if place and place.starts_at > timezone.now() else None
    tell([conference], Notice.Kind.CALLED_OFF, by=by, before=ahead)
    Conference.objects.filter(pk=conference.pk).update(
        put_aside_at=timezone.now(), arrived_at=None, interpreter_at=None, revision=F("revision") + 1
    )
    touch_boards(Session.objects.filter(pk__in=boards))
    if ahead:
        pass_on(conference.round_id, left=ahead, by=by)


@transaction.atomic
def take_back_in(left_out, *, by):
    """She takes part again: her conference is there as it was, without a time; or she is given one."""
    ended = LeftOut.objects.filter(pk=left_out.pk, ended_at=None)
    if not ended.update(ended_at=timezone.now(), ended_by=by):
        raise ValidationError(_("Somebody has seen to this already. Here is how."))
    record("student.taken_back_in", left_out, by=by)
    own = Conference.everything.filter(round=left_out.round_id, student=left_out.student_id)
    back = own.exclude(put_aside_at=None).update(put_aside_at=None, revision=F("revision") + 1)
    if not back and left_out.round.state not in (*Round.HIDDEN, Round.State.CLOSED):
        make_for_new(left_out.round, by=by, only=left_out.student)
    for conference in own.select_related("student"):
        touch_boards(Session.objects.boarding(conference))
