from datetime import timedelta
from zlib import crc32

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from conferences.models.agendas import AgendaTemplate, Look
from conferences.querysets import ConferenceQuerySet
from conferences.querysets.files import file_in


class TakingPart(models.Manager.from_queryset(ConferenceQuerySet)):  # type: ignore[misc]
    """Those of students who take part: what was put aside is nowhere, until it comes back."""

    def get_queryset(self):
        return super().get_queryset().filter(put_aside_at=None)


class Conference(models.Model):
    """A student's own meeting: plan, live screen and record are this one row and its cards."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        BUILDING = "building", _("Building")
        READY = "ready", _("Ready")
        LIVE = "live", _("Happening now")
        HELD = "held", _("Held")
        NOT_HELD = "not_held", _("Not held yet")

    class Preparation(models.TextChoices):
        """How far it is before its day. Ready is what she says herself, practiced or not."""

        NOT_STARTED = "not_started", _("Not started")
        BUILDING = "building", _("Building")
        READY_TO_PRACTICE = "ready_to_practice", _("Ready to practice")
        PRACTICED = "practiced", _("Practiced")
        READY = "ready", _("Ready")

    class Way(models.TextChoices):
        """How it is held: agreed beforehand."""

        TABLE = "table", _("At a table, with others in the room")
        SOLO = "solo", _("Alone in a room, with the door shut")
        REMOTE = "remote", _("By video")
        RECORDED = "recorded", _("Recorded beforehand")
        WRITTEN = "written", _("On paper")

    class HeldAs(models.TextChoices):
        """What it was in the end, which is never the same as whose fault it was."""

        FAMILY = "family", _("With the family")
        STAND_IN = "stand_in", _("With a stand-in adult")
        REMOTE = "remote", _("By video")
        RECORDED = "recorded", _("Recorded for the family")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    round = models.ForeignKey("conferences.Round", models.PROTECT, related_name="conferences")
    student = models.ForeignKey("accounts.Student", models.PROTECT, related_name="conferences")
    # The household that has this conference for itself; empty is for all who have none of their own.
    household = models.ForeignKey(
        "accounts.Household", models.PROTECT, null=True, blank=True, related_name="conferences"
    )
    template = models.ForeignKey(
        "conferences.AgendaTemplate", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State, default=State.NOT_STARTED)
    minutes = models.PositiveSmallIntegerField(default=20)
    look = models.CharField(max_length=10, choices=Look, default=Look.CARDS)
    way = models.CharField(max_length=10, choices=Way, default=Way.TABLE)
    held_as = models.CharField(max_length=10, choices=HeldAs, blank=True)
    # Where those who are not in the room meet: a link to a call elsewhere.
    call_url = models.URLField(_("link to the call"), max_length=500, blank=True)
    # Her advisor asks this family to come, whatever else they do.
    please_meet = models.BooleanField(default=False)
    # Her people are here; the interpreter is here.
    arrived_at = models.DateTimeField(null=True, blank=True)
    interpreter_at = models.DateTimeField(null=True, blank=True)
    # Their table is ready: please come in from the waiting area.
    called_in_at = models.DateTimeField(null=True, blank=True)
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
    # When the three were told, once, that the day has come.
    decide_reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What is written in the closing form and not agreed yet: for any device that opens it next.
    closing = models.JSONField(default=dict, blank=True)
    closing_revision = models.PositiveIntegerField(default=0)
    # Grows by one in every action that changes what others see.
    revision = models.PositiveIntegerField(default=0)
    # Of a student whom the office left out of the round: nobody sees it, and it is kept as it was.
    put_aside_at = models.DateTimeField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    A_WHILE = timedelta(minutes=4)  # after which the room says that somebody is late

    can_decide: bool  # of `with_page_for`: whether the reader chooses its time
    can_attend: bool  # and whether she may be there
    calendar: list[dict]  # the days of its round that the reader is told of (querysets/milestones.py)
    wish: dict | None  # her wish for another time, if one is open

    objects = TakingPart()
    everything = ConferenceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "round", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "student", "household"],
                nulls_distinct=False,
                name="conference_once_per_round",
            ),
            models.CheckConstraint(
                name="conference_times_match_state",
                condition=Q(
                    state__in=["not_started", "building", "ready", "not_held"], started_at=None, ended_at=None
                )
                | Q(state="live", started_at__isnull=False, ended_at=None)
                | Q(state="held", started_at__isnull=False, ended_at__isnull=False),
            ),
        ]

    # There is an agenda, and its day is still to come.
    PRACTICED_IN = (State.BUILDING, State.READY, State.NOT_HELD)

    def __str__(self):
        return f"{self.student}, {self.round}"

    @property
    def plan(self):
        """The plan of her grade, which a new agenda starts from, or None."""
        return AgendaTemplate.objects.for_student(self.student).first()

    @property
    def is_stations(self):
        """Whether its agenda is shown as stations, with pictures and a passport."""
        return self.look == Look.STATIONS

    @property
    def drawn_plan(self):
        """Her plan as she drew it, of one fetched with it (`with_drawn_plan`)."""
        return file_in(getattr(self, "plan_row", None))

    @property
    def preparation(self):
        """How far it is prepared; of one fetched `with_plan`. From its day on, its state says the rest."""
        stages = self.Preparation
        if self.state in (self.State.NOT_STARTED, self.State.READY):
            return stages(self.state)
        if self.state == self.State.BUILDING and self.practiced_at:  # type: ignore[attr-defined]
            return stages.PRACTICED
        ready_to = self.state == self.State.BUILDING and self.shows_work  # type: ignore[attr-defined]
        return stages.READY_TO_PRACTICE if ready_to else stages.BUILDING

    @property
    def stands(self):
        """The words for where it is: its preparation, and from its day on its state."""
        before = self.state in (self.State.NOT_STARTED, self.State.BUILDING, self.State.READY)
        return self.preparation.label if before else self.State(self.state).label

    @property
    def is_live(self):
        return self.state == self.State.LIVE

    @property
    def is_held(self):
        return self.state == self.State.HELD

    def agreed_words(self):
        """What the three agreed, by party."""
        said = {}
        for commitment in self.commitments.order_by("pk"):
            said.setdefault(commitment.party, []).append(commitment.text)
        return {party: " · ".join(texts) for party, texts in said.items()}

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
    def offered(self):
        """The time that is kept for it, and until when; of one fetched with its `wish`."""
        wish = self.wish
        if not wish or wish["state"] != "offered" or not wish["starts_at"]:
            return None
        return {key: parse_datetime(wish[key]) for key in ("starts_at", "until")}

    @property
    def is_bookable(self):
        """Whether its time can be chosen now, by whoever may."""
        return self.is_to_come and self.round.takes_bookings

    @property
    def can_say_when(self):
        """Whether the reader is asked now when the family can come."""
        return self.can_decide and self.can_attend and self.is_to_come and self.round.takes_preferences

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
    def call_link(self):
        """Where those meet who are not in the room; nothing once it is over."""
        if self.is_held:
            return ""
        place = getattr(self, "place", None)
        return self.call_url or (place.session.call_url if place else "")

    @property
    def family_address(self):
        return reverse("conferences:conference_family", args=[self.pk])

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
    def phase(self):
        """One word for how far it is (conferences/phases.py)."""
        from conferences.phases import phase_of

        return phase_of(self)

    @property
    def is_late(self):
        """Their time has come and gone by some minutes, and nothing has begun."""
        if not (self.is_to_come and self.starts_at):
            return False
        return timezone.now() - self.starts_at > self.A_WHILE

    @property
    def needs_seeing_to(self):
        """Of those fetched `with_matters`: it was missed, or somebody asks for another way."""
        return self.is_missed or self.asks_other_way  # type: ignore[attr-defined]

    @property
    def is_solo(self):
        return self.way == self.Way.SOLO

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
