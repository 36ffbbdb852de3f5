from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.prepared import Today
from accounts.querysets.schools import schools_of


class HouseholdQuerySet(QuerySet):
    def lived_in_by(self, user):
        held = apps.get_model("accounts", "Guardianship").objects.held_by(user)
        return self.filter(pk__in=held.values("household"))


class GuardianshipQuerySet(QuerySet):
    def current(self):
        """In force today on the school's calendar, allowed to see, and not restricted by the school."""
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=Today()),
            Q(ends_on=None) | Q(ends_on__gte=Today()),
            may_see=True,
            restricted=False,
            student__left_at=None,
        )

    def held_by(self, user):
        return self.current().filter(adult_id=user.pk)

    def invited_by(self, user):
        """The office invites; so does the advisor of the child."""
        students = apps.get_model("accounts", "Student").objects
        return self.current().filter(
            Q(student__school__in=schools_of(user, "coordinator")) | Q(student__in=students.advised_by(user))
        )
