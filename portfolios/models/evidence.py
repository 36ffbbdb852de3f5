import uuid
from functools import cache
from typing import Any

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portfolios.captions import said
from portfolios.continua import continua
from portfolios.models.reflections import ReflectionVersion
from portfolios.querysets import AttachmentQuerySet, DraftQuerySet, EvidenceQuerySet
from portfolios.querysets.circles import adults_around
from portfolios.refusals import MAY_PASS, MOST_TRIES, REASONS
from portfolios.waves import wave_path


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


def original_path(attachment, filename):
    """A random name; what the phone called the file is kept nowhere."""
    return f"originals/{attachment.key}"


def rendition_path(attachment, filename):
    return f"renditions/{attachment.key}/{filename}"


@cache
def picture_pattern():
    return reverse("portfolios:attachment_picture", args=[uuid.UUID(int=0), "SIZE"])


def picture_url(key, size):
    """The address of a picture: what `reverse` says, which a page of pictures would ask dozens of times."""
    return picture_pattern().replace(str(uuid.UUID(int=0)), str(key)).replace("SIZE", size)


def clock(milliseconds):
    """How long something plays: 2:05."""
    seconds = round((milliseconds or 0) / 1000)
    return f"{seconds // 60}:{seconds % 60:02}"


@cache
def play_pattern():
    return reverse("portfolios:attachment_play", args=[uuid.UUID(int=0)])


def play_url(key):
    """The address at which a recording is played, put together like that of a picture."""
    return play_pattern().replace(str(uuid.UUID(int=0)), str(key))


READY = {
    "picture": Q(width__isnull=False, height__isnull=False) & ~Q(thumb="") & ~Q(page="") & ~Q(screen=""),
    "audio": Q(duration_ms__isnull=False) & ~Q(play=""),
}
READY["video"] = READY["picture"] & READY["audio"]
READY["document"] = READY["picture"] & Q(page_count__gte=1) & ~Q(paper="")


def complete():
    """What a ready file of each kind must have, for the database to insist on."""
    either = Q()
    for kind, having in READY.items():
        either |= Q(kind=kind) & having
    return either


WHO = {
    "picture": _("Who is in this picture?"),
    "audio": _("Who can be heard?"),
    "video": _("Who can be seen or heard?"),
    "document": _("Who is in this document?"),
}


