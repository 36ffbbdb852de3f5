import datetime
from importlib import import_module

import pytest
from django.core import mail
from django.core.management import call_command
from django.tasks import Task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.actions.codes import request_code
from accounts.actions.invitations import invite
from accounts.management.commands import sweep as command
from accounts.models import FailedSignIn, Invitation, Session, SignInCode
from accounts.periods import retention_is_owed
from accounts.throttle import admit
from conferences.tasks import make_timetable

HOUR = datetime.timedelta(hours=1)


def sweep():
    call_command("sweep", verbosity=0)


def lose_jobs():
    DBTaskResult.objects.all().delete()


def waiting():
    return sorted(DBTaskResult.objects.filter(status="READY").values_list("task_path", flat=True))


@pytest.fixture(autouse=True)
def retention_was_kept_today(cast):
    """The first sweep of a day orders it; here that was another one, whatever the order of the tests."""
    retention_is_owed()


@pytest.fixture
def owed(cast, mum_invited):
    """An invitation to Dad and a code for Mum, asked for three minutes ago, whose jobs are lost."""
    invite(cast.dad.guardianships.get(), by=cast.cora, until=timezone.now() + 24 * HOUR)
    request_code(cast.mum)
    lose_jobs()
    three_minutes_ago = timezone.now() - datetime.timedelta(minutes=3)
    Invitation.objects.update(made_at=three_minutes_ago)
    SignInCode.objects.update(made_at=three_minutes_ago)


def test_what_is_owed_is_queued_once(owed, run_jobs):
    sweep()
    sweep()
    assert waiting() == ["accounts.tasks.send_code", "accounts.tasks.send_invitation"]
    run_jobs()
    sweep()
    assert (waiting(), len(mail.outbox)) == ([], 2)


def test_what_was_asked_for_just_now_is_left_to_its_own_job(cast, mum_invited):
    request_code(cast.mum)
    lose_jobs()
    sweep()
    assert waiting() == []


def stuck(attempts, minutes=11):
    started = timezone.now() - datetime.timedelta(minutes=minutes)
    job = DBTaskResult.objects.latest("enqueued_at")
    DBTaskResult.objects.filter(pk=job.pk).update(
        status="RUNNING", started_at=started, worker_ids=["w"] * attempts
    )
    return job


@pytest.mark.parametrize(
    ("attempts", "minutes", "status"),
    [(1, 11, "READY"), (2, 11, "READY"), (3, 11, "FAILED"), (1, 9, "RUNNING"), (3, 9, "RUNNING")],
)
def test_a_job_whose_worker_died(cast, mum_invited, attempts, minutes, status):
    request_code(cast.mum)
    job = stuck(attempts, minutes)
    sweep()
    job.refresh_from_db()
    assert job.status == status


def test_what_is_over_is_forgotten(cast, mum_invited, as_):
    as_("bo")
    admit("password:bo", (10, 15))
    request_code(cast.mum)
    sweep()
    assert (FailedSignIn.objects.count(), SignInCode.objects.count(), Session.objects.count()) == (2, 1, 1)
    long_ago = timezone.now() - 49 * HOUR
    FailedSignIn.objects.update(at=long_ago)
    SignInCode.objects.update(expires_at=long_ago)
    Session.objects.update(expire_date=long_ago)
    sweep()
    assert (FailedSignIn.objects.count(), SignInCode.objects.count(), Session.objects.count()) == (0, 0, 0)


def test_it_tells_what_it_did(db, capsys):
    call_command("sweep")
    assert "Stuck jobs put back: 0, given up: 0." in capsys.readouterr().out


def test_it_goes_on_at_a_pace(db, monkeypatch, capsys):
    def wake(seconds):
        if naps := getattr(wake, "naps", 0):
            raise KeyboardInterrupt
        wake.naps = naps + 1

    monkeypatch.setattr(command.time, "sleep", wake)
    with pytest.raises(KeyboardInterrupt):
        call_command("sweep", every=60)
    assert capsys.readouterr().out.count("Swept.") == 2


def test_mail_never_waits_behind_what_takes_minutes():
    names = ("accounts", "portfolios", "goals", "conferences")
    found = [value for name in names for value in vars(import_module(f"{name}.tasks")).values()]
    assert {task.name for task in found if isinstance(task, Task) and task.queue_name == "long"} == {
        "run_roster",
        "carry_out_deletion",
        "keep_retention",
        "clean_original",
        "bring_framework",
        "bring_goals",
        "make_timetable",
        "make_printout",
    }


def test_a_queue_whose_worker_is_not_there_is_told_of(cast, mum_invited, caplog):
    request_code(cast.mum)
    make_timetable.enqueue(1)
    sweep()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - HOUR)
    with caplog.at_level("WARNING"):
        DBTaskResult.objects.filter(queue_name="default").update(status="RUNNING", started_at=timezone.now())
        sweep()
    assert [record.getMessage() for record in caplog.records] == [
        "Jobs of the queue long wait and nobody works: is its worker running?"
    ]
