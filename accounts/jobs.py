"""What the database worker leaves to us: nothing twice, nothing stuck, no mail behind long work."""

import datetime

from django.db.models import Q
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

LONG = "long"  # the queue of jobs that take minutes: it has a worker of its own, so that mail never waits
UNATTENDED_MINUTES = 15
STUCK_MINUTES = 10
ATTEMPTS = 3


def enqueue_once(task, *args):
    """Queue this job unless it is already waiting or running."""
    waiting = DBTaskResult.objects.filter(
        task_path=task.module_path,
        args_kwargs__args=list(args),
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    if not waiting.exists():
        task.enqueue(*args)


def free_stuck_jobs():
    """A worker that was killed leaves its job running for ever: run it again, three times in all.

    Gives how many jobs were put back and how many were given up.
    """
    since = timezone.now() - datetime.timedelta(minutes=STUCK_MINUTES)
    stuck = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=since)
    worn_out = Q(**{f"worker_ids__{ATTEMPTS - 1}__isnull": False})
    given_up = stuck.filter(worn_out).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        traceback=f"Stuck {ATTEMPTS} times: its worker ended without a word.",
    )
    put_back = stuck.update(status=TaskResultStatus.READY, started_at=None)
    return put_back, given_up


def unattended_queues():
    """Where jobs have waited for long and nobody has worked: the worker of that queue is not there."""
    since = timezone.now() - datetime.timedelta(minutes=UNATTENDED_MINUTES)
    jobs = DBTaskResult.objects.order_by()
    worked = jobs.filter(Q(status=TaskResultStatus.RUNNING) | Q(finished_at__gt=since))
    waiting = jobs.ready().filter(enqueued_at__lt=since).exclude(run_after__range=(since, timezone.now()))
    waiting = waiting.exclude(queue_name__in=worked.values("queue_name"))
    return sorted(waiting.values_list("queue_name", flat=True).distinct())
