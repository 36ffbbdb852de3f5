"""How far a student is with getting ready: counts for her own home and her advisor's board."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.facts import OUTER, of_each, once
from accounts.querysets.people import spoken_name
from goals.querysets import is_due


def counted(rows, by):
    """A subquery that counts the rows that hang on each row outside."""
    count = rows.filter(**{by: OUTER}).order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def with_counts(students):
    """Students with what they have collected, thought about and set out to do."""
    due = apps.get_model("goals", "Goal").objects.due()
    due_count = of_each(counted(due, by="student"))  # which names a day
    return students.annotate(newest_goal_at=newest_goal_at(), due_count=due_count, **student_counts())


@once
def student_counts():
    pieces = apps.get_model("portfolios", "Evidence").objects.in_stream()
    goals = apps.get_model("goals", "Goal").objects
    return {
        "piece_count": counted(pieces, by="student"),
        "thought_count": counted(pieces.thought_about(), by="student"),
        "goal_count": counted(goals.open(), by="student"),
    }


@once
def newest_goal_at():
    goals = apps.get_model("goals", "Goal").objects.filter(student=OUTER)
    return Subquery(goals.order_by("-set_at").values("set_at")[:1])


def with_newest_goal(students):
    """When each last set a goal; `count_own` knows the rest from her rows."""
    return students.annotate(newest_goal_at=newest_goal_at())


def count_own(student, pieces, goals):
    """The same counts of one student, from her pieces `with_thoughts` and her open goals."""
    student.piece_count, student.goal_count = len(pieces), len(goals)
    student.thought_count = sum(1 for _pk, thought in pieces if thought)
    student.first_unthought = next((pk for pk, thought in pieces if not thought), None)
    student.due_count = sum(is_due(goal) for goal in goals)
    return student


@once(of="by")
def writer():
    """The name of whoever wrote a note."""
    return Subquery(apps.get_model("accounts", "User").objects.filter(pk=OUTER).values(spoken=spoken_name()))


@once(of="student__advisory")
def advisors():
    """The names of the adults of the student's advisory."""
    users = apps.get_model("accounts", "User").objects.filter(advisories=OUTER)
    return ArraySubquery(users.order_by("pk").values(spoken=spoken_name()))


@once
def plan_facts():
    """How many minutes are planned, and whether a piece of work is shown."""
    cards = apps.get_model("conferences", "Card").objects.kept().filter(conference=OUTER)
    minutes = cards.order_by().values("conference").annotate(sum=Sum("minutes")).values("sum")
    shown = cards.filter(evidence__archived_at=None, evidence__isnull=False)
    return {
        "planned_minutes": Coalesce(Subquery(minutes, output_field=IntegerField()), 0),
        "shows_work": Exists(shown),
    }


@once
def coming():
    """The names of those who said that they come, or are expected to."""
    participants = apps.get_model("conferences", "Participant").objects.welcome().filter(conference=OUTER)
    return ArraySubquery(participants.exclude(coming="no").order_by("pk").values("name"))
