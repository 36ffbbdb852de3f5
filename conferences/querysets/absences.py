"""Who is away, and who stands in for her: with the rights of the room, and for that time alone."""

import datetime

from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.models import School
from accounts.querysets.schools import schools_of
from conferences.querysets.rounds import HIDDEN

# Whoever stands in finds the room open before its first family comes, and until the last one has gone.
AROUND = datetime.timedelta(hours=1)


class AbsenceQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office alone: why somebody is away is nobody's business, and when is hers."""
        return self.filter(round__school__in=School.objects.coordinated_by(user))

    def covered_by(self, user):
        """Those in which this colleague stands in just now, at a school where she still works."""
        return self.filter(
            stand_in=user.pk,
            starts_at__lte=Now() + AROUND,
            ends_at__gte=Now() - AROUND,
            round__school__in=schools_of(user, "advisor", "coordinator"),
        ).exclude(round__state__in=HIDDEN)

    def of_round(self, round_):
        return self.filter(round=round_)

    def within(self, starts_at, ends_at):
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def with_people(self):
        return self.select_related("advisor", "stand_in", "round")

    def to_come(self):
        """Those that are not over, the next first."""
        return self.filter(ends_at__gte=Now()).order_by("starts_at", "pk")
