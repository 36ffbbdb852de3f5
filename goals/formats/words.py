"""Formats that say it plainly: a picture, what I want, one exact action (docs/decisions/0025)."""

from django.utils.translation import gettext_lazy as _

from goals.formats.shape import (
    AREA,
    DO_IT,
    FAMILY,
    NEED,
    SAY_IT,
    SCALE,
    SHARE,
    STEPS,
    TARGET,
    UNTIL,
    Format,
    Question,
    Section,
    want,
    will,
)

PICTURE = Format(
    "picture",
    "palette",
    (
        _("Draw what you want to learn."),
        _("Draw what you want, and two small steps."),
        _("A goal as a picture, with two steps as pictures."),
    ),
    (
        Section(
            "star",
            _("I want"),
            (
                want(
                    (_("I want to …"), _("I want to …"), _("What I want")),
                    "",
                    hint=_("Say it. A grown-up can write it for you. Then you draw it."),
                    examples=(_("tie my shoes"), _("read a whole book"), _("jump rope ten times")),
                ),
                AREA,
            ),
        ),
        Section(
            "sparkles",
            _("I already can"),
            (
                Question(
                    "can",
                    "sparkles",
                    (_("I already can …"), _("I already can …"), _("What I can do already")),
                    _("I already can"),
                    _("%(name)s already can"),
                    hint=_("Every goal starts with something that you can do."),
                    examples=(_("make the first knot"), _("read short words"), _("jump three times")),
                    most=300,
                ),
            ),
        ),
        Section("footprints", _("Two small steps"), (STEPS,)),
        Section("hand-helping", _("Who helps me"), (FAMILY, SHARE)),
    ),
    grades=(0, 2),
    scale="trail",
    steps=2,
)


WANT_WILL_NEED = Format(
    "want_will_need",
    "star",
    (
        _("What I want, what I do, who helps me."),
        _("What you want, what you will do for it, and who helps you."),
        _("What you want, what you will do for it, and the help that you need."),
    ),
    (
        Section(
            "star",
            _("I want"),
            (
                want(
                    (
                        _("What do you want to be able to do?"),
                        _("What do you want to be able to do?"),
                        _("My goal, in my words"),
                    ),
                    SAY_IT,
                    hint=_("Say it so that you can tell when you are there."),
                    examples=(
                        (_("I want to read a page to my brother."), _("I want to count to one hundred.")),
                        (
                            _("I want to explain what a story is really about, with proof from the text."),
                            _("I want to ask one question before I share my own idea."),
                            _("I want to know my 7 times table without my fingers."),
                        ),
                        (
                            _("I want to explain a theme with three pieces of evidence."),
                            _("I want to speak up once in every seminar."),
                            _("I want to run two miles without a break."),
                        ),
                    ),
                ),
                AREA,
                TARGET,
            ),
        ),
        Section(
            "footprints",
            _("I will"),
            (
                will(
                    (
                        _("What will you do for it?"),
                        _("What will you do, when and where?"),
                        _("What I will do"),
                    ),
                    hint=_("Small and often works best."),
                    examples=(
                        (_("I read to my teddy each evening."), _("I count the stairs at home.")),
                        (
                            _("Ten minutes of cards in the car."),
                            _("On Sundays I read one chapter and mark a sentence that proves it."),
                            _("I count to five before I say my idea."),
                        ),
                        (
                            _("Mondays after practice I rewrite one paragraph."),
                            _("I write down one question before each seminar."),
                        ),
                    ),
                ),
                STEPS,
                UNTIL,
                SCALE,
            ),
        ),
        NEED,
    ),
    grades=(2, 5),
)


EXACT = Format(
    "exact",
    "crosshair",
    (
        _("One goal and one thing that you do."),
        _("A goal, and exactly what you do for it: what, when, where."),
        _("A goal and one exact action: what, when, where, how long. Plain beats perfect."),
    ),
    (
        Section(
            "flag",
            _("My goal"),
            (
                want(
                    _("What do you want to get better at?"),
                    SAY_IT,
                    hint=_("“Good grades” is too large: what would get in the way of them? Start there."),
                    examples=(
                        (_("reading long words"),),
                        (_("spelling words with a silent letter"), _("staying calm when I lose a game")),
                        (
                            _("knowing my math facts so that I can think about the problem"),
                            _("starting homework before nine"),
                            _("writing an introduction that makes people read on"),
                        ),
                    ),
                ),
                AREA,
                TARGET,
            ),
        ),
        Section(
            "crosshair",
            _("My exact action"),
            (
                will(
                    (
                        _("What exactly will you do?"),
                        _("What exactly will you do? When? Where? How long?"),
                        _("What exactly will you do, when, where and for how long?"),
                    ),
                    missing=DO_IT,
                    icon="crosshair",
                    mine=_("What I do exactly"),
                    hers=_("What %(name)s does exactly"),
                    hint=_("So exact that somebody could film it."),
                    examples=(
                        (_("I read one page at breakfast."),),
                        (
                            _("Ten minutes of cards in the car."),
                            _("I breathe three times, then I say “good game”."),
                        ),
                        (
                            _("Ten minutes of cards in the car on Tuesdays and Thursdays."),
                            _("My phone is in the kitchen from seven to eight."),
                            _("I read my first sentence aloud to one person before I go on."),
                        ),
                    ),
                ),
                STEPS,
                UNTIL,
                SCALE,
            ),
        ),
        NEED,
    ),
    grades=(5, 8),
)
