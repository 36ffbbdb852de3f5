"""Grades 6 to 8, "Owning it": an honest picture, one goal of her own and one set together."""

from django.utils.translation import gettext_lazy as _

from conferences.bands.parts import FAMILY_WORDS, FIRST_WORDS, LAST_WORDS, Part

OWNING_IT = [
    Part(
        "welcome",
        _("Welcome and introductions"),
        1,
        _("Introduce everybody, your advisor too, and say what this talk is for."),
        why=FIRST_WORDS,
    ),
    Part(
        "letter",
        _("My letter to my family"),
        2,
        _("Read it, or tell it in your own words."),
        listening=_("What was it like to write this?"),
    ),
    Part(
        "habits",
        _("A strength and a stretch"),
        2,
        _("One habit I am good at and one I am working on, each with an example."),
        listening=_("What makes that one hard?"),
    ),
    Part(
        "evidence",
        _("Work that shows how I grew"),
        3,
        _("The target in my words, what I did, what it shows, what comes next."),
        listening=_("How can I see that in this piece?"),
    ),
    Part(
        "evidence",
        _("Work that I would do differently"),
        3,
        _("Where I changed my mind, and why."),
        listening=_("What would you try next time?"),
    ),
    Part(
        "evidence",
        _("Where I am now"),
        2,
        _("An honest picture: what goes well, what does not yet. No surprises."),
        listening=_("What do you need to move on?"),
    ),
    Part(
        "goal",
        _("My goal, and one that we set together"),
        3,
        _("The first one is mine. For the second one, ask: what matters to you?"),
        listening=_("What could get in the way?"),
    ),
    Part(
        "ask_family",
        _("Questions, a glow and a grow"),
        2,
        _("What did you notice? What would you like to know?"),
        why=FAMILY_WORDS,
        listening=_("Name one thing you saw that you want to see more of."),
    ),
    Part(
        "closing",
        _("What we will do"),
        2,
        _("I will, my family will, my teacher will."),
        why=LAST_WORDS,
        listening=_("When shall we look at it again?"),
    ),
]
