"""The worker's side of a roster: progress, trouble, two workers at once, and more rows than one statement."""

import datetime
import itertools
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import timezone

from accounts.actions import roster_changes, roster_jobs
from accounts.actions.roster_changes import Notes
from accounts.actions.roster_jobs import run_roster_job, settle, told_progress
from accounts.actions.rosters import apply_roster, undo_roster
from accounts.bulk import cell, copy_rows, default_of, update_rows
from accounts.models import Guardianship, Membership, RosterImport, School, Student, User
from accounts.tasks import sweep
from tests import factories as f
from tests.accounts.rosters import GIO, GIOS_MOTHER, TIM, applied, bring, bundle, url


@pytest.fixture
def office(as_):
    return as_("cora")


@pytest.fixture
def brought(office, run_jobs):
    brought = bring(office, bundle())
    run_jobs()
    brought.refresh_from_db()
    return brought


def test_progress_is_told_through_a_connection_of_its_own(transactional_db, monkeypatch):
    """What is told inside of a transaction is seen outside of it."""
    ticks = itertools.count()
    monkeypatch.setattr("time.monotonic", lambda: next(ticks))
    school = School.objects.create(name="Maple")
    pk = RosterImport.objects.create(school=school, name="x", state="applying").pk
    with told_progress(pk) as say:
        say(0.42)
        assert RosterImport.objects.get(pk=pk).progress == 42
        say(0.42)
        say(0.1)
    assert RosterImport.objects.get(pk=pk).progress == 42


def test_progress_that_cannot_be_told_stops_nothing(db, monkeypatch, caplog):
    class Deaf:
        closed = False

        def cursor(self):
            raise OperationalError("busy")

        def close(self):
            self.closed = True

    deaf, ticks = Deaf(), itertools.count()
    monkeypatch.setattr("time.monotonic", lambda: next(ticks))
    monkeypatch.setattr(roster_jobs, "connection", SimpleNamespace(copy=lambda: deaf))
    with told_progress(7) as say:
        say(0.5)
    assert (deaf.closed, caplog.messages) == (True, ["Progress of accounts_rosterimport 7 was not told"])


@pytest.mark.parametrize("elsewhere", ["applied", "discarded"])
def test_of_two_workers_one_is_late_and_does_nothing(brought, office, monkeypatch, elsewhere):
    apply_roster(brought, by=brought.by)
    read = roster_jobs.read_file

    def meanwhile(*args):
        RosterImport.objects.filter(pk=brought.pk).update(state=elsewhere)
        return read(*args)

    monkeypatch.setattr(roster_jobs, "read_file", meanwhile)
    assert run_roster_job(brought.pk) == elsewhere
    assert User.objects.filter(first_name="Gio").count() == 0


def test_a_reading_that_somebody_else_finished_is_left(brought, monkeypatch):
    RosterImport.objects.filter(pk=brought.pk).update(state="reading")
    read = roster_jobs.read_file

    def meanwhile(*args):
        RosterImport.objects.filter(pk=brought.pk).update(state="ready")
        return read(*args)

    monkeypatch.setattr(roster_jobs, "read_file", meanwhile)
    assert run_roster_job(brought.pk) == "done by somebody else"
    settle(brought.pk, words="x")
    assert RosterImport.objects.get(pk=brought.pk).summary == brought.summary


def test_an_undo_that_meets_trouble_leaves_everything(office, run_jobs, monkeypatch):
    done = applied(office, run_jobs, bundle())
    monkeypatch.setattr(roster_jobs, "take_back", lambda *args, **options: 1 / 0)
    office.post(url("undo", done))
    run_jobs()
    done.refresh_from_db()
    assert (done.state, done.summary["trouble"]) == (
        "applied",
        "Something went wrong on our side. Nothing was changed.",
    )
    assert User.objects.filter(first_name="Gio").count() == 1
    with pytest.raises(ValidationError):
        undo_roster(RosterImport(pk=0), by=None)


