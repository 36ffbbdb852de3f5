from django.apps import apps
from django.contrib.sessions.base_session import BaseSessionManager
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.querysets.people import roles_of


class SignInCardQuerySet(QuerySet):
    def valid(self):
        return self.filter(revoked_at=None, student__left_at=None, student__user__is_active=True)


class InvitationQuerySet(QuerySet):
    def open(self):
        """Sent, not expired, not taken back, and the guardianship behind it still stands."""
        guardianships = apps.get_model("accounts", "Guardianship").objects.current()
        return self.filter(
            sent_at__isnull=False,
            revoked_at=None,
            expires_at__gt=timezone.now(),
            guardianship__in=guardianships,
        )

    def owed(self):
        """Waiting for the job that mails it."""
        return self.filter(sent_at=None, revoked_at=None, expires_at__gt=timezone.now())


class SessionQuerySet(QuerySet):
    def with_person(self):
        """Sessions whose card, if they came by one, is still valid; with the person, school and roles."""
        return (
            self.filter(Q(card=None) | Q(card__revoked_at=None))
            .select_related("user__school")
            .annotate(roles=roles_of("user"))
        )


class SessionManager(BaseSessionManager.from_queryset(SessionQuerySet)):
    pass
