from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portfolios.captions import said
from portfolios.models.files import MediaFile, picture_url, play_url
from portfolios.querysets import AttachmentQuerySet

WHO = {
    "picture": _("Who is in this picture?"),
    "audio": _("Who can be heard?"),
    "video": _("Who can be seen or heard?"),
    "document": _("Who is in this document?"),
}


class Attachment(MediaFile):
    """A file of a piece."""

    class Part(models.TextChoices):
        PIECE = "piece", _("The piece itself")
        REFLECTION = "reflection", _("Thinking about it")

    evidence = models.ForeignKey("portfolios.Evidence", models.CASCADE, related_name="attachments")
    part = models.CharField(max_length=10, choices=Part, default=Part.PIECE)
    position = models.PositiveSmallIntegerField(default=0)
    # The adult who wrote that down for a child who does not write yet; the child herself is not named.
    alt_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    # Her advisor keeps it from families, whoever is in it.
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    # Said or drawn about the piece before she thought about it anew; empty for what she thinks now.
    thought = models.ForeignKey(
        "portfolios.ReflectionVersion", models.SET_NULL, null=True, blank=True, related_name="files"
    )
    # What is cut away or blurred, in the order in which it was done (portfolios/darkroom.py), each time
    # from the original.
    edits = models.JSONField(default=list, blank=True)

    # By which door somebody without an account was let in to it (`AttachmentQuerySet.vouched_for`).
    door = ""

    objects = AttachmentQuerySet.as_manager()

    class Meta(MediaFile.Meta):
        abstract = False
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["school", "evidence", "position"]),
            *MediaFile.Meta.indexes,
        ]
        constraints = [
            *MediaFile.Meta.constraints,
            models.CheckConstraint(
                name="attachment_part_known", condition=Q(part__in=["piece", "reflection"])
            ),
            models.CheckConstraint(
                name="attachment_held_by_and_at_together",
                condition=Q(held_at=None, held_by=None) | Q(held_at__isnull=False, held_by__isnull=False),
            ),
            models.CheckConstraint(name="attachment_alt_by_somebody", condition=Q(alt_by=None) | ~Q(alt="")),
        ]

    @property
    def student(self):
        return self.evidence.student

    @property
    def who_asked(self):
        """The question about other people, as it fits what the file is."""
        return WHO[self.kind]

    @property
    def holding(self):
        """The people because of whom it is held, of those fetched with it."""
        return [person for person in self.depictions.all() if person.holds]  # type: ignore[attr-defined]

    @cached_property
    def said(self):
        """Its captions as they are shown, if they came along (`with_captions`) and there are any."""
        row = getattr(self, "caption", None)
        return said(row, self.duration_ms) if row else None

    @property
    def captions_url(self):
        """Another address for each version, so that a player never shows an old one."""
        version = f"?v={self.said.version}" if self.said else ""
        return self.address("captions.vtt", "portfolios:attachment_captions") + version

    def captions_by(self, whose):
        """What she, or her advisor, wrote down, of the rows fetched with it."""
        return next((row for row in self.captions.all() if row.by == whose), None)

    def address(self, what, own=""):
        """Where one of its files is; an adult who was asked to vouch comes by a door of her own."""
        if self.door:
            return reverse(f"portfolios:{self.door}_file", args=[self.key, what])
        return reverse(own, args=[self.key]) if own else picture_url(self.key, what)

    @property
    def play_url(self):
        return self.address("play") if self.door else play_url(self.key)

    @property
    def paper_url(self):
        return self.address("paper", "portfolios:attachment_paper")
