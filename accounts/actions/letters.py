"""Secrets that leave by mail: made, mailed and stored as a digest under one lock.

The row is locked while the mail is handed over, so two workers never mail twice; if the mail server
refuses, nothing is stored and the row stays owed. At worst, after a crash between mail and commit, a
second letter follows the first, and the second one opens.
"""

import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Invitation, PasswordLink, SignInCode, User
from accounts.secrets import digest, make_mail_code, make_token


@transaction.atomic
def deliver_invitation(pk):
    """Mail an invitation that is still owed. Gives whether a letter left."""
    owed = Invitation.objects.owed().select_for_update(of=("self",), skip_locked=True)
    invitation = owed.with_people().filter(pk=pk).first()
    if invitation is None:
        return False
    adult, guardianship = invitation.adult, invitation.guardianship
    token = make_token()
    post(
        "invitation",
        adult,
        language_of(adult, invitation.household, invitation.school),
        school=invitation.school,
        child=invitation.student.first_name,
        guest=invitation.guest,
        attends=guardianship is None or guardianship.may_attend,
        until=invitation.expires_at,
        link=settings.SITE_URL + reverse("accounts:invitation_open", args=[token]),
    )
    invitation.token_digest = digest("invitation", token)
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["token_digest", "sent_at"])
    return True


@transaction.atomic
def deliver_code(pk):
    """Mail a code that is still owed; its ten minutes begin now. Gives whether a letter left."""
    owed = SignInCode.objects.owed().select_for_update(of=("self",), skip_locked=True)
    code = owed.select_related("user__school").filter(pk=pk).first()
    if code is None:
        return False
    digits = make_mail_code()
    post(
        "code",
        code.user,
        language_of(code.user, household_of(code.user), code.user.school),
        school=code.user.school,
        code=digits,
        minutes=SignInCode.MINUTES,
    )
    code.code_digest = digest(f"code-{code.pk}", digits)
    code.sent_at = timezone.now()
    code.expires_at = code.sent_at + datetime.timedelta(minutes=SignInCode.MINUTES)
    code.save(update_fields=["code_digest", "sent_at", "expires_at"])
    return True


@transaction.atomic
def deliver_password_link(pk):
    """Mail a link to choose a password; its time begins now. Gives whether a letter left."""
    owed = PasswordLink.objects.owed().select_for_update(of=("self",), skip_locked=True)
    link = owed.select_related("user__school").filter(pk=pk).first()
    if link is None:
        return False
    token = make_token()
    link.sent_at = timezone.now()
    link.expires_at = link.sent_at + (
        datetime.timedelta(days=link.FIRST_DAYS)
        if link.is_first
        else datetime.timedelta(minutes=link.RESET_MINUTES)
    )
    post(
        "password",
        link.user,
        language_of(link.user, link.user.school),
        school=link.user.school,
        first=link.is_first,
        until=link.expires_at,
        link=settings.SITE_URL + reverse("accounts:password_open", args=[token]),
    )
    link.token_digest = digest("password", token)
    link.save(update_fields=["token_digest", "sent_at", "expires_at"])
    return True


def deliver_notice(pk, what):
    """Tell somebody that her ways in have changed, in case it was not she. Gives whether a letter left."""
    user = User.objects.filter(pk=pk, is_active=True).exclude(email="").select_related("school").first()
    if user is None:
        return False
    language = language_of(user, household_of(user), user.school)
    post("notice", user, language, school=user.school, what=what, at=timezone.now())
    return True


def household_of(user):
    guardianship = user.guardianships.select_related("household").exclude(household=None).first()
    return guardianship.household if guardianship else None


def language_of(*known):
    """The language this reader chose, or her household's, or the school's."""
    spoken = (someone.language for someone in known if someone is not None and someone.language)
    return next(spoken, settings.LANGUAGE_CODE)


def post(name, person, language, **words):
    """Mail one letter, in plain text and HTML, in the reader's language and on the school's clock.

    `name` is that of its templates; another app gives the whole way to them.
    """
    letter_to(name, person, language, **words).send()


def letter_to(name, person, language, **words):
    """The same, not sent yet: for an app that puts something beside it."""
    path = name if "/" in name else f"accounts/mail/{name}"
    school = words["school"]
    with translation.override(language), timezone.override(school.timezone if school else None):
        words |= {"person": person, "site": settings.SITE_URL, "bidi": translation.get_language_bidi()}
        words |= {"language": translation.get_language()}
        subject = " ".join(render_to_string(f"{path}_subject.txt", words).split())
        message = EmailMultiAlternatives(subject, render_to_string(f"{path}.txt", words), to=[person.email])
        message.attach_alternative(render_to_string(f"{path}.html", words), "text/html")
    return message
