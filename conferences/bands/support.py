"""What helps a student learn, for a plan of support such as an IEP or a 504 plan.

Parts that everybody may add, so that nobody is marked by having them. No part is fixed. Together they
are a small practice for leading a support meeting: understand, develop, prepare, lead, follow up.
"""

from django.utils.translation import gettext_lazy as _

from conferences.bands.parts import Part

WHAT_HELPS_ME = [
    Part(
        "my_choice",
        _("What helps me learn"),
        2,
        _("Times, places, people and ways of working that make it easier for you. Show one."),
        listening=_("Where could we use that at home?"),
        picture="idea",
        color="sun",
    ),
    Part(
        "my_choice",
        _("What I want you to know"),
        2,
        _("Something about how you learn that people do not see. Only what you want to say."),
        listening=_("What would you like us to do when that happens?"),
        picture="heart",
        color="rose",
    ),
    Part(
        "my_choice",
        _("What I can ask for"),
        2,
        _("What you have agreed to use: more time, a quiet place, reading aloud, a break. Which ones help?"),
        listening=_("Which one helps you most?"),
        picture="key",
        color="sky",
    ),
    Part(
        "evidence",
        _("Work that I did with the right help"),
        3,
        _("A piece that turned out well, and what made it possible."),
        listening=_("What made the difference?"),
        picture="pencil",
        color="plum",
    ),
    Part(
        "my_choice",
        _("What does not help me"),
        1,
        _("Something well meant that makes it harder, and what would be better."),
        listening=_("What should we do in its place?"),
        picture="talk",
        color="clay",
    ),
    Part(
        "goal",
        _("My plan and my part in it"),
        3,
        _("What your support plan is for, one goal of it in your words, and what you do yourself."),
        listening=_("What would you like to say at the next meeting about your plan?"),
        picture="goal",
        color="leaf",
    ),
]
