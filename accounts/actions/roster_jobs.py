"""The long parts of a roster, done by the worker: reading a file, bringing it in, taking it back."""

import logging
import time
from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import spreadsheet
from accounts.actions.roster_changes import Group, Notes, What
from accounts.actions.roster_difference import Difference
from accounts.actions.roster_undo import take_back
from accounts.audit import record
from accounts.models import RosterImport, RosterProblem, School, Student
from accounts.oneroster.bundle import Problem, UnreadableBundle
from accounts.oneroster.reading import read_roster

State = RosterImport.State
BACK = {  # where the office goes on when a job could not be finished
    State.READING: State.REFUSED,
    State.APPLYING: State.READY,
    State.UNDOING: State.APPLIED,
}
PAGE_BYTES = 100 * 1024 * 1024  # of the files in a zip that came through the page, unpacked
PROBLEMS = 2000  # that are kept; whoever has more has one cause
READING_PART = 0.3  # of the progress bar
WAITS_DAYS = 7  # that a roster waits to be applied
KEPT_DAYS = 35  # that its rows of before and after are kept
MANY = 20  # students, and a fifth of the school: so many leave at the end of a year, or by a wrong file

logger = logging.getLogger(__name__)


class MovedError(Exception):
    """What would be done now is not what was shown."""


def run_roster_job(pk):
    """Do what the office asked for last; gives what came of it. Safe to run twice."""
    owed = RosterImport.objects.owed().select_related("school", "by").filter(pk=pk).first()
    if owed is None:
        return "nothing to do"
    job = {State.READING: look, State.APPLYING: bring_in, State.UNDOING: undo}[owed.state]
    language = (owed.by and owed.by.language) or owed.school.language
    with (
        told_progress(owed.pk) as say,
        timezone.override(owed.school.timezone),
        translation.override(language),
    ):
        try:
            job(owed, say)
        except MovedError:
            return "done by somebody else"
        except (UnreadableBundle, ValidationError) as error:
            settle(pk, words=" ".join(getattr(error, "messages", [str(error)])))
        except Exception:
            # The page would wait for ever. Nothing of it was done, and the log has the rest.
            logger.exception("Roster %s could not be finished", pk)
            settle(pk, words=_("Something went wrong on our side. Nothing was changed."))
    return RosterImport.objects.values_list("state", flat=True).get(pk=pk)


@transaction.atomic
def settle(pk, *, words):
    """Say why it stopped, and let the office go on from where it was."""
    stopped = RosterImport.objects.owed().select_for_update().filter(pk=pk).first()
    if stopped is None:
        return  # another worker came to an end of it
    stopped.state, stopped.progress = BACK[stopped.state], 0
    if stopped.state == State.REFUSED:
        stopped.summary = {}
        keep_problems(stopped, [Problem("", 0, words)], grave=True)
    else:
        stopped.summary |= {"trouble": words}
    stopped.save(update_fields=["state", "progress", "summary"])


@contextmanager
def told_progress(pk, table="accounts_rosterimport"):
    """Gives a function that tells the page how far the job is, from 0 to 1.

    It writes through a connection of its own, for nobody sees inside the transaction of the job.
    """
    other = connection.copy()
    told = [0, time.monotonic()]

    def say(part):
        percent, now = int(part * 100), time.monotonic()
        if percent > told[0] and now - told[1] > 0.5:
            told[:] = percent, now
            try:
                with other.cursor() as cursor:
                    cursor.execute(f"UPDATE {table} SET progress = %s WHERE id = %s", [percent, pk])  # noqa: S608
            except OperationalError:
                logger.warning("Progress of %s %s was not told", table, pk)

    try:
        yield say
    finally:
        other.close()


