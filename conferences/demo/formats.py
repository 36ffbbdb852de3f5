"""Goals of the demo in other formats than one: as the young draw them and the old plan them."""

from typing import Any

from django.db.models import F

from goals.models import Goal, Step

# want, what she can already, two steps
DRAWN = (
    ("tie my shoes", "make the first knot", ("Make two loops", "Cross them and pull")),
    ("read a whole book to my bear", "read short words", ("Read one page", "Read three pages")),
    ("jump rope ten times", "jump three times", ("Jump five times", "Jump eight times")),
    (
        "ask “may I?” before I take something",
        "wait when I count to three",
        ("Say it at lunch", "Say it outside"),
    ),
)
# format, grades, columns
PLANNED = (
    (
        "woop",
        (6, 12),
        {
            "want": "finish my lab report two days early",
            "will": "I set a timer for ten minutes and write one sentence.",
            "answers": {
                "outcome": "I go to bed on Thursday with nothing on my mind.",
                "obstacle": "I tell myself that I work best at the last minute.",
                "cue": "I catch myself opening a game after dinner",
            },
        },
    ),
    (
        "exact",
        (5, 8),
        {
            "want": "knowing my math facts so that I can think about the problem",
            "will": "Ten minutes of cards in the car on Tuesdays and Thursdays.",
        },
    ),
    (
        "pathway",
        (9, 12),
        {
            "want": "spend two days at the animal clinic and write down what surprised me",
            "will": "On Friday I ask for the number of the clinic.",
            "answers": {"aim": "something with animals, maybe a vet", "why": "I was calm at the shelter."},
        },
    ),
    (
        "smart",
        (6, 12),
        {
            "want": "solve two-step equations without notes",
            "will": "Three equations each morning on the bus.",
            "answers": {"measure": "Eight of ten right, twice in a row.", "why": "I want to take physics."},
        },
    ),
)


def write_in_many_formats(school, heroine):
    """Some of the goals that are there, in the words of another format. The heroine keeps hers."""
    goals = Goal.objects.filter(school=school, format="want_will_need")
    firsts = goals.exclude(student__user__first_name=heroine).order_by("student", "pk").distinct("student")
    young = list(firsts.filter(student__grade__lte=2))
    for n, goal in enumerate(young):
        want, can, steps = DRAWN[n % len(DRAWN)]
        words: Any = {"want": want, "answers": {"can": can}, "will": "", "need_from_teacher": ""}
        Goal.objects.filter(pk=goal.pk).update(format="picture", scale="trail", **words)
        goal.check_ins.update(scale="trail", line="I tried it.")
        Step.objects.filter(goal=goal).delete()
        Step.objects.bulk_create(Step(goal=goal, text=text, position=n) for n, text in enumerate(steps))
    for n, goal in enumerate(firsts.filter(student__grade__gt=5).select_related("student")):
        format, (low, high), words = PLANNED[n // 2 % len(PLANNED)]
        if n % 2 == 0 and low <= (goal.student.grade or 0) <= high:
            Goal.objects.filter(pk=goal.pk).update(format=format, revision=F("revision") + 1, **words)
            Step.objects.filter(goal=goal).delete()
