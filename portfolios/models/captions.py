from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolios.querysets import CaptionsQuerySet


class Captions(models.Model):
    """What is said in a recording, line by line.

    The student's own, or her advisor's who heard it and wrote it down. Neither overwrites the other:
    where she has her own, hers are shown.
    """

    class By(models.TextChoices):
        STUDENT = "student", _("The student")
        ADVISOR = "advisor", _("Her advisor, who heard it")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    attachment = models.ForeignKey("portfolios.Attachment", models.CASCADE, related_name="captions")
    by = models.CharField(_("written by"), max_length=10, choices=By)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=10)
    # As it was typed: a line a caption, each with its time or without (portfolios/captions.py).
    text = models.TextField(_("words"), blank=True, max_length=20_000)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CaptionsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "captions"
        constraints = [
            models.UniqueConstraint(fields=["attachment", "by"], name="captions_once"),
            models.CheckConstraint(name="captions_by_known", condition=Q(by__in=["student", "advisor"])),
        ]

    def __str__(self):
        return self.text[:60]
