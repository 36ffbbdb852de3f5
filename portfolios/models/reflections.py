from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Student
from portfolios import bank
from portfolios.querysets import PromptQuerySet, ReflectionQuerySet, ReflectionVersionQuerySet

# The nine parts of a picture, row by row.
PARTS = [
    _("at the top left"),
    _("at the top"),
    _("at the top right"),
    _("on the left"),
    _("in the middle"),
    _("on the right"),
    _("at the bottom left"),
    _("at the bottom"),
    _("at the bottom right"),
]


def any_way():
    return ["write", "speak"]


def part_of(x, y):
    """In which of the nine parts a place in thousandths is, from 0 to 8."""
    return min(y * 3 // 1000, 2) * 3 + min(x * 3 // 1000, 2)


class Prompt(models.Model):
    """A question to think with. Shipped ones belong to no school; students may change or skip any."""

    class Function(models.TextChoices):
        CHOOSE = "choose", _("Choose")
        DESCRIBE = "describe", _("Describe")
        THINK = "think", _("Think")
        NEXT = "next", _("Next")
        GROWTH = "growth", _("Growth")
        STRUGGLE = "struggle", _("Struggle")
        HABITS = "habits", _("Habits")
        OUTSIDE = "outside", _("Outside school")
        FAMILY = "family", _("For my family")
        FEEDBACK = "feedback", _("Feedback")
        FUTURE = "future", _("Future")

    class Mode(models.TextChoices):
        """How a question likes to be answered; any other way is as good."""

        WRITE = "write", _("Write")
        SPEAK = "speak", _("Say it")
        DRAW = "draw", _("Draw")
        FACES = "faces", _("Choose a face")
        SHOW = "show", _("Show the best part")

    school = models.ForeignKey("accounts.School", models.CASCADE, null=True, blank=True, related_name="+")
    function = models.CharField(max_length=10, choices=Function)
    text = models.CharField(max_length=300)  # in English when it is shipped: `words` says it
    grade_low = models.SmallIntegerField(default=0)
    grade_high = models.SmallIntegerField(default=12)
    modes = ArrayField(models.CharField(max_length=6, choices=Mode), default=any_way)
    # Asked no more. What was answered stays.
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = PromptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "text"], name="prompt_once", nulls_distinct=False),
            models.CheckConstraint(
                name="prompt_modes_known",
                condition=Q(modes__contained_by=["write", "speak", "draw", "faces", "show"])
                & Q(modes__len__gt=0),
            ),
            models.CheckConstraint(
                name="prompt_grades_in_order", condition=Q(grade_low__lte=models.F("grade_high"))
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def words(self):
        """The question in the reader's language; a school's own as the school wrote it."""
        return self.text if self.school_id else bank.in_words(self.text)

    @property
    def grades(self):
        """For whom, in words: one grade, or from one to another."""
        labels = [Student.Grade(grade).label for grade in (self.grade_low, self.grade_high)]
        return " – ".join(str(label) for label in dict.fromkeys(labels))

    @property
    def mode_words(self):
        return ", ".join(str(self.Mode(mode).label) for mode in self.modes)


class Told(models.Model):
    """What a student told about a piece: in words, with a face, and by a spot on a picture."""

    class Face(models.TextChoices):
        """How it felt. None is better than another."""

        WOW = "wow", _("Wow!")
        PROUD = "proud", _("Proud")
        CALM = "calm", _("Calm")
        PUZZLED = "puzzled", _("Hmm …")
        HARD = "hard", _("Phew, hard!")

    # The question as she answered it: hers if she changed it, empty if she skipped it.
    prompt = models.ForeignKey(Prompt, models.SET_NULL, null=True, blank=True, related_name="+")
    question = models.CharField(_("question"), max_length=300, blank=True)
    text = models.TextField(_("my words"), blank=True, max_length=20_000)
    # Who wrote down what she said, when she did not write it herself.
    dictated_to = models.CharField(_("written down by"), max_length=60, blank=True)
    face = models.CharField(_("how it felt"), max_length=8, blank=True, choices=Face)
    # The best part: on which picture, as it looked then, and where, in thousandths from its upper left.
    spot_key = models.UUIDField(null=True, blank=True)
    spot_x = models.PositiveSmallIntegerField(null=True, blank=True)
    spot_y = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.text[:60]

    @property
    def asked(self):
        """The question in the reader's language, when it is a shipped one."""
        return bank.in_words(self.question)

    @property
    def is_told(self):
        """Told without a recording or a drawing."""
        return bool(self.text or self.face or self.spot_key)

    @property
    def spot_words(self):
        """Where the best part is, for who cannot see the ring."""
        return PARTS[part_of(self.spot_x, self.spot_y)]


def told_rules(model):
    """What the database knows about these columns."""
    return [
        models.CheckConstraint(
            name=f"{model}_spot_whole",
            condition=Q(spot_key=None, spot_x=None, spot_y=None)
            | Q(spot_key__isnull=False, spot_x__lte=1000, spot_y__lte=1000),
        ),
        models.CheckConstraint(
            name=f"{model}_face_known", condition=Q(face__in=["", "wow", "proud", "calm", "puzzled", "hard"])
        ),
    ]


class Reflection(Told):
    """What a student thinks about one piece now. Her words are never overwritten by an older page."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    evidence = models.OneToOneField("portfolios.Evidence", models.CASCADE, related_name="reflection")
    skipped = models.BooleanField(default=False)
    # Questions that she passed over here; they rest for a while.
    passed = ArrayField(models.BigIntegerField(), default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reflection_skipped_is_empty", condition=Q(skipped=False) | Q(text="")
            ),
            *told_rules("reflection"),
        ]

    @property
    def is_begun(self):
        return bool(self.is_told or self.question)

    @property
    def is_done(self):
        return self.is_told or self.skipped


class ReflectionVersion(Told):
    """How a reflection was before.

    Most are kept for the student alone, so that nothing is lost. A thought is one after which she began
    anew, months later perhaps: it stands beside the new one, for the same eyes.
    """

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="versions")
    is_thought = models.BooleanField(default=False)
    written_at = models.DateTimeField()  # when she last changed it

    objects = ReflectionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["school", "reflection", "-written_at"])]
        constraints = told_rules("version")
