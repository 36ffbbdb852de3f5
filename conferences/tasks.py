"""Jobs of conferences: ids in, fetch, call, log; what is owed is asked for again. A job may run twice."""

import logging

from django.tasks import task

from accounts.jobs import enqueue_once
from conferences.models import Conference, Keepsake

log = logging.getLogger(__name__)


@task
def note_missed(conference_pk):
    """A time has passed and nothing began: somebody of the school is to see to it."""
    from conferences.actions import makeups

    made = makeups.note_missed(conference_pk)
    log.info("conference %s: %s", conference_pk, "a make-up waits" if made else "nothing to do")


@task(priority=20)
def make_keepsake(pk):
    """Somebody waits in front of its page."""
    from conferences.actions.keepsakes import print_keepsake

    log.info("keepsake %s: %s bytes", pk, print_keepsake(pk))


@task
def remind_of_decision(pk):
    """The day has come by which they wanted to decide what comes next: one letter each."""
    from conferences.actions.decisions import deliver_decision_reminder

    log.info("conference %s: %s letters", pk, deliver_decision_reminder(pk))


def sweep():
    """See to conferences that were missed, booklets whose job was lost, days that have come, recordings."""
    from conferences.actions.recordings import forget_recordings

    for pk in Conference.objects.missed().values_list("pk", flat=True):
        enqueue_once(note_missed, pk)
    for pk in Keepsake.objects.overdue().values_list("pk", flat=True):
        enqueue_once(make_keepsake, pk)
    for pk in Conference.objects.to_remind().values_list("pk", flat=True):
        enqueue_once(remind_of_decision, pk)
    forget_recordings()
