"""How far a student is with getting ready: counts for her own home and her advisor's board."""

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
    evidence = apps.get_model("portfolios", "Evidence").objects.in_stream()
    thought = Q(reflection__skipped=True) | Q(reflection__text__gt="")
    unthought = Q(reflection=None) | Q(reflection__skipped=False, reflection__text="")
    goals = apps.get_model("goals", "Goal").objects.open()
    return students.annotate(
        piece_count=counted(evidence, student="pk"),
        thought_count=counted(evidence.filter(thought), student="pk"),
        goal_count=counted(goals, student="pk"),
        due_count=counted(goals.due(), student="pk"),
        first_unthought=Subquery(
            evidence.filter(unthought, student=OuterRef("pk")).order_by("-made_on", "-pk").values("pk")[:1]
        ),
        newest_goal_at=Subquery(
            apps.get_model("goals", "Goal")
            .objects.filter(student=OuterRef("pk"))
            .order_by("-set_at")
            .values("set_at")[:1]
        ),
    )


def spoken_name(prefix=""):
    """The name an adult goes by: the preferred one, or first and last name."""
    full = Trim(Concat(f"{prefix}first_name", Value(" "), f"{prefix}last_name"))
    return Coalesce(NullIf(f"{prefix}preferred_name", Value("")), full)


def advisors_of(advisory_ref):
    """The names of an advisory's adults."""
    users = apps.get_model("accounts", "User").objects.filter(advisories=OuterRef(advisory_ref))
    return ArraySubquery(users.order_by("pk").values(spoken=spoken_name()))


def with_plan(conferences):
    """Conferences with how much is planned and who comes."""
    cards = apps.get_model("conferences", "Card").objects.kept()
    shown = cards.filter(evidence__archived_at=None, evidence__isnull=False, conference=OuterRef("pk"))
    minutes = (
        cards.filter(conference=OuterRef("pk"))
        .order_by()
        .values("conference")
        .annotate(sum=Sum("minutes"))
        .values("sum")
    )
    coming = apps.get_model("conferences", "Participant").objects.filter(conference=OuterRef("pk"))
    return conferences.annotate(
        card_count=counted(cards, conference="pk"),
        planned_minutes=Coalesce(Subquery(minutes, output_field=IntegerField()), 0),
        shows_work=Exists(shown),
        coming=ArraySubquery(coming.exclude(coming="no").order_by("pk").values("name")),
        advisors=advisors_of("student__advisory"),
    )
