"""Who could vouch for it: the student names an adult, her advisor agrees, and a link opens one piece."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.letters import language_of, post
from accounts.actions.revoke import Opened, revocable, revoke
from accounts.audit import record
from accounts.models import Student
from accounts.secrets import digest, make_token
from portfolios.actions.sharing import share_evidence
from portfolios.models import Share, Vouch
from portfolios.tasks import send_vouch

MOST = 3  # adults who are asked about one piece at a time


@transaction.atomic
def ask_vouch(evidence, *, name, relation, email, by):
    """The student says who could vouch for it. Her advisor sees the piece from now on, and answers first."""
    student = Student.objects.select_for_update().get(pk=evidence.student_id)
    asked = Vouch.objects.of(evidence).filter(ended_at=None, declined_at=None)
    asked.filter(answered_at=None, expires_at__lte=timezone.now()).update(ended_at=timezone.now())
    if asked.filter(name=name).exists():
        raise ValidationError({"name": _("You have asked this person already.")})
    if asked.filter(answered_at=None).count() >= MOST:
        raise ValidationError(
            _("You have asked %(most)s people, and wait for them. That is enough for one piece."),
            params={"most": MOST},
        )
    share_evidence(evidence, Share.Circle.ADVISOR, by=by)
    vouch = Vouch.objects.create(
        school_id=student.school_id, evidence=evidence, name=name, relation=relation, email=email
    )
    record("vouch.asked", vouch, by=by, student=student)
    return vouch


@transaction.atomic
def agree_vouch(vouch, *, by):
    """Her advisor agrees: a link leaves by mail, or may now be printed.

    An adult whom the school keeps away from this child gets none, and only the office knows why.
    """
    if Vouch.objects.barred().filter(pk=vouch.pk).exists():
        raise ValidationError(_("This person cannot be asked. The school office can tell you more."))
    agreed = Vouch.objects.waiting().filter(pk=vouch.pk).update(agreed_at=timezone.now(), agreed_by=by)
    if not agreed:
        raise ValidationError(_("This has been answered already."))
    record("vouch.agreed", vouch, by=by, student=vouch.student)
    if vouch.email:
        send_vouch.enqueue(vouch.pk)


@transaction.atomic
def decline_vouch(vouch, *, by):
    """Not this person. The student reads that her advisor will talk with her."""
    declined = Vouch.objects.waiting().filter(pk=vouch.pk)
    if not declined.update(declined_at=timezone.now(), declined_by=by):
        raise ValidationError(_("This has been answered already."))
    record("vouch.declined", vouch, by=by, student=vouch.student)


@transaction.atomic
def deliver_vouch(pk):
    """Mail a link that is still owed. Gives whether a letter left. As `accounts.actions.letters`."""
    owed = Vouch.objects.owed().select_for_update(of=("self",), skip_locked=True)
    vouch = owed.with_piece().filter(pk=pk).first()
    if vouch is None:
        return False
    token = make_token()
    link(vouch, token)
    post(
        "portfolios/mail/vouch",
        vouch,
        language_of(vouch.school),
        school=vouch.school,
        child=vouch.student.first_name,
        until=vouch.expires_at,
        link=settings.SITE_URL + reverse("portfolios:vouch_open", args=[token]),
    )
    return True


@transaction.atomic
def print_vouch(vouch, *, by):
    """A link for paper, instead of any that went before. Gives its token, which is kept nowhere."""
    row = (
        Vouch.objects.standing().select_for_update(of=("self",)).filter(pk=vouch.pk, answered_at=None).first()
    )
    if row is None:
        raise ValidationError(_("This has been stopped, or answered, in the meantime."))
    token = make_token()
    link(row, token)
    record("vouch.printed", row, by=by, student=row.student)
    return token


def link(vouch, token):
    vouch.token_digest = digest("vouch", token)
    vouch.sent_at = timezone.now()
    vouch.expires_at = vouch.sent_at + timedelta(days=Vouch.DAYS)
    vouch.save(update_fields=["token_digest", "sent_at", "expires_at"])


@transaction.atomic
def answer_vouch(vouch, *, words, signed, saw):
    """What she says, with her name; while her link lasts she may say it anew."""
    said = {"words": words, "signed": signed, "saw": saw, "answered_at": timezone.now()}
    if not Vouch.objects.open().filter(pk=vouch.pk).update(**said, withdrawn_at=None):
        raise ValidationError(_("This link has been stopped in the meantime."))
    record("vouch.answered", vouch, by=None, student=vouch.student)


@transaction.atomic
def withdraw_vouch(vouch):
    """She takes her words back. They are kept nowhere."""
    unsaid = {"words": "", "signed": "", "saw": False, "answered_at": None, "withdrawn_at": timezone.now()}
    if not Vouch.objects.open().filter(pk=vouch.pk, answered_at__isnull=False).update(**unsaid):
        raise ValidationError(_("There is nothing of yours on this piece."))
    record("vouch.withdrawn", vouch, by=None, student=vouch.student)


@transaction.atomic
def end_vouch(vouch, *, by):
    """Off the piece, asked or answered; its link opens nothing from the next request on."""
    revoke(vouch, by=by, verb="ended")


def forget_addresses():
    """A stranger's address is kept no longer than her link can be used, or her advisor takes to answer."""
    unanswered = Q(agreed_at=None, asked_at__lt=timezone.now() - timedelta(days=Vouch.DAYS))
    over = Q(expires_at__lt=timezone.now()) | Q(ended_at__isnull=False) | Q(declined_at__isnull=False)
    Vouch.objects.filter(over | unanswered).exclude(email="").update(email="")


revocable(
    Vouch,
    standing=lambda: Q(ended_at=None),
    end=lambda: {"ended_at": timezone.now()},
    opened=lambda rows: Opened(),
    related=("evidence__student",),
)
