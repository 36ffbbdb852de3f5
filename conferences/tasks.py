"""Jobs of conferences: ids in, fetch, call, log; what is owed is asked for again. A job may run twice."""

import logging

from django.tasks import task

from accounts.jobs import enqueue_once
from conferences.models import Conference

log = logging.getLogger(__name__)


@task
def note_missed(conference_pk):
    """A time has passed and nothing began: somebody of the school is to see to it."""
    from conferences.actions import makeups

    made = makeups.note_missed(conference_pk)
    log.info("conference %s: %s", conference_pk, "a make-up waits" if made else "nothing to do")


def sweep():
    for conference_pk in Conference.objects.missed().values_list("pk", flat=True):
        enqueue_once(note_missed, conference_pk)
