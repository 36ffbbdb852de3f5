"""The questions and frames that are shipped: by what they ask, for whom, and how they like to be answered.

A question's words are its key in the database and its msgid: they are stored in English and shown in the
reader's language. When something here changes, a new migration calls `ship` again. Questions that were taken
out rest for good; what children answered stays as it is.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

K2, LOWER, MIDDLE, SECONDARY, UPPER, ALL = (0, 2), (3, 5), (3, 8), (6, 12), (9, 12), (3, 12)

# Ways to answer, the one that suits best first.
SAY = ("speak", "write")
WRITE = ("write", "speak")
DRAW = ("draw", "speak")
SKETCH = ("draw", "write")
FACES = ("faces", "speak")
SHOW = ("show", "speak")

BANK = {
    "choose": [
        (K2, SAY, _("Why do you like this one?")),
        (K2, SHOW, _("Which is the best part? Tell about it.")),
        (K2, SAY, _("Who would you show this to first?")),
        (K2, SHOW, _("Show me the best part. What makes it the best?")),
        (K2, SAY, _("I like this because …")),
        (K2, SAY, _("Why is this here?")),
        (ALL, WRITE, _("I picked this piece because …")),
        (ALL, WRITE, _("What would surprise somebody who sees this?")),
        (MIDDLE, WRITE, _("Which of my pieces would surprise you most? Is it this one?")),
        (MIDDLE, WRITE, _("I almost did not choose this one. Why is it here after all?")),
        (SECONDARY, WRITE, _("Which piece almost did not make it, and why is this one here?")),
        (SECONDARY, WRITE, _("What does this piece show that a mark could not?")),
    ],
    "describe": [
        (K2, SAY, _("What did you make?")),
        (K2, SAY, _("How did you do it? First … then … last …")),
        (K2, SAY, _("How did you work?")),
        (K2, SAY, _("First I … and then I …")),
        (K2, DRAW, _("Draw how it began and how it ended.")),
        (ALL, WRITE, _("What was I asked to do, and what did I decide myself?")),
        (MIDDLE, WRITE, _("How did it begin, and how did it change on the way?")),
        (LOWER, SKETCH, _("Draw the steps, from the first to the last.")),
        (ALL, WRITE, _("Who helped, and what did they do?")),
        (SECONDARY, WRITE, _("Which choice made the biggest difference to how this turned out?")),
    ],
    "think": [
        (K2, SAY, _("What was tricky? What did you do then?")),
        (K2, SAY, _("What did you find out?")),
        (K2, FACES, _("How did it feel to make this?")),
        (K2, SAY, _("I found out that …")),
        (ALL, WRITE, _("What was hard, and what did I try?")),
        (ALL, WRITE, _("I used to think … Now I think …")),
        (MIDDLE, WRITE, _("Where did I change my mind, and what made me?")),
        (LOWER, WRITE, _("What does this say about me as a reader, a scientist, a maker or a friend?")),
        (LOWER, ("faces", "write"), _("How did it feel while I worked on it, and why?")),
        (SECONDARY, WRITE, _("What does this tell somebody about how I think?")),
        (SECONDARY, WRITE, _("What does this say about me as a reader, a scientist, a maker or a teammate?")),
        (SECONDARY, SKETCH, _("Sketch how my thinking changed: before and after.")),
    ],
    "next": [
        (K2, SAY, _("What will you do next time?")),
        (K2, SAY, _("Next time I will …")),
        (K2, DRAW, _("Draw what you want to make next.")),
        (ALL, WRITE, _("If I did it again, I would …")),
        (ALL, WRITE, _("What will I try next?")),
        (MIDDLE, WRITE, _("Where else could I use what I learned here?")),
        (SECONDARY, WRITE, _("What will I try next, and where else can I use it?")),
        (SECONDARY, WRITE, _("What would make this twice as good, and what would that take?")),
    ],
    "growth": [
        (K2, SAY, _("What can you do now that was too hard before?")),
        (K2, SAY, _("Now I can …")),
        (K2, SAY, _("Put your first one and your newest one side by side. What do you see?")),
        (ALL, WRITE, _("What can I do now that I could not do in September?")),
        (ALL, WRITE, _("I put my first try and my latest side by side. What do I notice?")),
        (SECONDARY, WRITE, _("What grew here: what I know, what I can do, or how I work? How can you tell?")),
    ],
    "struggle": [
        (K2, SAY, _("Did something go wrong? What happened then?")),
        (K2, SAY, _("The hard part was …")),
        (K2, SHOW, _("Where was it tricky? Show me.")),
        (ALL, WRITE, _("I am not proud of this yet. What has it taught me?")),
        (ALL, WRITE, _("Which mistake helped me?")),
        (SECONDARY, WRITE, _("When did I want to give up, and what kept me going?")),
    ],
    "habits": [
        (K2, SAY, _("How were you kind or brave when you made this?")),
        (K2, DRAW, _("Draw yourself while you made this.")),
        (MIDDLE, WRITE, _("When was I kind, curious or patient while I made this?")),
        (ALL, WRITE, _("A moment when I showed … (what I am proud of in how I work)")),
        (ALL, WRITE, _("What shows how I worked with others?")),
        (SECONDARY, WRITE, _("Which promise to myself does this piece keep, and which not yet?")),
        (UPPER, WRITE, _("What in this piece shows that I am moving on, and from where to where?")),
    ],
    "outside": [
        (K2, SAY, _("Did you do something like this at home? Tell about it.")),
        (K2, DRAW, _("Draw where else you do this.")),
        (ALL, WRITE, _("What did I learn here that no lesson taught me?")),
        (ALL, WRITE, _("Where in my life outside school does this belong?")),
        (MIDDLE, WRITE, _("Who outside school saw me learn this, and what would they say?")),
        (SECONDARY, WRITE, _("Who outside school could say how I learned this?")),
    ],
    "family": [
        (K2, SAY, _("What should your family look at?")),
        (K2, SHOW, _("What should your family see first? Show it.")),
        (ALL, WRITE, _("Three things I would like you to notice …")),
        (ALL, WRITE, _("A question I would like you to ask me:")),
        (SECONDARY, WRITE, _("What might you not understand about this unless I explain it?")),
    ],
    "feedback": [
        (K2, SAY, _("What did a friend say about it?")),
        (K2, SAY, _("Who helped you, and what did they tell you?")),
        (ALL, WRITE, _("What advice did I use, and what changed?")),
        (ALL, WRITE, _("What advice did I not take, and why?")),
        (SECONDARY, WRITE, _("Whose opinion would I ask next, and about what?")),
    ],
    "future": [
        (K2, SAY, _("What do you want to learn now?")),
        (K2, DRAW, _("Draw something that you want to find out.")),
        (ALL, WRITE, _("What am I curious about now?")),
        (ALL, WRITE, _("What do I need from grown-ups to go on with this?")),
        (UPPER, WRITE, _("How does this fit with what I may want to do after school?")),
    ],
}

SHIPPED = frozenset(text for questions in BANK.values() for _band, _modes, text in questions)


def in_words(text):
    """A shipped question in the reader's language; any other as it was written."""
    return gettext(text) if text in SHIPPED else text


