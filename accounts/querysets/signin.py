from django.apps import apps
from django.conf import settings
from django.contrib.sessions.base_session import BaseSessionManager
from django.db.models import F, Q, QuerySet
from django.db.models.functions import MD5, Now
from django.utils import timezone

from accounts.prepared import prepared
from accounts.querysets.people import number_in_advisory, roles_of
from accounts.querysets.schools import district_of_session, schools_of_session
from accounts.secrets import digest, normal_code


class SignInCardQuerySet(QuerySet):
    def valid(self):
        return self.filter(revoked_at=None, student__left_at=None, student__user__is_active=True)

    def with_student(self):
        """With all that signing in by it asks for; `number` tells which emblem the card shows."""
        return self.select_related(
            "student__user", "student__school", "student__advisory", "student__sign_in_picture"
        ).annotate(number=number_in_advisory("student__advisory", "student"))

    def opened_with(self, *, token=None, code=None):
        """The card that carries this QR token, or this short code as a child types it."""
        if token is not None:
            return self.valid().filter(token_digest=digest("card", token))
        return self.valid().filter(code_digest=digest("card-code", normal_code(code)))

    def revoked_by(self, user):
        """Who may print a student's card may also stop it."""
        students = apps.get_model("accounts", "Student").objects.cards_printed_by(user)
        return self.filter(student__in=students, revoked_at=None)


class InvitationQuerySet(QuerySet):
    def open(self):
        """Sent, not expired, not taken back, not a letter that was used, and its reason still stands."""
        return self.standing().filter(sent_at__isnull=False, used_at=None)

    def standing(self):
        """Its time is not over, nobody took it back, and it is about family or a guest of today."""
        guardianships = apps.get_model("accounts", "Guardianship").objects.current()
        guests = apps.get_model("accounts", "Guest").objects.current()
        return self.filter(
            Q(guardianship__in=guardianships) | Q(guest__in=guests),
            revoked_at=None,
            expires_at__gt=timezone.now(),
        )

    def opened_with(self, *, token):
        return self.open().filter(token_digest=digest("invitation", token))

    def with_people(self):
        return self.select_related(
            "school__logo",
            "guardianship__household",
            "guardianship__adult",
            "guardianship__student__user",
            "guest__user",
            "guest__student__user",
        )

    def owed(self):
        """Waiting for the job that mails it, to somebody who may still be invited."""
        return self.standing().filter(sent_at=None)


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
    @prepared
    def alive(self):
        """Sessions that have not expired, `with_person`."""
        return self.filter(expire_date__gt=Now()).with_person()

    def with_person(self):
        """Sessions whose card or letter, if they came by one, is still valid; with the person.

        `roles` and `schools` are hers today, `bound_to` is the one child that a letter is about.
        """
        return (
            self.standing()
            .select_related("user__school")
            .annotate(
                roles=roles_of("user"),
                schools=schools_of_session(),
                runs_district=district_of_session(),
                bound_to=F("invitation__guardianship__student"),
                bound_school=F("invitation__school"),
            )
        )

    def standing(self):
        return self.filter(
            Q(card=None) | Q(card__revoked_at=None), Q(invitation=None) | Q(invitation__revoked_at=None)
        )

    def ended_by(self, user):
        """One's own; and a student's by who may print her card."""
        students = apps.get_model("accounts", "Student").objects.cards_printed_by(user)
        mine_or_hers = Q(user=user.pk) | Q(user__student__in=students)
        return self.standing().filter(mine_or_hers, expire_date__gt=timezone.now()).select_related("user")

    def of(self, person):
        return self.filter(user=person)

    def listed(self):
        """The newest use first, each with a name for its address: the key itself would open the session."""
        return self.annotate(handle=MD5("session_key")).order_by("-seen_at", "session_key")


class SessionManager(BaseSessionManager.from_queryset(SessionQuerySet)):
    pass
