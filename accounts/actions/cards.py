from dataclasses import dataclass

from django.db import transaction

from accounts.actions.revoke import revoke
from accounts.audit import record
from accounts.models import SignInCard, Student
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
