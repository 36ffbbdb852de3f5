"""What happened on the goals of the heroine: this year's, with its turns, and those of the year before."""

import datetime

from django.utils import timezone

from accounts.models import Student
from goals.models import CheckIn, Goal, GoalEvent, GoalPiece, GoalReply, Step
from portfolios.models import Placement

# days ago, how far, her line, whether she would like help
CHECK_INS = [
    (76, 0, "I began with chapter one. It takes longer than I thought.", False),
    (64, 1, "I find sentences, but I cannot say why they prove it.", True),
    (49, 1, "We did one together. Now I look for the word that gives it away.", False),
    (35, 2, "Two out of three, nearly every time.", False),
]
ANSWERS = [
    (63, "Let us do one page together on Thursday. Bring the sentence you like least."),
    (34, "You explained it to Kofi yesterday. Did you notice?"),
]
BEFORE = {"want": "To be better at reading"}
WHY = "Better was too big. Now I can tell when I am there."
# area, what she wanted, days ago set and ended, how it ended, how far on the way, her last line
EARLIER = [
    ("wellbeing", "To fall asleep before ten", 430, 350, "reached", [1, 2, 4], "Five nights in a row."),
    (
        "academic",
        "To read one whole book in Spanish",
        400,
        240,
        "set_aside",
        [1, 1, 2],
        "I would rather read it with Grandpa than alone. We will find our own time.",
    ),
    (
        "habits",
        "To pack my bag in the evening",
        310,
        225,
        "reached",
        [2, 3, 4],
        "I do it while the kettle boils.",
    ),
    (
        "community",
        "To greet the new kids in our crew",
        100,
        40,
        "reached",
        [1, 3, 4],
        "Noor sits with us now.",
    ),
]


def ago(days):
    return timezone.now() - datetime.timedelta(days=days)


def make_stories(school, heroine):
    student = Student.objects.select_related("user").get(school=school, user__first_name=heroine)
    tell_this_year(student, student.advisory.advisors.first())
    for earlier in EARLIER:
        make_earlier(student, *earlier)


def tell_this_year(student, advisor):
    """Her goal of this fall; its newest check-in stays the one that waits to be followed by another."""
    goal = Goal.objects.open().of(student).get()
    newest = goal.check_ins.first()
    goal.check_ins.exclude(pk=newest.pk).delete()
    CheckIn.objects.filter(pk=newest.pk).update(progress=3)
    target = shown_target(student)
    Goal.objects.filter(pk=goal.pk).update(set_at=ago(83), progress=3, target=target)
    Step.objects.filter(goal=goal, position=0).update(done_at=ago(58))
    CheckIn.objects.bulk_create(
        CheckIn(
            school_id=goal.school_id, goal=goal, at=ago(days), progress=far, line=line, wants_help=help_wanted
        )
        for days, far, line, help_wanted in CHECK_INS
    )
    GoalReply.objects.bulk_create(
        GoalReply(goal=goal, by=advisor, at=ago(days), text=text) for days, text in ANSWERS
    )
    GoalEvent.objects.create(
        school_id=goal.school_id,
        goal=goal,
        kind="reworded",
        by=student.user,
        at=ago(75),
        reason=WHY,
        before=BEFORE,
    )
    piece = Placement.objects.of(student).filter(target=target).earliest("pk").evidence
    GoalPiece.objects.create(school_id=goal.school_id, goal=goal, evidence=piece, at=ago(33))


def shown_target(student):
    """The target on which most of her pieces stand."""
    targets = list(Placement.objects.of(student).values_list("target_id", flat=True).order_by("target_id"))
    return max(targets, key=targets.count) if targets else None


def make_earlier(student, area, want, began, ended, state, ways, line):
    goal = Goal.objects.create(
        school_id=student.school_id,
        student=student,
        area=area,
        want=want,
        will="A little every day.",
        state=state,
        progress=ways[-1],
        shared_with_family=True,
        set_at=ago(began),
        ended_at=ago(ended),
        news_at=ago(ended),
        reviewed_at=ago(ended - 2),
    )
    gap = (began - ended) / len(ways)
    last = len(ways)
    CheckIn.objects.bulk_create(
        CheckIn(
            school_id=student.school_id,
            goal=goal,
            at=ago(began - gap * n),
            progress=far,
            still={"reached": "done", "set_aside": "drop"}[state] if n == last else "keep",
            line=line if n == last else "",
        )
        for n, far in enumerate(ways, start=1)
    )
