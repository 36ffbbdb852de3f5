from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conferences.models.agendas import Card
from conferences.models.conferences import Conference


class Practice(models.Model):
    """One run of the agenda before the day: how long each part took, what a partner saw, what she changes."""

    class Mode(models.TextChoices):
        ALONE = "alone", _("Alone")
        BESIDE = "beside", _("With somebody beside me")
        PARTNER = "partner", _("With a classmate")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="practices")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.ALONE)
    # A classmate with a page of her own, or the name of an older buddy beside her. When the classmate's
    # record is deleted, what she said stays here without her name.
    partner = models.ForeignKey(
        "accounts.Student", models.SET_NULL, null=True, blank=True, related_name="practices_watched"
    )
    partner_name = models.CharField(_("who listens"), max_length=100, blank=True)
    # The classmate has opened her page and said that she listens.
    joined_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    card = models.ForeignKey(Card, models.SET_NULL, null=True, blank=True, related_name="+")
    card_shown_at = models.DateTimeField(null=True, blank=True)
    seconds = models.JSONField(default=dict, blank=True)  # {key of a card: how long it took}
    ticks = models.JSONField(default=list, blank=True)  # what the partner ticked
    partner_words = models.TextField(_("what the partner says"), blank=True, max_length=1000)
    partner_revision = models.PositiveIntegerField(default=0)
    # {part of the rubric: 1 to 4}, hers and her advisor's; never added up.
    ratings = models.JSONField(default=dict, blank=True)
    change = models.TextField(_("what I change next"), blank=True, max_length=2000)
    settled_at = models.DateTimeField(null=True, blank=True)  # and she has done it
    # {key of a card: its minutes before she took over what it took}, to go back to.
    minutes_before = models.JSONField(default=dict, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "conference"])]
        constraints = [
            models.UniqueConstraint(
                fields=["conference"], condition=Q(ended_at=None), name="practice_one_at_a_time"
            ),
            models.CheckConstraint(
                name="practice_partner_matches_mode", condition=Q(partner=None) | Q(mode="partner")
            ),
        ]

    def __str__(self):
        return f"{self.conference} {self.began_at:%Y-%m-%d}"
