"""A Lectern to measure: the demo's school in a folder of its own, served as the demo serves it.

`import tests.load.school` sets Django up, so it comes before any import of a model.
"""

import contextlib
import functools
import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "tests.load.settings",
    "DJANGO_LOG_LEVEL": "WARNING",
    "DEMO": "1",
    "LECTERN_HOME": os.environ.get("LECTERN_HOME", str(ROOT / ".lectern" / "load")),
    "SECRET_KEY": "load-only-" + "k" * 40,  # the server's and ours, for we sign people in
}

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import Advisory, Student, User  # noqa: E402
from conferences.actions import agendas, booking  # noqa: E402
from conferences.models import Card, Conference, Place, Round  # noqa: E402
from portfolios.models import Attachment, Collection  # noqa: E402
from tests import factories as f  # noqa: E402
from tests.conftest import enter  # noqa: E402

HEADERS = {"Host": "127.0.0.1"}


def prepare():
    """Migrations, static files and the demo's school, which is made once."""
    subprocess.run([sys.executable, "manage.py", "demo", "--only-prepare"], cwd=ROOT, check=True)


@contextlib.contextmanager
def served():
    """The product on a free port, with as many processes and threads as the demo gives it; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        for line in server.stdout:
            if f":{port}/" in line:
                break
        else:
            raise RuntimeError("The server did not start.")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@functools.cache
def browser(user):
    """The headers of a browser in which this person is signed in and has seen a page."""
    client = signed_in(user)
    client.get("/")
    return {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())}


def signed_in(user):
    client = Client(headers=HEADERS)
    enter(client, user)
    return client


def queries_of(user, path):
    """How many queries this page costs, that of the session included."""
    client = signed_in(user)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return len(queries.captured_queries)


@transaction.atomic
def student_with(pieces):
    """A student of 5B whose agenda shows all her pieces, and which her family may see."""
    name = f"load-{pieces}"
    if student := Student.objects.filter(user__username=name).first():
        return student
    advisory = Advisory.objects.get(name="Advisory 5B")
    school = advisory.school
    student = f.StudentFactory(school=school, advisory=advisory, user__username=name, user__first_name="Zoe")
    adult = f.UserFactory(school=school, role="family", first_name="Lia", username=f"{name}-family")
    f.GuardianshipFactory(adult=adult, student=student, household=f.HouseholdFactory(school=school))
    goals = [f.GoalFactory(student=student, shared_with_family=True) for _ in range(3)]
    for goal in goals:
        f.StepFactory.create_batch(3, goal=goal)
    for party in ("student", "family", "teacher"):
        f.CommitmentFactory(student=student, party=party)
    conference = begin_agenda(student)
    show_work(conference, student, goals, pieces)
    show_book(student, pieces)
    f.NoteFactory(conference=conference, by=adult)
    agendas.mark_ready(conference, by=student.user)
    place = Place.objects.filter(session__round=conference.round, session__room="Library", conference=None)
    booking.book_place(conference, place.first(), by=adult)
    booking.save_attendance(conference, by=adult, coming="yes", interpreter=False, needs="", others="Opa")
    return student


def begin_agenda(student):
    round_ = Round.objects.get(name="Fall", school=student.school)
    conference = Conference.objects.create(school=student.school, round=round_, student=student)
    agendas.start_agenda(conference, by=student.user)
    conference.refresh_from_db()
    return conference


def show_work(conference, student, goals, count):
    """As many pieces, each with a picture, a reflection and a place on the continuum, dealt to the cards."""
    pictures = list(Attachment.objects.filter(state="ready").exclude(evidence__student=student)[:count])
    target = f.TargetFactory(framework__school=student.school)
    level = f.LevelFactory(framework=target.framework)
    cards = list(conference.cards.filter(kind__in=[Card.Kind.EVIDENCE, Card.Kind.SHOW_ME]))
    for number, picture in enumerate(pictures):
        piece = f.EvidenceFactory(student=student)
        f.ReflectionFactory(evidence=piece)
        f.PlacementFactory(evidence=piece, target=target, level=level)
        for circle in ("advisor", "family"):
            f.ShareFactory(evidence=piece, circle=circle)
        same = {
            name: getattr(picture, name) for name in ("original", "original_clean", "thumb", "page", "screen")
        }
        f.ReadyAttachmentFactory(evidence=piece, alt="A robot of tins", **same)
        cards[number % len(cards)].evidence.add(piece)
    for card in conference.cards.filter(kind=Card.Kind.GOAL):
        card.goals.set(goals)


def show_book(student, pieces):
    """A collection of all her pieces, each with why it is here, which her family reads."""
    book, made = Collection.objects.get_or_create(
        student=student, title="My best of fall", defaults={"school": student.school, "audience": "My family"}
    )
    if made:
        f.CollectionShareFactory(collection=book)
        for piece in student.evidence.order_by("pk")[:pieces]:
            f.EntryFactory(collection=book, evidence=piece, words="It took four tries before it could lift.")
    return book


def family_of(student):
    return User.objects.get(guardianships__student=student)


def pages_of(student):
    """The pages of the figures, each as (who, path), and the floor for the same student."""
    family = family_of(student)
    conference = student.conferences.get()
    return {
        "floor": (student.user, f"/floor/?student={student.pk}"),
        "student's home": (student.user, "/"),
        "agenda": (student.user, "/conference/"),
        "family page": (family, f"/conferences/{conference.pk}/family/"),
        "portfolio": (student.user, "/portfolio/"),
        "collection": (family, f"/portfolio/collections/{student.collections.get().pk}/"),
    }
