from django.db.models import QuerySet

from accounts.models import School


class FrameworkImportQuerySet(QuerySet):
    def coordinated_by(self, user):
        return self.filter(school__in=School.objects.coordinated_by(user))

    def at(self, school):
        return self.filter(school=school)

    def owed(self):
        """Those whose job has not come to an end."""
        return self.filter(state="applying")

    def in_hand(self):
        return self.filter(state="ready")
