from django.apps import apps
from django.db.models import QuerySet

from goals.querysets.common import rows


class GoalPieceQuerySet(QuerySet):
    def visible_to(self, user):
        """For somebody who sees both the goal and the piece."""
        pieces = apps.get_model("portfolios", "Evidence").objects.visible_to(user)
        return self.filter(goal__in=rows("Goal").visible_to(user), evidence__in=pieces)
