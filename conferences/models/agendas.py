from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.grades import grade_words
from conferences.pictures import icon_of
from conferences.querysets import AgendaTemplateQuerySet, CardQuerySet, TemplateCardQuerySet
from conferences.querysets.files import file_in
from conferences.said import in_reader, said


class Kind(models.TextChoices):
    WELCOME = "welcome", _("Welcome")
    LAST_COMMITMENTS = "last_commitments", _("What we agreed last time")
    LETTER = "letter", _("Letter to my family")
    EVIDENCE = "evidence", _("My work")
    GROWTH = "growth", _("How I grew")
    SHOW_ME = "show_me", _("Show how I do it")
    HABITS = "habits", _("How I work with others")
    GOAL = "goal", _("My goals")
    ASK_FAMILY = "ask_family", _("Ask my family")
    TEACHER_MINUTE = "teacher_minute", _("Teacher minute")
    MY_CHOICE = "my_choice", _("My choice")
    CLOSING = "closing", _("What we will do")


# One colour an area, never colour alone: the card says its kind in words too.
AREAS: dict[str, str] = {
    Kind.WELCOME: "people",
    Kind.TEACHER_MINUTE: "people",
    Kind.HABITS: "people",
    Kind.EVIDENCE: "portfolio",
    Kind.GROWTH: "portfolio",
    Kind.SHOW_ME: "portfolio",
    Kind.LETTER: "portfolio",
    Kind.GOAL: "goals",
    Kind.LAST_COMMITMENTS: "goals",
}

ICONS: dict[str, str] = {
    Kind.WELCOME: "hand",
    Kind.LAST_COMMITMENTS: "handshake",
    Kind.LETTER: "mail",
    Kind.EVIDENCE: "image",
    Kind.GROWTH: "trending-up",
    Kind.SHOW_ME: "sparkles",
    Kind.HABITS: "users",
    Kind.GOAL: "target",
    Kind.ASK_FAMILY: "message-circle-question-mark",
    Kind.TEACHER_MINUTE: "school",
    Kind.MY_CHOICE: "star",
    Kind.CLOSING: "flag",
}


# A card that nobody has colored yet.
PAINTS: dict[str, str] = {"people": "leaf", "portfolio": "sky", "goals": "clay", "conference": "plum"}

TALK = (Kind.WELCOME, Kind.LAST_COMMITMENTS, Kind.ASK_FAMILY, Kind.TEACHER_MINUTE, Kind.CLOSING)


class Look(models.TextChoices):
    """How an agenda looks to its student: a list to read, or stations with pictures and a passport."""

    CARDS = "cards", _("Cards")
    STATIONS = "stations", _("Stations")


class Color(models.TextChoices):
    """A color that a student gives a card; it says nothing that words do not say."""

    SUN = "sun", pgettext_lazy("picture", "Sun")
    LEAF = "leaf", _("Leaf")
    SKY = "sky", _("Sky")
    PLUM = "plum", _("Plum")
    ROSE = "rose", _("Rose")
    CLAY = "clay", _("Clay")


class CardBase(models.Model):
    """What both cards of a template and cards of a conference have."""

    Kind = Kind

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=2)
    position = models.PositiveSmallIntegerField(default=0)
    fixed = models.BooleanField(default=False)
    why = models.CharField(_("why it is always there"), max_length=200, blank=True)
    # A question that the family may ask while this card is shown.
    listening = models.CharField(_("you could ask"), max_length=200, blank=True)
    # For whoever cannot read yet: the name of one of our pictures, and a color.
    picture = models.CharField(_("picture"), max_length=30, blank=True)
    color = models.CharField(_("color"), max_length=10, choices=Color, blank=True)
    # The school's own words in other languages: {"es": {"title": ..., "listening": ...}}.
    said_in = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def said_title(self):
        """As the reader is told it; of these the stored words are only for whoever edits them."""
        return said(self, "title")

    @property
    def said_tip(self):
        return said(self, "tip")

    @property
    def said_why(self):
        return said(self, "why")

    @property
    def said_listening(self):
        return said(self, "listening")

    @property
    def kind_label(self):
        """The same as `get_kind_display`, which makes a dict of all kinds for each card."""
        return Kind(self.kind).label

    @property
    def area(self):
        return AREAS.get(self.kind, "conference")

    @property
    def takes_work(self):
        """A part about people and what comes next is talk alone; to the others belong pieces or goals."""
        return self.kind not in TALK

    @property
    def kind_words(self):
        """As get_kind_display, which looks through all kinds each time it is asked."""
        return Kind(self.kind).label

    @property
    def icon(self):
        return ICONS[self.kind]

    @property
    def picture_icon(self):
        """Its own picture, or that of its kind."""
        return icon_of(self.picture) or self.icon

    @property
    def paint(self):
        """Its own color, or that of what it is about."""
        return self.color or PAINTS[self.area]


