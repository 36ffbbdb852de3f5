from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.querysets import GuardianshipQuerySet, GuestQuerySet, HouseholdQuerySet


class Household(models.Model):
    """Who lives together, the language spoken there, and how to reach it."""

    class Reach(models.TextChoices):
        MAIL = "mail", _("By e-mail")
        LETTER = "letter", _("By printed letter")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="households")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language of letters"), max_length=10, default="en")
    needs_interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    # As people say it: there are more languages than Lectern is written in.
    interpreter_language = models.CharField(_("interpreter’s language"), max_length=60, blank=True)
    reach = models.CharField(_("how to reach it"), max_length=6, choices=Reach, default=Reach.MAIL)
    address = models.TextField(_("address for letters"), blank=True, max_length=500)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="household_reach_known", condition=Q(reach__in=["mail", "letter"])),
            models.CheckConstraint(
                name="household_interpreter_of_a_language",
                condition=Q(needs_interpreter=True) | Q(interpreter_language=""),
            ),
        ]

    def __str__(self):
        return self.name


class Guardianship(models.Model):
    """What an adult may do for a child, from when and until when. The school decides, never a link."""

    adult = models.ForeignKey("accounts.User", models.PROTECT, related_name="guardianships")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="guardianships")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="guardianships"
    )
    relation = models.CharField(_("relation"), max_length=60, blank=True)
    may_see = models.BooleanField(_("may see"), default=True)
    may_attend = models.BooleanField(_("may attend"), default=True)
    may_decide = models.BooleanField(_("may decide"), default=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    restricted = models.BooleanField(_("restricted by the school"), default=False)
    restricted_at = models.DateTimeField(null=True, blank=True)
    # For the office alone: no page of a family, a student or an advisor and no export names it.
    restriction_reason = models.TextField(blank=True, max_length=2000)
    source_id = models.CharField(max_length=255, blank=True)

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["adult", "student"], name="guardianship_once"),
            models.CheckConstraint(
                name="guardianship_ends_after_start",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="guardianship_reason_of_restriction",
                condition=Q(restricted=True) | Q(restricted_at=None, restriction_reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.adult} - {self.student}"

    @property
    def state(self):
        """How it stands today: restricted, ended, to come, or in force."""
        today = timezone.localdate()
        if self.restricted:
            return "restricted"
        if self.ends_on and self.ends_on < today:
            return "ended"
        if self.starts_on and self.starts_on > today:
            return "to_come"
        return "in_force" if self.may_see else "unseeing"


class Guest(models.Model):
    """Somebody the student would like to have at one conference, or on her panel: her advisor answers.

    A guest sees that conference and what the student shares with her guests; which conference it is says
    `conferences.Visit`. Somebody on her panel (an exhibition, a defense) sees what she shares with her
    panel. Whoever comes from outside signs in as a user of her own, also when she has the e-mail address of
    somebody we know; a `colleague` of the school sits on a panel as herself.
    """

    class Kind(models.TextChoices):
        GUEST = "guest", _("Guest")
        PANEL = "panel", _("On the panel")

    PANEL_DAYS = 60  # unless the advisor says otherwise
    LONGEST_PANEL_DAYS = 366

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="guests")
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.GUEST)
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"), blank=True)
    relation = models.CharField(_("who she or he is to you"), max_length=60)
    asked_at = models.DateTimeField(auto_now_add=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    user = models.OneToOneField("accounts.User", models.PROTECT, null=True, blank=True, related_name="guest")
    colleague = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    # Between her advisor and the office; the student reads kind words instead.
    reason = models.TextField(blank=True, max_length=1000)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "student"])]
        constraints = [
            models.CheckConstraint(
                name="guest_agreed_by_and_until",
                condition=Q(agreed_at=None, agreed_by=None, user=None, expires_at=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False)
                & Q(expires_at__isnull=False, declined_at=None)
                & (Q(user__isnull=False, colleague=None) | Q(user=None, colleague__isnull=False)),
            ),
            models.CheckConstraint(
                name="guest_declined_by",
                condition=Q(declined_at=None, declined_by=None)
                | Q(declined_at__isnull=False, declined_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["student", "kind", "email"],
                condition=Q(ended_at=None, declined_at=None, colleague=None),
                name="guest_once",
            ),
            models.UniqueConstraint(
                fields=["student", "colleague"],
                condition=Q(ended_at=None, declined_at=None),
                name="guest_colleague_once",
            ),
            models.CheckConstraint(
                name="guest_colleague_on_a_panel",
                condition=Q(colleague=None) & ~Q(email="") | Q(kind="panel", colleague__isnull=False),
            ),
            models.CheckConstraint(name="guest_kind_known", condition=Q(kind__in=["guest", "panel"])),
            models.CheckConstraint(
                name="guest_email_lower_case", condition=Q(email=models.functions.Lower("email"))
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_waiting(self):
        return not (self.agreed_at or self.declined_at or self.ended_at)
