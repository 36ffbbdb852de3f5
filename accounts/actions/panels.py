"""The panel of an exhibition or a defense: named adults, agreed by the advisor, for a time."""

import datetime
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.invitations import invite_guest
from accounts.actions.revoke import revoke
from accounts.audit import record
from accounts.models import Guest, Student, User

MOST_PANELISTS = 8


@transaction.atomic
def ask_panelist(student, *, name, email, relation, colleague=None, by):
    """The student or her advisor says who should sit there. Nobody sees anything until the advisor agrees.

    Whoever works at the school sits there as herself, also when somebody only typed her address.
    """
    student = Student.objects.select_for_update().get(pk=student.pk)
    hers = Guest.objects.on_panels().filter(student=student, ended_at=None, declined_at=None)
    hers.filter(expires_at__lte=timezone.now()).update(ended_at=timezone.now())
    colleague = colleague or colleague_of(student.school_id, email)
    if (hers.filter(colleague=colleague) if colleague else hers.filter(email=email)).exists():
        raise ValidationError({"email": _("This person is on the list already.")})
    if hers.count() >= MOST_PANELISTS:
        raise ValidationError(
            _("Up to %(most)s people fit on a panel. Take one off first."), params={"most": MOST_PANELISTS}
        )
    panelist = Guest.objects.create(
        school_id=student.school_id,
        student=student,
        kind=Guest.Kind.PANEL,
        name=str(colleague) if colleague else name,
        email=colleague.email if colleague else email,
        relation=relation,
        colleague=colleague,
    )
    record("guest.asked_to_panel", panelist, by=by)
    return panelist


def colleague_of(school, email):
    """Who works at this school and has this address; nobody when two do."""
    found = list(User.objects.working_at(school).filter(email=email)[:2]) if email else []
    return found[0] if len(found) == 1 else None


@transaction.atomic
def agree_panelist(panelist, *, until, by):
    """Her advisor agrees, until the end of this day. Whoever comes from outside gets the way in by mail."""
    waiting = Guest.objects.on_panels().waiting().select_for_update(of=("self",)).filter(pk=panelist.pk)
    panelist = waiting.select_related("student").first()
    if panelist is None:
        raise ValidationError(_("This has been answered already."))
    if Guest.objects.barred().filter(pk=panelist.pk).exists():
        raise ValidationError(_("This person cannot be invited. The school office can tell you more."))
    panelist.user = None if panelist.colleague_id else make_guest_user(panelist)
    panelist.agreed_at, panelist.agreed_by = timezone.now(), by
    panelist.expires_at = timezone.make_aware(datetime.datetime.combine(until, datetime.time.max))
    panelist.save(update_fields=["user", "agreed_at", "agreed_by", "expires_at"])
    record("guest.agreed_to_panel", panelist, by=by)
    if panelist.user:
        invite_guest(panelist, by=by)
    return panelist


@transaction.atomic
def seat_panelist(student, *, until, by, **fields):
    """Her advisor names somebody herself: asked and agreed at once."""
    return agree_panelist(ask_panelist(student, by=by, **fields), until=until, by=by)


@transaction.atomic
def decline_panelist(panelist, *, reason, by):
    """Not this time. The student reads that her advisor will talk with her; `reason` is not for her."""
    declined = Guest.objects.on_panels().waiting().filter(pk=panelist.pk)
    if not declined.update(declined_at=timezone.now(), declined_by=by, reason=reason):
        raise ValidationError(_("This has been answered already."))
    record("guest.declined", panelist, by=by)


def end_panelist(panelist, *, by):
    """From the next request on this person sees nothing of hers."""
    revoke(panelist, by=by, verb="ended")


def make_guest_user(guest):
    """A user of her own, whoever else has this address: a guest brings no rights along, and gets none."""
    user = User(
        username=f"guest-{secrets.token_hex(8)}",
        school_id=guest.school_id,
        preferred_name=guest.name,
        email=guest.email,
    )
    user.set_unusable_password()
    user.save()
    return user
