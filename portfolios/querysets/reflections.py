from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.models import Student


class PromptQuerySet(QuerySet):
    def offered_to(self, user):
        """The prompts of her age: the shipped ones and her school's."""
        student = Student.objects.is_user(user).values("grade")[:1]
        school = Student.objects.is_user(user).values("school")[:1]
        return self.filter(
            Q(school=None) | Q(school__in=school), grade_low__lte=student, grade_high__gte=student
        )


class ReflectionQuerySet(QuerySet):
    def visible_to(self, user):
        """A reflection is part of its piece, for the same eyes."""
        return self.filter(evidence__in=apps.get_model("portfolios", "Evidence").objects.visible_to(user))

    def editable_by(self, user):
        return self.filter(evidence__in=apps.get_model("portfolios", "Evidence").objects.editable_by(user))
