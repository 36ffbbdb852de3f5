"""Last year's goals come from a spreadsheet: looked at first, then all that can be read, each once."""

import datetime
import logging

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import School
from goals.actions.rhythms import keep_days_of
from goals.models import Goal, GoalEvent, GoalImport, Step
from goals.sheets import UnreadableList, read_goals
from goals.tasks import bring_goals

LARGE = 200  # goals: more than that are brought in by the worker, with a progress bar
BATCH = 250
SHOWN = 8  # goals that are shown of what would come
PROBLEMS = 200  # that are shown; whoever has more has one cause
ENDED = (Goal.State.REACHED, Goal.State.SET_ASIDE)

State = GoalImport.State
log = logging.getLogger(__name__)


@transaction.atomic
def keep_goal_list(school, upload, *, by):
    """Keep a list that the office brought and say what it would bring; it replaces one still in hand.

    Raises ValidationError, in words for the office, when it is no such list.
    """
    brought = GoalImport(school=school, by=by, name=upload.name[:255])
    brought.file.save("", upload, save=False)
    try:
        found = read_goals(lambda: brought.file.open("rb"), school)
    except UnreadableList as refusal:
        brought.file.delete(save=False)
        raise ValidationError(str(refusal)) from refusal
    for old in GoalImport.objects.in_hand().filter(school=school):
        put_aside(old)
    brought.summary = summarise(found)
    brought.save()
    record("goal_import.file_brought", brought, by=by)
    return brought


def summarise(found):
    """What would come, for the page."""
    return {
        "new": len(found.new),
        "known": found.known,
        "students": len({one.student.pk for one in found.new}),
        "problems": found.problems[:PROBLEMS],
        "problem_count": len(found.problems),
        "columns": [[heading, str(meaning)] for heading, meaning in found.columns],
        "lines": [
            {
                "line": one.line,
                "name": one.student.name,
                "want": one.words["want"],
                "state": one.words["state"],
                "steps": len(one.steps),
            }
            for one in found.new[:SHOWN]
        ],
    }


def put_aside(brought):
    """Nothing was changed, and nothing of the file stays."""
    if GoalImport.objects.filter(pk=brought.pk, state=State.READY).update(state=State.DISCARDED, summary={}):
        drop_file(brought)


def drop_file(brought):
    name, storage = brought.file.name, brought.file.storage
    GoalImport.objects.filter(pk=brought.pk).update(file="")
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def discard_goal_import(brought, *, by):
    put_aside(brought)
    record("goal_import.file_put_aside", brought, by=by)


def apply_goal_import(brought, *, by):
    """Bring in what was shown: at once, or by the worker when it is large."""
    start(brought, by=by)
    brought.refresh_from_db()
    if brought.summary["new"] <= LARGE:
        finish_goal_import(brought)


@transaction.atomic
def start(brought, *, by):
    moved = GoalImport.objects.filter(pk=brought.pk, state=State.READY)
    if not moved.update(state=State.APPLYING, progress=0, by=by):
        raise ValidationError(_("This list has been brought in or put aside already."))
    record("goal_import.asked", brought, by=by)
    if brought.summary["new"] > LARGE:
        bring_goals.enqueue(brought.pk)


def finish_goal_import(brought, say=lambda part: None):
    """Bring in a list whose turn it is, and say what came of it. Safe to run twice.

    What cannot be finished goes back to the office with the reason.
    """
    school = brought.school
    language = brought.by.language or school.language
    with timezone.override(school.timezone), translation.override(language):
        try:
            return bring_list_in(brought, say)
        except (UnreadableList, OSError):
            log.warning("Goal import %s cannot be read any more", brought.pk)
        except Exception:
            # The page would wait for ever. Nothing of it was done, and the log has the rest.
            log.exception("Goal import %s could not be finished", brought.pk)
        return stop(brought)


@transaction.atomic
def stop(brought):
    words = _("Something went wrong on our side. Nothing was changed.")
    summary = brought.summary | {"trouble": words}
    GoalImport.objects.owed().filter(pk=brought.pk).update(state=State.READY, progress=0, summary=summary)
    return "stopped"


@transaction.atomic
def bring_list_in(brought, say):
    """Read the list once more and bring in what is not here yet: all of it or nothing."""
    School.objects.select_for_update(no_key=True).get(pk=brought.school_id)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5min'")
    brought = GoalImport.objects.owed().filter(pk=brought.pk).select_related("school", "by").first()
    if brought is None:
        return "nothing to do"
    found = read_goals(lambda: brought.file.open("rb"), brought.school)
    for start_at in range(0, len(found.new), BATCH):
        bring_goals_in(brought, found.new[start_at : start_at + BATCH])
        say(0.9 * (start_at + BATCH) / len(found.new))
    came = summarise(found) | {"lines": [], "columns": [], "problems": found.problems[:PROBLEMS]}
    GoalImport.objects.filter(pk=brought.pk).update(
        state=State.APPLIED, progress=100, summary=came, applied_at=timezone.now()
    )
    record("goal_import.applied", brought, by=brought.by)
    drop_file(brought)
    return "applied"


def bring_goals_in(brought, wanted):
    """These goals with their steps, each with the turn in its story that says where it came from."""
    now = timezone.now()
    made = Goal.objects.bulk_create([goal_of(brought, one, now) for one in wanted])
    Step.objects.bulk_create(
        Step(goal=goal, position=place, text=text)
        for goal, one in zip(made, wanted, strict=True)
        for place, text in enumerate(one.steps)
    )
    GoalEvent.objects.bulk_create(
        GoalEvent(school=brought.school, goal=goal, kind=GoalEvent.Kind.IMPORTED, by=brought.by, at=now)
        for goal in made
    )
    keep_days_of(Goal.objects.filter(pk__in=[goal.pk for goal in made]), brought.school_id)
    for goal in made:
        record("goal.imported", goal, by=brought.by)


def goal_of(brought, one, now):
    """It asks nothing of its advisor: it was talked about last year. Only she shares it with her family."""
    words = dict(one.words)
    set_on, state = words.pop("set_on"), words["state"]
    set_at = min(at_noon(set_on), now) if set_on else now
    ended_at = min(max(at_noon(words["until"]), set_at), now) if words["until"] else set_at
    return Goal(
        school=brought.school,
        student=one.student,
        form_key=one.form_key,
        set_at=set_at,
        news_at=set_at,
        reviewed_at=now,
        ended_at=ended_at if state in ENDED else None,
        progress=Goal._meta.get_field("top").default if state == Goal.State.REACHED else 0,
        **words,
    )


def at_noon(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def forget_goal_lists():
    """What nobody came back to is put aside; of what came long ago the names in its rows go, too."""
    for brought in GoalImport.objects.forgotten():
        put_aside(brought)
    GoalImport.objects.over().update(summary={})
