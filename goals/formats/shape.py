"""What a format is made of: sections, and in them questions that sound different at six, ten and sixteen."""

from typing import Any, NamedTuple

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise  # words of ours, said in the language of who reads them
YOUNG, OLD = 2, 6  # to grade 2 they hardly read; from grade 6 on they set goals like adults


def age_of(grade):
    """Which of the three ways to ask fits a grade; the middle one where the school knows none."""
    return 1 if grade is None else 0 if grade <= YOUNG else 1 if grade < OLD else 2


class Question(NamedTuple):
    """One question of a format.

    `name` is a column of the goal, a name in its `answers`, or a kind of field of its own (FIELDS). What
    differs by age is a tuple of three, for the young, the middle and the old; what does not is one text.
    """

    name: str
    icon: str
    asks: tuple | Text
    mine: Text = ""  # how it is headed where she reads it herself
    hers: Text = ""  # and where others do; may name her: %(name)s
    hint: tuple | Text = ""
    examples: tuple = ()  # three tuples, by age, or one for all
    missing: Text = ""  # what is said when it is left empty; a question without may stay empty
    rows: int = 2
    most: int = 2000  # letters

    def at(self, age):
        """The same question as one of this age is asked it."""
        return self._replace(
            asks=chosen(self.asks, age), hint=chosen(self.hint, age), examples=shown(self.examples, age)
        )


def chosen(texts, age):
    return texts[age] if isinstance(texts, tuple) else texts


def shown(examples, age):
    return examples[age] if examples and isinstance(examples[0], tuple) else examples


class Section(NamedTuple):
    """Questions that stand together on the page of an older student; a young one is asked one by one."""

    icon: str
    title: Text
    questions: tuple[Question, ...]


class Format(NamedTuple):
    """One way of writing a goal down."""

    key: str
    icon: str
    about: tuple | Text
    sections: tuple[Section, ...]
    grades: tuple[int, int]  # for whom Lectern offers it, where a school has not said
    scale: str = ""  # the only scale that goes with it
    steps: int = 5
    weeks: tuple[int, ...] = (3, 9, 18)  # which days it proposes as its end

    @property
    def name(self):
        return apps.get_model("goals", "Goal").Format(self.key).label

    def about_at(self, age):
        return chosen(self.about, age)

    def questions(self, age):
        return [question.at(age) for section in self.sections for question in section.questions]

    def answered(self):
        """The questions that are answered in words, in their order."""
        every = (question for section in self.sections for question in section.questions)
        return [question for question in every if question.name not in FIELDS]

    @property
    def names(self):
        """What its own questions are called in `answers`."""
        return [question.name for question in self.answered() if question.name not in COLUMNS]


# Questions that are no words: steps, choices and days.
FIELDS = ("steps", "area", "target", "scale", "until", "share")
# Words that every goal has a column for.
COLUMNS = ("want", "will", "need_from_family", "need_from_teacher")


class Said(NamedTuple):
    """What she wrote under one question, with the heading for her (`mine`) and for others (`hers`)."""

    name: str
    icon: str
    mine: Text
    hers: Text
    words: str


def said_in(format, values, name):
    """What a goal says beside its title, question by question; what is empty is left out.

    `values` holds the columns of the goal by name, `name` is what others call her.
    """
    words = values | values.get("answers", {})
    return [
        Said(q.name, q.icon, q.mine, q.hers % {"name": name}, words[q.name])
        for q in format.answered()
        if q.name != "want" and words.get(q.name)
    ]


AREA = Question("area", "shapes", (_("What is it about?"), _("What is it about?"), _("It is about")))
TARGET = Question(
    "target",
    "milestone",
    _("Does it belong to one of our targets?"),
    hint=_("Then your goal shows on your way there. Leave it open if none fits."),
)
STEPS = Question(
    "steps",
    "list-checks",
    (_("Which small steps come first?"), _("Which small steps come first?"), _("Small steps, if you like")),
    hint=(
        _("One small thing, then one more."),
        _("Each one so small that you could do it this week. You can tick them later."),
        _("Small enough that you could start one tomorrow. You tick them when they are done."),
    ),
)
UNTIL = Question(
    "until",
    "calendar",
    _("Until when?"),
    hint=_("You can change it. A goal that needs longer is no problem."),
)
SCALE = Question(
    "scale",
    "chart-no-axes-column-increasing",
    (
        _("How will you see how far you are?"),
        _("How do you want to see how far you are?"),
        _("How will you tell how far you are?"),
    ),
    hint=_("You place yourself on it at each check-in. It is never a mark."),
)
FAMILY = Question(
    "need_from_family",
    "house",
    (
        _("Who can help you at home?"),
        _("What help would you like from your family?"),
        _("I need from my family"),
    ),
    mine=_("I need from my family"),
    hers=_("%(name)s needs from the family"),
    examples=(
        (_("Grandma counts with me."), _("Dad reads the first page.")),
        (_("Mum asks me on Sundays what the chapter was about."), _("Nobody helps me for ten minutes.")),
        (_("Ask me on Sunday how it went, not every day."), _("A quiet table from six to seven.")),
    ),
    most=500,
)
TEACHER = Question(
    "need_from_teacher",
    "school",
    (
        _("How can your teacher help?"),
        _("What help would you like from your teacher?"),
        _("I need from my teacher"),
    ),
    mine=_("I need from my teacher"),
    hers=_("%(name)s needs from the teacher"),
    examples=(
        (_("Show me again."), _("Let me sit in front.")),
        (_("Remind me before we talk in groups."), _("Show me one that is done well.")),
        (_("Tell me which of my drafts got clearer, and where."), _("Five minutes on Thursday.")),
    ),
    most=500,
)
SHARE = Question(
    "share",
    "users",
    _("May your family see it?"),
    hint=_("Your advisor sees your goals too, to help you. You can change your mind any day."),
)
NEED = Section("hand-helping", _("I need"), (FAMILY, TEACHER, SHARE))


SAY_IT = _("Write what you want first. A few words are enough.")
DO_IT = _("Write what you will do. One thing is enough.")


def want(asks, missing, hint="", examples=()):
    return Question(
        "want",
        "star",
        asks,
        mine=_("I want"),
        hers=_("%(name)s wants"),
        hint=hint,
        examples=examples,
        missing=missing,
        most=300,
    )


def will(asks, **other):
    own: dict[str, Any] = {"icon": "footprints", "mine": _("I will"), "hers": _("%(name)s will"), "rows": 3}
    return Question("will", asks=asks, **own | other)
