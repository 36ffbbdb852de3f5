from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.querysets.schools import schools_of
from accounts.secrets import digest


class FactorQuerySet(QuerySet):
    def held_by(self, user):
        return self.filter(user_id=user.pk)

    def passkeys(self):
        return self.filter(type="webauthn").order_by("created_at", "pk")

    def second(self):
        """What opens a door after the password. Recovery codes alone do not: they replace what was lost."""
        return self.filter(type__in=("webauthn", "totp"))

    def typed(self):
        """Those whose code a person types."""
        return self.filter(type__in=("totp", "recovery_codes"))


class PasswordLinkQuerySet(QuerySet):
    def of_staff(self):
        return self.filter(user__in=apps.get_model("accounts", "User").objects.staff())

    def owed(self):
        """Waiting for the job that mails it, to somebody who still works at a school."""
        return self.of_staff().filter(sent_at=None, used_at=None, expires_at__gt=timezone.now())

    def open(self):
        """Mailed, not used, not over."""
        return self.of_staff().filter(sent_at__isnull=False, used_at=None, expires_at__gt=timezone.now())

    def opened_with(self, *, token):
        return self.open().filter(token_digest=digest("password", token))


class SignInServiceQuerySet(QuerySet):
    def coordinated_by(self, user):
        return self.filter(school__in=schools_of(user, "coordinator"))

    def offered(self, words=""):
        """What the sign-in page offers to everybody: schools by name. `words` finds a school or a domain."""
        found = Q(school__name__icontains=words) | Q(domain__icontains=words) if words else Q()
        return self.filter(found).select_related("school").order_by("school__name", "kind")


class SchoolAccountQuerySet(QuerySet):
    def held_by(self, user):
        return self.filter(user_id=user.pk).select_related("service__school").order_by("pk")


def has_second_factor():
    """Whether the person of this row has something to show after the password."""
    return Exists(apps.get_model("accounts", "Factor").objects.second().filter(user_id=OuterRef("pk")))
