"""Finding among 100,000 pieces of one school: `uv run python -m tests.load.search`.

The school is made once, in the database of the load tests: 40 advisories of 25 students with 100 pieces each,
in English, Spanish and Arabic; then each question is asked as a student, her family and her advisor ask it.
The time is that of the page's own query, as the application sees it. With `--explain`, how Postgres does it.
"""

import argparse
import random
import statistics
import time
from datetime import date, timedelta
from itertools import batched, product

from tests.load import school

ROOT = school.ROOT  # importing it has set Django up, before any model is imported

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from accounts.models import School, Student, User  # noqa: E402
from portfolios.models import Evidence, Placement, Reflection, SearchDocument, Share, Target  # noqa: E402
from portfolios.querysets.finding import fetched  # noqa: E402
from tests import factories as f  # noqa: E402

NAME = "School of 100,000 pieces"
ADVISORIES, STUDENTS, PIECES = 40, 25, 100
BEGINNINGS = "ro vol wa le pro ca ti mu fo gra sto bri ne plu sci den hal ki or zu"
MIDDLES = "bo ca te mi ra lo pu ni sta der gli no vi ka ssa tro"
ENDINGS = "t ts ting ted n ns r rs l tion tions ing ed ly o os a as ción ciones ado"
ARABIC = "كتاب مدرسة روبوت ماء شجرة قصة لغة علوم رسم فريق تجربة سؤال جواب حديقة صديق"
COMMON, RARE = "robot", "volcano"


def vocabulary():
    """Some six thousand words that no list had to be fetched for; few of them come often, as in any text."""
    made = ["".join(parts) for parts in product(BEGINNINGS.split(), MIDDLES.split(), ENDINGS.split())]
    random.Random(7).shuffle(made)
    return [COMMON, *made]


def build():
    """Everything at once and without triggers; what is measured is how the documents are put together."""
    chance, words = random.Random(5), vocabulary()
    weights = [1 / rank for rank in range(3, len(words) + 3)]

    def text(low, high):
        if chance.random() < 0.05:
            return " ".join(chance.choices(ARABIC.split(), k=chance.randint(low, high)))
        return " ".join(chance.choices(words, weights, k=chance.randint(low, high)))

    with transaction.atomic():
        students = build_people()
        targets = build_targets(students[0].school)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for some in batched(students, 50, strict=True):
            build_work(some, students[0], targets, text, chance)
    started = time.perf_counter()
    call_command("rebuild_search")
    print(f"put together in {time.perf_counter() - started:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def build_people():
    here, found = f.SchoolFactory(name=NAME), []
    for number in range(ADVISORIES):
        advisor = f.UserFactory(school=here, role="advisor", username=f"load-advisor-{number}")
        advisory = f.AdvisoryFactory(school=here, advisors=[advisor])
        for place in range(STUDENTS):
            name = f"load-student-{number}-{place}"
            found.append(f.StudentFactory(school=here, advisory=advisory, user__username=name))
    adult = f.UserFactory(school=here, role="family", username="load-family")
    f.GuardianshipFactory(adult=adult, student=found[0], household=f.HouseholdFactory(school=here))
    return found


def build_targets(here):
    framework = f.FrameworkFactory(school=here)
    return [f.TargetFactory(framework=framework, statement=f"I can show number {n}") for n in range(30)]


def build_work(students, first, targets, text, chance):
    pieces = Evidence.objects.bulk_create(
        Evidence(
            school=student.school,
            student=student,
            title=text(2, 6) + f" {RARE}" * (number == 17 and student == first),
            text=text(10, 70),
            place=chance.choice(Evidence.Place.values),
            made_on=date(2020, 9, 1) + timedelta(days=chance.randint(0, 2200)),
        )
        for student in students
        for number in range(PIECES)
    )
    Reflection.objects.bulk_create(
        Reflection(school_id=piece.school_id, evidence=piece, text=text(15, 80)) for piece in pieces
    )
    Share.objects.bulk_create(
        Share(evidence=piece, circle=circle)
        for piece in pieces
        for circle in ("advisor", "family")
        if chance.random() < 0.8
    )
    Placement.objects.bulk_create(
        Placement(
            school_id=piece.school_id,
            evidence=piece,
            target=chance.choice(targets),
            by="student",
            placed_by=piece.student.user,
        )
        for piece in pieces
        if chance.random() < 0.6
    )


def everybody():
    """Each as (who, the pieces that she searches, what the page shows her)."""
    student = Student.objects.get(user__username="load-student-0-0")
    family = User.objects.get(username="load-family")
    advisor = User.objects.get(username="load-advisor-0")
    return [
        ("student", student.user, Evidence.objects.editable_by(student.user)),
        ("family", family, Evidence.objects.visible_to(family).of(student).in_stream()),
        ("advisor, one student", advisor, Evidence.objects.visible_to(advisor).of(student).in_stream()),
        ("advisor, 25 students", advisor, Evidence.objects.placeable_by(advisor)),
    ]


def questions():
    """Each as (its name, the words, the filters)."""
    target = Target.objects.filter(framework__school__name=NAME).first().pk
    return [
        ("a common word", COMMON, {}),
        ("a rare word", RARE, {}),
        ("two words", f"{COMMON}s cate", {}),
        ("three letters", COMMON[:3], {}),
        ("one letter", COMMON[0], {}),
        ("Arabic", ARABIC.split()[0], {}),
        ("no such word", "xylophone", {}),
        (
            "and four filters",
            COMMON,
            {"place": "home", "kind": "text", "year": 2023, "target": target},
        ),
        ("filters alone", "", {"place": "home", "year": 2023}),
    ]


def ask(pieces, user, words, filters):
    """The two queries by which a page finds its first helping; three more fetch pictures and targets."""
    wish = filters.get
    found = pieces.on_target(wish("target")).from_place(wish("place")).of_kind(wish("kind"), user)
    return found.of_year(wish("year")).found_by(words)[:25]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--explain", action="store_true")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    if not School.objects.filter(name=NAME).exists():
        build()
    print(f"{SearchDocument.objects.count():,} pieces")
    print("{:<24}{:<20}{:>8}{:>10}{:>10}{:>10}".format("", "", "found", "p50 ms", "p95 ms", "max ms"))
    for who, user, pieces in everybody():
        for name, words, filters in questions():
            measure(who, name, pieces, (user, words, filters), options)


def measure(who, name, pieces, question, options):
    times = []
    for _ in range(options.times + 1):
        started = time.perf_counter()
        found = fetched(
            ask(pieces.all(), *question), lambda few: few.select_related("student__user", "reflection")
        )
        times.append((time.perf_counter() - started) * 1000)
    times = times[1:]  # the first one warms up
    hundredths = statistics.quantiles(times, n=100)
    p50, p95 = hundredths[49], hundredths[94]
    print(f"{who:<24}{name:<20}{len(found):>8}{p50:>10.1f}{p95:>10.1f}{max(times):>10.1f}")
    if options.explain:
        print(ask(pieces.all(), *question).explain(analyze=True))


if __name__ == "__main__":
    main()
