"""What every file that people send has in common, whatever it is part of (docs/decisions/0026)."""

import uuid
from functools import cache

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portfolios.refusals import MAY_PASS, MOST_TRIES, REASONS
from portfolios.waves import wave_path


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


class MediaFile(models.Model):
    """A file that somebody sent. What is served is always made by us anew, never the file that came.

    The job, the retry, the clean original and the sweep know it by this class. A model of it says what it
    is part of (`student`), and how its addresses are made (`address`).
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Picture")
        AUDIO = "audio", _("Sound")
        VIDEO = "video", _("Film")
        DOCUMENT = "document", _("Document")

    class State(models.TextChoices):
        WAITING = "waiting", _("Getting ready")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be read")

    # Kinds that it may turn out to be; of others the job says so kindly.
    TAKES = tuple(Kind.values)
    # What is cut away or blurred; a model that lets people do so has a column of this name.
    edits = ()

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # As its first bytes say, until the job knows.
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PICTURE)
    original = models.FileField(upload_to=original_path, max_length=200)
    byte_count = models.PositiveBigIntegerField(default=0)
    alt = models.CharField(_("what is in the picture"), max_length=300, blank=True)
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
    # Taken off by its student.
    removed_at = models.DateTimeField(null=True, blank=True)
    # When it was said who can be seen in it; until then no family is shown it.
    told_at = models.DateTimeField(null=True, blank=True)
    # Whether the original has been drawn anew, whole and upright, without what the phone wrote into it.
    original_clean = models.BooleanField(default=False)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state="ready", original_clean=False), name="%(class)s_to_clean"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ready_is_complete", condition=~Q(state="ready") | complete()
            ),
            models.CheckConstraint(
                name="%(class)s_kind_known", condition=Q(kind__in=["picture", "audio", "video", "document"])
            ),
            models.CheckConstraint(
                name="%(class)s_state_known", condition=Q(state__in=["waiting", "ready", "failed"])
            ),
        ]

    def __str__(self):
        return str(self.key)

    @property
    def takes(self):
        """The kinds that this file may turn out to be."""
        return self.TAKES

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

    @property
    def student(self):
        """Whose record it belongs to."""
        raise NotImplementedError

    def address(self, what):
        """Where one of its files is: "play", "paper" or a size."""
        raise NotImplementedError

    @property
    def play_url(self):
        return self.address("play")

    @property
    def paper_url(self):
        return self.address("paper")

    @property
    def thumb_url(self):
        return self.address("thumb")

    @property
    def page_url(self):
        return self.address("page")

    @property
    def screen_url(self):
        return self.address("screen")


def file_models():
    """Every kind of file there is, of all apps."""
    return [model for model in apps.get_models() if issubclass(model, MediaFile)]
