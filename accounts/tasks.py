"""Jobs: ids in, fetch, call, log. The row is the truth of what is owed; a job may run twice."""

import datetime
import logging

from django.tasks import task
from django.utils import timezone

from accounts.actions.letters import (
    deliver_code,
    deliver_invitation,
    deliver_notice,
    deliver_password_link,
)
from accounts.actions.roster_jobs import forget_old_rosters, run_roster_job
from accounts.jobs import LONG, enqueue_once
from accounts.ledger import write_ledger
from accounts.models import (
    FailedSignIn,
    Invitation,
    PasswordLink,
    RecordRequest,
    RosterImport,
    Session,
    SignInCode,
)
from accounts.periods import retention_is_owed
from accounts.throttle import KEPT_HOURS

logger = logging.getLogger(__name__)


@task
def send_invitation(pk):
    logger.info("Invitation %s %s", pk, "mailed" if deliver_invitation(pk) else "needs no letter")


@task(priority=50)
def send_code(pk):
    """Somebody waits in front of the page for this one. None: nobody has the address that was typed."""
    logger.info("Code %s %s", pk, "mailed" if deliver_code(pk) else "needs no letter")


@task(priority=40)
def send_password_link(pk):
    """None: nobody of the staff has the address that was typed."""
    logger.info("Password link %s %s", pk, "mailed" if deliver_password_link(pk) else "needs no letter")


@task
def send_notice(pk, what):
    logger.info("Notice to %s %s", pk, "mailed" if deliver_notice(pk, what) else "needs no letter")


@task(queue_name=LONG)
def run_roster(pk):
    logger.info("Roster %s: %s", pk, run_roster_job(pk))


@task
def remove_files(names):
    """Files whose rows were deleted for good."""
    from accounts.actions.deletions import delete_files

    delete_files(names)
    logger.info("%s files removed", len(names))


@task(queue_name=LONG)
def carry_out_deletion(pk):
    from accounts.actions.deletions import carry_out

    logger.info("Deletion %s %s", pk, "carried out" if carry_out(pk) else "is not due")


@task(queue_name=LONG)
def keep_retention():
    from accounts.actions.retention import run

    logger.info("Retention: %s", run())


def sweep():
    """Queue the letters that are still owed; forget what is over."""
    a_while_ago = timezone.now() - datetime.timedelta(minutes=2)
    for invitation in Invitation.objects.owed().filter(made_at__lt=a_while_ago):
        enqueue_once(send_invitation, invitation.pk)
    for code in SignInCode.objects.owed().filter(made_at__lt=a_while_ago):
        enqueue_once(send_code, code.pk)
    for link in PasswordLink.objects.owed().filter(made_at__lt=a_while_ago):
        enqueue_once(send_password_link, link.pk)
    for pk in RosterImport.objects.owed().filter(at__lt=a_while_ago).values_list("pk", flat=True):
        enqueue_once(run_roster, pk)
    forget_old_rosters()
    for request in RecordRequest.objects.due():
        enqueue_once(carry_out_deletion, request.pk)
    if retention_is_owed():
        enqueue_once(keep_retention)
    write_ledger()
    day_ago = timezone.now() - datetime.timedelta(hours=KEPT_HOURS)
    FailedSignIn.objects.filter(at__lt=day_ago).delete()
    PasswordLink.objects.filter(expires_at__lt=day_ago).delete()
    SignInCode.objects.filter(expires_at__lt=day_ago).delete()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
