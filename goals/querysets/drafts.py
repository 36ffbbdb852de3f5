from django.db.models import QuerySet

from accounts.models import Student


class GoalDraftQuerySet(QuerySet):
    def editable_by(self, user):
        """What is not said yet is nobody else's."""
        return self.filter(student__in=Student.objects.is_user(user))
