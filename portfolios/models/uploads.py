import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portfolios.models.files import MediaFile, original_path
from portfolios.querysets import UploadQuerySet


class Upload(models.Model):
    """A file that has arrived, or is arriving, for a form that is not saved yet: nothing of it is lost.

    It becomes a file of something with the form, or is swept away after a day. Nobody is ever shown it.
    """

    class Part(models.TextChoices):
        """What it is on its way to."""

        PIECE = "piece", _("The piece itself")
        REFLECTION = "reflection", _("Thinking about it")
        GOAL = "goal", _("A goal")
        CONFERENCE = "conference", _("A conference")

        @classmethod
        def of_pieces(cls):
            return [cls.PIECE, cls.REFLECTION]

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    # Whoever sends it, and the student of whose record it is part; of a teacher's voice nobody's yet.
    by = models.ForeignKey("accounts.User", models.CASCADE, related_name="uploads")
    student = models.ForeignKey(
        "accounts.Student", models.CASCADE, null=True, blank=True, related_name="uploads"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField()
    part = models.CharField(max_length=10, choices=Part, default=Part.PIECE)
    # As the browser says, then as its first bytes say.
    kind = models.CharField(max_length=10, choices=MediaFile.Kind, blank=True)
    # What the phone calls it, for its child to know it by; forgotten with this row.
    name = models.CharField(_("name"), max_length=120, blank=True)
    # What the browser made of its length, beginning and end, to know the same file again.
    fingerprint = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)  # bytes; a recording's end is not known yet
    byte_count = models.PositiveBigIntegerField(default=0)  # bytes that have arrived
    part_count = models.PositiveIntegerField(default=0)
    original = models.FileField(upload_to=original_path, max_length=200, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["by", "form_key"]), models.Index(fields=["added_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "form_key", "part", "fingerprint"],
                condition=~Q(fingerprint=""),
                name="upload_once_per_form",
            ),
            models.CheckConstraint(
                name="upload_part_known", condition=Q(part__in=["piece", "reflection", "goal", "conference"])
            ),
            models.CheckConstraint(
                name="upload_kind_known",
                condition=Q(kind__in=["", "picture", "audio", "video", "document"]),
            ),
            models.CheckConstraint(
                name="upload_no_longer_than_announced", condition=Q(size=None) | Q(byte_count__lte=F("size"))
            ),
            models.CheckConstraint(
                name="upload_finished_is_whole",
                condition=Q(finished_at=None) | (Q(size=F("byte_count")) & ~Q(original="")),
            ),
        ]

    def __str__(self):
        return str(self.key)

    @property
    def is_finished(self):
        return self.finished_at is not None

    @property
    def is_stopped(self):
        """A recording whose end never came."""
        return self.size is None and self.byte_count > 0

    @property
    def is_usable(self):
        """Here whole, or as much of a recording as has come."""
        return self.is_finished or self.is_stopped

    @property
    def percent(self):
        return self.byte_count * 100 // self.size if self.size else None


def part_path(part, filename):
    return f"parts/{part.upload.key}/{uuid.uuid4()}"


class UploadPart(models.Model):
    """A stretch of a file that is still arriving, kept as it came until the whole is put together."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="parts")
    starts_at = models.PositiveBigIntegerField()  # bytes
    byte_count = models.PositiveIntegerField()
    file = models.FileField(upload_to=part_path, max_length=200)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["upload", "starts_at"], name="upload_part_once")]

    def __str__(self):
        return f"{self.upload}@{self.starts_at}"
