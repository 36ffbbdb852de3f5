"""Jobs of the portfolio: files are made showable, and what is still owed is asked for again."""

import datetime
import logging

from django.apps import apps
from django.tasks import task
from django.utils import timezone

from accounts.actions.roster_jobs import told_progress
from accounts.jobs import LONG, enqueue_once
from portfolios.models import FrameworkImport, Vouch, file_models

A_SWEEP = 50  # originals from before
# Nobody's picture waits behind documents and sounds; films are in the other queue.
PRIORITY = {"picture": 0, "document": -10, "audio": -10, "video": -20}

log = logging.getLogger(__name__)


@task
def process_attachment(file_id, model="portfolios.Attachment"):
    """Make of one file what can be shown. Safe to run twice, or after a worker that died half-way."""
    from portfolios import actions

    file = apps.get_model(model).objects.owed().filter(pk=file_id).first()
    if file is None:
        return "nothing to do"
    state = actions.prepare_file(file)
    log.info("%s %s is %s", model, file_id, state)
    return state


def named(file):
    """A file as jobs know it."""
    return file.pk, file._meta.label


def prepare_soon(file):
    preparing(file).enqueue(*named(file))


def preparing(file):
    queue = LONG if file.kind == "video" else process_attachment.queue_name
    return process_attachment.using(priority=PRIORITY[file.kind], queue_name=queue)


@task(priority=-30, queue_name=LONG)
def clean_original(file_id, model="portfolios.Attachment"):
    """Put a clean copy in the place of the file that came. Safe to run twice, or after a crash."""
    from portfolios import actions

    file = apps.get_model(model).objects.to_clean().filter(pk=file_id).first()
    if file is None:
        return "nothing to do"
    came = actions.replace_original(file)
    log.info("original of %s %s: %s", model, file_id, came)
    return came


@task
def send_vouch(vouch_id):
    """Mail the link to an adult who was asked to vouch for a piece. Safe to run twice."""
    from portfolios import actions

    log.info("vouch %s %s", vouch_id, "mailed" if actions.deliver_vouch(vouch_id) else "needs no letter")


@task(queue_name=LONG)
def bring_framework(import_id):
    """Bring in a large framework, and tell the page how far it is. Safe to run twice."""
    from portfolios import actions

    owed = FrameworkImport.objects.owed().filter(pk=import_id).first()
    if owed is None:
        return "nothing to do"
    with told_progress(import_id, "portfolios_frameworkimport") as say:
        state = actions.finish_import(owed, say)
    log.info("framework import %s: %s", import_id, state)
    return state


def sweep():
    """Ask again for files whose job was lost or too hard, and let go of uploads that became nothing.

    Originals from before they were cleaned come along a few at a time. Letters that were not sent go out.
    """
    from portfolios import actions

    for model in file_models():
        for file in model.objects.overdue():
            enqueue_once(preparing(file), *named(file))
    actions.retry_what_may_pass()
    for model in file_models():
        for file in model.objects.to_clean().order_by("pk")[:A_SWEEP]:
            enqueue_once(clean_original, *named(file))
    for import_id in FrameworkImport.objects.owed().values_list("pk", flat=True):
        enqueue_once(bring_framework, import_id)
    a_while_ago = timezone.now() - datetime.timedelta(minutes=2)
    for vouch_id in Vouch.objects.owed().filter(agreed_at__lt=a_while_ago).values_list("pk", flat=True):
        enqueue_once(send_vouch, vouch_id)
    actions.sweep_unfinished()
    actions.forget_addresses()
