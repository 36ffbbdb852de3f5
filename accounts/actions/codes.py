"""Six digits by mail: how a family member comes in without a password."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle
from accounts.audit import record_failed_sign_in
from accounts.confirming import confirm
from accounts.models import SignInCode, User
from accounts.secrets import digest
from accounts.tasks import send_code

REQUESTS = ((5, 60), (15, 24 * 60))  # so many in so many minutes


def request_code(user):
    """Mail a code to the family member whose invitation is open. Gives the code's row, without the code."""
    count_request(f"code-by-link:{user.pk}")
    return make_code(user)


def request_code_for(email):
    """Mail a code to whoever of a family has this address; the same work and answer if nobody has.

    Gives the code's row, or None. Counted apart from `request_code`, so that a stranger who types her
    address again and again cannot keep her from her own link.
    """
    count_request(f"code-by-address:{email}")
    return make_code(User.objects.invited().called(email).first())


def count_request(key):
    """With five tries a code, a stranger has 75 guesses a day at a million codes."""
    if throttle.admit(key, *REQUESTS) is None:
        raise ValidationError(
            _("We have mailed several codes already. Please use the newest one, or wait an hour.")
        )


@transaction.atomic
def make_code(user):
    in_ten_minutes = timezone.now() + datetime.timedelta(minutes=SignInCode.MINUTES)
    code = SignInCode.objects.create(user=user, expires_at=in_ten_minutes) if user else throttle.pretend()
    send_code.enqueue(code.pk if code else None)
    return code


def use_code(pk, typed):
    """The person whose code this is. Each call costs one of its tries; the right one uses it up.

    Nothing tells a wrong code from one that is over, tried too often, or was never made: the database is
    asked the same of all of them.
    """
    key = pk or 0
    counted = SignInCode.objects.alive().filter(pk=key).update(tries=F("tries") + 1)
    right = SignInCode.objects.filter(used_at=None, code_digest=digest(f"code-{pk}", typed))
    if not right.filter(pk=key if counted else 0).update(used_at=timezone.now()):
        record_failed_sign_in(User.objects.filter(sign_in_codes=key).first(), way="mailed code")
        raise ValidationError(
            _("This code does not fit, or its time is over. Use the newest mail, or ask for a new code.")
        )
    return SignInCode.objects.select_related("user").get(pk=pk).user


def prove_with_mailed_code(request, *, code):
    """She is signed in already, and shows once more that the mailbox is hers."""
    use_code(request.session.get("confirm_code"), code)
    del request.session["confirm_code"]
    confirm(request, second_step=False)
