"""The office has a timetable made: a job looks for it; what it found is a proposal until it is published."""

import logging
import time
from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.jobs import enqueue_once
from conferences import tasks
from conferences.because import kept
from conferences.models import Assignment, Place, Round, Timetable
from conferences.timetable_figures import figures_of
from conferences.timetables.clock import minute, moment
from conferences.timetables.moves import openings_of
from conferences.timetables.standing import Standing, standing_of, standing_of_proposal

log = logging.getLogger(__name__)

State = Timetable.State
SEED = 7
TOLD_EVERY = 1  # second, that the page hears of better ones
ASKED_EVERY = 0.5  # seconds, that the job looks whether it is to stop
KEPT_EVERY = 10  # seconds, that a better one is written down, so that a lost job leaves something
TRACE = 60  # points of the line on the page


@transaction.atomic
def make_timetable(round_, *, weights, seconds, by):
    """Ask for one. After the times are out it stays as near to them as it can."""
    locked = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    refuse_at_rest(locked)
    if not locked.sessions.filter(called_off_at=None, ends_at__gt=timezone.now()).exists():
        raise ValidationError(_("Add the days and rooms first: there is no time yet that could be given."))
    try:
        with transaction.atomic():
            made = Timetable.objects.create(
                school_id=locked.school_id,
                round=locked,
                repairs=locked.state in Round.BOOKED_IN,
                weights=weights,
                seconds=seconds,
                by=by,
            )
    except IntegrityError:
        raise ValidationError(_("One is being made just now. Wait for it, or stop it.")) from None
    Round.objects.filter(pk=locked.pk).update(weights=weights)
    record("timetable.asked", made, by=by)
    enqueue_once(tasks.make_timetable, made.pk)
    return made


def refuse_at_rest(round_):
    if round_.state not in Round.RUNNING:
        raise ValidationError(
            _("A timetable is made from when the round is published until its days are over.")
        )


def run_timetable(pk):
    """The job: look for it and write down what is found. Safe to run twice; of two workers one goes on."""
    began = timezone.now()
    if (
        not Timetable.objects.owed()
        .filter(pk=pk)
        .update(state=State.RUNNING, began_at=began, revision=F("revision") + 1)
    ):
        return "nothing to do"
    timetable = Timetable.objects.select_related("round__school").get(pk=pk)
    try:
        found = Search(timetable, began).run()
    except Exception:
        # The page would wait for ever; nothing was changed, and the log has the rest.
        log.exception("Timetable %s could not be made", pk)
        mine(timetable, began).update(state=State.FAILED, ended_at=timezone.now(), revision=F("revision") + 1)
        return "failed"
    return f"{len(found.spots)} placed"


def mine(timetable, began):
    """As long as no other worker has taken it over."""
    return Timetable.objects.filter(pk=timetable.pk, state=State.RUNNING, began_at=began)


class Search:
    """One run: what the engine finds goes to the page while it looks, and to the database as it ends."""

    def __init__(self, timetable, began):
        self.timetable, self.began = timetable, began
        self.standing = standing_of(timetable.round, repairs=timetable.repairs, weights=timetable.weights)
        self.told_at = self.asked_at = self.kept_at = -1000.0
        self.stops = False
        self.trace: list[list[float]] = []
        self.first = None

    def run(self):
        from conferences.timetable.repair import repair
        from conferences.timetable.solve import solve

        digest, problem = self.standing.digest, self.standing.problem
        mine(self.timetable, self.began).update(
            digest=digest, total=sum(len(family.meetings) for family in problem.families)
        )
        find = partial(repair, problem, problem.near) if self.timetable.repairs else partial(solve, problem)
        result = find(
            seconds=self.timetable.seconds,
            seed=SEED,
            on_better=self.better,
            stopped=self.stopped,
        )
        self.finish(result)
        return result

    def better(self, found):
        """A better one, or a better bound: told at most once a second, the first at once."""
        self.first = found.cost if self.first is None else self.first
        if not self.trace or self.trace[-1][1] != found.cost:
            self.trace.append([round(found.seconds, 1), round(found.cost, 1)])
        now = time.monotonic()
        if now - self.told_at < TOLD_EVERY:
            return
        self.told_at = now
        told = mine(self.timetable, self.began).update(
            cost=found.cost,
            bound=found.bound,
            placed=found.placed,
            progress=self.progress(found.stage, found.seconds),
            revision=F("revision") + 1,
        )
        if told and now - self.kept_at >= KEPT_EVERY:
            self.kept_at = now
            with transaction.atomic():
                keep_spots(self.timetable, self.standing, found.spots)

    def progress(self, stage, seconds):
        return {
            "stage": stage,
            "seconds": round(seconds, 1),
            "first": self.first,
            "trace": thinned(self.trace),
        }

    def stopped(self):
        """Whether somebody of the office asked for it, or another worker has taken over."""
        now = time.monotonic()
        if not self.stops and now - self.asked_at >= ASKED_EVERY:
            self.asked_at = now
            self.stops = not mine(self.timetable, self.began).filter(stop_asked_at=None).exists()
        return self.stops

    @transaction.atomic
    def finish(self, result):
        """The proposal, with why each is where it is. Who was overtaken by another worker writes nothing."""
        from conferences.timetable.explain import explain

        reasons = explain(self.standing.problem, result.spots)
        placed = len(result.spots)
        ended = mine(self.timetable, self.began).update(
            state=State.DONE,
            ended_at=timezone.now(),
            cost=result.cost,
            bound=result.bound,
            placed=placed,
            progress=self.progress("done", result.seconds)
            | {"first": result.first_cost, "stopped": result.stopped, "proven": result.proven},
            figures=figures_of(self.standing, result.spots),
            revision=F("revision") + 1,
        )
        if ended:
            keep_spots(self.timetable, self.standing, result.spots, reasons)


