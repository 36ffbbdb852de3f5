from django.apps import apps
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from accounts.querysets.schools import schools_of


def roles_of(user_ref):
    """A subquery: the roles that the person named by `user_ref` has today, as a list."""
    memberships = apps.get_model("accounts", "Membership").objects.current()
    return ArraySubquery(memberships.filter(user=OuterRef(user_ref)).values("role").distinct())


class UserQuerySet(QuerySet):
    def with_roles(self):
        return self.annotate(roles=roles_of("pk"))


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    pass


class MembershipQuerySet(QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def visible_to(self, user):
        return self.filter(school__in=schools_of(user, "coordinator"))


class AdvisoryQuerySet(QuerySet):
    def advised_by(self, user):
        """Her own advisories, at schools where she still works."""
        return self.filter(advisors=user.pk, ended_at=None, school__in=schools_of(user, "advisor"))

    def coordinated_by(self, user):
        return self.filter(ended_at=None, school__in=schools_of(user, "coordinator"))

    def cards_printed_by(self, user):
        """Cards are printed by the advisor of the advisory or by the office."""
        return self.filter(
            pk__in=self.model.objects.advised_by(user)
            .values("pk")
            .union(self.model.objects.coordinated_by(user).values("pk"), all=True)
        )


class StudentQuerySet(QuerySet):
    def current(self):
        return self.filter(left_at=None)

    def is_user(self, user):
        """The student herself."""
        return self.current().filter(user_id=user.pk)

    def advised_by(self, user):
        advisories = apps.get_model("accounts", "Advisory").objects.advised_by(user)
        return self.current().filter(advisory__in=advisories)

    def followed_by(self, user):
        """Her family: adults whose guardianship lets them see, today."""
        guardianships = apps.get_model("accounts", "Guardianship").objects.current()
        return self.current().filter(pk__in=guardianships.filter(adult_id=user.pk).values("student"))

    def accompanied_by(self, user):
        """The three of a conference: the student, her family, her advisor. Not the office."""
        return self.filter(
            Q(pk__in=self.model.objects.is_user(user))
            | Q(pk__in=self.model.objects.advised_by(user))
            | Q(pk__in=self.model.objects.followed_by(user))
        )

    def coordinated_by(self, user):
        """The office sees who is at school, not what is in a portfolio."""
        return self.current().filter(school__in=schools_of(user, "coordinator"))

    def visible_to(self, user):
        """Name, grade and advisory: the student, her family, her advisor, the office."""
        return self.filter(
            Q(pk__in=self.model.objects.is_user(user))
            | Q(pk__in=self.model.objects.advised_by(user))
            | Q(pk__in=self.model.objects.followed_by(user))
            | Q(pk__in=self.model.objects.coordinated_by(user))
        )
