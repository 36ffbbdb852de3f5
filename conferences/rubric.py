"""What a practice is looked at with: five parts for herself, a checklist for whoever listens.

Words and faces, never a number on screen: nothing of it is added up, averaged or compared.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """One line to look at: `says` as a reader reads it, `young` as it is read aloud to the youngest."""

    key: str
    icon: str
    says: object
    young: object
    title: object = ""

    def words(self, young):
        return self.young if young else self.says


RUBRIC = (
    Item(
        "prepared",
        "list-checks",
        _("I knew what comes next, and I used what others told me."),
        _("I knew what I wanted to show."),
        _("Prepared"),
    ),
    Item(
        "reflective",
        "lightbulb",
        _("I gave an honest picture in my own words, of what is hard, too."),
        _("I told what is hard for me, too."),
        _("Reflective"),
    ),
    Item(
        "evidence",
        "image",
        _("What I said, I showed in my work."),
        _("I showed my work."),
        _("Evidence"),
    ),
    Item(
        "communication",
        "messages-square",
        _("I led the talk and invited questions."),
        _("I talked so that everybody could hear me."),
        _("Communication"),
    ),
    Item(
        "next_steps",
        "flag",
        _("I said exactly what I will do next."),
        _("I told what I will do next."),
        _("Next steps"),
    ),
)

# 1 to 4, with a face for whoever does not read yet. None of them is a mark.
LEVELS = (
    (1, "puzzled", _("Not yet")),
    (2, "calm", _("A little")),
    (3, "proud", _("Mostly")),
    (4, "wow", _("Yes")),
)

CHECKLIST = (
    Item(
        "welcome",
        "hand",
        _("Said hello, and who is who"),
        _("Said hello to everybody"),
    ),
    Item(
        "heard",
        "volume-2",
        _("I could hear every word"),
        _("I could hear it well"),
    ),
    Item(
        "looked",
        "eye",
        _("Looked at me, and not only at the screen"),
        _("Looked at me"),
    ),
    Item(
        "own_words",
        "message-circle",
        _("Talked in own words, and did not read aloud"),
        _("Told it, and did not only point"),
    ),
    Item(
        "showed",
        "image",
        _("Showed in the work what was said about it"),
        _("Showed me the work"),
    ),
    Item(
        "hard",
        "lightbulb",
        _("Told me something that is still hard"),
        _("Told me something that is hard"),
    ),
    Item(
        "asked",
        "message-circle-question-mark",
        _("Asked me what I would like to know"),
        _("Asked me something"),
    ),
    Item(
        "next",
        "flag",
        _("Told me what comes next, and what would help"),
        _("Told me what comes next"),
    ),
)

PARTS = {item.key: item for item in RUBRIC}
TICKS = {item.key: item for item in CHECKLIST}
LEVEL_WORDS = {level: words for level, _face, words in LEVELS}
LEVEL_FACES = {level: face for level, face, _words in LEVELS}