def thinned(trace):
    """The line of the page needs no more points than it is wide."""
    step = -(-len(trace) // TRACE) or 1
    return [*trace[:-1:step], *trace[-1:]]


def keep_spots(timetable, standing: Standing, spots, reasons=None):
    """Where each conference is, in place of what was kept of this run before."""
    reasons = reasons or {}
    locked = set(standing.problem.locked)
    timetable.assignments.all().delete()
    Assignment.objects.bulk_create(
        (
            Assignment(
                timetable=timetable,
                conference_id=key,
                locked=key in locked,
                because=kept(reasons.get(key), standing.said(key)),
                **where(spots.get(key)),
            )
            for key in standing.conferences
        ),
        batch_size=500,
    )


def where(spot):
    if spot is None:
        return {}
    return {
        "session_id": spot.room,
        "starts_at": moment(spot.starts),
        "ends_at": moment(spot.ends),
        "table": spot.table or 1,
        "interpreter_id": spot.interpreter,
    }


@transaction.atomic
def stop_timetable(timetable, *, by):
    """The best so far is what it gives; one that nobody has begun is dropped."""
    now = timezone.now()
    if Timetable.objects.filter(pk=timetable.pk, state=State.WAITING).update(
        state=State.DROPPED, ended_at=now, stop_asked_at=now, revision=F("revision") + 1
    ) or Timetable.objects.filter(pk=timetable.pk, state=State.RUNNING, stop_asked_at=None).update(
        stop_asked_at=now, revision=F("revision") + 1
    ):
        record("timetable.stopped", timetable, by=by)


@transaction.atomic
def drop_timetable(timetable, *, by):
    """Nothing comes of this proposal."""
    if not Timetable.objects.filter(pk=timetable.pk, state__in=[State.DONE, State.FAILED]).update(
        state=State.DROPPED, revision=F("revision") + 1
    ):
        raise ValidationError(_("This timetable cannot be dropped any more."))
    timetable.assignments.update(locked=False)
    record("timetable.dropped", timetable, by=by)


@transaction.atomic
def lock_assignment(assignment, *, locked, by):
    """The office keeps a time of a proposal, or one that is out: no run moves it, until she lets it go."""
    timetable = Timetable.objects.select_for_update().get(pk=assignment.timetable_id)
    if timetable.state == State.PUBLISHED:
        Assignment.objects.filter(pk=assignment.pk).update(locked=locked)
        return lock_place(assignment, locked=locked, by=by)
    if timetable.state != State.DONE:
        raise ValidationError(_("This timetable is no proposal any more."))
    if not Assignment.objects.placed().filter(pk=assignment.pk).update(locked=locked):
        raise ValidationError(_("There is no time yet that could be kept."))
    Timetable.objects.filter(pk=timetable.pk).update(revision=F("revision") + 1)
    return record(
        "assignment.locked" if locked else "assignment.unlocked", assignment, by=by, student=child(assignment)
    )


def lock_place(assignment, *, locked, by):
    held = Place.objects.filter(conference=assignment.conference_id)
    if not held.update(locked=locked):
        raise ValidationError(_("There is no time yet that could be kept."))
    record("place.locked" if locked else "place.unlocked", assignment.conference, by=by)


def child(assignment):
    return assignment.conference.student


def refuse_stale(proposal, standing):
    """What it was made of has changed: it may send a family where it cannot come."""
    if standing.digest != proposal.digest:
        raise stale()


def stale():
    return ValidationError(
        _("Something has changed since this was made: an answer, a room or a person. Make it once more."),
        code="stale",
    )


@transaction.atomic
def move_assignment(assignment, *, session_pk, starts_at, by):
    """By hand: this one conference to another time, at which nobody else has to move; it is kept there.

    What is free is asked for again while the proposal is locked.
    """
    found = Timetable.objects.select_for_update(of=("self",)).select_related("round__school")
    proposal = found.get(pk=assignment.timetable_id)
    if proposal.state != State.DONE:
        raise ValidationError(_("This timetable is no proposal any more."))
    standing, spots = standing_of_proposal(proposal)
    refuse_stale(proposal, standing)
    chosen = (session_pk, minute(starts_at))
    openings = openings_of(standing, spots, assignment.conference_id)
    free = [spot for spot, _effect in openings if (spot.room, spot.starts) == chosen]
    if not free:
        raise ValidationError(_("That time is not free any more. These are."), code="taken")
    from conferences.timetable.cost import cost_of

    after = spots | {assignment.conference_id: free[0]}
    Assignment.objects.filter(pk=assignment.pk).update(
        **where(free[0]), locked=True, because={"code": "office"}
    )
    Timetable.objects.filter(pk=proposal.pk).update(
        placed=len(after),
        cost=cost_of(standing.problem, after).total,
        figures=figures_of(standing, after),
        progress=proposal.progress | {"proven": False},
        revision=F("revision") + 1,
    )
    record("assignment.moved", assignment, by=by, student=child(assignment))
