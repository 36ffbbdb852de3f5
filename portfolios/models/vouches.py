from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portfolios.querysets import VouchQuerySet


class Vouch(models.Model):
    """An adult from outside school who says that this piece is so: "I saw her do it".

    The student names her, her advisor agrees, and a link opens this one piece for some days. The link goes
    by mail where there is an address, else on paper. Its token is stored as a digest; the sending job or
    the printed page makes it.
    """

    DAYS = 14

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    evidence = models.ForeignKey("portfolios.Evidence", models.CASCADE, related_name="vouches")
    name = models.CharField(_("name"), max_length=100)
    relation = models.CharField(_("how she or he knows you"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    # Her answer: who she says she is, what she says, and whether she was there.
    signed = models.CharField(_("signed"), max_length=100, blank=True)
    words = models.TextField(_("words"), blank=True, max_length=600)
    saw = models.BooleanField(_("saw it happen"), default=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    # She took her words back; the link lets her write others while it lasts.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The student took the request, or the words, off her piece.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = VouchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vouches"
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "evidence"])]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "name"],
                condition=Q(ended_at=None, declined_at=None),
                name="vouch_once",
            ),
            models.CheckConstraint(
                name="vouch_agreed_by_and_at_together",
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False, declined_at=None),
            ),
            models.CheckConstraint(
                name="vouch_declined_by_and_at_together",
                condition=Q(declined_at=None, declined_by=None)
                | Q(declined_at__isnull=False, declined_by__isnull=False),
            ),
            models.CheckConstraint(
                name="vouch_link_after_the_advisor_agreed",
                condition=Q(sent_at=None, token_digest=None, expires_at=None)
                | Q(sent_at__isnull=False, token_digest__isnull=False)
                & Q(expires_at__isnull=False, agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="vouch_answer_is_signed",
                condition=Q(answered_at=None, words="", signed="", saw=False)
                | Q(answered_at__isnull=False, sent_at__isnull=False, withdrawn_at=None)
                & ~Q(words="")
                & ~Q(signed=""),
            ),
            models.CheckConstraint(name="vouch_email_lower_case", condition=Q(email=Lower("email"))),
        ]

    def __str__(self):
        return self.name

    @property
    def student(self):
        return self.evidence.student

    @property
    def is_answered(self):
        return self.answered_at is not None

    @property
    def is_waiting(self):
        """For her advisor's word."""
        return not (self.agreed_at or self.declined_at or self.ended_at)

    @property
    def is_over(self):
        """Its link has expired without an answer."""
        return bool(self.expires_at and self.expires_at <= timezone.now() and not self.answered_at)
