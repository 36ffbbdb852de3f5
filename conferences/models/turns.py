from django.db import models

from conferences.models.agendas import Card
from conferences.models.conferences import Conference
from conferences.querysets import TurnQuerySet


class Turn(models.Model):
    """What the student did on a presenting device, told once, maybe minutes later, when the network is back.

    `key` comes from the device: a turn that is told twice counts once. `at` is our own clock, less the time
    that the device says has gone by since.
    """

    class Verb(models.TextChoices):
        SHOW = "show"
        SKIP = "skip"
        PARK = "park"
        TICK = "tick"
        CLEAR = "clear"
        ORDER = "order"  # of all cards; the last one by time holds

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="turns")
    key = models.UUIDField()
    device = models.UUIDField()
    verb = models.CharField(max_length=5, choices=Verb)
    card = models.ForeignKey(Card, models.CASCADE, related_name="+")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    told_at = models.DateTimeField(auto_now_add=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["conference", "key"], name="turn_counts_once")]

    def __str__(self):
        return f"{self.verb} {self.card_id}"