def take_time():
    """A roster may take minutes, where a page may not; what it holds meanwhile, nobody else waits for."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10min'")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")


def hold(owed):
    """One roster at a time for a school; raises MovedError when another worker has done this one."""
    take_time()
    school = School.objects.select_for_update(no_key=True).get(pk=owed.school_id)
    if not RosterImport.objects.filter(pk=owed.pk, state=owed.state).exists():
        raise MovedError
    return school


def read_file(owed, school, say):
    """What the file says of this school, whatever else is in it."""
    if owed.columns:
        named = {int(at): spreadsheet.Meaning(name) for at, name in owed.columns["named"].items()}
        roster = spreadsheet.read_list(
            lambda: owed.file.open("rb"), named, complete=owed.columns["complete"], file=owed.name
        )
        return roster, {spreadsheet.SCHOOL: school}
    roster = read_roster(owed.file.path, max_bytes=PAGE_BYTES, say=lambda part: say(part * READING_PART))
    return roster, narrow(roster, school)


def narrow(roster, school):
    """Keep of a bundle what is of this school; `{id in the roster: school}`.

    A school that has had no roster takes the id of the only school in its first one, unless that is the id
    of somebody else's.
    """
    mine = school.source_id if school.source_id in roster.schools else ""
    if not mine and not school.source_id and len(roster.schools) == 1:
        only = next(iter(roster.schools))
        mine = "" if School.objects.filter(source_id=only).exists() else only
    if not mine:
        raise UnreadableBundle(_("This roster is not of %(school)s.") % {"school": school.name})
    others = len(roster.schools) - 1
    if others:
        words = _("There are %(n)d more schools in this roster; they are left out.") % {"n": others}
        roster.notices.append(Problem("orgs.csv", 1, words))
    roster.schools = {mine: roster.schools[mine]}
    roster.roles = {row for row in roster.roles if row[1] == mine}
    roster.advisories = {key: row for key, row in roster.advisories.items() if row.school == mine}
    roster.advisory_of = {who: key for who, key in roster.advisory_of.items() if key in roster.advisories}
    return {mine: school}


def look(owed, say, *, moved=False):
    """Read the file and note what it would change; nothing else is written."""
    school = owed.school
    roster, schools = read_file(owed, school, say)
    if roster.problems:
        refuse(owed, roster)
        return
    with transaction.atomic():
        hold(owed)
        owed.changes.all().delete()
        notes = Notes(kept_for=owed)
        compare(roster, schools, notes, owed, say)
        notes.keep()
        keep_problems(owed, roster.notices, grave=False)
        owed.state, owed.progress, owed.fingerprint = State.READY, 0, notes.fingerprint
        owed.summary = summary_of(notes, school) | {"moved": moved}
        owed.save(update_fields=["state", "progress", "fingerprint", "summary"])


def compare(roster, schools, notes, owed, say):
    rest = 1 - READING_PART
    difference = Difference(
        roster,
        schools,
        notes,
        decisions=owed.decisions,
        otherwise=None,
        by=owed.by,
        say=lambda part: say(READING_PART + rest * part * 0.8),
    )
    difference.note_all()
    return difference


def refuse(owed, roster):
    with transaction.atomic():
        owed.changes.all().delete()
        keep_problems(owed, roster.problems, grave=True)
        summary = {"problems": len(roster.problems)}
        rows = RosterImport.objects.filter(pk=owed.pk, state=State.READING)
        rows.update(state=State.REFUSED, progress=0, summary=summary)


def keep_problems(owed, problems, *, grave):
    owed.problems.all().delete()
    RosterProblem.objects.bulk_create(
        RosterProblem(
            roster_import=owed,
            grave=grave,
            file=problem.file[:100],
            line=problem.line,
            reason=problem.reason,
        )
        for problem in problems[:PROBLEMS]
    )


def summary_of(notes, school=None):
    """How many lines by group and kind; what waits for a decision; whether suspiciously many leave."""
    summary = {f"{group}.{what}": count for (group, what), count in sorted(notes.lines.items())}
    if school:
        summary["conflict"] = sum(n for (group, _what), n in notes.lines.items() if group == Group.CONFLICT)
        summary["many_leave"] = many_leave(notes, [school])
    return summary


def many_leave(notes, schools):
    left = notes.lines[Group.LEFT, What.STUDENT]
    return left > MANY and left * 5 > Student.objects.current().filter(school__in=schools).count()


def bring_in(owed, say):
    """Make the school what the file says, if that still is what was shown; else it is shown anew."""
    roster, schools = read_file(owed, owed.school, say)
    try:
        with transaction.atomic():
            hold(owed)
            owed.changes.all().delete()
            notes = Notes(kept_for=owed, written=True)
            compare(roster, schools, notes, owed, say)
            if notes.fingerprint != owed.fingerprint:
                raise MovedError
            owed.applied_at = timezone.now()
            notes.finish(by=owed.by, at=owed.applied_at)
            say(0.95)
            owed.state, owed.progress = State.APPLIED, 0
            owed.summary = summary_of(notes, owed.school)
            owed.save(update_fields=["state", "progress", "applied_at", "summary"])
            record("roster.imported", owed, by=owed.by)
            drop_file(owed)
    except MovedError:
        move(owed, (State.APPLYING,), State.READING)
        look(owed, say, moved=True)


def drop_file(owed):
    """The file has done its work; the values before and after stay until nobody can ask for them back."""
    file = owed.file
    transaction.on_commit(lambda: file.storage.delete(file.name))
    RosterImport.objects.filter(pk=owed.pk).update(file="")


def undo(owed, say):
    with transaction.atomic():
        hold(owed)
        kept = take_back(owed, say=say)
        owed.state, owed.progress, owed.undone_at = State.UNDONE, 0, timezone.now()
        owed.summary = owed.summary | {"kept": kept, "trouble": ""}
        owed.save(update_fields=["state", "progress", "undone_at", "summary"])
        record("roster.undone", owed, by=owed.by)


def put_aside(brought):
    move(brought, (State.MATCHING, State.READING, State.READY, State.REFUSED), State.DISCARDED)
    forget(brought)


def forget(over):
    """The file, the values before and after and the reasons are people's data: they go when they are over."""
    over.changes.all().delete()
    over.problems.all().delete()
    if over.file:
        file = over.file
        transaction.on_commit(lambda: file.storage.delete(file.name))
        RosterImport.objects.filter(pk=over.pk).update(file="")


def move(roster_import, states, state, **values):
    """From one of these states to another: of two who ask at once, one is late."""
    rows = RosterImport.objects.filter(pk=roster_import.pk, state__in=states)
    if not rows.update(state=state, progress=0, **values):
        raise ValidationError(_("This roster has moved on in the meantime. Please look again."))
    roster_import.refresh_from_db()


def forget_old_rosters():
    """What nobody came back to is put aside; what nobody can take back any more loses its details."""
    now = timezone.now()
    for brought in RosterImport.objects.in_hand().filter(at__lt=now - timedelta(days=WAITS_DAYS)):
        put_aside(brought)
    for over in RosterImport.objects.over(now - timedelta(days=KEPT_DAYS)).with_details():
        forget(over)
