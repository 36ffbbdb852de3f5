from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Student
from conferences.querysets import MilestoneQuerySet, PlaceQuerySet, RoundQuerySet, SessionQuerySet
from conferences.querysets.rounds import BOOKED_IN, HIDDEN, RUNNING


class TimeRange(Func):
    """From the first moment up to, and without, the last."""

    function = "tstzrange"

    def __init__(self, starts, ends):
        super().__init__(starts, ends, Value("[)"))


class Round(models.Model):
    """A school-wide period of conferences, such as "Fall 2026"."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CO_DESIGN = "co_design", _("Planned with students")
        PUBLISHED = "published", _("Published")
        PREFERENCES = "preferences", _("Families say when they can come")
        SCHEDULED = "scheduled", _("Times are out")
        PREPARING = "preparing", _("Preparing")
        OPEN = "open", _("Conference days")
        FOLLOW_UP = "follow_up", _("Follow-up")
        CLOSED = "closed", _("Closed")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="rounds")
    name = models.CharField(_("name"), max_length=100)
    state = models.CharField(max_length=11, choices=State, default=State.DRAFT)
    # Families say when they can come and the school makes a timetable; else they choose a free time at once.
    asks_first = models.BooleanField(_("ask families first, then make a fair timetable"), default=False)
    grade_low = models.SmallIntegerField(_("from grade"), default=0)
    grade_high = models.SmallIntegerField(_("to grade"), default=12)
    minutes = models.PositiveSmallIntegerField(_("minutes for each conference"), default=20)
    turnover = models.PositiveSmallIntegerField(_("minutes between conferences"), default=5)
    # Minutes from one room to another, for siblings one after the other.
    travel = models.PositiveSmallIntegerField(_("minutes to walk between two rooms"), default=5)
    # How many conferences an advisor has an eye on at once, where `Load` says nothing else.
    at_once = models.PositiveSmallIntegerField(_("conferences at once for each advisor"), default=4)
    # How often one household may change its times, and until how many days before.
    changes = models.PositiveSmallIntegerField(_("changes for each household"), default=3)
    last_change = models.PositiveSmallIntegerField(_("days before, from when a time stays"), default=1)
    # What the school weighs how much in its timetable (conferences/timetable/).
    weights = models.JSONField(default=dict, blank=True)
    # Of the link that screens in the hall and at doors open; it ends with the day.
    screen_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    screen_until = models.DateTimeField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    # Before it is published it is the office's alone; while it runs, conferences are to come.
    HIDDEN = HIDDEN
    RUNNING = RUNNING
    BOOKED_IN = BOOKED_IN

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="round_name_once"),
            models.CheckConstraint(name="round_grades_in_order", condition=Q(grade_high__gte=F("grade_low"))),
            models.CheckConstraint(name="round_minutes_sensible", condition=Q(minutes__range=(5, 120))),
            models.CheckConstraint(name="round_at_once_sensible", condition=Q(at_once__range=(1, 12))),
        ]

    def __str__(self):
        return self.name

    @property
    def takes_bookings(self):
        """Families may choose, change or give back a time now."""
        return self.state in self.BOOKED_IN or (self.state == self.State.PUBLISHED and not self.asks_first)

    @property
    def everybody(self):
        """How many students would take part if nobody were left out; of one fetched `with_included`."""
        return self.included + len(self.left_out_rows)  # type: ignore[attr-defined]

    @property
    def takes_preferences(self):
        """Families say now when they can come."""
        return self.state == self.State.PREFERENCES

    @property
    def steps(self):
        """The states that this round goes through, in order."""
        states = self.State
        asked = [states.PREFERENCES, states.SCHEDULED] if self.asks_first else []
        before = [states.DRAFT, states.CO_DESIGN, states.PUBLISHED, *asked]
        return [*before, states.PREPARING, states.OPEN, states.FOLLOW_UP, states.CLOSED]

    @property
    def place_in_steps(self):
        """Where it is in them; one that changed its ways since stands where it came from."""
        every = self.State.values
        gone = [step for step in self.steps if every.index(step) <= every.index(self.state)]
        return len(gone) - 1

    @property
    def step_before(self):
        """The state that one step back leads to, or None; whether it may, `step_back` says."""
        here = self.place_in_steps
        steps = self.steps[: here + (self.state not in self.steps)]
        return steps[-1] if steps else None

    @cached_property
    def first_session(self):
        """The first of its conference days, or None."""
        return (
            self.sessions.filter(called_off_at=None, for_make_ups=False).order_by("starts_at", "pk").first()
        )

    @cached_property
    def lengths_by_grade(self):
        """Minutes of the grades whose conferences are not as long as the round says."""
        return {
            grade: length.minutes
            for length in self.lengths.all()
            for grade in range(length.grade_low, length.grade_high + 1)
        }

    @cached_property
    def grades_by_advisory(self):
        students = Student.objects.filter(school=self.school_id, left_at=None, advisory__isnull=False)
        found: dict[int, set[int]] = {}
        included = students.filter(grade__range=(self.grade_low, self.grade_high))
        for advisory, grade in included.values_list("advisory", "grade").distinct():
            found.setdefault(advisory, set()).add(int(grade or 0))
        return found

    def minutes_of(self, grade):
        """How long a conference of this grade is, before words are said twice."""
        return self.lengths_by_grade.get(grade, self.minutes)

    def shortest_of(self, advisories):
        """The shortest conference of those who meet: of these advisories, or of all."""
        if not self.lengths_by_grade:
            return self.minutes
        known = self.grades_by_advisory
        grades = {grade for key in advisories or known for grade in known.get(key, ())}
        return min((self.minutes_of(grade) for grade in grades), default=self.minutes)


class Length(models.Model):
    """How long a conference of these grades is, where it is not as long as the round says."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="lengths")
    grade_low = models.SmallIntegerField(_("from grade"))
    grade_high = models.SmallIntegerField(_("to grade"))
    minutes = models.PositiveSmallIntegerField(_("minutes for each conference"))

    class Meta:
        ordering = ["grade_low"]
        constraints = [
            models.UniqueConstraint(fields=["round", "grade_low"], name="length_once"),
            models.CheckConstraint(
                name="length_grades_in_order", condition=Q(grade_high__gte=F("grade_low"))
            ),
            models.CheckConstraint(name="length_sensible", condition=Q(minutes__range=(5, 120))),
        ]

    def __str__(self):
        return f"{self.grade_low}-{self.grade_high}: {self.minutes}"


