import uuid
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portfolios.languages import direction
from portfolios.models.evidence import Share
from portfolios.querysets import CollectionQuerySet, EntryQuerySet
from portfolios.querysets.circles import adults_around


class Collection(models.Model):
    """Pieces that a student chose for somebody, in her own order, with her own words. Private at first."""

    class Kind(models.TextChoices):
        SHOWCASE = "showcase", _("A collection")
        LETTER = "letter", _("It begins with a letter")
        PROFILE = "profile", _("Our graduate profile")
        GROWTH = "growth", _("Then and now")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="collections")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SHOWCASE)
    title = models.CharField(_("title"), max_length=120)
    # Whom she has in mind, in her words and as a circle. It shares nothing: sharing is a step of its own.
    audience = models.CharField(_("who is this for?"), max_length=200)
    circle = models.CharField(max_length=10, choices=Share.Circle, blank=True)
    # The letter or the few words that it begins with; of a pair, what she notices.
    words = models.TextField(_("my words"), blank=True, max_length=20_000)
    language = models.CharField(_("language"), max_length=10, blank=True)
    cover = models.ForeignKey(
        "portfolios.Attachment", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Made once for each form that was opened, so that a double click makes one collection.
    form_key = models.UUIDField(default=uuid.uuid4)
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "student", "-made_at"])]
        constraints = [
            models.UniqueConstraint(fields=["student", "form_key"], name="collection_once_per_form"),
            models.CheckConstraint(
                name="collection_kind_known",
                condition=Q(kind__in=["showcase", "letter", "profile", "growth"]),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_pair(self):
        return self.kind == self.Kind.GROWTH

    @property
    def direction(self):
        return direction(self.language)

    def parts(self):
        """Its parts as the reader is shown them, of those fetched with it.

        What she may not see leaves no gap: a heading whose pieces are all kept from her goes with them.
        """
        return [part for part in parts_of(self, self.shown) if part.is_shown]

    @cached_property
    def shown(self):
        """Its entries, each with its piece if the reader is shown it (`seen`)."""
        return list(self.entries.all())

    @property
    def cover_picture(self):
        """The picture that she chose, else the first: of those that the reader is shown."""
        shown = [entry for part in self.parts() for entry in part.seen if entry.picture]
        pictures = [file for entry in shown for file in entry.evidence.pictures if file.has_picture]
        chosen = next((file for file in pictures if file.pk == self.cover_id), None)
        return chosen or (shown[0].picture if shown else None)

    @property
    def lines(self):
        """What is in it, of those fetched with it, what others do not see, too."""
        return [entry for entry in self.entries.all() if not entry.removed_at]

    @property
    def taken_off(self):
        return [entry for entry in self.entries.all() if entry.removed_at]

    def readers(self, circle):
        """The adults who are in this circle today."""
        return [adult for adult in adults_around(self.student_id) if circle in adult.circles]

    @property
    def day(self):
        """When it was made, on the journey."""
        return timezone.localdate(self.made_at)


class CollectionShare(models.Model):
    """One circle that may see a collection. It opens none of its pieces."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="shares")
    circle = models.CharField(max_length=10, choices=Share.Circle)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "circle"], name="collection_share_once")]

    def __str__(self):
        return f"{self.collection} > {self.circle}"


class Entry(models.Model):
    """One line of a collection: a piece with why it is here, or a heading over the pieces that follow."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="entries")
    evidence = models.ForeignKey(
        "portfolios.Evidence", models.CASCADE, null=True, blank=True, related_name="entries"
    )
    # Which of the piece's files is shown here; none is the first.
    attachment = models.ForeignKey(
        "portfolios.Attachment", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    # The competency that a heading was made from.
    target = models.ForeignKey("portfolios.Target", models.SET_NULL, null=True, blank=True, related_name="+")
    # The pieces under this heading are shown side by side, then and now.
    side_by_side = models.BooleanField(default=False)
    words = models.TextField(_("why it is here"), blank=True, max_length=5000)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    # Taken off by its student, who may put it back with its words.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["school", "collection", "position"])]
        constraints = [
            models.CheckConstraint(
                name="entry_is_a_piece_or_a_heading",
                condition=Q(evidence__isnull=False, heading="", side_by_side=False, target=None)
                | Q(evidence=None, attachment=None) & ~Q(heading=""),
            ),
        ]

    def __str__(self):
        return self.heading or str(self.evidence)

    @property
    def is_heading(self):
        return self.evidence_id is None

    @property
    def file(self):
        """What is shown of the piece: the file that she chose, else the first with something to see."""
        if self.evidence is None:
            return None
        files = [file for file in self.evidence.pictures if file.is_ready]
        chosen = next((file for file in files if file.pk == self.attachment_id), None)
        return chosen or self.evidence.picture or next(iter(files), None)

    @property
    def picture(self):
        """The same, where it is something to see."""
        return self.file if self.file and self.file.has_picture else None


@dataclass
class Part:
    """A heading, or none at the beginning, and what follows it."""

    heading: Entry | None
    side_by_side: bool
    entries: list

    @property
    def seen(self):
        return [entry for entry in self.entries if entry.seen]

    @property
    def is_shown(self):
        """Words may stand alone; a heading over nothing but what is kept from the reader may not."""
        alone = self.heading and self.heading.words and not self.entries
        return bool(self.seen or alone)

    @property
    def pair(self):
        """The first and the latest, where they stand side by side."""
        return (self.seen[0], self.seen[-1]) if self.side_by_side and len(self.seen) > 1 else None

    @property
    def tiles(self):
        """What is shown one by one: everything, or what lies between then and now."""
        return self.seen[1:-1] if self.pair else self.seen


def parts_of(collection, entries):
    """Entries in their order, cut where a heading stands."""
    parts = [Part(None, collection.is_pair, [])]
    for entry in entries:
        if entry.is_heading:
            parts.append(Part(entry, entry.side_by_side, []))
        else:
            parts[-1].entries.append(entry)
    return parts
