from django.db.models import Q, QuerySet

from accounts.models import Student


class LetterQuerySet(QuerySet):
    def visible_to(self, user):
        """The student's own, and what she gave to her family."""
        given = Q(given_at__isnull=False, student__in=Student.objects.followed_by(user))
        return self.filter(Q(student__in=Student.objects.is_user(user)) | given)

    def editable_by(self, user):
        """The one that she is writing; earlier ones stay as they are."""
        return self.filter(student__in=Student.objects.is_user(user), closed_at=None)

    def given(self):
        return self.filter(given_at__isnull=False)

    def own_of(self, user):
        return self.filter(student__in=Student.objects.is_user(user))

    def of(self, student):
        return self.filter(student=student)

    def newest_first(self):
        return self.order_by("-begun_at", "-pk")
