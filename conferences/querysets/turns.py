from django.apps import apps
from django.db.models import QuerySet


class TurnQuerySet(QuerySet):
    """What the presenting devices told, in the order in which it happened."""

    def of(self, conference):
        cards = apps.get_model("conferences", "Card").objects.kept()
        return self.filter(conference=conference, card__in=cards.filter(conference=conference))
