"""Who can be seen in a picture, and what that keeps from whom. Said once, for every page and address."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.querysets import may_be_shown


class DepictionQuerySet(QuerySet):
    def open(self):
        """Those who can still be recognised and whom nobody has agreed to show."""
        return self.filter(covered_at=None, agreed_at=None)

    def with_permission(self):
        """Each with whether that child may be shown (`permitted`)."""
        return self.annotate(permitted=may_be_shown(OuterRef("student")))

    def holding(self, *, guests=False):
        """Those because of whom a picture is kept back.

        From families: another child without a yes, and somebody from elsewhere. From guests also the
        child whose work it is, for her own family sees her anyway.
        """
        whose = Q(who__in=("self", "schoolmate")) if guests else Q(who="schoolmate")
        return self.open().with_permission().filter(Q(who="other") | whose & Q(permitted=False))


def held(*, guests=False):
    """The condition on a picture that keeps it from families; with `guests`, from guests.

    Nobody has said who is in it, her advisor holds it, or somebody in it may not be shown.
    """
    depictions = apps.get_model("portfolios", "Depiction").objects.holding(guests=guests)
    return Q(told_at=None) | Q(held_at__isnull=False) | Exists(depictions.filter(attachment=OuterRef("pk")))
