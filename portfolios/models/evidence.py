import uuid
from typing import Any

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portfolios.continua import continua
from portfolios.models.attachments import Attachment

# Migrations of before know them by this place.
from portfolios.models.files import original_path, rendition_path  # noqa: F401
from portfolios.models.reflections import ReflectionVersion
from portfolios.querysets import EvidenceQuerySet
from portfolios.querysets.circles import adults_around


class Evidence(models.Model):
    """Anything that shows learning, from school, home or community. Private until its student shares it."""

    class Place(models.TextChoices):
        SCHOOL = "school", _("At school")
        HOME = "home", _("At home")
        COMMUNITY = "community", _("In my community")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="evidence")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("words"), blank=True, max_length=20_000)
    link = models.URLField(
        _("link"), blank=True, max_length=500, validators=[URLValidator(schemes=["http", "https"])]
    )
    place = models.CharField(_("where"), max_length=10, choices=Place, default=Place.SCHOOL)
    made_on = models.DateField(_("when"))
    added_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    # Made once for each form that was opened, so that a double click adds one piece.
    form_key = models.UUIDField(default=uuid.uuid4)
    revision = models.PositiveIntegerField(default=0)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["school", "student", "-made_on", "-id"])]
        constraints = [
            models.UniqueConstraint(fields=["student", "form_key"], name="evidence_once_per_form"),
            models.CheckConstraint(
                name="evidence_place_known", condition=Q(place__in=["school", "home", "community"])
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def language(self):
        """What its words are most likely written in, for a voice that reads them."""
        return self.student.user.language or settings.LANGUAGE_CODE

    @property
    def link_host(self):
        """Where the link leads, for "opens example.org"."""
        return self.link.split("/")[2].removeprefix("www.") if self.link else ""

    @cached_property
    def files(self):
        """Every file on it without those she took off, of those fetched with the evidence."""
        return [attachment for attachment in self.attachments.all() if attachment.removed_at is None]

    @cached_property
    def pictures(self):
        """The piece itself, of any kind: what she thinks of it is not among them."""
        return [attachment for attachment in self.files if attachment.part == Attachment.Part.PIECE]

    @cached_property
    def reflection_files(self):
        """What she said, drew or filmed to think about it."""
        return [attachment for attachment in self.files if attachment.part == Attachment.Part.REFLECTION]

    @property
    def reflection_files_taken_off(self):
        """Of all those fetched with the evidence."""
        return [
            one for one in self.attachments.all() if one.part == Attachment.Part.REFLECTION and one.removed_at
        ]

    @property
    def taken_off(self):
        """What she took off the piece itself and may put back, of those fetched with it."""
        there = self.attachments.all()
        return [file for file in there if file.removed_at and file.part == Attachment.Part.PIECE]

    @property
    def picture(self):
        """The first ready file with something to see: a photograph, a film's poster, a first page."""
        return next((attachment for attachment in self.pictures if attachment.has_picture), None)

    @property
    def sound(self):
        """The first ready sound recording."""
        return next((attachment for attachment in self.pictures if attachment.is_ready_sound), None)

    @property
    def has_held(self):
        """A picture, of those that this person is shown, is kept from families."""
        return any(attachment.is_held for attachment in self.pictures)

    @property
    def is_getting_ready(self):
        return any(attachment.is_waiting for attachment in self.pictures)

    @property
    def pictures_state(self):
        """Changes whenever a picture becomes ready or fails, for a page that waits for it."""
        return "-".join(attachment.state for attachment in self.pictures)

    @property
    def room(self):
        """How many more files it can hold."""
        return max(settings.MAX_FILES - len(self.pictures), 0)

    def next_untold(self):
        """The next picture about which nobody has said yet who is in it."""
        return self.attachments.kept().untold().first()

    @property
    def thinking(self):
        """What she thinks now, and then what she thought before, the last first: for whom it was fetched.

        Each with its recordings and drawings, and the picture on which she shows the best part.
        """
        now: Any = getattr(self, "reflection", None)
        before = [
            ReflectionVersion(**row | {"written_at": parse_datetime(row["written_at"])})
            for row in self.earlier_thoughts  # type: ignore[attr-defined]
        ]
        pictures = {picture.key: picture for picture in self.pictures if picture.has_picture}
        told = [
            {
                "told": one,
                "files": [file for file in self.reflection_files if file.thought_id == key],
                "on": pictures.get(one.spot_key),
            }
            for one, key in [(now, None), *((version, version.pk) for version in before)]
            if one
        ]
        return [one for one in told if one["files"] or one["told"].is_told]

    def has_reflection(self):
        return type(self).objects.filter(pk=self.pk, reflection__isnull=False).exists()

    def readers(self):
        """The adults who see this piece today."""
        return [adult for adult in adults_around(self.student_id, piece=self) if adult.sees]

    def placement_on(self, target, view):
        """The student's or the teacher's placement on a target, also one that was taken off."""
        return self.placements.filter(target=target, by=view).first()

    def continua(self):
        """For each target: its steps, each with who sees the piece there (portfolios/continua.py)."""
        return continua(self.placements.all())


class Share(models.Model):
    """One circle that may see a piece. The student herself needs no row."""

    class Circle(models.TextChoices):
        FAMILY = "family", _("My family")
        ADVISOR = "advisor", _("My advisor")
        GUESTS = "guests", _("My guests")
        PANEL = "panel", _("My panel")

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="shares")
    circle = models.CharField(max_length=10, choices=Circle)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "circle"], name="share_once"),
            models.CheckConstraint(
                name="share_circle_known", condition=Q(circle__in=["family", "advisor", "guests", "panel"])
            ),
        ]

    def __str__(self):
        return f"{self.evidence} > {self.circle}"
