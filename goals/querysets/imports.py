import datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import School


class GoalImportQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office of the school that brought it."""
        return self.filter(school__in=School.objects.coordinated_by(user))

    def owed(self):
        """Those whose job has not come to an end."""
        return self.filter(state="applying")

    def in_hand(self):
        return self.filter(state="ready")

    def over(self):
        """Brought in so long ago that nobody looks at its rows any more."""
        return self.filter(applied_at__lt=timezone.now() - datetime.timedelta(days=35)).exclude(summary={})

    def forgotten(self):
        """Nobody came back to it for a week."""
        return self.in_hand().filter(at__lt=timezone.now() - datetime.timedelta(days=7))
