"""A district as a OneRoster 1.1 bundle, and how long it takes to bring in.

    uv run python -m tests.load.district --students 50000

writes `district.zip` into the folder of the load tests and brings it into a fresh database of its own:
first all of it, then again with nothing new, then a year later (everybody a grade up, one class left, one
came), then takes the last one back. It says seconds and the process's peak of memory for each.
"""

import argparse
import csv
import io
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = Path(os.environ.get("LECTERN_HOME", ROOT / ".lectern" / "load"))
FIRST = (
    "Ana",
    "Ben",
    "Chen",
    "Dina",
    "Eva",
    "Femi",
    "Gia",
    "Hoa",
    "Ivo",
    "Jun",
    "Kofi",
    "Lea",
    "Mai",
    "Noor",
)
LAST = (
    "Mensah",
    "Novak",
    "Ortiz",
    "Lund",
    "Reyes",
    "Berg",
    "Haddad",
    "Adeyemi",
    "Kim",
    "Okoro",
    "Silva",
    "Tran",
)
USER = ("sourcedId", "status", "enabledUser", "orgSourcedIds", "role", "username", "givenName", "familyName")
SCHOOL = 600  # students of one school
CLASS = 25
COURSES = 6  # classes of a student beside her advisory


def tables(students, year=0, seed=7):
    """Rows by table: `students` children in schools of 600, two adults each, an advisor for 25 of them."""
    chance = random.Random(seed)
    schools = -(-students // SCHOOL)
    yield "manifest", [("propertyName", "value"), ("manifest.version", "1.0"), ("file.users", "bulk")]
    yield (
        "orgs",
        [
            ("sourcedId", "status", "name", "type"),
            ("district", "active", "Lake County Schools", "district"),
            *((f"s{n}", "active", f"School {n}", "school") for n in range(schools)),
        ],
    )
    yield "users", users(students, schools, year, chance)
    yield "classes", classes(students)
    yield "enrollments", enrollments(students, year)


def users(students, schools, year, chance):
    yield (*USER, "email", "grades", "agentSourcedIds")
    for n in range(students):
        last, grade = chance.choice(LAST), n % 13 + year
        first, mother, father = chance.choice(FIRST), chance.choice(FIRST), chance.choice(FIRST)
        org, home = f"s{n // SCHOOL}", n // 2 * 2  # two children a home
        if grade <= 12:
            agents = f"f{home}a,f{home}b"
            user = (f"u{n}", "active", "true", org, "student", f"u{n}", first, last)
            yield (*user, f"u{n}@district.example", f"{grade:02}", agents)
        if n == home:
            for adult, role, name in (("a", "parent", mother), ("b", "guardian", father)):
                mail = f"f{n}{adult}@family.example"
                yield f"f{n}{adult}", "active", "true", org, role, "", name, last, mail, "", ""
    for n in range(-(-students // CLASS)):
        org = f"s{n * CLASS // SCHOOL}"
        name = (chance.choice(FIRST), chance.choice(LAST))
        yield f"t{n}", "active", "true", org, "teacher", f"t{n}", *name, f"t{n}@district.example", "", ""
    for n in range(schools):
        yield f"o{n}", "active", "true", f"s{n}", "administrator", f"o{n}", "Cora", "Reyes", "", "", ""


def classes(students):
    yield "sourcedId", "status", "title", "classType", "schoolSourcedId"
    for n in range(-(-students // CLASS)):
        yield f"h{n}", "active", f"Advisory {n}", "homeroom", f"s{n * CLASS // SCHOOL}"
        for course in range(COURSES):
            yield f"c{n}-{course}", "active", f"Course {course}", "scheduled", f"s{n * CLASS // SCHOOL}"


def enrollments(students, year):
    yield "sourcedId", "status", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"
    for n in range(students):
        if n % 13 + year > 12:
            continue
        org, group = f"s{n // SCHOOL}", n // CLASS
        yield f"e{n}", "active", f"h{group}", org, f"u{n}", "student"
        for course in range(COURSES):
            yield f"e{n}-{course}", "active", f"c{group}-{course}", org, f"u{n}", "student"
    for n in range(-(-students // CLASS)):
        yield f"et{n}", "active", f"h{n}", f"s{n * CLASS // SCHOOL}", f"t{n}", "teacher"


def write(path, students, **options):
    """The bundle as a zip at `path`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables(students, **options):
            with archive.open(f"{name}.csv", "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
    return path


def measured(*arguments):
    """Run a command of ours in a process of its own; what it said."""
    command = [sys.executable, "-m", "tests.load.measured", *map(str, arguments)]
    environment = os.environ | {"LECTERN_HOME": str(HOME), "DEMO": "1", "DJANGO_LOG_LEVEL": "WARNING"}
    done = subprocess.run(command, cwd=ROOT, check=True, env=environment, capture_output=True, text=True)
    return done.stdout.strip().splitlines()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=50_000)
    students = parser.parse_args().students
    HOME.mkdir(parents=True, exist_ok=True)
    first = write(HOME / "district.zip", students)
    later = write(HOME / "district-later.zip", students, year=1)
    print(f"{first.stat().st_size / 2**20:.1f} MB zipped")
    measured("flush", "--no-input")
    for what, arguments in (
        ("looked at", (first, "--dry-run", "-v0")),
        ("brought in", (first,)),
        ("the same again", (first,)),
        ("a year later", (later, "--many-leavers")),
    ):
        *said, figures = measured("import_roster", *arguments)
        print(f"{what}: {figures}", *said, sep="\n  ")
    *said, figures = measured("import_roster", "--undo")
    print(f"taken back: {figures}", *said, sep="\n  ")


if __name__ == "__main__":
    main()
