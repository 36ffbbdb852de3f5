"""A framework's file becomes the school's targets: what it says is brought in, what vanished is retired.

Targets are known again by their identifier, so that what was placed on them stays; the school's own words
and its own targets are never touched.
"""

import logging
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import School
from portfolios.actions.frameworks import number_anew, offer_levels
from portfolios.case import UnreadableFramework, read_package
from portfolios.case_csv import read_csv
from portfolios.models import Framework, FrameworkImport, Placement, Target
from portfolios.tasks import bring_framework

LARGE = 200  # items: more than that are brought in by the worker, with a progress bar
BATCH = 500
SHOWN = 8  # lines that are shown of what changes
COLUMNS = ("code", "statement", "short", "item_type", "uri", "language", "area", "is_heading")

State = FrameworkImport.State
log = logging.getLogger(__name__)


@dataclass
class Difference:
    """What a package would change at a school."""

    framework: Framework | None = None
    known: dict = field(default_factory=dict)  # targets by identifier
    new: list = field(default_factory=list)  # items
    changed: list = field(default_factory=list)  # (target, item): other words, grades or place
    back: list = field(default_factory=list)  # (target, item): retired, and in the file again
    gone: list = field(default_factory=list)  # targets that the file has no longer


def read_framework(raw, *, name, title=""):
    """The package in a file; a CSV, known by its name, is called `title`. Raises UnreadableFramework."""
    if name.lower().endswith((".csv", ".tsv", ".txt", ".xlsx")):
        return read_csv(raw, title or name.rpartition(".")[0])
    return read_package(raw)


def compare(school, package):
    """What this package would change at this school."""
    framework = Framework.objects.filter(school=school, source_id=package.identifier).first()
    found = Difference(framework)
    if framework is None:
        found.new = list(package.items)
        return found
    rows = Target.objects.filter(framework=framework).exclude(source_id="")
    found.known = {target.source_id: target for target in rows.select_related("parent")}
    for item in package.items:
        target = found.known.get(item.identifier)
        if target is None:
            found.new.append(item)
        elif target.retired_at:
            found.back.append((target, item))
        elif differs(target, item):
            found.changed.append((target, item))
    named = {item.identifier for item in package.items}
    found.gone = [
        target for key, target in found.known.items() if key not in named and target.retired_at is None
    ]
    return found


def differs(target, item):
    parent = target.parent.source_id if target.parent else ""
    return (
        any(getattr(target, name) != getattr(item, name) for name in COLUMNS)
        or (target.grade_low, target.grade_high) != grades_of(item)
        or parent != (item.parent.identifier if item.parent else "")
    )


def grades_of(item):
    return (0, 12) if item.low is None else (item.low, item.high)


def summarise(package, found):
    """What would come and change, for the page and the command."""
    low, high = package.grades
    kept = found.framework and found.framework.changed_at_source
    says = package.facts.get("changed_at_source")
    placed = Placement.objects.filter(target__in=[target.pk for target in found.gone])
    return {
        "title": package.title,
        "facts": {
            name: package.facts.get(name, "")
            for name in ("creator", "publisher", "adoption_status", "licence", "language", "version")
        },
        "types": package.types,
        "count": len(package.items),
        "depth": package.depth,
        "grades": [low, high],
        "notes": package.notes,
        "known": found.framework is not None,
        "older": bool(kept and says and says < kept),
        "new": len(found.new),
        "changed": len(found.changed),
        "back": len(found.back),
        "gone": len(found.gone),
        "gone_placed": placed.values("target").distinct().count() if found.gone else 0,
        "lines": {
            "new": [line_of(item) for item in found.new[:SHOWN]] if found.framework else [],
            "changed": [
                line_of(item) | {"was": target.statement[:200] if target.statement != item.statement else ""}
                for target, item in found.changed[:SHOWN]
            ],
            "gone": [line_of(target) for target in found.gone[:SHOWN]],
        },
    }


def line_of(row):
    return {"code": row.code, "words": row.statement[:200]}


@transaction.atomic
def keep_import(school, upload, *, kind, title, by):
    """Keep a file that the office brought and say what it would change; it replaces one still in hand.

    Raises ValidationError, in words for the office, when it is no framework.
    """
    raw = upload.read()
    try:
        package = read_framework(raw, name=upload.name, title=title)
    except UnreadableFramework as refusal:
        raise ValidationError(str(refusal)) from refusal
    for old in FrameworkImport.objects.in_hand().filter(school=school):
        put_aside(old)
    found = compare(school, package)
    brought = FrameworkImport(
        school=school,
        by=by,
        name=upload.name[:255],
        kind=found.framework.kind if found.framework else kind,
        summary=summarise(package, found),
        framework=found.framework,
    )
    upload.seek(0)
    brought.file.save("", upload, save=False)
    brought.save()
    record("framework.file_brought", brought, by=by)
    return brought


def put_aside(brought):
    """Nothing was changed, and nothing of the file stays."""
    if FrameworkImport.objects.filter(pk=brought.pk, state=State.READY).update(state=State.DISCARDED):
        drop_file(brought)


def drop_file(brought):
    name, storage = brought.file.name, brought.file.storage
    FrameworkImport.objects.filter(pk=brought.pk).update(file="")
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def discard_import(brought, *, by):
    put_aside(brought)
    record("framework.file_put_aside", brought, by=by)


