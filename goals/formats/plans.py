"""Formats for those who plan ahead: WOOP, SMART, a long aim (docs/decisions/0025)."""

from django.utils.translation import gettext_lazy as _

from goals.formats.shape import (
    AREA,
    DO_IT,
    NEED,
    SAY_IT,
    SCALE,
    STEPS,
    TARGET,
    UNTIL,
    Format,
    Question,
    Section,
    want,
    will,
)

WOOP = Format(
    "woop",
    "mountain",
    (
        _("A wish, what gets in the way, and a plan."),
        _("A wish, the best that comes of it, what in you gets in the way, and a plan."),
        _("Wish, outcome, obstacle, plan: look at what in you gets in the way, and plan for that moment."),
    ),
    (
        Section(
            "star",
            _("Wish"),
            (
                want(
                    (
                        _("What do you wish for?"),
                        _("What do you wish for?"),
                        _("What is your wish for the next weeks?"),
                    ),
                    SAY_IT,
                    hint=_("A wish that is hard for you and that you can reach."),
                    examples=(
                        _("finish my lab report two days early"),
                        _("talk to someone new each week"),
                        _("sleep eight hours on school nights"),
                    ),
                ),
                AREA,
                TARGET,
            ),
        ),
        Section(
            "sun",
            _("Outcome"),
            (
                Question(
                    "outcome",
                    "sun",
                    _("What is the best thing that will come of it?"),
                    _("The best that comes of it"),
                    _("The best that comes of it"),
                    hint=_("Close your eyes and picture it for a moment. How does it feel?"),
                    examples=(
                        _("I go to bed on Thursday with nothing on my mind."),
                        _("I have somebody to sit with at lunch."),
                    ),
                ),
            ),
        ),
        Section(
            "mountain",
            _("Obstacle"),
            (
                Question(
                    "obstacle",
                    "mountain",
                    _("What in you gets in the way?"),
                    _("What in me gets in the way"),
                    _("What gets in the way, inside"),
                    hint=_("Not the bus and not your brother: a feeling, a habit, a thought of yours."),
                    examples=(
                        _("I tell myself that I work best at the last minute."),
                        _("I get nervous and look at my phone."),
                    ),
                    missing=_("Write what in you gets in the way. It is the heart of this plan."),
                ),
            ),
        ),
        Section(
            "route",
            _("Plan"),
            (
                Question(
                    "cue",
                    "split",
                    _("If …"),
                    _("If"),
                    _("If"),
                    hint=_("The moment when it gets in the way: when and where is that?"),
                    examples=(
                        _("I catch myself opening a game after dinner"),
                        _("I notice that I look at my phone"),
                    ),
                    missing=_("Write when it happens, so that you notice it."),
                    most=300,
                ),
                will(
                    _("… then I will …"),
                    missing=DO_IT,
                    icon="route",
                    mine=_("Then I will"),
                    hers=_("Then %(name)s will"),
                    hint=_("One thing that you can do at that moment."),
                    examples=(
                        _("I set a timer for ten minutes and write one sentence."),
                        _("I put it away and ask one question."),
                    ),
                ),
                UNTIL,
                SCALE,
            ),
        ),
        NEED,
    ),
    grades=(6, 12),
)


SMART = Format(
    "smart",
    "ruler",
    (
        _("A goal with a day and a way to see it."),
        _("Exact, to be measured, doable, important to you, with a day."),
        _("Specific, measurable, attainable, relevant, timely: for a goal with a clear end."),
    ),
    (
        Section(
            "flag",
            _("Specific"),
            (
                want(
                    _("What exactly do you want to reach?"),
                    SAY_IT,
                    hint=_("Who reads it should see the same thing in front of them as you do."),
                    examples=(
                        _("solve two-step equations without notes"),
                        _("read four books that I choose myself"),
                        _("play the whole song at the spring concert"),
                    ),
                ),
                AREA,
                TARGET,
            ),
        ),
        Section(
            "ruler",
            _("Measurable"),
            (
                Question(
                    "measure",
                    "ruler",
                    _("How will you and others see that you are there?"),
                    _("How I see that I am there"),
                    _("How one sees that it is reached"),
                    examples=(
                        _("Eight of ten equations right, twice in a row."),
                        _("My teacher hears the song from start to end."),
                    ),
                    missing=_("Write how one can see it. A number or a moment is enough."),
                ),
                SCALE,
            ),
        ),
        Section(
            "footprints",
            _("Attainable"),
            (
                will(
                    _("What will you do for it, and what makes it doable?"),
                    missing=DO_IT,
                    hint=_("A stretch, and within reach."),
                    examples=(
                        _("Three equations each morning on the bus. I can do the first step already."),
                        _("Twenty pages a day; I read thirty on a good one."),
                    ),
                ),
                STEPS,
            ),
        ),
        Section(
            "heart",
            _("Relevant"),
            (
                Question(
                    "why",
                    "heart",
                    _("Why does it matter to you?"),
                    _("Why it matters to me"),
                    _("Why it matters"),
                    examples=(
                        _("I want to take physics next year."),
                        _("My cousins will be at the concert."),
                    ),
                ),
            ),
        ),
        Section("calendar", _("Timely"), (UNTIL,)),
        NEED,
    ),
    grades=(6, 12),
)


PATHWAY = Format(
    "pathway",
    "compass",
    (
        _("A big dream and the first step."),
        _("A far aim, and what you do for it this term."),
        _("A long aim, and this term’s move towards it. “I don’t know yet” is a good place to start."),
    ),
    (
        Section(
            "compass",
            _("My long aim"),
            (
                Question(
                    "aim",
                    "compass",
                    _("Where would you like to be in a few years?"),
                    _("My long aim"),
                    _("The long aim"),
                    hint=_("A job, a place, something to be good at. “I don’t know yet” is an answer."),
                    examples=(
                        _("something with animals, maybe a vet"),
                        _("I don’t know yet, but I like to build things"),
                        _("be the first in my family at college"),
                    ),
                    missing=_("Write where you would like to go. “I don’t know yet” is an answer, too."),
                    most=500,
                ),
                Question(
                    "why",
                    "heart",
                    _("What draws you there?"),
                    _("What draws me there"),
                    _("What draws %(name)s there"),
                    examples=(
                        _("I was calm the whole day at the shelter."),
                        _("My aunt does it and never looks bored."),
                    ),
                ),
            ),
        ),
        Section(
            "milestone",
            _("This term’s move"),
            (
                want(
                    _("What is your move this term?"),
                    SAY_IT,
                    hint=_(
                        "One thing that brings you closer, or tells you whether you want to go there at all."
                    ),
                    examples=(
                        _("spend two days at the animal clinic and write down what surprised me"),
                        _("finish the first half of the welding course"),
                        _("talk to three people who do what I might do"),
                    ),
                ),
                AREA,
                TARGET,
                will(
                    _("What will you do first, and whom will you ask?"),
                    examples=(
                        _("On Friday I ask Ms. Lund for the number of the clinic."),
                        _("I write one mail this week."),
                    ),
                ),
                STEPS,
                UNTIL,
                SCALE,
            ),
        ),
        NEED,
    ),
    grades=(9, 12),
    weeks=(9, 18),
)
