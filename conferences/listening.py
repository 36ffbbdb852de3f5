"""What a family may ask while a part is on the screen: open questions, by kind of part and by age.

The words of domain practice: what was easy, what was hardest, what would you change, how can I help.
"""

from django.utils.translation import gettext_lazy as _

from conferences.models.agendas import Kind

WORK = (
    _("What did you learn from this?"),
    _("What was easy, and what was hardest?"),
    _("What would you change if you did it again?"),
)
YOUNG_WORK = (
    _("Show me the best spot."),
    _("How did you make it?"),
    _("What was tricky?"),
)
OLDER: dict[str, tuple] = {
    Kind.WELCOME: (_("What would you like me to look out for today?"),),
    Kind.LAST_COMMITMENTS: (
        _("Which of these helped you?"),
        _("What shall we do differently this time?"),
    ),
    Kind.LETTER: (_("Which line was hardest to write?"), _("What would you like me to remember of it?")),
    Kind.GROWTH: (_("What can you do now that you could not do then?"), _("What helped you to get there?")),
    Kind.SHOW_ME: (_("May I try it too?"), _("How did you find out how it goes?")),
    Kind.HABITS: (_("When did that go well?"), _("What helps you when it gets hard?")),
    Kind.GOAL: (_("What could get in the way?"), _("How can I help?")),
    Kind.ASK_FAMILY: (_("Tell of a time when you learned something hard yourself."),),
    Kind.TEACHER_MINUTE: (_("What should we ask at home?"),),
    Kind.MY_CHOICE: (_("Why did you choose this?"), *WORK[:1]),
    Kind.CLOSING: (_("What is one small thing that I can do?"),),
}
YOUNG: dict[str, tuple] = {
    Kind.WELCOME: (_("Where do we go first?"),),
    Kind.LAST_COMMITMENTS: (_("Did it help you?"),),
    Kind.LETTER: (_("Will you read or tell it to me?"),),
    Kind.GROWTH: (_("Which one is new? How can you tell?"),),
    Kind.SHOW_ME: (_("May I try it too?"), _("Can you teach me?")),
    Kind.HABITS: (_("Who did you help? Who helped you?"),),
    Kind.GOAL: (_("What will you try first?"), _("How can I help?")),
    Kind.ASK_FAMILY: (_("Tell of a time when you learned something hard yourself."),),
    Kind.TEACHER_MINUTE: (_("What should we ask at home?"),),
    Kind.MY_CHOICE: (_("Why did you choose this?"), *YOUNG_WORK[:1]),
    Kind.CLOSING: (_("What is one small thing that I can do?"),),
}
MOST = 3  # with the card's own question: a phone is glanced at


def prompts_for(card, student):
    """The card's own question first, then those of its kind, in the reader's language."""
    if card is None:
        return []
    bank, work = (YOUNG, YOUNG_WORK) if student.is_young else (OLDER, WORK)
    own = [card.said_listening] if card.said_listening else []
    return [*own, *bank.get(card.kind, work)][:MOST]