class AgendaTemplate(models.Model):
    """The plan of a grade band. A conference copies it, so that a new version changes no old plan.

    With an advisory it is that advisory's own. A layer is no plan: its cards may join any agenda.
    """

    Look = Look

    school = models.ForeignKey("accounts.School", models.CASCADE, related_name="agenda_templates")
    advisory = models.ForeignKey(
        "accounts.Advisory", models.CASCADE, null=True, blank=True, related_name="agenda_templates"
    )
    name = models.CharField(_("name"), max_length=100)
    grade_low = models.SmallIntegerField(_("from grade"), default=0)
    grade_high = models.SmallIntegerField(_("to grade"), default=12)
    version = models.PositiveSmallIntegerField(default=1)
    look = models.CharField(_("look"), max_length=10, choices=Look, default=Look.CARDS)
    is_layer = models.BooleanField(default=False)
    # Who made this version, when, and what is different about it.
    by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    change = models.CharField(_("what is different"), max_length=200, blank=True)
    # No agenda starts from it any more; it can be taken up again.
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = AgendaTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "advisory", "name", "version"],
                nulls_distinct=False,
                name="agenda_template_version_once",
            ),
            models.CheckConstraint(
                name="agenda_template_grades_in_order", condition=Q(grade_high__gte=F("grade_low"))
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def said_name(self):
        """As the reader is told it."""
        return in_reader(self.name)

    @property
    def is_stations(self):
        return self.look == self.Look.STATIONS

    @property
    def grades(self):
        return grade_words(self.grade_low, self.grade_high)


class TemplateCard(CardBase):
    template = models.ForeignKey(AgendaTemplate, models.CASCADE, related_name="cards")
    tip = models.CharField(_("idea for talking points"), max_length=300, blank=True)

    objects = TemplateCardQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="template_card_fixed_says_why", condition=Q(fixed=False) | ~Q(why=""))
        ]


class Card(CardBase):
    """One part of a student's agenda: hers to move, change or drop, unless it is fixed and says why."""

    class State(models.TextChoices):
        PLANNED = "planned", _("To come")
        SHOWN = "shown", _("Shown")
        SKIPPED = "skipped", _("Skipped")
        PARKED = "parked", _("For later")

    conference = models.ForeignKey("conferences.Conference", models.CASCADE, related_name="cards")
    tip = models.CharField(max_length=300, blank=True)
    # Hers and her advisor's; her family sees the card without them.
    talking_points = models.TextField(_("talking points"), blank=True, max_length=5000)
    # Who wrote down what she said, when she did not write it herself.
    dictated_to = models.CharField(_("written down by"), max_length=60, blank=True)
    evidence = models.ManyToManyField("portfolios.Evidence", blank=True, related_name="cards")
    goals = models.ManyToManyField("goals.Goal", blank=True, related_name="cards")
    # Two pieces side by side: one of her own pairs.
    pair = models.ForeignKey(
        "portfolios.Collection", models.SET_NULL, null=True, blank=True, related_name="cards"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    seconds = models.PositiveIntegerField(default=0)  # how long it was on the screen
    # Ticked in the passport: this station is done.
    ticked_at = models.DateTimeField(null=True, blank=True)
    # Put on the agenda while the conference was running.
    added_live = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="card_fixed_says_why", condition=Q(fixed=False) | ~Q(why="")),
            models.CheckConstraint(name="card_fixed_stays", condition=Q(fixed=False) | Q(removed_at=None)),
            models.CheckConstraint(name="card_minutes_sensible", condition=Q(minutes__range=(0, 60))),
        ]

    @property
    def is_growth(self):
        return self.kind == Kind.GROWTH

    @property
    def then_and_now(self):
        """Two pieces to be shown side by side, each with the day it was made; None when there are not two.

        Of cards fetched with their pieces: whoever may see one of them alone is shown that one alone.
        """
        pieces = getattr(self, "pieces", ())
        if not self.is_growth or len(pieces) != 2:
            return None
        return [piece | {"made": date.fromisoformat(piece["made_on"])} for piece in pieces]

    THUMBS = 3  # of a part that shows many pieces; the others are counted

    @property
    def first_thumbs(self):
        return self.thumbs[: self.THUMBS]  # type: ignore[attr-defined]

    @property
    def more_thumbs(self):
        return max(0, len(self.thumbs) - self.THUMBS)  # type: ignore[attr-defined]

    @property
    def own_picture(self):
        """What she drew for it, of cards fetched with it (`with_picture`)."""
        return file_in(getattr(self, "picture_row", None))

    @property
    def said_points(self):
        """What she said instead of writing it, of cards fetched for her or her advisor (`with_points`)."""
        return file_in(getattr(self, "points_row", None))

    @property
    def minute_dots(self):
        """One for each minute, as far as a child counts them."""
        return range(min(self.minutes, 15))

    @property
    def minutes_shown(self):
        """Whole minutes on the screen, at least one."""
        return max(1, round(self.seconds / 60))
