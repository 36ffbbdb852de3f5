"""Passwords of staff: chosen by a mailed link, changed by herself. Nobody else has one."""

import datetime

from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle
from accounts.actions.sessions import end_sessions
from accounts.audit import record
from accounts.models import PasswordLink, User
from accounts.tasks import send_notice, send_password_link

REQUESTS = (3, 60), (10, 24 * 60)  # so many in so many minutes


def ask_for_password(email):
    """Mail a link to whoever of the staff has this address; the same work and answer if nobody has."""
    if throttle.admit(f"password-link:{email}", *REQUESTS) is None:
        raise ValidationError(
            _("We have mailed several links already. Please use the newest one, or wait an hour.")
        )
    make_link(User.objects.staff().filter(email=email.lower()).order_by("pk").first(), first=False)


@transaction.atomic
def invite_staff(user, *, by):
    """The office mails a colleague the link with which she chooses her first password."""
    if not user.email:
        raise ValidationError(_("There is no e-mail address for this person. It comes with the roster."))
    link = make_link(user, first=True)
    record("passwordlink.made", user, by=by)
    return link


@transaction.atomic
def make_link(user, *, first):
    lasts = datetime.timedelta(days=PasswordLink.FIRST_DAYS if first else 1)
    until = timezone.now() + lasts
    link = (
        PasswordLink.objects.create(user=user, is_first=first, expires_at=until)
        if user
        else throttle.pretend()
    )
    send_password_link.enqueue(link.pk if link else None)
    return link


@transaction.atomic
def use_link(link, *, password):
    """She has chosen her password. The link and every other that was mailed to her are used up."""
    used = PasswordLink.objects.open().filter(pk=link.pk).update(used_at=timezone.now())
    if not used:
        raise ValidationError(_("This link has been used already. Please ask for a new one."))
    PasswordLink.objects.filter(user=link.user, used_at=None).update(used_at=timezone.now())
    set_password(link.user, password)
    end_sessions(link.user, by=link.user)


@transaction.atomic
def change_password(request, *, password):
    """She chooses another one herself, and stays signed in here alone."""
    set_password(request.user, password)
    update_session_auth_hash(request, request.user)
    end_sessions(request.user, by=request.user, spare=request.session.session_key)


def set_password(user, password):
    user.set_password(password)
    user.save(update_fields=["password"])
    record("password.set", user, by=user)
    send_notice.enqueue(user.pk, "password")
