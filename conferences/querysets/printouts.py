import datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import School

KEPT = datetime.timedelta(days=2)  # a list of yesterday leads people astray
LOST = datetime.timedelta(minutes=5)


class PrintoutQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office prints."""
        return self.filter(school__in=School.objects.coordinated_by(user))

    def of_round(self, round_):
        return self.filter(round=round_)

    def owed(self):
        """Asked for, and not made yet."""
        return self.filter(state="waiting")

    def overdue(self):
        """Owed for so long that its job must have been lost."""
        return self.owed().filter(asked_at__lt=timezone.now() - LOST)

    def outdated(self):
        return self.filter(asked_at__lt=timezone.now() - KEPT)

    def printed(self):
        """Those with something on paper."""
        return self.filter(state="ready").exclude(file="")
