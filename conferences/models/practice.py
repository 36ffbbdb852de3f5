import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.models.agendas import Card
from conferences.models.conferences import Conference
from conferences.querysets import PracticeQuerySet
from conferences.rubric import LEVEL_FACES, LEVEL_WORDS, RUBRIC, TICKS

# A part that stood on the screen for longer was a page left open: how long it took, nobody knows.
AWAY = datetime.timedelta(minutes=30)


def clock(seconds):
    """Minutes and seconds, as a clock shows them."""
    return f"{seconds // 60}:{seconds % 60:02}"


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

    objects = PracticeQuerySet.as_manager()

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

    @property
    def is_running(self):
        return self.ended_at is None

    @property
    def is_counting(self):
        """Whether the time of a part runs just now: she has neither stopped the clock nor gone away."""
        return self.is_running and self.on_screen is not None and self.on_screen < AWAY

    @property
    def on_screen(self):
        """For how long the part has been there; None while the clock stands still."""
        return timezone.now() - self.card_shown_at if self.card_shown_at else None

    @property
    def seconds_now(self):
        """Since this part came on the screen, in whole seconds; nothing while nobody counts."""
        return int(self.on_screen.total_seconds()) if self.is_counting else 0

    def seconds_of(self, card):
        """What a part has taken so far, with what is running."""
        on_screen = card.pk == self.card_id
        return self.seconds.get(str(card.pk), 0) + (self.seconds_now if on_screen else 0)

    @property
    def seconds_in_all(self):
        return sum(self.seconds.values()) + self.seconds_now

    @property
    def part_since(self):
        """When the clock of this part would have begun, had it run without a break."""
        taken = self.seconds.get(str(self.card_id), 0) + self.seconds_now
        return timezone.now() - datetime.timedelta(seconds=taken)

    @property
    def all_since(self):
        return timezone.now() - datetime.timedelta(seconds=self.seconds_in_all)

    @property
    def taken(self):
        return clock(self.seconds_in_all)

    @property
    def minutes_taken(self):
        """Whole minutes in all, at least one."""
        return max(1, round(self.seconds_in_all / 60))

    @property
    def takes_checklist_here(self):
        """Whoever sits beside her ticks on her screen; a classmate does it on a page of her own."""
        return self.mode == self.Mode.BESIDE

    @property
    def listener(self):
        """The name of whoever listens, as she calls them; empty alone."""
        if self.partner:
            return self.partner.first_name
        return self.partner_name

    @property
    def stamp(self):
        """Changes whenever the classmate says something, comes or goes."""
        return f"{self.partner_revision}-{self.partner_id or 0}-{int(self.joined_at is not None)}"

    @property
    def ticked(self):
        """What the listener saw, in the order of the checklist."""
        return [item for key, item in TICKS.items() if key in self.ticks]

    @property
    def rated(self):
        """Her own view of it: each part that she looked at, with its words and face."""
        return [
            {"item": item, "words": LEVEL_WORDS[level], "face": LEVEL_FACES[level]}
            for item in RUBRIC
            if (level := self.ratings.get(item.key)) in LEVEL_WORDS
        ]
