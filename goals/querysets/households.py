"""What the adults of a family say to the school about a child, and who reads it. Said once."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import Guardianship, Student
from portfolios.querysets.comments import at_home, kept_away


def read_at_home(user, *, child, by):
    """The condition for words of a family: its writer, the student, her advisor, and the writer's household.

    Homes of one child do not read each other, as in portfolios (docs/decisions/0023). What an adult wrote
    whom the school keeps away is left to her advisor. `child` and `by` are the ways to both.
    """
    standing = ~Q(kept_away(child=child, by=by))
    return (
        Q(**{by: user.pk})
        | Q(**{f"{child}__in": Student.objects.advised_by(user)})
        | Q(**{f"{child}__in": Student.objects.is_user(user)}) & standing
        | Q(at_home(user, child=child, by=by)) & standing
    )


def read_at_table(*, child, by):
    """The condition for words of a family that may be on a screen at which any of her adults may look.

    Only where everybody who follows her lives with the writer.
    """
    beside_writer = Guardianship.objects.filter(
        student=OuterRef("student"), household=OuterRef("household"), adult=OuterRef(OuterRef(by))
    )
    adults = Guardianship.objects.current().filter(student=OuterRef(child))
    elsewhere = adults.exclude(adult=OuterRef(by)).exclude(Exists(beside_writer))
    return ~Q(kept_away(child=child, by=by)) & ~Q(Exists(elsewhere))
