from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.querysets import MediaConsentQuerySet


class MediaConsent(models.Model):
    """One dated answer to "may this child be shown?". Answers are added, never changed; the newest counts.

    Where nobody has answered, the answer is no.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photos")
        VOICE = "voice", _("Voice")
        VIDEO = "video", _("Video")

    # What a yes means. A child's own family and advisor see her own work with or without it.
    MEANING = {
        Kind.PHOTO: _(
            "Photos in which %(name)s can be seen may be in classmates’ work, and be shown to their families "
            "and to guests of a conference."
        ),
        Kind.VOICE: _(
            "Recordings in which %(name)s can be heard may be in classmates’ work, and be played to their "
            "families and to guests of a conference."
        ),
        Kind.VIDEO: _(
            "Films in which %(name)s can be seen or heard may be in classmates’ work, and be shown to their "
            "families and to guests of a conference."
        ),
    }

    class How(models.TextChoices):
        ONLINE = "online", _("Answered here")
        PAPER = "paper", _("Paper form")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=5, choices=Kind)
    allowed = models.BooleanField()
    # On whose word; somebody of the school may have typed it in from paper.
    adult = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    how = models.CharField(max_length=6, choices=How)
    starts_at = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = MediaConsentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["student", "kind", "-starts_at", "-id"]),
            # The newest answer at a school is what pages that follow along ask for.
            models.Index(fields=["school", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="consent_kind_known", condition=Q(kind__in=["photo", "voice", "video"])
            ),
            models.CheckConstraint(name="consent_how_known", condition=Q(how__in=["online", "paper"])),
            models.CheckConstraint(name="consent_not_from_tomorrow", condition=Q(starts_at__lte=F("at"))),
            models.CheckConstraint(
                name="consent_online_by_the_adult", condition=Q(how="paper") | Q(by=F("adult"))
            ),
        ]

    def __str__(self):
        return f"{self.student} {self.kind} {self.allowed}"
