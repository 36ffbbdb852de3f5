"""One named cast, the same in every test.

At Maple Street School: Ana (grade 5, advisory 5B) leads; Ben is a classmate; Bo advises 5B and Ida another
advisory; Cora is the coordinator; Mum is Ana's mother and Ruth her grandmother whose guardianship has
ended; Dad is Ben's father (another family); Gus, the guest, is her coach, to whom Bo has agreed, and Pia, the
panelist, comes to her exhibition. The same roles exist at Oak Hill School, which must never see any of it.
"""

import datetime
import gc
import os
import sys
import uuid
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from xdist.scheduler import LoadFileScheduling

from accounts.confirming import mark
from portfolios import bank
from portfolios.models import Prompt
from tests import databases
from tests import factories as f
from tests.standing import Standing

# Hundreds of processes start here, and none should compile anew what another one has compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

ON_THE_DEMO = [f"tests/e2e/test_{name}.py" for name in ("story", "capture", "shared_tablet", "ways_in")]
# Half a minute and more for a few tests, each of which may run in another process.
IN_PARTS = ["tests/test_access.py", "tests/test_walls.py"]
# The longest of the other files: begun last, one of them would keep one core while the other waits.
LONG = [
    "tests/e2e/test_scripts.py",
    "tests/e2e/test_present.py",
    "tests/portfolios/test_images.py",
    "tests/accounts/test_audit_pages.py",
    "tests/conferences/test_times.py",
    "tests/portfolios/test_comments.py",
    "tests/conferences/test_booking.py",
    "tests/goals/test_views.py",
    "tests/portfolios/test_sharing.py",
    "tests/config/test_embedded.py",
    "tests/goals/test_review.py",
    "tests/conferences/test_awkward.py",
    "tests/portfolios/test_collections.py",
]
FIRST = ON_THE_DEMO + IN_PARTS + LONG
PEOPLE = (
    "anonymous",
    "ana",
    "ben",
    "bo",
    "ida",
    "mum",
    "ruth",
    "dad",
    "cora",
    "oak_student",
    "oak_advisor",
    "oak_family",
    "oak_coordinator",
    "guest",
    "panelist",
)


class FilesAndOneDemo(LoadFileScheduling):
    """Each file runs in one process; those that play on the demo share one, so that it starts once."""

    def _split_scope(self, nodeid):
        path = super()._split_scope(nodeid)
        if path in IN_PARTS:
            return nodeid
        return "the demo" if path in ON_THE_DEMO else path


