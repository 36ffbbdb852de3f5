import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions.invitations import invite, revoke_invitation
from accounts.actions.letters import deliver_code, deliver_invitation
from accounts.models import AuditRecord, Invitation, SignInCode, User
from tests import factories as f


def invite_mum(cast, **more):
    in_a_month = timezone.now() + datetime.timedelta(days=30)
    return invite(more.pop("guardianship", cast.guardianship), by=cast.bo, until=in_a_month)


def test_invite_mails_a_letter(cast, run_jobs):
    invitation = invite_mum(cast)
    assert (invitation.sent_at, run_jobs()) == (None, 1)
    letter = mail.outbox[0]
    html = letter.alternatives[0].content
    invitation.refresh_from_db()
    assert (letter.to, letter.subject) == (["mum@family.example"], "Ana invites you: Maple Street School")
    assert "/accounts/invitation/" in letter.body
    assert "/accounts/invitation/" in html
    assert [word for word in (letter.body, html) if "Mensah" in word] == []
    assert invitation.sent_at is not None
    assert AuditRecord.objects.values_list("verb", "actor_id", "student_id").get() == (
        "invitation.made",
        cast.bo.pk,
        cast.ana_student.pk,
    )


def test_two_clicks_send_one_letter(cast, run_jobs):
    assert invite_mum(cast) == invite_mum(cast)
    run_jobs()
    assert len(mail.outbox) == 1


def test_she_may_be_invited_again(cast, run_jobs):
    invite_mum(cast)
    run_jobs()
    invite_mum(cast)
    run_jobs()
    assert (Invitation.objects.open().count(), len(mail.outbox)) == (2, 2)


def test_a_job_that_runs_twice_mails_once(cast):
    invitation = invite_mum(cast)
    assert [deliver_invitation(invitation.pk), deliver_invitation(invitation.pk)] == [True, False]
    assert len(mail.outbox) == 1


def test_what_ended_before_the_letter_left_is_not_sent(cast, run_jobs):
    invite_mum(cast)
    type(cast.guardianship).objects.filter(pk=cast.guardianship.pk).update(restricted=True)
    run_jobs()
    assert mail.outbox == []


def test_an_ended_guardian_is_not_invited(cast):
    with pytest.raises(ValidationError, match="not to be invited"):
        invite_mum(cast, guardianship=cast.ended_guardianship)
    assert Invitation.objects.count() == 0


def test_without_an_address_the_office_is_asked(cast):
    User.objects.filter(pk=cast.mum.pk).update(email="")
    with pytest.raises(ValidationError, match="We have no e-mail address for Mum Mensah"):
        invite_mum(cast)


def test_a_refusing_mail_server_leaves_it_owed(cast, monkeypatch):
    def refuse(self, **kwargs):
        raise ConnectionRefusedError

    invitation = invite_mum(cast)
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    with pytest.raises(ConnectionRefusedError):
        deliver_invitation(invitation.pk)
    invitation.refresh_from_db()
    assert (invitation.sent_at, invitation.token_digest) == (None, None)
    assert list(Invitation.objects.owed()) == [invitation]


@pytest.mark.parametrize(
    ("own", "household", "school", "expected"),
    [("ar", "es", "en", "ar"), ("", "es", "en", "es"), ("", "", "es", "es"), ("", "", "en", "en")],
)
def test_a_letter_speaks_the_readers_language(cast, run_jobs, own, household, school, expected):
    User.objects.filter(pk=cast.mum.pk).update(language=own)
    type(cast.household).objects.filter(pk=cast.household.pk).update(language=household)
    type(cast.school).objects.filter(pk=cast.school.pk).update(language=school)
    invite_mum(cast)
    run_jobs()
    html = mail.outbox[0].alternatives[0].content
    assert f'<html lang="{expected}" dir="{"rtl" if expected == "ar" else "ltr"}">' in html


def test_a_letter_tells_time_on_the_schools_clock(cast, run_jobs):
    type(cast.school).objects.filter(pk=cast.school.pk).update(timezone="Pacific/Auckland")
    until = datetime.datetime(2099, 3, 1, 20, tzinfo=datetime.UTC)  # the morning after in Auckland
    invite(cast.guardianship, by=cast.bo, until=until)
    run_jobs()
    assert "works until March 2, 2099" in mail.outbox[0].body


@pytest.mark.parametrize("who", ["mum", "dad"])
def test_a_code_is_mailed_once_and_never_stored(cast, who):
    f.InvitationFactory(guardianship=cast.guardianship)
    f.InvitationFactory(guardianship=cast.dad.guardianships.get())  # no household is known
    code = SignInCode.objects.create(
        user=getattr(cast, who), expires_at=timezone.now() + datetime.timedelta(minutes=10)
    )
    assert [deliver_code(code.pk), deliver_code(code.pk), deliver_code(None)] == [True, False, False]
    code.refresh_from_db()
    assert (len(mail.outbox), len(code.code_digest)) == (1, 64)
    assert mail.outbox[0].subject.endswith(" is your code")


def test_taking_back_twice_is_refused(cast, mum_invited):
    revoke_invitation(mum_invited, by=cast.bo)
    with pytest.raises(ValidationError, match="already been stopped"):
        revoke_invitation(mum_invited, by=cast.bo)
    assert AuditRecord.objects.get().verb == "invitation.revoked"