def apply_import(brought, *, by):
    """Bring in what was shown: at once, or by the worker when it is large."""
    start_import(brought, by=by)
    brought.refresh_from_db()
    if brought.summary["count"] <= LARGE:
        finish_import(brought)


@transaction.atomic
def start_import(brought, *, by):
    moved = FrameworkImport.objects.filter(pk=brought.pk, state=State.READY)
    if not moved.update(state=State.APPLYING, progress=0, by=by):
        raise ValidationError(_("This file has been brought in or put aside already."))
    record("framework.import_asked", brought, by=by)
    if brought.summary["count"] > LARGE:
        bring_framework.enqueue(brought.pk)


def finish_import(brought, say=lambda part: None):
    """Bring a file in whose turn it is, and say what came of it. Safe to run twice.

    What cannot be finished goes back to the office with the reason.
    """
    try:
        return bring_file_in(brought, say)
    except (UnreadableFramework, OSError):
        log.warning("Framework import %s cannot be read any more", brought.pk)
    except Exception:
        # The page would wait for ever. Nothing of it was done, and the log has the rest.
        log.exception("Framework import %s could not be finished", brought.pk)
    return stop(brought)


@transaction.atomic
def bring_file_in(brought, say):
    """Read the file once more and bring it in: all of it or nothing."""
    hold(brought.school)
    brought = FrameworkImport.objects.owed().filter(pk=brought.pk).select_related("school", "by").first()
    if brought is None:
        return "nothing to do"
    with brought.file.open("rb") as file:
        package = read_framework(file.read(), name=brought.name, title=brought.summary["title"])
    framework, found = bring_in(brought.school, package, kind=brought.kind, by=brought.by, say=say)
    brought.summary = summarise(package, found)
    brought.framework, brought.state = framework, State.APPLIED
    brought.applied_at, brought.progress = timezone.now(), 100
    brought.save(update_fields=["summary", "framework", "state", "applied_at", "progress"])
    drop_file(brought)
    return "applied"


def hold(school):
    """One framework at a time. The row of the import stays free, for its progress is written meanwhile."""
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5min'")


def stop(brought):
    """Nothing was changed; the office may try once more."""
    words = _("This could not be brought in. Nothing was changed. Please try once more.")
    FrameworkImport.objects.filter(pk=brought.pk, state=State.APPLYING).update(
        state=State.READY, summary=brought.summary | {"trouble": words}
    )
    return "stopped"


@transaction.atomic
def import_framework(school, package, *, kind, by=None, dry_run=False):
    """The command's way: bring a package in at once; gives the framework, if any, and what changed."""
    hold(school)
    found = compare(school, package)
    summary = summarise(package, found)
    if not dry_run:
        framework, _found = bring_in(school, package, kind=kind, by=by, say=lambda part: None)
        return framework, summary
    return found.framework, summary


def bring_in(school, package, *, kind, by, say):
    """Make the school's framework what the package says; gives it and the `Difference` that was made."""
    found = compare(school, package)
    framework = found.framework or Framework(school=school, source_id=package.identifier, kind=kind)
    keep_facts(framework, package)
    if found.framework is None:
        offer_levels(framework)
    rows = dict(found.known)
    add_targets(framework, found.new, rows, say)
    update_targets(found.changed + found.back, rows, say)
    Target.objects.filter(pk__in=[target.pk for target in found.gone]).update(retired_at=timezone.now())
    number_anew(framework, order={item.identifier: item.number for item in package.items})
    say(1)
    record("framework.imported", framework, by=by)
    return framework, found


def keep_facts(framework, package):
    """Whom to name and since when; a licence that the school typed stays where the file has none."""
    framework.name = package.title
    framework.grade_low, framework.grade_high = package.grades
    for name, value in package.facts.items():
        if value or name != "licence":
            setattr(framework, name, value)
    framework.retired_at = None
    if framework.pk is None:
        framework.position = Framework.objects.filter(school=framework.school).count()
    framework.save()


def add_targets(framework, items, rows, say):
    """New targets, those above before those below; `rows` gets them by identifier."""
    waiting, done = list(items), 0
    while waiting:
        ready = [item for item in waiting if item.parent is None or item.parent.identifier in rows]
        for start in range(0, len(ready), BATCH):
            made = [target_of(framework, item, rows) for item in ready[start : start + BATCH]]
            for target in Target.objects.bulk_create(made):
                rows[target.source_id] = target
            done += len(made)
            say(0.8 * done / len(items))
        waiting = [item for item in waiting if item.identifier not in rows]


def target_of(framework, item, rows):
    target = Target(framework=framework, source_id=item.identifier, position=item.number)
    fill(target, item, rows)
    return target


def fill(target, item, rows):
    for name in COLUMNS:
        setattr(target, name, getattr(item, name))
    target.grade_low, target.grade_high = grades_of(item)
    target.parent = rows[item.parent.identifier] if item.parent else None
    target.changed_at_source = item.changed_at


def update_targets(pairs, rows, say):
    for target, item in pairs:
        fill(target, item, rows)
        target.retired_at = None
    columns = [*COLUMNS, "grade_low", "grade_high", "parent", "changed_at_source", "retired_at"]
    Target.objects.bulk_update([target for target, _item in pairs], columns, batch_size=BATCH)
    say(0.9)
