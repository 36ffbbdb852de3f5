"""Passkeys: a telephone, a computer or a small key that knows its owner, and answers only to this site."""

import datetime
import struct

from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.factors import added, held
from accounts.actions.sessions import FAMILY_DAYS, open_session
from accounts.audit import record
from accounts.confirming import confirm
from accounts.models import Factor, User

MOST = 10
# What a made-up answer of a browser can break in the libraries that read it.
UNREADABLE = (ValidationError, ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error)


def passkey_question():
    """What the browser asks any passkey of this site: sign this, and look who holds you."""
    return webauthn.begin_authentication()


def owner_of(request, credential):
    """The person whose passkey gave this answer to our last question. Each question has one answer."""
    try:
        factor = webauthn.complete_authentication(webauthn.extract_user_from_response(credential), credential)
    except UNREADABLE:
        factor = None
    request.session.pop(webauthn.STATE_SESSION_KEY, None)
    user = User.objects.keyholders().filter(pk=factor.user_id).first() if factor else None
    if user is None:
        raise ValidationError(_("This passkey does not open Lectern. Please use another way to sign in."))
    factor.record_usage()
    return user


def sign_in_with_passkey(request, *, credential):
    """Staff and family. The device has looked who holds it, so it stands for both steps."""
    user = owner_of(request, credential)
    lasts = None if user.works_at_school else datetime.timedelta(days=FAMILY_DAYS)
    open_session(request, user, lasts=lasts, second_step=user.works_at_school)


def prove_with_passkey(request, *, credential):
    """The person signed in shows her passkey once more, or as her second step."""
    user = request.user
    if owner_of(request, credential) != user:
        raise ValidationError(_("This passkey belongs to somebody else. Please use your own."))
    confirm(request, second_step=user.works_at_school)
    record("secondstep.webauthn", user, by=user)


def new_passkey_question(user):
    """What the browser asks a device that shall become a passkey of hers."""
    return webauthn.begin_registration(user, passwordless=True)


@transaction.atomic
def add_passkey(request, *, name, credential):
    """A new way in, by a name that she knows it by. Gives recovery codes if she is staff and had none."""
    user = held(request.user)
    if Factor.objects.held_by(user).passkeys().count() >= MOST:
        raise ValidationError(_("You have ten passkeys already. Remove one that you do not use."))
    try:
        # Read whole before it is checked: the library's check expects something well formed.
        webauthn.parse_registration_response(credential)
        seen = webauthn.complete_registration(credential).is_user_verified()
    except UNREADABLE:
        seen = False
    request.session.pop(webauthn.STATE_SESSION_KEY, None)
    if not seen:
        raise ValidationError(_("The device did not answer as we expected. Please try again."))
    webauthn.WebAuthn.add(user, name, credential)
    return added(request, "passkey.added")


@transaction.atomic
def rename_passkey(passkey, *, name, by):
    Factor.objects.filter(pk=passkey.pk).update(data=passkey.data | {"name": name})
    record("passkey.renamed", by, by=by)
