"""What an advisor may ask when it goes quiet: open questions, for the part that is on the screen."""

from django.utils.translation import gettext_lazy as _

from conferences.models.agendas import Kind

WORK = (
    _("What were you asked to do here, and what did you decide yourself?"),
    _("Where was it hard, and what did you try?"),
    _("Which spot would you show somebody who has ten seconds?"),
)
GROWTH = (
    _("Put the two side by side: what do you notice?"),
    _("What can you do now that you could not do then?"),
)
PEOPLE = (
    _("Who is here with you today? Tell us one thing about each of them."),
    _("What should we look out for while you show us?"),
)
HABITS = (
    _("Tell us of one day when that went well."),
    _("What do you do when working together gets hard?"),
)
GOALS = (
    _("What would you like to be able to do by the next conference?"),
    _("What gets in the way, and what could help?"),
    _("What is the very first small step?"),
)
FAMILY = (
    _("What would you like your family to ask you?"),
    _("What did you hear that you want to keep?"),
)
CLOSING = (
    _("What is one small thing that you will do?"),
    _("What would help you from home, and what from me?"),
)

OF_KIND: dict[str, tuple] = {
    Kind.WELCOME: PEOPLE,
    Kind.LETTER: (_("Read us your favorite line."), *PEOPLE[1:]),
    Kind.LAST_COMMITMENTS: (_("Which of these went as you thought?"), _("What surprised you about it?")),
    Kind.GROWTH: GROWTH,
    Kind.SHOW_ME: (_("Which part shall we try together with you?"), *WORK[1:2]),
    Kind.HABITS: HABITS,
    Kind.GOAL: GOALS,
    Kind.ASK_FAMILY: FAMILY,
    Kind.TEACHER_MINUTE: FAMILY,
    Kind.MY_CHOICE: (_("Why did you want us to see this?"), *WORK[2:]),
    Kind.CLOSING: CLOSING,
}


def questions_for(card):
    return OF_KIND.get(card.kind, WORK) if card else PEOPLE