def pytest_xdist_make_scheduler(config, log):
    return FilesAndOneDemo(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What takes longest begins first, above all the demo; the others keep their random order.

    Times are last on the demo: their mails to the whole school would push others off the outbox's first page.
    """
    for item in items:
        if item.location[0].startswith("tests/e2e/"):
            item.add_marker(pytest.mark.flaky(reruns=1))  # beside other tests a browser can be starved
    items.sort(key=place_in_line)


def place_in_line(item):
    path = item.location[0]
    if path in ON_THE_DEMO:
        return 0, "round_of_times" in item.name
    return (FIRST.index(path), False) if path in FIRST else (len(FIRST), False)


def pytest_collection_finish():
    """Modules and tests stay until the end: looking through them again for what can go costs time only."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.migrated()


@pytest.fixture(autouse=True)
def quiet_files(settings, tmp_path):
    """Uploads of a test go to its own folder; static files need no build; passwords no real hash."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DELETION_LEDGER = tmp_path / "deletions.jsonl"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def person(school, first, last, role, **fields):
    return f.UserFactory(school=school, first_name=first, last_name=last, role=role, **fields)


def make_student(school, first, last, advisory, **fields):
    return f.StudentFactory(
        school=school, user__first_name=first, user__last_name=last, advisory=advisory, **fields
    )


@pytest.fixture
def prompts(db):
    """The shipped prompts, which a test that cannot roll back takes away with everything else."""
    if not Prompt.objects.exists():
        bank.ship(apps)


@pytest.fixture
def cast(db, prompts, quiet_files):
    """Everybody, and one thing of each kind for there to be something to leak."""
    return CAST.put()


def make_cast():
    school = f.SchoolFactory(name="Maple Street School", source_id="maple")
    bo = person(school, "Bo", "Ortiz", "advisor", email="bo@maple.example")
    ida = person(school, "Ida", "Lund", "advisor")
    cora = person(school, "Cora", "Reyes", "coordinator")
    advisory = f.AdvisoryFactory(school=school, name="5B", advisors=[bo])
    other_advisory = f.AdvisoryFactory(school=school, name="5C", advisors=[ida])
    ana_student = make_student(school, "Ana", "Mensah", advisory)
    ben_student = make_student(school, "Ben", "Novak", advisory)
    mum = person(school, "Mum", "Mensah", "family", email="mum@family.example")
    ruth = person(school, "Ruth", "Mensah", "family", email="ruth@family.example")
    dad = person(school, "Dad", "Novak", "family", email="dad@family.example")
    household = f.HouseholdFactory(school=school, name="Mensah")
    guardianship = f.GuardianshipFactory(adult=mum, student=ana_student, household=household)
    # Two days, for in the evening yesterday in UTC is still today at the school.
    ended_on = timezone.localdate() - datetime.timedelta(days=2)
    ended = f.GuardianshipFactory(adult=ruth, student=ana_student, ends_on=ended_on, relation="grandmother")
    f.GuardianshipFactory(adult=dad, student=ben_student, relation="father")
    gus = f.UserFactory(school=school, first_name="Gus", last_name="Lind", email="gus@away.example")
    guest_row = f.GuestFactory(student=ana_student, user=gus, email=gus.email, agreed_by=bo)
    pia = f.UserFactory(school=school, first_name="Pia", last_name="Ruiz", email="pia@away.example")
    panelist_row = f.GuestFactory(
        student=ana_student,
        kind="panel",
        user=pia,
        name="Pia Ruiz",
        email=pia.email,
        agreed_by=bo,
        relation="engineer",
    )
    oak = oak_cast()
    return SimpleNamespace(
        school=school,
        anonymous=None,
        ana=ana_student.user,
        ana_student=ana_student,
        ben=ben_student.user,
        ben_student=ben_student,
        bo=bo,
        ida=ida,
        cora=cora,
        mum=mum,
        ruth=ruth,
        dad=dad,
        advisory=advisory,
        other_advisory=other_advisory,
        household=household,
        guardianship=guardianship,
        ended_guardianship=ended,
        guest=gus,
        guest_row=guest_row,
        panelist=pia,
        panelist_row=panelist_row,
        **vars(oak),
    )


def oak_cast():
    """The same roles at another school."""
    oak = f.SchoolFactory(name="Oak Hill School", source_id="oak")
    advisor = person(oak, "Oda", "Berg", "advisor")
    advisory = f.AdvisoryFactory(school=oak, name="5B", advisors=[advisor])
    student = make_student(oak, "Olu", "Adeyemi", advisory)
    family = person(oak, "Ola", "Adeyemi", "family", email="ola@family.example")
    f.GuardianshipFactory(adult=family, student=student)
    return SimpleNamespace(
        oak=oak,
        oak_advisory=advisory,
        oak_student=student.user,
        oak_student_row=student,
        oak_advisor=advisor,
        oak_family=family,
        oak_coordinator=person(oak, "Omar", "Haddad", "coordinator"),
    )


def enter(client, user, *, second_step=True):
    """Sign in as staff do who have just shown their second step; for others it makes no difference."""
    client.logout()
    client.force_login(user)
    session = client.session
    mark(session, second_step=second_step)
    session.save()


@pytest.fixture
def run_jobs(db):
    """Do all jobs that wait, as the worker would; gives how many there were."""

    def run():
        jobs = list(DBTaskResult.objects.filter(status="READY"))
        for job in jobs:
            job.task.call(*job.args_kwargs["args"])
            DBTaskResult.objects.filter(pk=job.pk).update(status="SUCCESSFUL", finished_at=timezone.now())
        return len(jobs)

    return run


@pytest.fixture
def as_(client, cast):
    """`as_("mum")` is a browser in which Mum is signed in; `as_("anonymous")` one in which nobody is."""

    def browser(who):
        client.logout()
        user = getattr(cast, who)
        if user is not None:
            enter(client, user)
        return client

    return browser


@pytest.fixture
def world(cast):
    """The cast with work, goals and a conference in a published round, six days from now."""
    return WORLD.put(cast)


def make_world(cast):
    evidence = f.EvidenceFactory(student=cast.ana_student, title="Recycling robot")
    shared = f.EvidenceFactory(student=cast.ana_student, title="Bean plant data")
    for circle in ("advisor", "family"):
        f.ShareFactory(evidence=shared, circle=circle)
    attachment = f.ReadyAttachmentFactory(evidence=shared)
    collection = f.CollectionFactory(student=cast.ana_student)
    for circle in ("advisor", "family"):
        f.CollectionShareFactory(collection=collection, circle=circle)
    recording = f.ReadyRecordingFactory(evidence=shared)
    f.CaptionsFactory(attachment=recording)
    comment = f.CommentFactory(evidence=shared, by=cast.mum)
    round_ = f.RoundFactory(school=cast.school, name="Fall")
    session = f.SessionFactory(round=round_)
    session.advisories.add(cast.advisory)
    conference = f.ConferenceFactory(student=cast.ana_student, round=round_)
    f.VisitFactory(conference=conference, guest=cast.guest_row)
    place = f.PlaceFactory(session=session, table=1)
    goal = f.GoalFactory(student=cast.ana_student)
    step = f.StepFactory(goal=goal)
    goal_file = f.ReadyGoalPictureFactory(goal=goal)
    commitment = f.CommitmentFactory(student=cast.ana_student, party="family")
    card = f.CardFactory(conference=conference)
    conference_file = f.ReadyCardPictureFactory(conference=conference, card=card)
    extra = SimpleNamespace(
        sign_in_card=f.SignInCardFactory(student=cast.ana_student),
        unknown_token="x" * 32,
        evidence=evidence,
        shared=shared,
        comment=comment,
        attachment=attachment,
        edited=f.ReadyAttachmentFactory(evidence=shared, edits=[{"crop": [0, 0, 500, 500]}]),
        depiction=f.DepictionFactory(attachment=f.ReadyAttachmentFactory(evidence=shared), who="other"),
        attachment_key=attachment.key,
        picture_size="thumb",
        recording=recording,
        vouch=f.VouchFactory(evidence=shared),
        vouch_agreed=f.VouchFactory(evidence=shared, agreed=True, agreed_by=cast.bo),
        recording_key=recording.key,
        unread=f.AttachmentFactory(evidence=shared, state="failed", reason="broken"),
        document_key=f.ReadyDocumentFactory(evidence=shared).key,
        placement=f.PlacementFactory(evidence=evidence, target__framework__school=cast.school),
        collection=collection,
        entry=f.EntryFactory(collection=collection, evidence=shared),
        heading=f.EntryFactory(collection=collection, heading="What I am proud of"),
        circle="family",
        letter=f.LetterFactory(student=cast.ana_student),
        form_key=uuid.uuid4(),
        upload_key=f.UploadFactory(student=cast.ana_student).key,
        number=1,
        round=round_,
        session=session,
        conference=conference,
        place=place,
        goal=goal,
        step=step,
        goal_file=goal_file,
        goal_file_key=goal_file.key,
        goal_file_unread=f.GoalFileFactory(goal=goal, part="can", state="failed", reason="broken"),
        goal_part="want",
        conference_file=conference_file,
        conference_file_key=conference_file.key,
        conference_file_unread=f.ConferenceFileFactory(
            conference=conference, state="failed", reason="broken"
        ),
        goal_list=f.GoalImportFactory(school=cast.school, by=cast.cora),
        commitment=commitment,
        card=card,
    )
    return SimpleNamespace(**vars(cast), **vars(extra))


CAST, WORLD = Standing(make_cast), Standing(make_world)