class Milestone(models.Model):
    """A day in the calendar of a round: what happens when, as the school sets it."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("Families read what a conference is")
        INVITE = "invite", _("Invitations leave")
        ASK = "ask", _("Families say when they can come")
        ANSWER = "answer", _("Last day to answer")
        LESSONS = "lessons", _("Lessons: good evidence, good reflection")
        TIMES = "times", _("Times are announced")
        CONFIRM = "confirm", _("Families confirm or ask for another time")
        AGENDAS = "agendas", _("Agendas are built")
        PRACTICE = "practice", _("Practice")
        STAYS = "stays", _("From here on times stay")
        DAYS = "days", _("Conference days")
        THANKS = "thanks", _("Thanks, letters, how it went")
        MAKE_UPS = "make_ups", _("Make-ups are over")
        CHECK_IN = "check_in", _("First check-ins")
        SAID_DID = "said_did", _("You said, we did")

    round = models.ForeignKey(Round, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField(_("day"))
    line = models.CharField(_("what the school adds"), max_length=200, blank=True)
    # When the office was told, once, that the day has come.
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "kind"], name="milestone_once")]

    def __str__(self):
        return f"{self.day}: {self.get_kind_display()}"


class Session(models.Model):
    """An afternoon or evening in one room, with several conferences at once."""

    class Kind(models.TextChoices):
        TABLES = "tables", _("Several tables in one room")
        SOLO = "solo", _("One at a time, with the door shut")
        REMOTE = "remote", _("By video")
        STATIONS = "stations", _("Stations around the room")

    round = models.ForeignKey(Round, models.CASCADE, related_name="sessions")
    room = models.CharField(_("room"), max_length=100)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    capacity = models.PositiveSmallIntegerField(_("conferences at once"), default=4)
    kind = models.CharField(_("how they meet here"), max_length=8, choices=Kind, default=Kind.TABLES)
    # Empty: as long as the round says for the grades that meet here.
    minutes = models.PositiveSmallIntegerField(_("minutes for each conference"), null=True, blank=True)
    # For those who were missed, and for nobody else.
    for_make_ups = models.BooleanField(_("for make-ups alone"), default=False)
    called_off_at = models.DateTimeField(null=True, blank=True)
    # Where those who are not in the room meet, unless a conference has a link of its own.
    call_url = models.URLField(_("link to the call"), max_length=500, blank=True)
    # Whose students meet here; none means every advisory of the round.
    advisories = models.ManyToManyField("accounts.Advisory", blank=True, related_name="sessions")
    # Grows when anything on the room board changes.
    revision = models.PositiveIntegerField(default=0)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "room"]
        constraints = [
            models.CheckConstraint(name="session_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="session_capacity_sensible", condition=Q(capacity__range=(1, 12))),
        ]

    def __str__(self):
        return f"{self.room}, {self.starts_at:%Y-%m-%d}"

    @property
    def school_id(self):
        return self.round.school_id

    @property
    def is_to_take(self):
        """Whether its places count for those who have none yet."""
        return not self.called_off_at and not self.for_make_ups and self.ends_at > timezone.now()

    @property
    def length(self):
        """Minutes of each place here. A conference that is longer takes the next place at its table, too."""
        return self.minutes or self.round.shortest_of([advisory.pk for advisory in self.advisories.all()])

    @property
    def stamp(self):
        """Changes whenever the room board does, and every five minutes: somebody may be late by now."""
        return f"{self.revision}-{int(timezone.now().timestamp()) // 300}"


class Break(models.Model):
    """A pause of everybody in a room: no conference reaches into it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="breaks")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(name="break_ends_after_start", condition=Q(ends_at__gt=F("starts_at")))
        ]

    def __str__(self):
        return f"{self.starts_at:%H:%M}-{self.ends_at:%H:%M}"


