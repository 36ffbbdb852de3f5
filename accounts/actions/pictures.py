"""The picture that one of the youngest taps after her card: chosen by her or her advisor, told to nobody."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import throttle
from accounts.audit import record, record_failed_sign_in
from accounts.models import SignInPicture
from accounts.secrets import digest

LIMITS = ((5, 30), (15, 24 * 60))  # tries in so many minutes; twelve pictures are soon guessed


@transaction.atomic
def choose_picture(student, picture, *, by):
    """She chooses, once: another one can only be made possible by her advisor."""
    _row, chosen = SignInPicture.objects.get_or_create(
        student=student, defaults={"digest": digest_of(student, picture)}
    )
    if not chosen:
        raise ValidationError(_("You have a picture already. Tap that one."))
    record("signinpicture.chosen", student, by=by, student=student)


@transaction.atomic
def set_picture(student, picture, *, by):
    """Her advisor chooses for her, or anew."""
    SignInPicture.objects.update_or_create(student=student, defaults={"digest": digest_of(student, picture)})
    throttle.forget(key_of(student))
    record("signinpicture.set", student, by=by, student=student)


@transaction.atomic
def forget_picture(student, *, by):
    """She chooses anew when she comes next."""
    SignInPicture.objects.filter(student=student).delete()
    throttle.forget(key_of(student))
    record("signinpicture.forgotten", student, by=by, student=student)


def check_picture(student, picture):
    """Raises ValidationError unless this is her picture; too many others, and only her advisor can help."""
    if throttle.admit(key_of(student), *LIMITS) is None:
        raise ValidationError(_("Let’s take a break. Please show your card to your teacher."))
    tapped = digest_of(student, picture)
    if not SignInPicture.objects.filter(student=student, digest=tapped).exists():
        record_failed_sign_in(student.user, way="picture")
        raise ValidationError(_("That was another picture. Try again!"))
    throttle.forget(key_of(student))


def digest_of(student, picture):
    return digest(f"picture-{student.pk}", picture)


def key_of(student):
    return f"picture:{student.pk}"
