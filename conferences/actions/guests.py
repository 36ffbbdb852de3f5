"""The guests of a student: she asks, her advisor answers, and each sees one conference for some weeks."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.invitations import invite_guest as mail_guest
from accounts.actions.panels import make_guest_user
from accounts.actions.revoke import revoke
from accounts.audit import record
from accounts.models import Guest, Student
from conferences.models import Conference, Participant, Visit
from conferences.querysets.guests import pieces_for_guests
from portfolios.actions import share_evidence, unshare_evidence
from portfolios.models import Share

MOST_GUESTS = 4
# To read once more what was shown, and no longer.
AFTER_DAYS = datetime.timedelta(days=14)
# A round whose days nobody has laid out yet.
WITHOUT_DAYS = datetime.timedelta(days=90)


@transaction.atomic
def ask_guest(conference, *, name, email, relation, by):
    """The student says whom she would like to have there. Nothing is sent until her advisor agrees."""
    student = Student.objects.select_for_update().get(pk=conference.student_id)
    if conference.is_held:
        raise ValidationError(_("This conference is over."))
    hers = Guest.objects.at_conferences().filter(student=student, ended_at=None, declined_at=None)
    hers.filter(expires_at__lte=timezone.now()).update(ended_at=timezone.now())
    if hers.filter(email=email).exists():
        raise ValidationError({"email": _("You have asked for this guest already.")})
    if hers.count() >= MOST_GUESTS:
        raise ValidationError(
            _("Up to %(most)s guests fit at a table. Take one off first."), params={"most": MOST_GUESTS}
        )
    guest = Guest.objects.create(
        school_id=student.school_id, student=student, name=name, email=email, relation=relation
    )
    Visit.objects.create(conference=conference, guest=guest)
    record("guest.asked", guest, by=by)
    return guest


@transaction.atomic
def agree_guest(guest, *, by):
    """Her advisor agrees: the guest gets a page of her own, and a mail with the way to it.

    The school may keep an adult away from this child; who comes under that name or address is not
    invited, and only the office knows why.
    """
    waiting = Guest.objects.waiting().select_for_update(of=("self",)).filter(pk=guest.pk)
    guest = waiting.select_related("student__school").first()
    if guest is None:
        raise ValidationError(_("This guest has been answered already."))
    if Guest.objects.barred().filter(pk=guest.pk).exists():
        raise ValidationError(_("This guest cannot be invited. The school office can tell you more."))
    conference = Conference.objects.select_related("round").get(visits__guest=guest)
    guest.user = make_guest_user(guest)
    guest.agreed_at, guest.agreed_by = timezone.now(), by
    guest.expires_at = last_day(conference) + AFTER_DAYS
    guest.save(update_fields=["user", "agreed_at", "agreed_by", "expires_at"])
    Participant.objects.create(conference=conference, user=guest.user, name=guest.name)
    record("guest.agreed", guest, by=by)
    mail_guest(guest, by=by)
    return guest


def last_day(conference):
    """The end of the round's last day, which a family may still choose."""
    now = timezone.now()
    last = conference.round.sessions.aggregate(last=Max("ends_at"))["last"]
    return max(last, now) if last else now + WITHOUT_DAYS


@transaction.atomic
def decline_guest(guest, *, reason, by):
    """Not this time. The student reads that her advisor will talk with her; `reason` is not for her."""
    declined = Guest.objects.waiting().filter(pk=guest.pk)
    if not declined.update(declined_at=timezone.now(), declined_by=by, reason=reason):
        raise ValidationError(_("This guest has been answered already."))
    record("guest.declined", guest, by=by)


@transaction.atomic
def end_guest(guest, *, by):
    """From the next request on the guest sees nothing, and is not on the list of who comes."""
    revoke(guest, by=by, verb="ended")
    Participant.objects.filter(conference__visits__guest=guest, user=guest.user_id).exclude(
        user=None
    ).delete()


def close_visits(conference):
    """The conference is over: its guests may read once more what was shown, then their page closes."""
    until = timezone.now() + AFTER_DAYS
    guests = Guest.objects.filter(visit__conference=conference, expires_at__gt=until)
    guests.update(expires_at=until)


@transaction.atomic
def share_with_guests(conference, pieces, *, by):
    """Of the pieces on her agenda exactly these are for her guests."""
    chosen = set(pieces)
    for piece in pieces_for_guests(conference):
        change = share_evidence if piece in chosen else unshare_evidence
        change(piece, Share.Circle.GUESTS, by=by)
