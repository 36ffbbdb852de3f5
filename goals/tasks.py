"""Jobs of goals: ids in, fetch, call, log; what is still owed is asked for again. A job may run twice."""

import logging

from django.tasks import task

from accounts.actions.roster_jobs import told_progress
from accounts.jobs import enqueue_once
from goals.models import Commitment, GoalImport

log = logging.getLogger(__name__)


@task
def bring_goals(import_id):
    """Bring in a long list of goals, and tell the page how far it is. Safe to run twice."""
    from goals import actions

    owed = GoalImport.objects.owed().select_related("school", "by").filter(pk=import_id).first()
    if owed is None:
        return "nothing to do"
    with told_progress(import_id, "goals_goalimport") as say:
        came = actions.finish_goal_import(owed, say)
    log.info("goal import %s: %s", import_id, came)
    return came


@task
def remind_of_commitment(commitment_id):
    """The day has come to look at what was promised: whoever promised it gets a letter, once."""
    from goals import actions

    log.info("commitment %s: %s letters", commitment_id, actions.deliver_reminder(commitment_id))


def sweep():
    """Ask again for lists whose job was lost, put those aside to which nobody came back, and remind."""
    from goals import actions

    for import_id in GoalImport.objects.owed().values_list("pk", flat=True):
        enqueue_once(bring_goals, import_id)
    actions.forget_goal_lists()
    for commitment_id in Commitment.objects.to_remind().values_list("pk", flat=True):
        enqueue_once(remind_of_commitment, commitment_id)
