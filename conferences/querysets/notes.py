from django.apps import apps
from django.db.models import Q, QuerySet

from conferences.querysets.readiness import writer


class NoteQuerySet(QuerySet):
    def visible_to(self, user):
        """What one adult wrote is for the student and her advisor, and stays that adult's own page.

        Two households do not read each other.
        """
        conferences = apps.get_model("conferences", "Conference").objects
        return self.filter(
            Q(conference__in=conferences.led_by(user))
            | Q(conference__in=conferences.advised_by(user))
            | Q(by_id=user.pk, conference__in=conferences.followed_by(user))
        )

    def of(self, conference):
        return self.filter(conference=conference).select_related("by")

    def written_by(self, user):
        return self.filter(by_id=user.pk)

    def glows_and_grows(self):
        return self.filter(kind__in=["glow", "grow"])

    def with_names(self):
        """With the name of the adult who wrote each, the newest first."""
        return self.annotate(by_name=writer()).order_by("-at", "-pk")

    def offers(self):
        """Questions of her family and ideas of her advisor that the student has not answered yet."""
        return self.filter(kind__in=["question", "suggestion"], settled_at=None)

    def offered_to(self, user):
        conferences = apps.get_model("conferences", "Conference").objects.led_by(user)
        return self.offers().filter(conference__in=conferences)
