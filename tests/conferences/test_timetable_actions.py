"""A timetable is asked for, made by a job, stopped, changed by hand, published and taken back."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditRecord
from conferences import tasks
from conferences.actions.publication import publish_timetable, take_back_timetable
from conferences.actions.rounds import lay_places
from conferences.actions.timetables import (
    drop_timetable,
    lock_assignment,
    make_timetable,
    run_timetable,
    stop_timetable,
)
from conferences.models import Assignment, Interpreter, MakeUp, Notice, Place, Round, Timetable, TimeWish
from conferences.timetable import explain as explaining
from conferences.timetable import repair as repairing
from conferences.timetable import solve as solving
from conferences.timetable.explain import Because
from conferences.timetable.problem import Better, Result, Spot
from conferences.timetables.clock import minute
from conferences.timetables.standing import standing_of
from tests import factories as f
from tests.conferences.evenings import at, make_evening

USUAL = dict.fromkeys(("visit", "waiting", "off", "idle", "crowd"), "usual")


@pytest.fixture
def evening(cast):
    return make_evening(cast)


def spot(evening, hour, minutes=0, *, long=20, table=1, interpreter=None):
    starts = minute(at(hour, minutes))
    return Spot(evening.session.pk, starts, starts + long, table, interpreter)


@pytest.fixture
def finds(monkeypatch):
    """An engine that finds these spots, and says so once before it is over."""

    def set_up(spots, *, ask=lambda: None, **fields):
        def solve(problem, *, seconds, seed, on_better, stopped):
            ask()
            on_better(Better(0.1, 90.0, None, len(spots), 2, "first", spots))
            on_better(Better(0.2, 9.0, 5.0, len(spots), 2, "search", spots))
            found = {"cost": 9.0, "bound": 5.0, "parts": {}, "first_cost": 90.0, "seconds": 0.2} | fields
            return Result(spots=spots, stopped=stopped(), **found)

        monkeypatch.setattr(solving, "solve", solve)
        monkeypatch.setattr(repairing, "solve", solve)
        monkeypatch.setattr(
            explaining, "explain", lambda problem, spots: dict.fromkeys(spots, Because("any"))
        )

    return set_up


def ask(cast, evening, **fields):
    return make_timetable(evening.round, weights=USUAL, seconds=20, by=cast.cora, **fields)


@pytest.fixture
def proposal(cast, evening, finds):
    """Ana at four, Ben at the same time at the other table."""
    finds({evening.ana.pk: spot(evening, 16), evening.ben.pk: spot(evening, 16, table=2)})
    made = ask(cast, evening)
    run_timetable(made.pk)
    made.refresh_from_db()
    return made


def verbs():
    return list(AuditRecord.objects.order_by("pk").values_list("verb", flat=True))


def times(evening):
    places = Place.objects.filter(session__round=evening.round, conference__isnull=False)
    return {place.conference_id: (place.starts_at, place.table) for place in places}


def test_a_timetable_is_asked_for_once_and_made_by_a_job(cast, evening, finds, run_jobs):
    finds({evening.ana.pk: spot(evening, 16)})
    made = ask(cast, evening)
    with pytest.raises(ValidationError, match="being made just now"):
        ask(cast, evening)
    assert run_jobs() == 1
    made.refresh_from_db()
    assert (made.state, made.placed, made.total, made.cost, made.bound) == ("done", 1, 2, 9.0, 5.0)
    assert (made.progress["first"], made.progress["trace"]) == (90.0, [[0.1, 90.0], [0.2, 9.0]])
    assert (made.is_proposal, made.unplaced, made.repairs) == (True, 1, False)
    rows = made.assignments.order_by("conference")
    assert [(row.conference_id, row.starts_at, row.table, row.because) for row in rows] == [
        (evening.ana.pk, at(16), 1, {"code": "unasked"}),
        (evening.ben.pk, None, None, {}),
    ]
    assert Round.objects.get(pk=evening.round.pk).weights == USUAL
    assert run_timetable(made.pk) == "nothing to do"
    assert verbs() == ["timetable.asked"]
    assert Place.objects.count() == Notice.objects.count() == 0


@pytest.mark.parametrize(("state", "repairs"), [("draft", None), ("closed", None), ("open", True)])
def test_it_is_made_while_the_round_runs(cast, evening, state, repairs):
    Round.objects.filter(pk=evening.round.pk).update(state=state)
    if repairs is None:
        with pytest.raises(ValidationError, match="from when the round is published"):
            ask(cast, evening)
    else:
        assert ask(cast, evening).repairs is repairs


def test_without_a_room_there_is_nothing_to_give(cast, evening):
    type(evening.session).objects.update(called_off_at=timezone.now())
    with pytest.raises(ValidationError, match="Add the days and rooms first"):
        ask(cast, evening)


def test_one_that_breaks_says_so_and_another_may_be_asked_for(cast, evening, finds, caplog):
    def trouble():
        raise RuntimeError("the engine is broken")

    finds({}, ask=trouble)
    made = ask(cast, evening)
    assert run_timetable(made.pk) == "failed"
    made.refresh_from_db()
    assert (made.state, made.is_busy) == ("failed", False)
    assert "could not be made" in caplog.text
    assert ask(cast, evening).pk != made.pk


def test_the_sweep_begins_anew_what_a_worker_left_and_the_late_one_writes_nothing(
    cast, evening, finds, run_jobs
):
    made = f.TimetableFactory(
        round=evening.round, by=cast.cora, state="running", seconds=20, began_at=timezone.now()
    )
    assert list(Timetable.objects.owed()) == []
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    Timetable.objects.filter(pk=made.pk).update(began_at=long_ago)

    def another_takes_over():
        Timetable.objects.filter(pk=made.pk).update(began_at=long_ago)

    finds({evening.ana.pk: spot(evening, 16)}, ask=another_takes_over)
    tasks.sweep()
    assert run_jobs() >= 1
    made.refresh_from_db()
    assert (made.state, made.assignments.count()) == ("running", 0)
    finds({evening.ana.pk: spot(evening, 16)})
    run_timetable(made.pk)
    made.refresh_from_db()
    assert made.state == "done"


def test_stopping_keeps_the_best_so_far(cast, evening, finds):
    made = ask(cast, evening)
    finds({evening.ana.pk: spot(evening, 16)}, ask=lambda: stop_timetable(made, by=cast.cora))
    run_timetable(made.pk)
    made.refresh_from_db()
    assert (made.state, made.placed, made.progress["stopped"]) == ("done", 1, True)
    stop_timetable(made, by=cast.cora)  # nothing is left to stop
    waiting = ask(cast, evening)
    stop_timetable(waiting, by=cast.cora)
    waiting.refresh_from_db()
    assert waiting.state == "dropped"
    assert verbs() == ["timetable.asked", "timetable.stopped"] * 2


def test_a_kept_time_stays_in_the_next_run_until_it_is_let_go(cast, evening, proposal):
    row = proposal.assignments.get(conference=evening.ana)
    lock_assignment(row, locked=True, by=cast.cora)
    assert standing_of(evening.round).problem.locked == {evening.ana.pk: spot(evening, 16)}
    lock_assignment(row, locked=False, by=cast.cora)
    assert standing_of(evening.round).problem.locked == {}
    Assignment.objects.filter(pk=row.pk).update(
        session=None, starts_at=None, ends_at=None, table=None, interpreter=None
    )
    with pytest.raises(ValidationError, match="no time yet"):
        lock_assignment(row, locked=True, by=cast.cora)
    drop_timetable(proposal, by=cast.cora)
    with pytest.raises(ValidationError, match="no proposal any more"):
        lock_assignment(row, locked=True, by=cast.cora)
    with pytest.raises(ValidationError, match="cannot be dropped"):
        drop_timetable(proposal, by=cast.cora)
    assert verbs() == ["timetable.asked", "assignment.locked", "assignment.unlocked", "timetable.dropped"]


def test_publishing_gives_everybody_a_time_and_tells_them_once(cast, evening, proposal):
    other = f.TimetableFactory(round=evening.round, by=cast.cora)
    row = proposal.assignments.get(conference=evening.ana)
    lock_assignment(row, locked=True, by=cast.cora)
    assert publish_timetable(proposal, by=cast.cora) == 2
    assert times(evening) == {evening.ana.pk: (at(16), 1), evening.ben.pk: (at(16), 2)}
    place = Place.objects.get(conference=evening.ana)
    assert (place.source, place.because, place.locked) == ("timetable", {"code": "unasked"}, True)
    assert Place.objects.filter(session=evening.session).count() == 10  # the others are free
    assert Round.objects.get(pk=evening.round.pk).state == "scheduled"
    assert {(row.adult, row.kind) for row in Notice.objects.select_related("adult")} == {
        (cast.mum, "time"),
        (cast.dad, "time"),
    }
    other.refresh_from_db()
    assert other.state == "dropped"
    with pytest.raises(ValidationError, match="published already"):
        publish_timetable(proposal, by=cast.cora)
    proposal.refresh_from_db()
    lock_assignment(row, locked=False, by=cast.cora)
    assert not Place.objects.get(conference=evening.ana).locked
    Place.objects.filter(conference=evening.ana).update(conference=None, taken_at=None)
    with pytest.raises(ValidationError, match="no time yet"):
        lock_assignment(row, locked=True, by=cast.cora)


def test_what_has_changed_since_is_not_published(cast, evening, proposal):
    f.GuardianshipFactory(adult=cast.dad, student=cast.ana_student, restricted=True)
    with pytest.raises(ValidationError, match="Something has changed"):
        publish_timetable(proposal, by=cast.cora)
    proposal.refresh_from_db()
    assert (proposal.state, Place.objects.count()) == ("done", 0)


@pytest.fixture
def repaired(cast, evening, proposal, finds):
    """After publication: Ana stays, Ben moves to half past, with an interpreter and twice the time."""
    publish_timetable(proposal, by=cast.cora)
    Notice.objects.update(told_at=timezone.now(), how="mail")
    person = Interpreter.objects.create(school=cast.school, name="Sahra", languages=["Somali"])
    finds(
        {
            evening.ana.pk: spot(evening, 16, table=2),
            evening.ben.pk: spot(evening, 16, 25, long=40, interpreter=person.pk),
        }
    )
    evening.round.refresh_from_db()
    made = ask(cast, evening)
    run_timetable(made.pk)
    made.refresh_from_db()
    return made


def test_after_publication_only_who_moves_is_told(cast, evening, repaired):
    MakeUp.objects.create(school=cast.school, conference=evening.ben)
    Place.objects.filter(conference=evening.ana).update(confirmed_at=timezone.now(), confirmed_by=cast.mum)
    run_again = standing_of(evening.round, repairs=True)
    Timetable.objects.filter(pk=repaired.pk).update(digest=run_again.digest)
    assert repaired.repairs is True
    assert publish_timetable(repaired, by=cast.cora) == 1
    assert times(evening) == {evening.ana.pk: (at(16), 2), evening.ben.pk: (at(16, 25), 1)}
    kept = Place.objects.get(conference=evening.ana)
    assert (kept.confirmed_by, kept.because) == (cast.mum, {"code": "unasked"})
    evening.ben.refresh_from_db()
    assert evening.ben.minutes == 40
    assert Place.objects.filter(session=evening.session).count() == 9  # the long one takes two
    owed = Notice.objects.filter(told_at=None)
    assert [(row.adult, row.kind, row.before) for row in owed] == [(cast.dad, "moved", at(16))]
    assert MakeUp.objects.get().how == "new_time"
    assert repaired.assignments.get(conference=evening.ben).before["table"] == 2


def test_for_a_day_a_publication_is_taken_back(cast, evening, proposal, repaired):
    publish_timetable(repaired, by=cast.cora)
    repaired.refresh_from_db()
    proposal.refresh_from_db()
    assert repaired.can_be_taken_back
    with pytest.raises(ValidationError, match="the times stay"):
        take_back_timetable(proposal, by=cast.cora)  # a later one is out
    assert take_back_timetable(repaired, by=cast.cora) == 2
    assert times(evening) == {evening.ana.pk: (at(16), 1), evening.ben.pk: (at(16), 2)}
    evening.ben.refresh_from_db()
    assert (evening.ben.minutes, Round.objects.get(pk=evening.round.pk).state) == (20, "scheduled")
    proposal.refresh_from_db()
    Timetable.objects.filter(pk=proposal.pk).update(
        published_at=proposal.published_at - datetime.timedelta(days=2)
    )
    with pytest.raises(ValidationError, match="for one day only"):
        take_back_timetable(proposal, by=cast.cora)
    Timetable.objects.filter(pk=proposal.pk).update(published_at=timezone.now())
    Place.objects.filter(conference=evening.ana).update(taken_at=timezone.now())
    assert take_back_timetable(proposal, by=cast.cora) == 2
    assert times(evening) == {}
    assert Round.objects.get(pk=evening.round.pk).state == "preferences"


def test_a_place_that_another_family_has_meanwhile_is_not_given_back(cast, evening, repaired):
    publish_timetable(repaired, by=cast.cora)
    repaired.refresh_from_db()
    other = f.ConferenceFactory(round=evening.round, student=f.StudentFactory(school=cast.school))
    Place.objects.filter(session=evening.session, starts_at=at(16), table=1).update(
        conference=other, taken_at=timezone.now()
    )
    with pytest.raises(ValidationError, match="the times stay"):
        take_back_timetable(repaired, by=cast.cora)
    assert times(evening)[other.pk] == (at(16), 1)


def test_nobody_is_sent_back_to_a_room_that_is_gone_nor_told_when_the_round_is_over(
    cast, evening, proposal, repaired
):
    Round.objects.update(state="closed")
    with pytest.raises(ValidationError, match="until its days are over"):
        publish_timetable(repaired, by=cast.cora)
    Round.objects.update(state="scheduled")
    publish_timetable(repaired, by=cast.cora)
    repaired.refresh_from_db()
    now = times(evening)
    evening.session.called_off_at = timezone.now()
    evening.session.save()
    with pytest.raises(ValidationError, match="Something has changed"):
        take_back_timetable(repaired, by=cast.cora)
    assert times(evening) == now


def test_once_a_family_has_answered_the_times_stay(cast, evening, proposal):
    publish_timetable(proposal, by=cast.cora)
    proposal.refresh_from_db()
    Place.objects.filter(conference=evening.ana).update(confirmed_at=timezone.now(), confirmed_by=cast.mum)
    with pytest.raises(ValidationError, match="Families have answered"):
        take_back_timetable(proposal, by=cast.cora)
    Place.objects.filter(conference=evening.ana).update(
        confirmed_at=None, confirmed_by=None, conference=None, taken_at=None
    )
    with pytest.raises(ValidationError, match="Families have answered"):
        take_back_timetable(proposal, by=cast.cora)


def test_who_finds_no_time_any_more_is_told(cast, evening, proposal, finds):
    publish_timetable(proposal, by=cast.cora)
    Notice.objects.update(told_at=timezone.now(), how="mail")
    finds({evening.ben.pk: spot(evening, 16, table=2)})
    evening.round.refresh_from_db()
    made = ask(cast, evening)
    run_timetable(made.pk)
    assert publish_timetable(made, by=cast.cora) == 1
    assert times(evening) == {evening.ben.pk: (at(16), 2)}
    owed = Notice.objects.filter(told_at=None)
    assert [(row.adult, row.kind, row.before) for row in owed] == [(cast.mum, "called_off", at(16))]


@pytest.mark.parametrize("count", [1, 3])
def test_more_rooms_cost_no_more_questions(cast, evening, django_assert_num_queries, count):
    """Whoever holds a free time there keeps it; what the timetable takes is offered to nobody any more."""
    made = f.TimetableFactory(round=evening.round, by=cast.cora, state="done")
    for number in range(count):
        room = f.SessionFactory(
            round=evening.round, room=f"Room {number}", starts_at=at(16), ends_at=at(17), capacity=2
        )
        lay_places(room)
        student = f.StudentFactory(school=cast.school, advisory=cast.advisory)
        f.AssignmentFactory(
            timetable=made,
            conference=f.ConferenceFactory(round=evening.round, student=student),
            session=room,
            starts_at=at(16),
            ends_at=at(16, 20),
            table=1,
        )
    taken, free = Place.objects.filter(session=room, table__in=[1, 2], starts_at=at(16)).order_by("table")
    wish = TimeWish.objects.create(
        school=cast.school,
        conference=evening.ana,
        by=cast.mum,
        state="offered",
        offered=taken,
        offered_until=at(16),
    )
    for place in (taken, free):
        place.held_for, place.held_until = evening.ana, at(16)
        place.save()
    Timetable.objects.filter(pk=made.pk).update(digest=standing_of(evening.round).digest)
    with django_assert_num_queries(47):
        assert publish_timetable(made, by=cast.cora) == count
    wish.refresh_from_db()
    taken.refresh_from_db()
    assert (wish.offered, taken.conference_id, taken.held_for) == (
        None,
        made.assignments.last().conference_id,
        None,
    )
    assert list(Place.objects.filter(held_for=evening.ana)) == [free]
    made.refresh_from_db()
    with django_assert_num_queries(39):
        assert take_back_timetable(made, by=cast.cora) == count
    assert times(evening) == {}
