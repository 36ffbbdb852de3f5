"""Jobs of goals: ids in, fetch, call, log; what is still owed is asked for again. A job may run twice."""

import logging

from django.tasks import task
from django.utils import timezone

from accounts.actions.roster_jobs import told_progress
from accounts.jobs import LONG, enqueue_once
from accounts.models import School
from goals.models import Commitment, Goal, GoalImport

log = logging.getLogger(__name__)


@task(queue_name=LONG)
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


@task(priority=-5)
def remind_student(student_pk):
    """Tell her, or her family, of goals whose day has come. Safe to run twice."""
    from goals import actions

    log.info("reminder of student %s: %s letters", student_pk, actions.deliver_check_in_reminder(student_pk))


def sweep():
    """Ask again for lists whose job was lost, and put those aside to which nobody came back.

    In the holidays goals rest; of those whose day has come, their students are reminded.
    """
    from goals import actions

    for import_id in GoalImport.objects.owed().values_list("pk", flat=True):
        enqueue_once(bring_goals, import_id)
    actions.forget_goal_lists()
    for commitment_id in Commitment.objects.to_remind().values_list("pk", flat=True):
        enqueue_once(remind_of_commitment, commitment_id)
    actions.rest_goals()
    remind()


def remind():
    """By day, on the clock of each school."""
    from goals import actions

    for school in School.objects.filter(pk__in=Goal.objects.unreminded().values("school")):
        with timezone.override(school.timezone):
            if actions.is_time_for_letters():
                owed = Goal.objects.unreminded().filter(school=school, student__left_at=None)
                for student_pk in owed.order_by("student").values_list("student", flat=True).distinct():
                    enqueue_once(remind_student, student_pk)
