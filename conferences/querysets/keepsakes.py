import datetime

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone


class KeepsakeQuerySet(QuerySet):
    def held_by(self, user):
        """Whoever had it made, as long as she may read the record."""
        conferences = apps.get_model("conferences", "Conference").objects
        return self.filter(reader=user.pk, conference__in=conferences.visible_to(user).held())

    def of(self, conference):
        return self.filter(conference=conference)

    def owed(self):
        """Asked for, and not made yet."""
        return self.filter(state="waiting")

    def overdue(self):
        """Owed for so long that its job must have been lost."""
        return self.owed().filter(asked_at__lt=timezone.now() - datetime.timedelta(minutes=5))
