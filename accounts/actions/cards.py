from dataclasses import dataclass

from django.db import transaction

from accounts.actions.revoke import revoke
from accounts.audit import record
from accounts.models import Advisory, School, SignInCard, Student
from accounts.secrets import digest, make_card_code, make_token, normal_code


@dataclass(frozen=True)
class IssuedCard:
    """A new card with its secrets in the clear: for the sheet that is printed now, and nowhere else."""

    student: Student
    token: str
    code: str


@transaction.atomic
def issue_cards(students, *, by):
    """New cards for these students; their old ones open nothing any more, and end what they opened."""
    keys = [student.pk for student in students]
    # Whoever prints for the same student at the same time waits here, so one card stays valid.
    locked = Student.objects.select_for_update().order_by("pk").filter(pk__in=keys)
    len(locked)
    revoke(SignInCard.objects.filter(student__in=keys), by=by)
    issued = [IssuedCard(student, make_token(), make_card_code()) for student in students]
    cards = SignInCard.objects.bulk_create(
        SignInCard(
            student=card.student,
            token_digest=digest("card", card.token),
            code_digest=digest("card-code", normal_code(card.code)),
        )
        for card in issued
    )
    for card in cards:
        record("signincard.issued", card, by=by, student=card.student)
    return issued


def revoke_card(card, *, by):
    """A lost card: it opens nothing, and whoever came in by it is out."""
    revoke(card, by=by)


def revoke_cards(advisory, *, by):
    """All cards of an advisory, as when the box with them is gone. New ones bring everybody back."""
    return revoke(SignInCard.objects.filter(student__advisory=advisory), by=by)


@transaction.atomic
def save_card_rules(advisory, *, by, idle_minutes, cards_anytime, asks_picture):
    """How the students of an advisory come in, and how long a tablet waits; from the next sign-in on."""
    Advisory.objects.filter(pk=advisory.pk).update(
        idle_minutes=idle_minutes, cards_anytime=cards_anytime, asks_picture=asks_picture
    )
    record("advisory.card_rules", advisory, by=by)


@transaction.atomic
def save_school_card_rules(school, *, by, **rules):
    """When cards open, and who taps a picture, where the advisory says nothing else."""
    School.objects.filter(pk=school.pk).update(**rules)
    record("school.card_rules", school, by=by)
