"""A habit with its days, and a week to look back at: goals of some children of the demo."""

import datetime

from django.utils import timezone

from accounts.models import Student
from goals.actions.rhythms import keep_days_of
from goals.models import Goal, GoalPiece, Rhythm, Step, Tick
from portfolios.models import Evidence

HABIT = "To read for ten minutes before I fall asleep"
WEEK = "To finish the poster about our pond"
STEPS = ("Draw the water", "Write the names of the plants", "Ask Noor to check the words")
SKIPPED = {3, 4, 9, 15, 16, 17, 24}  # days ago on which she did something else


def make_habits(school, heroine):
    """The heroine has a habit; two of her crew look back at a week; the school has its holidays."""
    today = timezone.localdate()
    Rhythm.objects.create(
        school=school,
        rests_from=today + datetime.timedelta(days=60),
        rests_until=today + datetime.timedelta(days=75),
    )
    hers = Student.objects.get(school=school, user__first_name=heroine)
    habit = make_goal(hers, 38, "habit", "habits", HABIT, "sit on my bed and read.", cue="my teeth are clean")
    Tick.objects.bulk_create(
        Tick(school=school, goal=habit, on=today - datetime.timedelta(days=n))
        for n in range(1, 37)
        if n not in SKIPPED
    )
    for student in Student.objects.filter(advisory=hers.advisory).exclude(pk=hers.pk).order_by("pk")[:2]:
        goal = make_goal(student, 5, "weekly", "academic", WEEK, "Every day after lunch.")
        Step.objects.bulk_create(Step(goal=goal, text=text, position=n) for n, text in enumerate(STEPS))
        for piece in Evidence.objects.of(student).in_stream().order_by("pk")[:1]:
            GoalPiece.objects.create(school=school, goal=goal, evidence=piece)
    keep_days_of(Goal.objects.filter(school=school), school.pk)


def make_goal(student, days, format_, area, want, will, **answers):
    at = timezone.now() - datetime.timedelta(days=days)
    said = timezone.now() - datetime.timedelta(days=min(days, 3))
    return Goal.objects.create(
        school_id=student.school_id,
        student=student,
        format=format_,
        area=area,
        want=want,
        will=will,
        answers=answers,
        state="under_way",
        progress=1,
        shared_with_family=True,
        set_at=at,
        news_at=said if format_ == "habit" else at,
        reviewed_at=timezone.now(),
    )