class Attachment(models.Model):
    """A file of a piece. What is served is always made by us anew, never the file that came."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Picture")
        AUDIO = "audio", _("Sound")
        VIDEO = "video", _("Film")
        DOCUMENT = "document", _("Document")

    class Part(models.TextChoices):
        PIECE = "piece", _("The piece itself")
        REFLECTION = "reflection", _("Thinking about it")

    class State(models.TextChoices):
        WAITING = "waiting", _("Getting ready")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be read")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="attachments")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # As its first bytes say, until the job knows.
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PICTURE)
    part = models.CharField(max_length=10, choices=Part, default=Part.PIECE)
    position = models.PositiveSmallIntegerField(default=0)
    original = models.FileField(upload_to=original_path, max_length=200)
    byte_count = models.PositiveBigIntegerField(default=0)
    alt = models.CharField(_("what is in the picture"), max_length=300, blank=True)
    # The adult who wrote that down for a child who does not write yet; the child herself is not named.
    alt_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # The picture, the poster of a film, or the first page of a document, in three sizes; a sound has none.
    thumb = models.FileField(upload_to=rendition_path, max_length=200, blank=True)
    page = models.FileField(upload_to=rendition_path, max_length=200, blank=True)
    screen = models.FileField(upload_to=rendition_path, max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)  # pixels, upright
    height = models.PositiveIntegerField(null=True, blank=True)
    # A recording as every browser plays it: H.264 and AAC in MP4, or AAC in M4A.
    play = models.FileField(upload_to=rendition_path, max_length=200, blank=True)
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    waveform = models.JSONField(default=list, blank=True)  # how loud, 0 to 100, in even steps; empty: silent
    # A document as a PDF that we built anew.
    paper = models.FileField(upload_to=rendition_path, max_length=200, blank=True)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    # Only its words and tables: what drew it whole was not at hand.
    simplified = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)
    # Taken off the piece by its student, who may put it back.
    removed_at = models.DateTimeField(null=True, blank=True)
    # When she or her advisor said who can be seen in it; until then no family is shown it.
    told_at = models.DateTimeField(null=True, blank=True)
    # Her advisor keeps it from families, whoever is in it.
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    # Said or drawn about the piece before she thought about it anew; empty for what she thinks now.
    thought = models.ForeignKey(
        "portfolios.ReflectionVersion", models.SET_NULL, null=True, blank=True, related_name="files"
    )
    # Whether the original has been drawn anew, whole and upright, without what the phone wrote into it.
    original_clean = models.BooleanField(default=False)
    # What is cut away or blurred, in the order in which it was done (portfolios/darkroom.py), each time
    # from the original.
    edits = models.JSONField(default=list, blank=True)

    # By which door somebody without an account was let in to it (`AttachmentQuerySet.vouched_for`).
    door = ""

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["school", "evidence", "position"]),
            models.Index(
                fields=["id"], condition=Q(state="ready", original_clean=False), name="attachment_to_clean"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="attachment_ready_is_complete", condition=~Q(state="ready") | complete()
            ),
            models.CheckConstraint(
                name="attachment_kind_known", condition=Q(kind__in=["picture", "audio", "video", "document"])
            ),
            models.CheckConstraint(
                name="attachment_part_known", condition=Q(part__in=["piece", "reflection"])
            ),
            models.CheckConstraint(
                name="attachment_held_by_and_at_together",
                condition=Q(held_at=None, held_by=None) | Q(held_at__isnull=False, held_by__isnull=False),
            ),
            models.CheckConstraint(name="attachment_alt_by_somebody", condition=Q(alt_by=None) | ~Q(alt="")),
            models.CheckConstraint(
                name="attachment_state_known", condition=Q(state__in=["waiting", "ready", "failed"])
            ),
        ]

    def __str__(self):
        return str(self.key)

    @property
    def is_ready(self):
        return self.state == self.State.READY

    @property
    def has_picture(self):
        """Whether there is something to see: everything but a sound."""
        return self.is_ready and self.kind != self.Kind.AUDIO

    @property
    def is_ready_sound(self):
        return self.is_ready and self.kind == self.Kind.AUDIO

    @property
    def is_playable(self):
        return self.is_ready and self.kind in (self.Kind.AUDIO, self.Kind.VIDEO)

    @property
    def is_paper(self):
        return self.is_ready and self.kind == self.Kind.DOCUMENT

    @property
    def reason_words(self):
        """Why it could not be read, in the reader's language."""
        return REASONS.get(self.reason, self.reason)

    @property
    def will_be_tried(self):
        """It failed for want of time or memory, and `sweep` asks once more."""
        return self.reason in MAY_PASS and self.tries < MOST_TRIES

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def who_asked(self):
        """The question about other people, as it fits what the file is."""
        return WHO[self.kind]

    @property
    def holding(self):
        """The people because of whom it is held, of those fetched with it."""
        return [person for person in self.depictions.all() if person.holds]  # type: ignore[attr-defined]

    def rendition(self, size):
        """The file of one size; nothing for a size we do not make, a sound, or a file that is not ready."""
        return getattr(self, size) if self.has_picture and size in ("thumb", "page", "screen") else None

    @property
    def minutes(self):
        """How long it plays, as on a clock: 2:05."""
        return clock(self.duration_ms)

    @property
    def duration(self):
        """The same for ears: in minutes and seconds."""
        minutes, seconds = divmod(round((self.duration_ms or 0) / 1000), 60)
        words = [ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}] if minutes else []
        if seconds or not minutes:
            words.append(ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds})
        return " ".join(words)

    @property
    def wave(self):
        return wave_path(self.waveform)

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

    @property
    def thumb_url(self):
        return self.address("thumb")

    @property
    def page_url(self):
        return self.address("page")

    @property
    def screen_url(self):
        return self.address("screen")


class Draft(models.Model):
    """A piece that was begun: its words, saved while they are written, until the piece is added."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.CASCADE, related_name="drafts")
    form_key = models.UUIDField()
    words = models.JSONField(default=dict)  # name of a field to what was typed
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        constraints = [models.UniqueConstraint(fields=["student", "form_key"], name="draft_once_per_form")]

    def __str__(self):
        return str(self.form_key)
