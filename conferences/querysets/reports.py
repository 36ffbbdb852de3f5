"""The numbers of a round, each asked for once whatever its size."""

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import Guardianship
from conferences.models import Card, Conference, MakeUp, Practice, SurveyAnswer
from goals.models import Commitment, Goal

WAYS = [(value, label) for value, label in Conference.HeldAs.choices if value != "family"]


def of_students_here(round_):
    """Conferences of students who are still at the school, and those that were held all the same."""
    return Conference.objects.filter(round=round_).filter(Q(student__left_at=None) | Q(state="held"))


def round_counts(round_):
    """How many there are, were held, and how they came about, in two questions."""
    conferences = of_students_here(round_).annotate(
        was_practiced=Exists(Practice.objects.filter(conference=OuterRef("pk"), ended_at__isnull=False)),
        was_written=Exists(
            Card.objects.filter(conference=OuterRef("pk")).filter(
                ~Q(talking_points="") | Q(revision__gt=0) | Q(removed_at__isnull=False)
            )
        ),
        was_missed=Exists(MakeUp.objects.filter(conference=OuterRef("pk"))),
        is_missing=Exists(MakeUp.objects.filter(conference=OuterRef("pk"), settled_at=None)),
        **{f"by_{party}": promised(party) for party in Commitment.Party.values},
    )
    held = Q(state="held")
    counts = conferences.aggregate(
        # A student of two households has two conferences, and is counted once.
        total=Count("student", distinct=True),
        held=Count("student", held, distinct=True),
        practiced=Count("pk", Q(was_practiced=True)),
        written=Count("pk", Q(was_written=True)),
        three=Count("pk", held & Q(by_student=True, by_family=True, by_teacher=True)),
        looked_back=Count("pk", held & Q(look_back__isnull=False)),
        to_decide=Count("pk", held & Q(decide_by__isnull=False)),
        make_ups=Count("pk", Q(was_missed=True)),
        make_ups_open=Count("pk", Q(is_missing=True)),
        **{f"as_{value}": Count("pk", held & Q(held_as=value)) for value, _label in WAYS},
    )
    return counts | goal_counts(round_)


def promised(party):
    through = Conference.commitments.through.objects
    return Exists(through.filter(conference=OuterRef("pk"), commitment__party=party))


def goal_counts(round_):
    """Goals of its students that were set before or during it, and how many they have looked at since."""
    students = of_students_here(round_).values("student")
    goals = Goal.objects.filter(student__in=students, set_at__lte=timezone.now())
    return goals.aggregate(
        goals=Count("pk", distinct=True),
        goals_touched=Count("pk", Q(check_ins__at__gte=round_.made_at), distinct=True),
    )


def households_by_language(round_):
    """Each language with how many students have a home in it, and how many of those held theirs."""
    homes = Guardianship.objects.current().filter(student__conferences__in=of_students_here(round_))
    return (
        homes.values(language=F("household__language"))
        .annotate(
            n=Count("student", distinct=True),
            held=Count(
                "student",
                Q(student__conferences__round=round_, student__conferences__state="held"),
                distinct=True,
            ),
        )
        .order_by("-n", "language")
        .values_list("language", "n", "held")
    )


def answers_on(round_):
    """What was answered, without who did."""
    return SurveyAnswer.objects.filter(round=round_).values_list("who", "answers", "line")
