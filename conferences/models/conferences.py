import uuid
from zlib import crc32

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.models.agendas import AgendaTemplate
from conferences.querysets import ConferenceQuerySet, NoteQuerySet, ParticipantQuerySet


class Conference(models.Model):
    """A student's own meeting: plan, live screen and record are this one row and its cards."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        BUILDING = "building", _("Building")
        READY = "ready", _("Ready")
        LIVE = "live", _("Happening now")
        HELD = "held", _("Held")
        NOT_HELD = "not_held", _("Not held yet")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    round = models.ForeignKey("conferences.Round", models.PROTECT, related_name="conferences")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="conferences")
    template = models.ForeignKey(
        "conferences.AgendaTemplate", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State, default=State.NOT_STARTED)
    minutes = models.PositiveSmallIntegerField(default=20)
    ready_at = models.DateTimeField(null=True, blank=True)
    wants_help = models.BooleanField(default=False)
    help_line = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    card = models.ForeignKey("conferences.Card", models.SET_NULL, null=True, blank=True, related_name="+")
    card_shown_at = models.DateTimeField(null=True, blank=True)
    # What the three agreed; with none of them, the day by which they will decide.
    commitments = models.ManyToManyField("goals.Commitment", blank=True, related_name="conferences")
    decide_by = models.DateField(null=True, blank=True)
    # Grows by one in every action that changes what others see.
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)

    can_decide: bool  # of `with_page_for`: whether the reader chooses its time
    can_attend: bool  # and whether she may be there

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "round", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["round", "student"], name="conference_once_per_round"),
            models.CheckConstraint(
                name="conference_times_match_state",
                condition=Q(
                    state__in=["not_started", "building", "ready", "not_held"], started_at=None, ended_at=None
                )
                | Q(state="live", started_at__isnull=False, ended_at=None)
                | Q(state="held", started_at__isnull=False, ended_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.student}, {self.round}"

    @property
    def plan(self):
        """The plan of her grade, which a new agenda starts from, or None."""
        return AgendaTemplate.objects.for_student(self.student).first()

    @property
    def is_live(self):
        return self.state == self.State.LIVE

    @property
    def is_held(self):
        return self.state == self.State.HELD

    @property
    def moment(self):
        """Which of its three faces the family's page shows."""
        return "during" if self.is_live else "after" if self.is_held else "before"

    @property
    def planned_seconds(self):
        return self.minutes * 60

    @property
    def is_to_come(self):
        return not (self.is_live or self.is_held)

    @property
    def is_bookable(self):
        """Whether its time can be chosen now, by whoever may."""
        return self.is_to_come and self.round.takes_bookings

    @property
    def can_book(self):
        """Whether the reader may choose the time now: the adult may decide, and the round takes bookings."""
        return self.can_decide and self.can_attend and self.is_bookable

    def is_called(self):
        """Whether somebody has asked an adult to come over, and nobody has come yet."""
        return self.signals.filter(visited_at=None).exists()

    @property
    def is_shown_to_family(self):
        """Once she has said that she is ready, her family sees her agenda."""
        return self.ready_at is not None

    @property
    def stamp(self):
        """Changes whenever what her family follows does; of conferences fetched `with_stamp`."""
        return f"{self.revision}-{crc32(repr(self.shown).encode()):x}"  # type: ignore[attr-defined]

    def cards_for_family(self):
        """The agenda as her family sees it; before she says she is ready, as they would see it then."""
        return self.cards.for_family(shared_only=self.is_shown_to_family)

    def shared_cards(self):
        """What her family may follow on the day and keep afterwards: only what is shared with them."""
        return self.cards.for_family(shared_only=True)

    @property
    def starts_at(self):
        place = getattr(self, "place", None)
        return place.starts_at if place else None

    @property
    def minutes_late(self):
        """Whole minutes between the time of its place and its beginning; 0 when it began in time."""
        if not (self.started_at and self.starts_at):
            return 0
        return max(0, int((self.started_at - self.starts_at).total_seconds() // 60))

    @property
    def minutes_taken(self):
        """Whole minutes that it has lasted, at least one."""
        now = timezone.now()
        seconds = ((self.ended_at or now) - (self.started_at or now)).total_seconds()
        return max(1, round(seconds / 60))

    @property
    def is_overdue(self):
        """Running well past its time: nobody is cut off, but its end may have been forgotten."""
        return self.is_live and self.minutes_taken > 2 * self.minutes

    @property
    def percent_taken(self):
        return min(100, round(100 * self.minutes_taken / self.minutes))

    @property
    def steps(self):
        """One mark for each of its `parts`: gone by, on the screen, to come."""
        return [
            "cur" if self.is_live and part.pk == self.card_id else "past" if part.state == "shown" else ""
            for part in self.parts  # type: ignore[attr-defined]
        ]


class Participant(models.Model):
    """Someone who comes, as the family or the student said."""

    class Coming(models.TextChoices):
        YES = "yes", _("Coming")
        VIDEO = "video", _("By video")
        NO = "no", _("Cannot come")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="participants")
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    coming = models.CharField(max_length=10, choices=Coming, default=Coming.YES)
    needs = models.CharField(_("what would help you"), max_length=300, blank=True)
    interpreter = models.BooleanField(_("an interpreter"), default=False)
    # Who wrote this guest's name down; each household keeps its own list.
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "user"], condition=Q(user__isnull=False), name="participant_once"
            )
        ]

    def __str__(self):
        return self.name


class Visit(models.Model):
    """The one conference that a guest is asked to."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="visits")
    guest = models.OneToOneField("accounts.Guest", models.CASCADE, related_name="visit")

    def __str__(self):
        return f"{self.guest} > {self.conference}"


class Signal(models.Model):
    """A quiet "please come over", seen on the advisor's board and nowhere on the student's screen."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="signals")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    visited_at = models.DateTimeField(null=True, blank=True)
    visited_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference"], condition=Q(visited_at=None), name="signal_one_open_per_conference"
            ),
            models.CheckConstraint(
                name="signal_visited_by_and_at_together",
                condition=Q(visited_at=None, visited_by=None)
                | Q(visited_at__isnull=False, visited_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.conference} {self.at:%H:%M}"


class Note(models.Model):
    """Words of one adult to the student: a question or suggestion before, a glow and a grow after."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        GLOW = "glow", _("Glow")
        GROW = "grow", _("Grow")
        SUGGESTION = "suggestion", _("Suggestion")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="notes")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(max_length=2000)
    at = models.DateTimeField(auto_now_add=True)
    form_key = models.UUIDField(default=uuid.uuid4)
    # A question or suggestion is an offer: the student made a card of it, or said "not now".
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "conference", "kind"])]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "by", "kind", "form_key"], name="note_once_per_form"
            )
        ]

    def __str__(self):
        return self.text[:60]
