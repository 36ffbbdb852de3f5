"""Grade 12, "Where I'm heading" for the last year: the journey, before family and an invited panel."""

from django.utils.translation import gettext_lazy as _

from conferences.bands.parts import FAMILY_WORDS, FIRST_WORDS, LAST_WORDS, Part

MY_LAST_YEAR = [
    Part(
        "welcome",
        _("Welcome, and who is here"),
        2,
        _("Introduce your panel and your family, and say what you would like from them."),
        why=FIRST_WORDS,
    ),
    Part(
        "letter",
        _("My journey"),
        4,
        _("Who you were when you began here, who you are now, and what happened in between."),
        listening=_("When did you notice that you had changed?"),
    ),
    Part(
        "evidence",
        _("Work that shows who I am"),
        5,
        _("One or two pieces. Which strength of our graduate profile do they show, and how?"),
        listening=_("What did this work ask of you?"),
    ),
    Part(
        "evidence",
        _("Work that I had to fight for"),
        5,
        _("A piece that did not want to succeed, and what you did about it."),
        listening=_("What kept you going?"),
    ),
    Part(
        "growth",
        _("How my thinking grew"),
        4,
        _("An early piece beside a late one: what can you do now?"),
        listening=_("Where do you see the difference most?"),
    ),
    Part(
        "evidence",
        _("Work outside of class"),
        4,
        _("Service, an internship, a job, family, a team: what you gave and what you learned."),
        listening=_("Who saw you do this?"),
    ),
    Part(
        "my_choice",
        _("What I leave behind"),
        2,
        _("Something that is better or different here because of you."),
        listening=_("What would you like to be remembered for?"),
    ),
    Part(
        "goal",
        _("My next step"),
        3,
        _("Where you go from here, and what you still need. “I don’t know yet” is an answer."),
        listening=_("What is the first thing you will do?"),
    ),
    Part(
        "ask_family",
        _("Questions from my panel and my family"),
        6,
        _("Let them ask, and take your time to think before you answer."),
        why=FAMILY_WORDS,
        listening=_("Which strength did you see, and where did you see it?"),
    ),
    Part(
        "closing",
        _("What we will do"),
        3,
        _("I will, my family will, my teacher will."),
        why=LAST_WORDS,
        listening=_("How would you like us to ask about it?"),
    ),
]
