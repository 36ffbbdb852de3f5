"""Jobs of conferences: ids in, fetch, call, log; what is owed is asked for again. A job may run twice."""

import logging

from django.tasks import task

from accounts.jobs import LONG, enqueue_once
from accounts.models import School
from conferences.models import (
    Conference,
    Keepsake,
    Milestone,
    Notice,
    Printout,
    Round,
    Timetable,
    TimeWish,
)

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


@task(priority=10)
def tell_families(school_pk):
    """What adults of this school are to know about their times, as many letters as one job may send."""
    from conferences.actions.notices import deliver_due

    log.info("school %s: %s letters about times", school_pk, deliver_due(school_pk))


@task(priority=20, queue_name=LONG)
def make_printout(pk):
    """Somebody waits in front of the page for these letters or lists."""
    from conferences.actions.printouts import make

    log.info("printout %s: %s bytes", pk, make(pk))


def sweep_notices():
    """Remind of what comes soon; queue the letters and lists whose job was lost; forget old lists."""
    from conferences.actions.notices import drop_passed, remind
    from conferences.actions.printouts import forget_printouts

    for school in School.objects.filter(pk__in=Conference.objects.unreminded().values("school")):
        remind(school)
    drop_passed()
    for school_pk in Notice.objects.schools_overdue():
        enqueue_once(tell_families, school_pk)
    for pk in Printout.objects.overdue().values_list("pk", flat=True):
        enqueue_once(make_printout, pk)
    forget_printouts()


@task
def remind_office(milestone_pk):
    """A day in the calendar of a round has come."""
    from conferences.actions.milestones import remind_office

    log.info("milestone %s: %s letters", milestone_pk, remind_office(milestone_pk))


def sweep_rounds():
    """Rounds whose first day has come open by themselves; the office hears what is due."""
    from conferences.actions.states import open_on_first_day

    for round_ in Round.objects.to_open().select_related("school"):
        open_on_first_day(round_)
    for pk in Milestone.objects.due().values_list("pk", flat=True):
        enqueue_once(remind_office, pk)


@task(queue_name=LONG)
def make_timetable(pk):
    """A fair timetable for a round. Its page tells how far it is."""
    from conferences.actions.timetables import run_timetable

    log.info("timetable %s: %s", pk, run_timetable(pk))


@task
def see_to_wishes(round_pk):
    """Times that nobody took are offered to the next who waits; wishes end whose times have passed."""
    from conferences.actions.wishes import see_to_wishes

    see_to_wishes(round_pk)
    log.info("round %s: wishes for other times seen to", round_pk)


def sweep():
    """See to conferences that were missed, booklets whose job was lost, days that have come, recordings."""
    from conferences.actions.recordings import forget_recordings

    for pk in Conference.objects.missed().values_list("pk", flat=True):
        enqueue_once(note_missed, pk)
    for pk in Keepsake.objects.overdue().values_list("pk", flat=True):
        enqueue_once(make_keepsake, pk)
    for pk in Conference.objects.to_remind().values_list("pk", flat=True):
        enqueue_once(remind_of_decision, pk)
    for pk in Timetable.objects.owed().values_list("pk", flat=True):
        enqueue_once(make_timetable, pk)
    for round_pk in TimeWish.objects.rounds_waiting():
        enqueue_once(see_to_wishes, round_pk)
    forget_recordings()
    sweep_notices()
    sweep_rounds()