def ship(apps, schema_editor=None):
    """Put the bank into the database, and let shipped questions rest that are in it no more."""
    shipped = apps.get_model("portfolios", "Prompt").objects.filter(school=None)
    for function, questions in BANK.items():
        for (low, high), modes, text in questions:
            told = {"function": function, "grade_low": low, "grade_high": high, "modes": list(modes)}
            shipped.update_or_create(school=None, text=text, defaults=told)
    shipped.filter(~Q(text__in=SHIPPED)).update(retired_at=timezone.now())


@dataclass(frozen=True)
class Frame:
    """Beginnings of sentences to hang words on. Offered, never asked for."""

    key: str
    name: object
    grades: tuple
    stems: tuple

    def fits(self, grade):
        return grade is not None and self.grades[0] <= grade <= self.grades[1]

    @property
    def text(self):
        """What is put into her words, with room after each beginning."""
        return "\n\n".join(str(stem) for stem in self.stems)


FRAMES = [
    Frame(
        "four",
        gettext_lazy("Four steps"),
        ALL,
        (
            gettext_lazy("Where I am:"),
            gettext_lazy("How you can see it:"),
            gettext_lazy("My strength:"),
            gettext_lazy("My next step:"),
        ),
    ),
    Frame(
        "what",
        gettext_lazy("What? So what? Now what?"),
        ALL,
        (gettext_lazy("What?"), gettext_lazy("So what?"), gettext_lazy("Now what?")),
    ),
    Frame(
        "stars",
        gettext_lazy("Two stars and a wish"),
        (1, 8),
        (gettext_lazy("My first star:"), gettext_lazy("My second star:"), gettext_lazy("My wish:")),
    ),
    Frame(
        "glow",
        gettext_lazy("Glow and grow"),
        ALL,
        (gettext_lazy("Glow – this shines:"), gettext_lazy("Grow – this can grow:")),
    ),
    Frame(
        "artist",
        gettext_lazy("An artist’s words"),
        ALL,
        (
            gettext_lazy("I made this with …"),
            gettext_lazy("I chose … because …"),
            gettext_lazy("Look closely at …"),
            gettext_lazy("I want you to feel or think …"),
        ),
    ),
    Frame(
        "gibbs",
        gettext_lazy("Gibbs: six steps round"),
        UPPER,
        (
            gettext_lazy("What happened:"),
            gettext_lazy("What I thought and felt:"),
            gettext_lazy("What was good, and what was not:"),
            gettext_lazy("Why it went like that:"),
            gettext_lazy("What else I could have done:"),
            gettext_lazy("What I will do next time:"),
        ),
    ),
]
