"""Who can be seen in a picture, and what that keeps from whom. Said once, for every page and address."""

from django.apps import apps
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When

from accounts.querysets import may_be_shown

# Those who can still be recognised and whom nobody has agreed to show: another child without a yes, and
# somebody from elsewhere.
HOLDS = Q(covered_at=None, agreed_at=None) & (Q(who="other") | Q(who="schoolmate", permitted=False))
# From guests also the child whose work it is; her own family sees her anyway.
HOLDS_FROM_GUESTS = HOLDS | Q(who="self", covered_at=None, permitted=False)


class DepictionQuerySet(QuerySet):
    def judged_by(self, user):
        """Her advisor, about the pictures that she is shown."""
        pictures = apps.get_model("portfolios", "Attachment").objects.judged_by(user)
        return self.filter(attachment__in=pictures)

    def with_picture(self):
        return self.select_related("attachment__evidence__student")

    def with_permission(self):
        """Each with whether that child may be shown (`permitted`)."""
        return self.annotate(permitted=may_be_shown(OuterRef("student")))

    def with_hold(self):
        """Each with whether the picture is held from families because of her (`holds`)."""
        holds = Case(When(HOLDS, then=True), default=False, output_field=BooleanField())
        return self.with_permission().annotate(holds=holds)

    def holding(self, *, guests=False):
        """Those because of whom a picture is held from families; with `guests`, from guests."""
        return self.with_permission().filter(HOLDS_FROM_GUESTS if guests else HOLDS)


def held(*, guests=False):
    """The condition on a picture that keeps it from families; with `guests`, from guests.

    Nobody has said who is in it, her advisor holds it, or somebody in it may not be shown.
    """
    depictions = apps.get_model("portfolios", "Depiction").objects.holding(guests=guests)
    return Q(told_at=None) | Q(held_at__isnull=False) | Exists(depictions.filter(attachment=OuterRef("pk")))
