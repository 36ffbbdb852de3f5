from django.apps import apps
from django.db.models import QuerySet

from accounts.models import Student


class FrameworkQuerySet(QuerySet):
    def offered_to(self, user):
        return self.filter(school__in=Student.objects.is_user(user).values("school"))


class TargetQuerySet(QuerySet):
    def offered_to(self, user):
        """The targets of her school and grade."""
        students = Student.objects.is_user(user)
        return self.filter(
            framework__school__in=students.values("school"),
            grade_low__lte=students.values("grade")[:1],
            grade_high__gte=students.values("grade")[:1],
        )


class PlacementQuerySet(QuerySet):
    def visible_to(self, user):
        """Tags travel with the evidence, for the same eyes."""
        return self.filter(evidence__in=apps.get_model("portfolios", "Evidence").objects.visible_to(user))

    def editable_by(self, user):
        """The student's own placements."""
        return self.filter(
            by="student", evidence__in=apps.get_model("portfolios", "Evidence").objects.editable_by(user)
        )
