"""Ways in of grown-ups: second factors and passkeys, set-password links, and accounts of the school."""

from allauth.mfa.models import Authenticator
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.querysets.doors import (
    FactorQuerySet,
    PasswordLinkQuerySet,
    SchoolAccountQuerySet,
    SignInServiceQuerySet,
)
from accounts.secrets import make_service_key

GUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


class Factor(Authenticator):
    """A passkey, an authenticator app or the recovery codes of one person, as django-allauth keeps them."""

    objects = FactorQuerySet.as_manager()

    class Meta:
        proxy = True

    def __str__(self):
        return f"Factor {self.pk}"

    @property
    def name(self):
        return self.data.get("name", "")

    @property
    def school_id(self):
        return self.user.school_id


class PasswordLink(models.Model):
    """A mailed link with which a member of staff chooses a password: the first one, or after forgetting it.

    Like an invitation, its token is made by the job that mails it.
    """

    FIRST_DAYS = 7
    RESET_MINUTES = 60

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="password_links")
    is_first = models.BooleanField(default=False)
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = PasswordLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="passwordlink_sent_with_token",
                condition=Q(sent_at=None, token_digest=None)
                | Q(sent_at__isnull=False, token_digest__isnull=False),
            )
        ]

    def __str__(self):
        return f"Password link {self.pk}"


class SignInService(models.Model):
    """Where a school's own accounts are: its Google Workspace or its Microsoft tenant.

    The client secret is sealed (`accounts.secrets`) and shown to nobody again.
    """

    class Kind(models.TextChoices):
        GOOGLE = "google", "Google"
        MICROSOFT = "microsoft", "Microsoft"

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="sign_in_services")
    kind = models.CharField(_("service"), max_length=12, choices=Kind)
    key = models.CharField(max_length=32, unique=True, default=make_service_key)
    client_id = models.CharField(_("client ID"), max_length=190)
    sealed_secret = models.TextField()
    domain = models.CharField(
        _("domain of your e-mail addresses"),
        max_length=253,
        validators=[
            RegexValidator(
                r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$", _("A domain looks like maplestreet.org.")
            )
        ],
    )
    tenant = models.CharField(
        _("tenant ID"),
        max_length=36,
        blank=True,
        validators=[RegexValidator(GUID, _("Microsoft shows it as 32 letters and digits in five groups."))],
    )
    students_too = models.BooleanField(_("students may sign in with it, too"), default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SignInServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "kind"], name="signinservice_once"),
            models.CheckConstraint(
                name="signinservice_kind_known", condition=Q(kind__in=["google", "microsoft"])
            ),
            models.CheckConstraint(
                name="signinservice_tenant_of_microsoft",
                condition=Q(kind="google", tenant="") | (Q(kind="microsoft") & ~Q(tenant="")),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.school}"


class SchoolAccount(models.Model):
    """Which account of the service is this person: kept from her first sign-in by its address on."""

    service = models.ForeignKey(SignInService, models.CASCADE, related_name="accounts")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="school_accounts")
    subject = models.CharField(max_length=255)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SchoolAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "subject"], name="schoolaccount_one_person"),
            models.UniqueConstraint(fields=["service", "user"], name="schoolaccount_one_account"),
        ]

    def __str__(self):
        return f"School account {self.pk}"

    @property
    def school_id(self):
        return self.service.school_id
