"""Who did, saw, or was refused what: rows of ids and verbs, added and never changed.

Actions say what they did with `record`. What somebody looked at, and what was refused, is written by the
middleware of every page (`config.middleware.AuditMiddleware`). Each app says in its `audited.py` which
pages are about one child, and what its verbs mean in plain words.
"""

from functools import cache
from importlib import import_module

from django.apps import apps
from django.db import connection
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Value,
)
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from accounts.models import AuditRecord, Guardianship, School
from accounts.records import lines
from accounts.walls import school_path

LOOKED = "record.looked"
OPENED = "record.opened"  # a family that used its right to see everything
FAILED = "signin.failed"
REFUSED = "page.refused"


def record(verb, thing, *, by, student=None):
    """Write down who did what, in the transaction of the change itself.

    `verb` is "noun.verb"; `by` is a person, or None for a job. `student` names the child whose record
    it touches, when `thing` does not say so itself.
    """
    student_id = student.pk if student else getattr(thing, "student_id", None)
    school_id = getattr(thing, "school_id", None) or (student.school_id if student else school_of(thing))
    AuditRecord.objects.create(
        verb=verb,
        thing=thing._meta.label_lower,
        thing_id=str(thing.pk),
        actor_id=getattr(by, "pk", None),
        school_id=school_id or getattr(by, "school_id", None),
        student_id=student_id,
    )


def record_failed_sign_in(person, *, way):
    """A wrong password, code or picture. The person is whom it was aimed at, which says nothing of who tried.

    Of nobody we know too, so that an unknown name takes as long as a known one.
    """
    AuditRecord.objects.create(
        verb=FAILED,
        thing=way,
        actor_id=person and person.pk,
        school_id=person and person.school_id,
    )


def school_of(thing):
    """The school that a row belongs to, whichever school the person who acts is in; None if to none."""
    if isinstance(thing, School):
        return thing.pk
    path = school_path(type(thing))  # type: ignore[arg-type]
    here = type(thing)._base_manager.filter(pk=thing.pk)
    return here.values_list(path, flat=True).first() if path else None


@cache
def audited(name):
    """What the apps say of themselves: their PAGES or their VERBS, in one dict."""
    modules = [app for app in apps.get_app_configs() if module_has_submodule(app.module, "audited")]
    return {
        key: value
        for app in modules
        for key, value in getattr(import_module(f"{app.name}.audited"), name, {}).items()
    }


def record_look(page, lookup, *, by, day):
    """Somebody of the school, or a guest, was shown this page of one child's record.

    One row for each person, child, page and day, in one statement. What the child and her own family
    read is not written, except where they ask for everything that is kept.
    """
    model, _words = audited("PAGES")[page]
    way = lines()[model.lower()].way
    student = "" if way == "pk" else f"{way}__"
    family = Guardianship.objects.filter(adult=by.pk, student=OuterRef(f"{student}pk"))
    rows = apps.get_model(model)._base_manager.filter(**lookup).exclude(**{f"{student}user": by.pk})
    verb = OPENED if page in audited("EVERYTHING") else LOOKED
    if verb == LOOKED:
        rows = rows.filter(~Exists(family))
    add_once_a_day(
        rows,
        at=Value(timezone.now(), DateTimeField()),
        school_id=F(f"{student}school"),
        actor_id=Value(by.pk, BigIntegerField()),
        verb=Value(verb, CharField()),
        thing=Value(page, CharField()),
        thing_id=Value("", CharField()),
        student_id=F(f"{student}pk"),
        day=Value(day, DateField()),
    )


def add_once_a_day(rows, **columns):
    """INSERT ... SELECT ... ON CONFLICT DO NOTHING: a row that is there already stays."""
    # The prefix keeps the columns apart from fields of the same name.
    selected = rows.order_by().annotate(**{f"audit_{name}": value for name, value in columns.items()})
    sql, params = selected.values_list(*(f"audit_{name}" for name in columns)).query.sql_with_params()
    table = AuditRecord._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(  # the names are ours
            f"INSERT INTO {table} ({', '.join(columns)}) {sql} ON CONFLICT DO NOTHING",
            params,
        )


def record_refusal(model, lookup, *, by, day):
    """A permission said no to a row that exists; for a number that names nothing, nothing is written.

    It is told to the school of the row alone: another one would learn whose row it is.
    """
    line = lines().get(model._meta.label_lower)
    school = "pk" if model is School else school_path(model)
    nothing = Value(None, BigIntegerField())
    rows = model._base_manager.filter(**lookup)
    row = rows.values_list("pk", school or nothing, line.way if line else nothing).first()
    if row is None:
        return
    pk, school_id, student_id = row
    add_refusal(
        model._meta.label_lower,
        str(pk)[:40],
        by=by,
        day=day,
        school_id=school_id or by.school_id,
        student_id=student_id if school_id else None,
    )


def record_page_refusal(page, *, by, day):
    """A page that is for others altogether, such as the office's."""
    add_refusal(page[:60], "", by=by, day=day, school_id=by.school_id)


def add_refusal(thing, thing_id, *, by, day, school_id, student_id=None):
    refusal = AuditRecord(
        verb=REFUSED,
        thing=thing,
        thing_id=thing_id,
        actor_id=by.pk,
        school_id=school_id,
        student_id=student_id,
        day=day,
    )
    AuditRecord.objects.bulk_create([refusal], ignore_conflicts=True)
