"""Grades 9 to 11, "Where I'm heading": best work against the graduate profile, and the time after school."""

from django.utils.translation import gettext_lazy as _

from conferences.bands.parts import FAMILY_WORDS, FIRST_WORDS, LAST_WORDS, Part

WHERE_I_AM_HEADING = [
    Part(
        "welcome",
        _("Welcome, and how we want to talk"),
        1,
        _("Who is here, and how you would like this conversation to go."),
        why=FIRST_WORDS,
    ),
    Part(
        "habits",
        _("How school is going, day to day"),
        3,
        _("What works for me right now, and what I would change."),
        listening=_("What does a good day look like?"),
    ),
    Part(
        "evidence",
        _("My best work, and how I judge it"),
        6,
        _("Which strength of our graduate profile does it show? Rate it yourself and say why."),
        listening=_("What makes this your best?"),
    ),
    Part(
        "my_choice",
        _("Balance"),
        2,
        _("As much or as little as you want to say about sleep, friends, worries and joy."),
        listening=_("What gives you energy?"),
    ),
    Part(
        "my_choice",
        _("After school"),
        3,
        _("Courses, interests, plans. “I don’t know yet” is an answer."),
        listening=_("What are you curious about?"),
    ),
    Part(
        "goal",
        _("My goals and the support I need"),
        2,
        _("What I do this term, and what I need for it."),
    ),
    Part(
        "ask_family",
        _("Your questions"),
        1,
        _("What would you like to know? What do you see in me that I may not see?"),
        why=FAMILY_WORDS,
        listening=_("What surprised you when you chose this work?"),
    ),
    Part(
        "closing",
        _("What we will do"),
        2,
        _("I will, my family will, my teacher will."),
        why=LAST_WORDS,
        listening=_("How would you like us to ask about it?"),
    ),
]
