from django.apps import apps
from django.conf import settings
from django.contrib.sessions.base_session import BaseSessionManager
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.querysets.people import roles_of
from accounts.secrets import digest, normal_code


class SignInCardQuerySet(QuerySet):
    def valid(self):
        return self.filter(revoked_at=None, student__left_at=None, student__user__is_active=True)

    def opened_with(self, *, token=None, code=None):
        """The card that carries this QR token, or this short code as a child types it."""
        if token is not None:
            return self.valid().filter(token_digest=digest("card", token))
        return self.valid().filter(code_digest=digest("card-code", normal_code(code)))

    def revoked_by(self, user):
        """Who may print a student's card may also stop it."""
        students = apps.get_model("accounts", "Student").objects
        return self.filter(
            Q(student__in=students.advised_by(user)) | Q(student__in=students.coordinated_by(user)),
            revoked_at=None,
        )


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

    def opened_with(self, *, token):
        return self.open().filter(token_digest=digest("invitation", token))

    def with_people(self):
        return self.select_related(
            "school", "guardianship__household", "guardianship__adult", "guardianship__student__user"
        )

    def owed(self):
        """Waiting for the job that mails it, to somebody who may still be invited."""
        guardianships = apps.get_model("accounts", "Guardianship").objects.current()
        return self.filter(
            sent_at=None,
            revoked_at=None,
            expires_at__gt=timezone.now(),
            guardianship__in=guardianships,
        )


class SignInCodeQuerySet(QuerySet):
    def owed(self):
        """Waiting for the job that mails it, to somebody who may still come in."""
        return self.of_invited().filter(sent_at=None, used_at=None, expires_at__gt=timezone.now())

    def of_invited(self):
        return self.filter(user__in=apps.get_model("accounts", "User").objects.invited())

    def alive(self):
        """Mailed, not used, not over, not tried too often, and the school still lets her in."""
        return self.of_invited().filter(
            sent_at__isnull=False,
            used_at=None,
            expires_at__gt=timezone.now(),
            tries__lt=self.model.TRIES,
        )


class OutgoingMailQuerySet(QuerySet):
    def in_demo(self):
        """Every mail, newest first, for everybody on a demo; on a real school's site nothing."""
        return self.order_by("-pk") if settings.DEMO else self.none()


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
