from django.db.models import QuerySet

from goals.querysets.common import rows


class CheckInQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(goal__in=rows("Goal").visible_to(user))


class TickQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(goal__in=rows("Goal").visible_to(user))
