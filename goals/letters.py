"""Letters about what was promised. They name the child and the day, never the words."""

import logging

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.actions.letters import language_of, post
from accounts.models import Guardianship, Household
from goals.models import Commitment
from goals.rhythms import beat_of

log = logging.getLogger(__name__)


def post_each(letters):
    """Mail these, each `(name, person, language, words)`. Gives how many left.

    One that cannot be delivered keeps none of the others, nor are they sent once more for its sake. Where
    none could leave, the refusal is raised, and all of them stay owed.
    """
    left, refusal = 0, None
    for name, person, language, words in letters:
        try:
            post(name, person, language, **words)
        except OSError as trouble:  # of the mail server, as all of smtplib's
            log.warning("A letter %s to user %s was refused: %s", name, person.pk, type(trouble).__name__)
            refusal = trouble
        else:
            left += 1
    if refusal and not left:
        raise refusal
    return left


def remind_of(commitment):
    """Tell whoever promised it that its day has come. Gives how many letters left, None in the holidays."""
    student = commitment.student
    beat = beat_of(student)
    with timezone.override(commitment.school.timezone):
        if beat.rest_on(timezone.localdate()):
            return None
    words = {
        "school": commitment.school,
        "child": student.first_name,
        "party": commitment.party,
        "day": commitment.check_on,
        "link": settings.SITE_URL + reverse("goals:commitment_check_in", args=[commitment.pk]),
    }
    return post_each(
        ("goals/mail/promise", person, language_of(person, household, commitment.school), words)
        for person, household in readers(commitment, beat)
    )


def readers(commitment, beat):
    """Each with her household, if one is known: the one who made it hers, or everybody of that party."""
    parties = {
        Commitment.Party.STUDENT: student_herself,
        Commitment.Party.FAMILY: family_of,
        Commitment.Party.TEACHER: teachers_of,
    }
    found = list(parties[commitment.party](commitment.student, beat))
    owners = [pair for pair in found if pair[0].pk == commitment.owner_id]
    return [pair for pair in owners or found if pair[0].email and pair[0].is_active]


def student_herself(student, beat):
    return [(student.user, None)] if beat.reminds else []


def family_of(student, beat):
    """Adults who follow her today; who has letters on paper gets no mail."""
    held = Guardianship.objects.current().filter(student=student).select_related("adult", "household")
    return [(one.adult, one.household) for one in held.order_by("pk") if not on_paper(one.household)]


def on_paper(household):
    return household is not None and household.reach == Household.Reach.LETTER


def teachers_of(student, beat):
    advisors = student.advisory.advisors.order_by("pk") if student.advisory else []
    return [(advisor, None) for advisor in advisors]