class Place(models.Model):
    """One table at one time. It exists before it is taken, so that two families can never hold it."""

    class Source(models.TextChoices):
        FAMILY = "family", _("Chosen by the family")
        TIMETABLE = "timetable", _("From the timetable")
        OFFICE = "office", _("Given by the school")
        SWAP = "swap", _("Exchanged with another family")

    session = models.ForeignKey(Session, models.CASCADE, related_name="places")
    starts_at = models.DateTimeField()
    # Of a taken place the end of its conference, which may be longer than the others of the room.
    ends_at = models.DateTimeField()
    table = models.PositiveSmallIntegerField()
    conference = models.OneToOneField(
        "conferences.Conference", models.SET_NULL, null=True, blank=True, related_name="place"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=9, choices=Source, blank=True)
    # Why this time and no other, as `timetable.explain` says it in the reader's language.
    because = models.JSONField(default=dict, blank=True)
    # The office fixed it: no run of the timetable moves it.
    locked = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    interpreter = models.ForeignKey(
        "conferences.Interpreter", models.SET_NULL, null=True, blank=True, related_name="places"
    )
    # Somebody is choosing it just now: until then nobody else can.
    held_for = models.ForeignKey(
        "conferences.Conference", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    held_until = models.DateTimeField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "table"]
        constraints = [
            models.UniqueConstraint(fields=["session", "starts_at", "table"], name="place_once"),
            models.CheckConstraint(
                name="place_taken_with_conference",
                condition=Q(conference=None, taken_at=None)
                | Q(conference__isnull=False, taken_at__isnull=False),
            ),
            models.CheckConstraint(name="place_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            # A long conference takes the time of the next one at its table, too.
            ExclusionConstraint(
                name="place_table_taken_once",
                expressions=[
                    ("session", RangeOperators.EQUAL),
                    ("table", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(conference__isnull=False),
            ),
            ExclusionConstraint(
                name="place_interpreter_once",
                expressions=[
                    ("interpreter", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(conference__isnull=False, interpreter__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.starts_at:%H:%M} table {self.table}"
