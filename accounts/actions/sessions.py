"""Opening and ending sessions. Every way in comes through `open_session`."""

import datetime

from django.contrib.auth import authenticate, login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle
from accounts.actions.pictures import check_picture
from accounts.audit import record, record_failed_sign_in
from accounts.confirming import SECOND_STEP, mark
from accounts.devices import device_of
from accounts.hashers import TooManyHashes
from accounts.hours import card_closes_at
from accounts.models import Session, SignInCard, Student, User
from accounts.secrets import normal_code
from accounts.sessions import CARD_HOURS

FAMILY_DAYS = 30
PASSWORD_LIMIT = (10, 15)  # tries in so many minutes
CARD_LIMIT = (10, 30)
BACKEND = "django.contrib.auth.backends.ModelBackend"
SHARED_IDLE = 10  # minutes, for students who are in no advisory


@transaction.atomic
def open_session(request, user, *, card=None, letter=None, lasts=None, second_step=False):
    """Sign this person in. Django gives the session a new key.

    Without `second_step` a member of staff is asked for it before anything else. `card` is the sign-in
    card that opened it and ends it, `letter` the printed invitation. Without `lasts` (a timedelta) it ends
    with the browser. A student's device is taken for a shared one: unused for some minutes, it signs her
    out.
    """
    student = Student.objects.is_user(user).select_related("school", "advisory").first()
    closes = card_closes_at(student) if card else None
    login(request, user, backend=BACKEND)
    session = request.session
    # Of the same person, who signs in anew.
    for name in ("card", "idle", "invitation", "until", SECOND_STEP):
        session.pop(name, None)
    mark(session, second_step=second_step)
    session["device"] = device_of(request)
    session["made"] = timezone.now().timestamp()
    if card:
        session["card"] = card.pk
    if letter:
        session["invitation"] = letter.pk
    if lasts:
        session.set_expiry(lasts)
    if student:
        until = timezone.now() + datetime.timedelta(hours=CARD_HOURS)
        session["until"] = min(until, closes or until).timestamp()
        session["idle"] = student.advisory.idle_minutes if student.advisory else SHARED_IDLE
    record("session.opened", card or letter or user, by=user)


@transaction.atomic
def end_session(session, *, by):
    """Sign out one device, from another one."""
    ended, _rows = Session.objects.filter(pk=session.pk).delete()
    if not ended:
        raise ValidationError(_("This device has been signed out already."))
    record("session.ended", session.user, by=by, student=student_of(session.user))


@transaction.atomic
def end_sessions(user, *, by, spare=None):
    """Sign this person out everywhere, but for the session with the key `spare`. Gives how many ended."""
    ended, _rows = Session.objects.filter(user=user).exclude(session_key=spare or "").delete()
    if ended:
        record("session.ended", user, by=by, student=student_of(user))
    return ended


def student_of(user):
    return Student.objects.filter(user=user).first()


def sign_in_with_password(request, *, name, password):
    """Staff, by e-mail or user name. Unknown, wrong and not staff get one answer, after one hash."""
    key = f"password:{name}"
    tried = throttle.admit(key, PASSWORD_LIMIT)
    if tried is None:
        raise ValidationError(_("That was tried many times. Please wait 15 minutes, or ask the office."))
    staff = User.objects.staff().called(name).first()
    try:
        # With no such person, Django hashes once all the same.
        user = authenticate(request, username=staff.username if staff else "", password=password)
    except TooManyHashes:
        throttle.forgive(tried)
        raise
    if user is None:
        record_failed_sign_in(staff, way="password")
        raise ValidationError(_("This name and password do not fit together. Please try again."))
    throttle.forget(key)
    open_session(request, user)
    return user


def card_with_code(code):
    """The card that carries this short code, as a student types it.

    Wrong codes are counted by their first group of letters: a class may slip as often as it likes,
    and a guesser has 10 tries in half an hour for each of 10,648 groups, out of 26 million million codes.
    """
    tried = throttle.admit(f"card:{normal_code(code)[:3]}", CARD_LIMIT)
    if tried is None:
        raise ValidationError(_("That was tried many times. Scan your card, or ask your teacher for help."))
    card = SignInCard.objects.opened_with(code=code).with_student().first()
    if card is None:
        raise ValidationError(_("We do not know this code. Look at your card and try once more."))
    throttle.forgive(tried)
    return card


def sign_in_with_card(request, card, *, picture=None):
    """A student, by the QR code or the short code of a card that is valid right now, when it is time.

    One of the youngest also taps her picture.
    """
    card_closes_at(card.student)
    if card.student.asks_picture:
        check_picture(card.student, picture)
    open_session(request, card.student.user, card=card)


def sign_in_from_mail(request, user):
    """An adult of the family who typed the code we mailed. Her own phone stays signed in for a while.

    Whoever works at a school, too, is signed out with her browser, as every colleague is.
    """
    lasts = None if user.works_at_school else datetime.timedelta(days=FAMILY_DAYS)
    open_session(request, user, lasts=lasts)
