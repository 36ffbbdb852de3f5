"""The calendar of a round: what happens when."""

from django.db.models import QuerySet
from django.utils import timezone

from conferences.querysets.rounds import A_DAY, HIDDEN

# What an adult of the family and the student read of it; the rest is the school's own.
TOLD_AT_HOME = ("ask", "answer", "times", "confirm", "agendas", "practice", "stays", "days", "check_in")


class MilestoneQuerySet(QuerySet):
    def of(self, round_):
        return self.filter(round=round_)

    def told_at_home(self):
        """Of rounds that families and students know of."""
        return self.filter(kind__in=TOLD_AT_HOME).exclude(round__state__in=HIDDEN)

    def unreminded(self):
        """Those of which the office was not told yet, in rounds that are not over."""
        return self.filter(reminded_at=None).exclude(round__state__in=["closed"])

    def due(self):
        """Come by now somewhere on earth: whether it has at the school, her own clock says afterwards."""
        return self.unreminded().filter(day__lte=timezone.now() + A_DAY)
