"""A roster becomes the school's people: all of its changes or none."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.roster_changes import Notes
from accounts.actions.roster_difference import OTHER, Difference
from accounts.audit import record
from accounts.models import RosterImport, School


@dataclass
class Changes:
    """What applying a roster would do: `lines` for people to read, `counts` by what is touched and how."""

    counts: Counter = field(default_factory=Counter)
    lines: list = field(default_factory=list)
    alike: list = field(default_factory=list)  # new people with the address of somebody who is known

    def __bool__(self):
        return bool(self.counts)


def import_roster(roster, *, name, by=None, dry_run=False, say=None):
    """Make the schools of the roster what it says; returns the `Changes`.

    People are matched by `sourcedId` within their school, never by e-mail. Leavers are ended, not
    deleted, and what the school itself ended or restricted stays so. A dry run does the same work and
    takes it back. Raises `ValidationError` when the roster has problems: nothing is half imported.
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
        notes.keeps_words = True
        difference = Difference(roster, schools, notes, otherwise=OTHER, by=by, say=say)
        difference.note_all()
        changes.counts += notes.counts
        changes.lines += notes.words
        changes.alike = difference.alike
        if dry_run or not changes:
            transaction.set_rollback(True)
        else:
            notes.finish(by=by, at=done.applied_at)
            close_import(done, notes, schools.values(), by=by)
    return changes


def take_time():
    """A roster may take minutes, where a page may not; what it holds meanwhile, nobody else waits for."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10min'")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")


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
    for school in schools:
        done.school = school  # whose record this line belongs to
        record("roster.imported", done, by=by)


def summary_of(notes):
    return {f"{group}.{what}": count for (group, what), count in sorted(notes.lines.items())}
