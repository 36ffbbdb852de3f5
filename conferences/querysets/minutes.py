from django.apps import apps
from django.db.models import QuerySet

from conferences.querysets.readiness import writer


class PrivateMinuteQuerySet(QuerySet):
    def open(self):
        """Asked for, not taken back, and nobody has talked yet."""
        return self.filter(settled_at=None, taken_back_at=None)

    def advised_by(self, user):
        """Her advisor, who is asked. Neither the student nor anybody else at home is told of it."""
        conferences = apps.get_model("conferences", "Conference").objects
        return self.filter(conference__in=conferences.advised_by(user))

    def asked_by(self, user):
        return self.filter(by_id=user.pk)

    def with_names(self):
        return self.annotate(by_name=writer())
