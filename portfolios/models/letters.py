from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolios.languages import direction, name_of
from portfolios.querysets import LetterQuerySet


class Letter(models.Model):
    """A letter to her family, in whichever language they speak. Hers alone until she gives it to them."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="letters")
    language = models.CharField(_("language"), max_length=10, blank=True)
    text = models.TextField(_("my letter"), blank=True, max_length=20_000)
    revision = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    given_at = models.DateTimeField(null=True, blank=True)
    # She has begun a new one; this one stays as it is.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student"], condition=Q(closed_at=None), name="letter_one_at_a_time"
            ),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def direction(self):
        return direction(self.language)

    @property
    def language_name(self):
        return name_of(self.language)
