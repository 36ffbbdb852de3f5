"""A roster becomes the school's people: all of its changes or none."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.roster_changes import Notes
from accounts.actions.roster_difference import OTHER, Difference
from accounts.actions.roster_jobs import many_leave, move, put_aside, summary_of, take_time
from accounts.actions.roster_undo import take_back
from accounts.audit import record
from accounts.models import RosterImport, School
from accounts.tasks import run_roster

State = RosterImport.State


@dataclass
class Changes:
    """What applying a roster would do: `lines` for people to read, `counts` by what is touched and how."""

    counts: Counter = field(default_factory=Counter)
    lines: list = field(default_factory=list)
    alike: list = field(default_factory=list)  # new people with the address of somebody who is known

    def __bool__(self):
        return bool(self.counts)


def import_roster(roster, *, name, by=None, dry_run=False, lines=True, many_leavers=True):
    """Make the schools of the roster what it says; returns the `Changes`.

    People are matched by `sourcedId` within their school, never by e-mail. Leavers are ended, not
    deleted, and what the school itself ended or restricted stays so. A dry run does the same work and
    takes it back. Without `lines` only the counts are told. Raises `ValidationError` when the roster has
    problems, or without `many_leavers` when a fifth of the students would leave: nothing is half imported.
    """
    if roster.problems:
        raise ValidationError([str(problem) for problem in roster.problems])
    changes = Changes()
    with transaction.atomic():
        take_time()
        schools = find_schools(roster, changes)
        done = None
        if not dry_run:
            school = next(iter(schools.values())) if len(schools) == 1 else None
            done = RosterImport.objects.create(school=school, by=by, name=name, applied_at=timezone.now())
        notes = Notes(kept_for=done, written=not dry_run)
        notes.keeps_words = lines
        difference = Difference(roster, schools, notes, otherwise=OTHER, by=by)
        difference.note_all()
        if not (many_leavers or dry_run) and many_leave(notes, schools.values()):
            raise ValidationError(
                _("More than a fifth of the students would leave. Is this the whole roster? %(hint)s"),
                params={"hint": "--many-leavers"},
            )
        changes.counts += notes.counts
        changes.lines += notes.words
        changes.alike = difference.alike
        if not lines:
            changes.lines.clear()
        if dry_run or not changes:
            transaction.set_rollback(True)
        else:
            notes.finish(by=by, at=done.applied_at)  # type: ignore[union-attr]
            close_import(done, notes, schools.values(), by=by)
    return changes


@transaction.atomic
def bring_roster(school, upload, *, by, plain):
    """Keep a file that the office brought, and ask for it to be read. One at a time: it replaces the last.

    `plain` is the table of a school's own list, whose columns are named first; None for a student system's.
    """
    for old in RosterImport.objects.in_hand().filter(school=school):
        put_aside(old)
    brought = RosterImport(school=school, by=by, name=upload.name[:255], state=State.READING)
    if plain:
        brought.state = State.MATCHING
        brought.columns = {"named": {str(at): str(meaning) for at, meaning in plain.items()}}
    brought.file.save("", upload, save=False)
    brought.save()
    brought.schools.add(school)
    record("roster.brought", brought, by=by)
    if not plain:
        ask(brought)
    return brought


@transaction.atomic
def match_columns(brought, columns, *, complete, by):
    """The office says what each column holds; `complete` if whoever is missing in the list has left."""
    named = {"named": {str(at): str(meaning) for at, meaning in columns.items()}, "complete": complete}
    move(brought, (State.MATCHING, State.READY, State.REFUSED), State.READING, columns=named, decisions={})
    record("roster.matched", brought, by=by)
    ask(brought)


@transaction.atomic
def decide_conflicts(brought, decisions, *, by):
    """The office says of each person in doubt whether she is known already; then it is looked at anew."""
    move(brought, (State.READY,), State.READING, decisions=brought.decisions | decisions)
    record("roster.decided", brought, by=by)
    ask(brought)


@transaction.atomic
def apply_roster(brought, *, by):
    """What was shown is brought in, by a job: all of it, or nothing."""
    if brought.summary.get("conflict"):
        raise ValidationError(_("Some people wait for your decision first."))
    move(brought, (State.READY,), State.APPLYING, by=by)
    record("roster.apply_asked", brought, by=by)
    ask(brought)


@transaction.atomic
def undo_roster(done, *, by):
    """Within a day, everything that a roster did is taken back, by a job."""
    if not RosterImport.objects.undoable().filter(pk=done.pk).exists():
        raise ValidationError(_("This can be taken back for a day, and only before the next roster."))
    move(done, (State.APPLIED,), State.UNDOING)
    record("roster.undo_asked", done, by=by)
    ask(done)


@transaction.atomic
def discard_roster(brought, *, by):
    """A roster that is not wanted: nothing was changed, and nothing of it stays."""
    put_aside(brought)
    record("roster.discarded", brought, by=by)


def ask(roster_import):
    run_roster.enqueue(roster_import.pk)


def find_schools(roster, changes):
    """Ours by their id in the roster, held until the end: one roster at a time. New ones are made."""
    known = {}
    for source_id, name in sorted(roster.schools.items()):
        found = School.objects.select_for_update(no_key=True).filter(source_id=source_id).first()
        if found is None:
            found = School.objects.create(source_id=source_id, name=name)
            changes.counts["school added"] += 1
            changes.lines.append(_("New school: %(name)s") % {"name": name})
        known[source_id] = found
    return known


def close_import(done, notes, schools, *, by):
    """Say what came of it, and write it into the record of each school."""
    done.schools.set(schools)
    done.summary = summary_of(notes)
    done.fingerprint = notes.fingerprint
    done.save(update_fields=["summary", "fingerprint"])
    write_down("roster.imported", done, schools, by=by)


def write_down(verb, done, schools, *, by):
    for school in schools:
        done.school = school  # whose record this line belongs to
        record(verb, done, by=by)


@transaction.atomic
def undo_at_once(done, *, by=None):
    """The command's way of taking a roster back; gives how many rows stay because they were used since."""
    if not RosterImport.objects.undoable().filter(pk=done.pk).exists():
        raise ValidationError(_("This can be taken back for a day, and only before the next roster."))
    take_time()
    move(done, (State.APPLIED,), State.UNDOING)
    kept = take_back(done)
    done.state, done.undone_at, done.summary = State.UNDONE, timezone.now(), done.summary | {"kept": kept}
    done.save(update_fields=["state", "undone_at", "summary"])
    write_down("roster.undone", done, done.schools.order_by("pk"), by=by)
    return kept
