from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.models import Guardianship, School, Student


class OutreachCallQuerySet(QuerySet):
    def reached_by(self, user):
        """The office reads all of them, an advisor those about the families of her own students."""
        students = Student.objects.advised_by(user)
        homes = Guardianship.objects.current().filter(student__in=students)
        rounds = apps.get_model("conferences", "Round").objects.reached_by(user)
        return self.filter(
            Q(school__in=School.objects.coordinated_by(user))
            | Q(household__in=homes.filter(household__isnull=False).values("household"))
            | Q(household=None, adult__in=homes.values("adult"))
            | Q(household=None, adult__in=students.values("user")),
            round__in=rounds,
        )

    def taken_back_by(self, user):
        """Whoever wrote it down, and the office."""
        return self.reached_by(user).filter(
            Q(by_id=user.pk) | Q(school__in=School.objects.coordinated_by(user))
        )

    def of_round(self, round_):
        return self.filter(round=round_)

    def of_family(self, kind, key):
        return self.filter(**{kind: key})

    def kept(self):
        return self.filter(removed_at=None)

    def removed(self):
        return self.filter(removed_at__isnull=False)

    def with_caller(self):
        """The newest first."""
        return self.select_related("by").order_by("-at", "-pk")
