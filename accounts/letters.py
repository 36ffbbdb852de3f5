"""Letters on paper: each in the language of its household, with a QR code and a code to type."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions.letters import language_of
from accounts.pdf import render_pdf
from accounts.qr import qr_path


def pdf_of(printed):
    """One PDF of all these `PrintedLetter`s, a page each."""
    letters = [letter_of(one) for one in printed]
    return render_pdf("accounts/letters/letters.html", {"letters": letters}, css="letter.css")


def letter_of(printed):
    """One letter as HTML, in the reader's language and on the school's calendar."""
    invitation = printed.invitation
    adult, household, school = invitation.adult, invitation.household, invitation.school
    link = settings.SITE_URL + reverse("accounts:invitation_open", args=[printed.token])
    with translation.override(language_of(adult, household, school)), timezone.override(school.timezone):
        return render_to_string(
            "accounts/letters/letter.html",
            {
                "language": translation.get_language(),
                "bidi": translation.get_language_bidi(),
                "adult": adult,
                "address": household.address if household else "",
                "child": invitation.student.first_name,
                "school": school,
                "attends": invitation.guardianship.may_attend,
                "until": invitation.expires_at,
                "today": timezone.localdate(),
                "path": qr_path(link),
                "code": printed.code,
                "site": settings.SITE_URL.partition("://")[2],
            },
        )