def test_a_job_that_was_lost_is_asked_for_again(brought, later, run_jobs):
    RosterImport.objects.filter(pk=brought.pk).update(state="applying")
    sweep()
    run_jobs()
    assert RosterImport.objects.get(pk=brought.pk).state == "applying"
    later(minutes=3)
    sweep()
    run_jobs()
    assert RosterImport.objects.get(pk=brought.pk).state == "applied"


def test_more_rows_than_one_statement_takes(office, run_jobs, monkeypatch):
    monkeypatch.setattr(roster_changes, "BATCH", 2)
    users = "".join(f"n{n},active,maple,student,Nia{n},Berg,,,03\n" for n in range(25))
    done = applied(office, run_jobs, bundle(users + GIO + GIOS_MOTHER + TIM))
    assert (done.state, Student.objects.filter(user__last_name="Berg").count()) == ("applied", 25)
    assert done.changes.filter(table="user").count() == 28
    moved = applied(office, run_jobs, bundle(users.replace(",03", ",04") + GIO + GIOS_MOTHER + TIM))
    assert Student.objects.filter(user__last_name="Berg", grade=4).count() == 25
    office.post(url("undo", moved))
    run_jobs()
    assert Student.objects.filter(user__last_name="Berg", grade=3).count() == 25


def test_what_somebody_changes_at_the_same_moment_stops_it(cast):
    notes = Notes(written=True)
    about = {
        "school": cast.school.pk,
        "group": "changed",
        "what": "student",
        "name": "Ana",
        "kind": "x",
        "words": "",
    }
    notes.change("student", "p:a", cast.ana_student.pk, {"grade": 4}, {"grade": 6}, **about)
    with pytest.raises(ValidationError, match="at this moment"):
        notes.finish(by=None, at=timezone.now())
    assert Student.objects.get(pk=cast.ana_student.pk).grade == 5


def test_a_guardianship_that_had_not_begun_ends_before_it_begins(cast, office, run_jobs):
    applied(office, run_jobs, bundle())
    tomorrow = timezone.localdate() + datetime.timedelta(days=2)
    Guardianship.objects.filter(source_id="gm").update(starts_on=tomorrow)
    done = applied(office, run_jobs, bundle(GIO.replace("gm", "") + GIOS_MOTHER + TIM))
    ended = Guardianship.objects.get(source_id="gm")
    assert ended.starts_on == ended.ends_on < timezone.localdate()
    office.post(url("undo", done))
    run_jobs()
    ended.refresh_from_db()
    assert (ended.starts_on, ended.ends_on) == (tomorrow, None)


def test_an_adult_without_a_place_at_the_school_is_named_all_the_same(cast, office, run_jobs):
    applied(office, run_jobs, bundle())
    lia = User.objects.get(first_name="Lia")
    Membership.objects.filter(user=lia).delete()
    done = applied(office, run_jobs, bundle(GIO.replace("gm", "") + TIM))
    assert done.changes.get(table="guardianship").after["_adult"] == "Lia Ferrari"


def test_a_place_without_a_child_is_ended_too(cast, office, run_jobs):
    odd = f.UserFactory(school=cast.school, first_name="Odd")
    Membership.objects.create(user=odd, school=cast.school, role="student", source_id="odd")
    done = applied(office, run_jobs, bundle())
    assert Membership.objects.get(user=odd).ended_at == done.applied_at


def test_nothing_costs_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        copy_rows(User, [])
        assert update_rows(User, []) == set()


def test_a_copied_row_has_every_default_and_any_words(db):
    words = "tab\tline\nback\\slash “quotes” \\N"
    copy_rows(School, [{"name": words, "source_id": "x"}])
    school = School.objects.get(source_id="x")
    assert (school.name, school.timezone, school.languages) == (words, "America/New_York", ["en", "es", "ar"])
    assert School.objects.filter(source_id="x", language="en").count() == 1
    assert cell(['a "b" \\ c']) == r'{"a \\"b\\" \\\\ c"}'
    assert default_of(RosterImport._meta.get_field("at")) <= timezone.now()
