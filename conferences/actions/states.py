"""A round goes through its states in order, and one step back while nothing is lost by it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.households import separate_as_before
from conferences.actions.milestones import clock_of, first_day, propose_calendar
from conferences.actions.notices import tell
from conferences.actions.rounds import make_conferences
from conferences.models import Conference, Notice, Participant, Place, Round, Timetable
from conferences.querysets.conference_times import TO_COME
from conferences.querysets.rounds import guardianships_of, invited

State = Round.State


def move_round(round_, before, after, *, by):
    """Compare and set: a round goes through its states in order, whoever clicks twice."""
    moved = Round.objects.filter(pk=round_.pk, state__in=before).update(state=after)
    if not moved:
        raise ValidationError(_("This round has moved on already. Here it is as it is now."))
    record(f"round.{after}", round_, by=by)


@transaction.atomic
def plan_round(round_, *, by):
    """Students and staff look at agendas, questions and rooms before anybody else hears of it."""
    move_round(round_, [State.DRAFT], State.CO_DESIGN, by=by)


@transaction.atomic
def publish_round(round_, *, by):
    """Students and families see the round: every student of its grades has a conference to plan."""
    move_round(round_, Round.HIDDEN, State.PUBLISHED, by=by)
    propose_calendar(round_)
    return make_for_new(round_, by=by)


def make_for_new(round_, *, by, only=None):
    """Gives how many students have a conference now who had none."""
    students = make_conferences(round_, only=only)
    separate_as_before(round_, students, by=by)
    if round_.state == State.PREFERENCES:
        ask_families(round_, students, by=by)
    return len(students)


def ask_families(round_, students, *, by):
    """Whoever decides for one of them is told, once, that it is time to say when they can come."""
    conferences = Conference.objects.of_round(round_).filter(student__in=students, state__in=TO_COME)
    tell(conferences, Notice.Kind.ASKED, by=by)


@transaction.atomic
def enroll_students(round_, *, by):
    """Students who joined since the round was published get their conference, too."""
    if Round.objects.filter(pk=round_.pk, state__in=[*Round.HIDDEN, State.CLOSED]).exists():
        raise ValidationError(_("Students join a round while it is published."))
    made = make_for_new(round_, by=by)
    record("round.enrolled", round_, by=by)
    return made


@transaction.atomic
def ask_round(round_, *, by):
    """From now on families say when they can come; there have to be days to choose from."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if not locked.asks_first:
        raise ValidationError(_("In this round families choose a time themselves. Change the round first."))
    if not locked.sessions.filter(called_off_at=None, ends_at__gt=timezone.now()).exists():
        raise ValidationError(_("Add the days and rooms first: families choose among them."))
    move_round(locked, [State.PUBLISHED], State.PREFERENCES, by=by)
    ask_families(locked, locked.conferences.values("student"), by=by)


@transaction.atomic
def schedule_round(round_, *, by):
    """The times are out, made by hand or by publishing a timetable. Places still free can be booked."""
    move_round(round_, [State.PREFERENCES], State.SCHEDULED, by=by)


@transaction.atomic
def prepare_round(round_, *, by):
    """The times are settled: from now on it is agendas and practice."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    before = State.SCHEDULED if locked.asks_first else State.PUBLISHED
    move_round(locked, [before, State.SCHEDULED], State.PREPARING, by=by)


@transaction.atomic
def open_round(round_, *, by):
    """The conference days begin."""
    move_round(round_, [*Round.RUNNING[:-1]], State.OPEN, by=by)


@transaction.atomic
def open_on_first_day(round_):
    """By itself, on the morning of the first day by the school's clock; whoever clicked first has done it."""
    first = first_day(round_)
    if first is None or first > timezone.localdate(timezone.now(), clock_of(round_.school)):
        return False
    moved = Round.objects.filter(pk=round_.pk, state=round_.state).update(state=State.OPEN)
    if moved:
        record("round.open", round_, by=None)
    return bool(moved)


@transaction.atomic
def follow_up_round(round_, *, by):
    """The days are over; make-ups and first check-ins follow."""
    move_round(round_, [State.OPEN], State.FOLLOW_UP, by=by)


@transaction.atomic
def close_round(round_, *, by):
    move_round(round_, [State.FOLLOW_UP], State.CLOSED, by=by)


@transaction.atomic
def step_back(round_, *, seen, by):
    """One step back, while nobody loses anything by it. `seen` is the state that the office had before it."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    before = locked.step_before
    if locked.state != seen or before is None:
        raise ValidationError(_("This round has moved on already. Here it is as it is now."))
    refuse_losing(locked)
    Round.objects.filter(pk=locked.pk).update(state=before)
    if locked.state == State.PREFERENCES:  # who was not told yet has nothing to say for now
        owed = Notice.objects.owed().filter(conference__round=locked, kind=Notice.Kind.ASKED)
        owed.update(dropped_at=timezone.now())
    record("round.back", locked, by=by)


def refuse_losing(round_):
    """What families or students did, and what they were told, is not taken from them."""
    why = LOST.get(round_.state, nothing)(round_)
    if why:
        raise ValidationError(why)


def nothing(round_):
    return None


def lost_by_hiding(round_):
    conferences = Conference.objects.filter(round=round_)
    begun = conferences.exclude(state=Conference.State.NOT_STARTED).exists()
    places = Place.objects.filter(conference__round=round_).exists()
    people = Participant.objects.filter(conference__round=round_).exists()
    if begun or places or people or round_.preferences.exists():
        return _("Students or families have begun already, so the round stays published.")
    if invited(guardianships_of(round_)).exists():
        return _("Families are invited already, so the round stays published.")
    return None


def lost_by_asking_again(round_):
    published = Timetable.objects.filter(round=round_, state=Timetable.State.PUBLISHED)
    if published.exists() or Place.objects.filter(conference__round=round_).exists():
        return _("Families know their times already. Take the timetable back first, within a day.")
    return None


def lost_by_closing_the_doors(round_):
    begun = Conference.objects.filter(round=round_, started_at__isnull=False)
    return _("Conferences have been held already, so the days stay open.") if begun.exists() else None


LOST = {
    State.PUBLISHED: lost_by_hiding,
    State.SCHEDULED: lost_by_asking_again,
    State.OPEN: lost_by_closing_the_doors,
}
