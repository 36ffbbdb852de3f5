"""The second step of staff: an authenticator app, and recovery codes for the day the telephone is gone."""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle
from accounts.actions.revoke import Opened, keys, revocable, revoke
from accounts.audit import record, record_failed_sign_in
from accounts.confirming import confirm
from accounts.models import Factor, User
from accounts.secrets import unseal
from accounts.tasks import send_notice

LIMITS = (10, 15), (50, 24 * 60)  # tries in so many minutes


def prove_with_code(request, *, code):
    """She types the digits of her app, or a recovery code; from now on her session has both steps."""
    user = request.user
    key = f"second-step:{user.pk}"
    if throttle.admit(key, *LIMITS) is None:
        raise ValidationError(_("That was tried many times. Please wait 15 minutes, or ask the office."))
    factor = next((one for one in Factor.objects.held_by(user).typed() if takes(one, code)), None)
    if factor is None:
        record_failed_sign_in(user, way="second step")
        raise ValidationError(_("These digits do not fit. Your app shows new ones every 30 seconds."))
    throttle.forget(key)
    confirm(request, second_step=True)
    record(f"secondstep.{factor.type}", user, by=user)


def takes(factor, code):
    """Whether the code is right; it is used up by asking."""
    if factor.type == Factor.Type.RECOVERY_CODES:
        return factor.wrap().validate_code(code)
    step = step_of(unseal(factor.data["secret"]) or "", code)
    if step is None:
        return False
    # Of two who type the same digits, a server process each, one gets in.
    newer = Q(data__last_step__lt=step) | ~Q(data__has_key="last_step")
    used = {"data": factor.data | {"last_step": step}, "last_used_at": timezone.now()}
    return bool(Factor.objects.filter(newer, pk=factor.pk).update(**used))


def step_of(secret, code):
    """The time step for which an app with this secret shows these digits, if it is about now."""
    for step in totp.yield_hotp_counters_from_time():
        if secret and compare_user_code(
            actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, step))
        ):
            return step
    return None


@transaction.atomic
def add_app(request, *, secret, code):
    """Her app shows the right digits, so it becomes her second step. Gives recovery codes if she had none."""
    user = held(request.user)
    if Factor.objects.held_by(user).filter(type=Factor.Type.TOTP).exists():
        raise ValidationError(_("You have an authenticator app already. Remove it first."))
    step = step_of(secret, code)
    if step is None:
        raise ValidationError(_("These digits do not fit. Your app shows new ones every 30 seconds."))
    factor = totp.TOTP.activate(user, secret).instance
    factor.data["last_step"] = step
    factor.save(update_fields=["data"])
    return added(request, "secondstep.app_added")


def added(request, verb):
    """After a new way in: the session has both steps, she gets word by mail, and first recovery codes."""
    user = request.user
    confirm(request, second_step=user.works_at_school)
    record(verb, user, by=user)
    send_notice.enqueue(user.pk, "added")
    has_codes = Factor.objects.held_by(user).filter(type=Factor.Type.RECOVERY_CODES).exists()
    return renew_codes(user) if user.works_at_school and not has_codes else []


@transaction.atomic
def renew_codes(user):
    """Ten new recovery codes, shown once; the ones before open nothing any more."""
    held(user)
    Factor.objects.held_by(user).filter(type=Factor.Type.RECOVERY_CODES).delete()
    record("secondstep.codes_made", user, by=user)
    return [f"{code[:4]} {code[4:]}" for code in RecoveryCodes.activate(user).generate_codes()]


def held(user):
    """Who changes the ways in of one person at the same time waits here."""
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


@transaction.atomic
def remove_factor(request, factor):
    """A way in that she has no use for, or has lost. Whoever is signed in elsewhere as her is out."""
    user = held(request.user)
    others = Factor.objects.held_by(user).second().exclude(pk=factor.pk)
    if user.works_at_school and not others.exists():
        raise ValidationError(_("This is your only second step. Add another one first."))
    revoke(factor, by=user, spare=request.session.session_key)
    send_notice.enqueue(user.pk, "removed")


@transaction.atomic
def reset_second_step(user, *, by):
    """A colleague has lost everything: at her next sign-in she sets up anew."""
    revoke(Factor.objects.held_by(held(user)), by=by, verb="reset")
    send_notice.enqueue(user.pk, "removed")


revocable(Factor, opened=lambda rows: Opened(people=keys(rows, "user_id")), related=("user",))
