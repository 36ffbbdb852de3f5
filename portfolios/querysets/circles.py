"""The circles of a student: which adults are in each today, and which of them see a piece."""

from django.apps import apps
from django.db.models import Exists, Q, Value

from accounts.facts import EACH_ONE, of_each
from accounts.models import Guest, Student, User

CIRCLES = ("family", "advisor", "guests", "panel")


def adults_around(student_pk, *, piece=None):
    """Everybody who is in a circle of hers today, by name, with `circles`; of a piece also who `sees` it.

    Each adult near her is asked of the permissions themselves, all in one query.
    """
    guests = Guest.objects.filter(student=student_pk)
    near = User.objects.filter(
        Q(pk__in=User.objects.filter(advisories__students=student_pk).values("pk"))
        | Q(pk__in=User.objects.filter(guardianships__student=student_pk).values("pk"))
        | Q(pk__in=guests.filter(user__isnull=False).values("user"))
        | Q(pk__in=guests.filter(colleague__isnull=False).values("colleague"))
    )
    students = Student.objects
    rules = {
        "in_family": students.followed_by(EACH_ONE),
        "in_advisor": students.advised_by(EACH_ONE),
        "in_guests": students.hosting(EACH_ONE),
        "in_panel": students.presenting_to(EACH_ONE),
    }
    asked = {name: of_each(Exists(rule.filter(pk=student_pk))) for name, rule in rules.items()}
    asked["sees"] = Value(False)
    if piece:
        pieces = apps.get_model("portfolios", "Evidence").objects
        asked["sees"] = of_each(Exists(pieces.visible_to(EACH_ONE).filter(pk=piece.pk)))
    adults = list(near.annotate(**asked).order_by("last_name", "first_name", "preferred_name", "pk"))
    for adult in adults:
        adult.circles = [circle for circle in CIRCLES if getattr(adult, f"in_{circle}")]
    return [adult for adult in adults if adult.circles]
