"""Formats that live by days: a habit, and one thing a week (docs/decisions/0025)."""

from django.utils.translation import gettext_lazy as _

from goals.formats.shape import (
    AREA,
    DO_IT,
    NEED,
    SAY_IT,
    SCALE,
    STEPS,
    UNTIL,
    Format,
    Question,
    Section,
    want,
    will,
)

HABIT = Format(
    "habit",
    "repeat-2",
    (
        _("One small thing that you do again and again."),
        _("One small thing that you do again and again, always after the same thing."),
        _("A cue, a small action, a tick: for what you want to do again and again."),
    ),
    (
        Section(
            "star",
            _("My habit"),
            (
                want(
                    (
                        _("What do you want to do again and again?"),
                        _("What do you want to get used to?"),
                        _("Which habit do you want?"),
                    ),
                    SAY_IT,
                    hint=_("Something that you want to do more often, not something to stop."),
                    examples=(
                        (_("pack my bag by myself"), _("brush my teeth without being told")),
                        (_("read every day"), _("ask before I grab")),
                        (
                            _("start my homework without a fight"),
                            _("move every day"),
                            _("plan tomorrow tonight"),
                        ),
                    ),
                ),
                AREA,
            ),
        ),
        Section(
            "bell",
            _("Cue"),
            (
                Question(
                    "cue",
                    "bell",
                    (
                        _("When will you do it?"),
                        _("What comes just before?"),
                        _("What comes just before it?"),
                    ),
                    _("When"),
                    _("When"),
                    hint=_("Something that happens anyway, every day: then you need not think of it."),
                    examples=(
                        (_("after breakfast"),),
                        (_("after I have brushed my teeth"), _("when I come home and take off my shoes")),
                        (
                            _("when I put my bag on the kitchen table"),
                            _("when the bus turns into our street"),
                        ),
                    ),
                    missing=_("Write when. “After dinner” is enough."),
                    most=300,
                ),
            ),
        ),
        Section(
            "footprints",
            _("Action"),
            (
                will(
                    (_("What do you do then?"), _("What do you do then?"), _("What do you do then?")),
                    missing=DO_IT,
                    mine=_("Then I"),
                    hers=_("Then %(name)s does this"),
                    hint=_("So small that it works on a bad day too. You tick the days on which you did it."),
                    examples=(
                        (_("I put my book in my bag."),),
                        (_("I read two pages."), _("I say “may I?”")),
                        (_("I open the planner and write three lines."), _("Ten push-ups.")),
                    ),
                ),
                UNTIL,
                SCALE,
            ),
        ),
        NEED,
    ),
    grades=(0, 12),
)


WEEKLY = Format(
    "weekly",
    "calendar-check",
    (
        _("One thing that you finish this week."),
        _("One thing that you finish this week. At the end of the week you look back."),
        _("One thing to finish this week, and a look back at its end."),
    ),
    (
        Section(
            "flag",
            _("This week"),
            (
                want(
                    _("This week I will finish …"),
                    SAY_IT,
                    hint=_("One thing that fits into one week."),
                    examples=(
                        (_("my picture for Grandma"),),
                        (_("the chapter about volcanoes"), _("my poster, with a title and three facts")),
                        (_("the first draft of my essay"), _("the college list with five names")),
                    ),
                ),
                AREA,
                UNTIL,
            ),
        ),
        Section("list-checks", _("Steps"), (STEPS,)),
        Section(
            "mountain",
            _("Just in case"),
            (
                Question(
                    "obstacle",
                    "mountain",
                    (
                        _("What could be hard?"),
                        _("What could get in the way this week?"),
                        _("What could get in the way this week?"),
                    ),
                    _("What could get in the way"),
                    _("What could get in the way"),
                    hint=_("And what will you do then?"),
                    examples=(
                        _("Tuesday is practice, so I start on Monday."),
                        _("If I am stuck I ask at the table first."),
                    ),
                ),
            ),
        ),
        NEED,
    ),
    grades=(0, 12),
    weeks=(0, 1),
)
