from django.db.models import Q, QuerySet

from accounts.models import Student


class MattersQuerySet(QuerySet):
    def editable_by(self, user):
        """Only the student herself."""
        return self.filter(student__in=Student.objects.is_user(user))


class AnswerQuerySet(QuerySet):
    def visible_to(self, user):
        """She and her advisor; her family what she chose for them."""
        followed = Q(student__in=Student.objects.followed_by(user), for_family=True)
        return self.exclude(text="").filter(
            Q(student__in=Student.objects.is_user(user))
            | Q(student__in=Student.objects.advised_by(user))
            | followed
        )

    def editable_by(self, user):
        """Only the student herself."""
        return self.filter(student__in=Student.objects.is_user(user))

    def of(self, student):
        return self.filter(student=student)
