from django.db.models import QuerySet

from goals.querysets.common import rows


class GoalReplyQuerySet(QuerySet):
    def visible_to(self, user):
        """Whoever sees the goal sees what was said about it."""
        return self.filter(goal__in=rows("Goal").visible_to(user))


class GoalTeacherQuerySet(QuerySet):
    def asked(self):
        """Those who are asked still."""
        return self.filter(ended_at=None)
