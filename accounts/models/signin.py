"""Ways in. Every secret is stored as its digest (`accounts.secrets`) and read back from nowhere."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.devices import device_words
from accounts.querysets import InvitationQuerySet, SessionManager, SignInCardQuerySet, SignInCodeQuerySet


class SignInCard(models.Model):
    """A student's card: a QR code and a short code that open a session with low rights."""

    student = models.ForeignKey("accounts.Student", models.CASCADE, related_name="cards")
    token_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SignInCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student"], condition=Q(revoked_at=None), name="card_one_valid_per_student"
            )
        ]

    def __str__(self):
        return f"Card {self.pk}"


class SignInPicture(models.Model):
    """The picture that one of the youngest taps after her card. Kept as a digest: nobody reads it."""

    student = models.OneToOneField("accounts.Student", models.CASCADE, related_name="sign_in_picture")
    digest = models.CharField(max_length=64)
    set_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"Picture {self.pk}"


class Invitation(models.Model):
    """A link to one adult about one child. It starts a confirm step; a code opens the door.

    The code is mailed when the link is opened; on a printed letter it stands under the link, and the
    letter opens once. `sent_at` is empty until the mail has left: the sending job makes the token, so
    that no row ever holds it in the clear.
    """

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="invitations")
    guardianship = models.ForeignKey(
        "accounts.Guardianship", models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    guest = models.ForeignKey(
        "accounts.Guest", models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    # Of a printed letter alone.
    code_digest = models.CharField(max_length=64, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_of_family_or_guest",
                condition=Q(guardianship__isnull=False, guest=None)
                | Q(guardianship=None, guest__isnull=False, code_digest=""),
            ),
            models.CheckConstraint(
                name="invitation_used_is_a_letter", condition=Q(used_at=None) | ~Q(code_digest="")
            ),
            models.CheckConstraint(
                name="invitation_sent_with_token",
                condition=Q(sent_at=None, token_digest=None)
                | Q(sent_at__isnull=False, token_digest__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Invitation {self.pk}"

    @property
    def adult(self):
        return self.guest.user if self.guest else self.guardianship.adult  # type: ignore[union-attr]

    @property
    def student(self):
        return self.guest.student if self.guest else self.guardianship.student  # type: ignore[union-attr]

    @property
    def household(self):
        return None if self.guest else self.guardianship.household  # type: ignore[union-attr]

    @property
    def is_letter(self):
        return bool(self.code_digest)


class SignInCode(models.Model):
    """Six digits mailed to an invited address; good for ten minutes, five tries and one use."""

    TRIES = 5
    MINUTES = 10

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="sign_in_codes")
    code_digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = SignInCodeQuerySet.as_manager()

    def __str__(self):
        return f"Code {self.pk}"


class Session(AbstractBaseSession):
    """A session that knows its person and what opened it, so that ending either ends it.

    `device` says in plain words on what she signed in; `seen_at` is right to some minutes.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, null=True, blank=True, related_name="sessions")
    card = models.ForeignKey(SignInCard, models.CASCADE, null=True, blank=True, related_name="sessions")
    # A printed letter: its session is about one child.
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, blank=True, related_name="sessions")
    device = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = SessionManager()  # type: ignore[misc]

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")  # type: ignore[assignment]

    @property
    def device_words(self):
        return device_words(self.device)

    @classmethod
    def get_session_store_class(cls):
        from accounts.sessions import SessionStore

        return SessionStore


class FailedSignIn(models.Model):
    """A wrong password, code or card, counted by what it was aimed at (`key`, a digest)."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["key", "at"])]

    def __str__(self):
        return f"{self.key[:8]} {self.at:%H:%M}"
