"""How far a student is with getting ready: counts for her own home and her advisor's board.

A subquery that names nobody is built once: it is an expression, holds no rows, and to build it takes
longer than to run it.
"""

from functools import cache

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim


def counted(rows, **ref):
    """A subquery that counts the rows belonging to each row outside."""
    ((field, outer),) = ref.items()
    count = (
        rows.filter(**{field: OuterRef(outer)}).order_by().values(field).annotate(n=Count("pk")).values("n")
    )
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def with_counts(students):
    """Students with what they have collected, thought about and set out to do."""
    return students.annotate(**student_counts())


@cache
def student_counts():
    evidence = apps.get_model("portfolios", "Evidence").objects.in_stream()
    goals = apps.get_model("goals", "Goal").objects.filter(student=OuterRef("pk"))
    thought = Q(reflection__skipped=True) | Q(reflection__text__gt="")
    return {
        "piece_count": counted(evidence, student="pk"),
        "thought_count": counted(evidence.filter(thought), student="pk"),
        "goal_count": counted(goals.open(), student="pk"),
        "due_count": counted(goals.due(), student="pk"),
        "newest_goal_at": Subquery(goals.order_by("-set_at").values("set_at")[:1]),
    }


def with_first_unthought(students):
    """The newest piece of each that has no reflection yet."""
    return students.annotate(first_unthought=first_unthought())


@cache
def first_unthought():
    evidence = apps.get_model("portfolios", "Evidence").objects.in_stream().filter(student=OuterRef("pk"))
    unthought = evidence.filter(Q(reflection=None) | Q(reflection__skipped=False, reflection__text=""))
    return Subquery(unthought.newest_first().values("pk")[:1])


def spoken_name(prefix=""):
    """The name an adult goes by: the preferred one, or first and last name."""
    full = Trim(Concat(f"{prefix}first_name", Value(" "), f"{prefix}last_name"))
    return Coalesce(NullIf(f"{prefix}preferred_name", Value("")), full)


@cache
def advisors():
    """The names of the adults of the student's advisory."""
    users = apps.get_model("accounts", "User").objects.filter(advisories=OuterRef("student__advisory"))
    return ArraySubquery(users.order_by("pk").values(spoken=spoken_name()))


@cache
def planned_minutes():
    cards = apps.get_model("conferences", "Card").objects.kept().filter(conference=OuterRef("pk"))
    minutes = cards.order_by().values("conference").annotate(sum=Sum("minutes")).values("sum")
    return Coalesce(Subquery(minutes, output_field=IntegerField()), 0)


@cache
def shows_work():
    cards = apps.get_model("conferences", "Card").objects.kept().filter(conference=OuterRef("pk"))
    return Exists(cards.filter(evidence__archived_at=None, evidence__isnull=False))


@cache
def coming():
    """The names of those who said that they come, or are expected to."""
    participants = apps.get_model("conferences", "Participant").objects.filter(conference=OuterRef("pk"))
    return ArraySubquery(participants.exclude(coming="no").order_by("pk").values("name"))
