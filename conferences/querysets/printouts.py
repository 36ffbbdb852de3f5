import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import School

KEPT = datetime.timedelta(days=2)  # a list of yesterday leads people astray
LOST = datetime.timedelta(minutes=5)


class PrintoutQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office prints; what an advisor prints for herself is hers."""
        return self.filter(school__in=School.objects.coordinated_by(user)).exclude(what="own")

    def printed_by(self, user):
        """Her own list, as long as she is an advisor there."""
        return self.filter(what="own", by=user.pk, school__in=School.objects.advised_by(user))

    def opened_by(self, user):
        """Whoever may have it on paper."""
        return self.filter(
            Q(pk__in=self.model.objects.coordinated_by(user).values("pk"))
            | Q(pk__in=self.model.objects.printed_by(user).values("pk"))
        )

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
