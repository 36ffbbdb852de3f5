"""Opening and ending sessions. Every way in comes through `open_session`."""

import datetime

from django.contrib.auth import authenticate, login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import throttle
from accounts.audit import record
from accounts.models import SignInCard, User
from accounts.secrets import normal_code

FAMILY_DAYS = 30
PASSWORD_TRIES = 10
PASSWORD_MINUTES = 15
CARD_TRIES = 10
CARD_MINUTES = 30
BACKEND = "django.contrib.auth.backends.ModelBackend"


@transaction.atomic
def open_session(request, user, *, card=None, lasts=None):
    """Sign this person in. Django gives the session a new key.

    `card` is the sign-in card that opened it and ends it. Without `lasts` (a timedelta) it ends with
    the browser.
    """
    login(request, user, backend=BACKEND)
    if card:
        request.session["card"] = card.pk
    if lasts:
        request.session.set_expiry(lasts)
    record("session.opened", card or user, by=user)


def sign_in_with_password(request, *, name, password):
    """Staff, by e-mail or user name. Unknown, wrong and not staff get one answer, after one hash."""
    key = f"password:{name}"
    if throttle.too_many(key, PASSWORD_TRIES, PASSWORD_MINUTES):
        raise ValidationError(_("That was tried many times. Please wait 15 minutes, or ask the office."))
    staff = User.objects.staff().called(name).first()
    # With no such person, Django hashes once all the same.
    user = authenticate(request, username=staff.username if staff else "", password=password)
    if user is None:
        throttle.note_failure(key)
        raise ValidationError(_("This name and password do not fit together. Please try again."))
    throttle.forget(key)
    open_session(request, user)
    return user


def sign_in_with_code(request, *, code):
    """A student, by the short code under her QR code.

    Wrong codes are counted by their first group of letters: a class may slip as often as it likes,
    and a guesser has 10 tries in half an hour for each of 10,648 groups, out of 26 million million codes.
    """
    key = f"card:{normal_code(code)[:3]}"
    if throttle.too_many(key, CARD_TRIES, CARD_MINUTES):
        raise ValidationError(_("That was tried many times. Scan your card, or ask your teacher for help."))
    card = SignInCard.objects.opened_with(code=code).select_related("student__user").first()
    if card is None:
        throttle.note_failure(key)
        raise ValidationError(_("We do not know this code. Look at your card and try once more."))
    sign_in_with_card(request, card)


def sign_in_with_card(request, card):
    """A student, by the QR code or the short code of a card that is valid right now."""
    open_session(request, card.student.user, card=card)


def sign_in_from_mail(request, user):
    """An adult of the family who typed the code we mailed. Her own phone stays signed in for a while."""
    open_session(request, user, lasts=datetime.timedelta(days=FAMILY_DAYS))
