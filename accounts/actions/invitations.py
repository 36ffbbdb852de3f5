"""Letters that bring a family or a guest to their page: by mail, or on paper."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle
from accounts.actions.revoke import revoke
from accounts.actions.sessions import FAMILY_DAYS, open_session
from accounts.audit import record
from accounts.models import Guardianship, Invitation
from accounts.secrets import digest, make_letter_code, make_token, normal_code
from accounts.tasks import send_invitation

# Adults whom only a printed letter reaches have weeks to find the time.
LETTER_DAYS = 60
LETTER_TRIES = (10, 24 * 60)  # so many in so many minutes


@dataclass(frozen=True)
class PrintedLetter:
    """A letter with its secrets in the clear: for the paper that is printed now, and nowhere else."""

    invitation: Invitation
    token: str
    code: str


@transaction.atomic
def invite(guardianship, *, by, until):
    """Mail this adult a link to the child's family page, good until then. Two clicks send one letter."""
    locked = Guardianship.objects.current().select_for_update(of=("self",)).filter(pk=guardianship.pk)
    guardianship = locked.select_related("adult", "student").first()
    if guardianship is None:
        raise ValidationError(_("This family member is not to be invited any more."))
    if not guardianship.adult.email:
        raise ValidationError(
            _("We have no e-mail address for %(name)s. The office can add one.")
            % {"name": guardianship.adult}
        )
    waiting = Invitation.objects.owed().filter(guardianship=guardianship).first()
    if waiting:
        return waiting
    invitation = Invitation.objects.create(
        school_id=guardianship.student.school_id, guardianship=guardianship, expires_at=until
    )
    record("invitation.made", invitation, by=by, student=guardianship.student)
    send_invitation.enqueue(invitation.pk)
    return invitation


@transaction.atomic
def invite_guest(guest, *, by):
    """Mail a guest to whom the advisor has agreed her link."""
    invitation = Invitation.objects.create(
        school_id=guest.school_id, guest=guest, expires_at=guest.expires_at
    )
    record("invitation.made", invitation, by=by, student=guest.student)
    send_invitation.enqueue(invitation.pk)
    return invitation


@transaction.atomic
def print_letters(guardianships, *, by):
    """A link and a code on paper for each of these adults; a letter that was printed before stops.

    Gives `PrintedLetter`s. Each opens once, a session that is about this one child.
    """
    keys = [guardianship.pk for guardianship in guardianships]
    # Whoever prints for the same adult at the same time waits here, so one letter stays valid.
    locked = Guardianship.objects.current().select_for_update(of=("self",)).order_by("pk")
    printable = list(
        locked.filter(pk__in=keys).select_related("adult", "household", "student__user", "student__school")
    )
    before = Invitation.objects.filter(guardianship__in=printable, revoked_at=None).exclude(code_digest="")
    before.update(revoked_at=timezone.now())
    return [print_letter(guardianship, by=by) for guardianship in printable]


def print_letter(guardianship, *, by):
    now = timezone.now()
    token, code = make_token(), make_letter_code()
    invitation = Invitation.objects.create(
        school_id=guardianship.student.school_id,
        guardianship=guardianship,
        token_digest=digest("invitation", token),
        code_digest=digest("letter", normal_code(code)),
        sent_at=now,
        expires_at=now + timedelta(days=LETTER_DAYS),
    )
    record("invitation.printed", invitation, by=by, student=guardianship.student)
    return PrintedLetter(invitation, token, code)


def sign_in_with_letter(request, invitation, *, code):
    """An adult with the paper in her hand: its code opens one session, about the child of the letter."""
    key = f"letter:{invitation.pk}"
    if throttle.admit(key, LETTER_TRIES) is None:
        raise ValidationError(_("That was tried many times. Please wait a day, or ask the school office."))
    right = Invitation.objects.open().filter(
        pk=invitation.pk, code_digest=digest("letter", normal_code(code))
    )
    with transaction.atomic():
        # Compared and used up in one statement: of two phones, one is let in.
        mine = Invitation.objects.filter(pk__in=right.values("pk"), used_at=None)
        if not mine.update(used_at=timezone.now()):
            raise ValidationError(_("This code does not fit the letter. Please look at it once more."))
        throttle.forget(key)
        open_session(request, invitation.adult, letter=invitation, lasts=timedelta(days=FAMILY_DAYS))


def revoke_invitation(invitation, *, by):
    """Take a link back, as when it went to the wrong address. Her sessions end; other links still stand."""
    revoke(invitation, by=by)
