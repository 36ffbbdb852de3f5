"""A child's record: everything that is kept about her.

Each app says in its `kept.py` which of its models belong to it, one `Kept` a model, with the way of
foreign keys from a row to its student. The same lines let a family see it all, delete it all, and say
whose record a page was about. `tests/accounts/test_records.py` follows every foreign key of every model
and fails on one without a line.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.db.models import Count, Field, FileField, QuerySet, Value
from django.utils import formats, timezone
from django.utils.module_loading import module_has_submodule

NUMBERS = {"id", "school", "form_key", "key", "revision", "position", "token_digest", "code_digest"}


def everything(rows, reader):
    return rows


def delete(rows):
    return rows.delete()[1]


@dataclass(frozen=True)
class Kept:
    """One kind of rows about a child."""

    model: str  # "portfolios.Evidence"
    way: str  # "student"; for a row that hangs on another, "evidence__student"; of the student "pk"
    title: object  # as a family reads it
    hidden: frozenset = frozenset()  # columns that say nothing to a person, or that are secrets
    # Of separated parents each reads what concerns the child, never what concerns the other's household.
    seen: Callable[[QuerySet, object], QuerySet] = everything
    # What an adult and the school have between them, a grown student does not read either.
    seen_by_student: bool = True
    # What becomes of the rows when the child's record is deleted; gives how many went, by model.
    forget: Callable[[QuerySet], dict] = delete
    # Rows go before the row that they hang on; what is higher waits for everything lower.
    order: int = 0

    @property
    def kind(self):
        """As addresses name it."""
        return self.model.lower().replace(".", "-")

    @property
    def depth(self):
        return self.way.count("__")

    @property
    def model_class(self):
        return apps.get_model(self.model)

    def rows(self, student_pk):
        return self.model_class._base_manager.filter(**{self.way: student_pk})

    def read_by(self, reader, student):
        """The rows that this holder of the rights is shown: a grown student all of hers."""
        rows = self.rows(student.pk)
        hers = student.user_id == reader.pk and self.seen_by_student
        return rows if hers else self.seen(rows, reader)

    @property
    def fields(self):
        """The columns that are shown: all but numbers of ours and the way to the child herself."""
        hidden = NUMBERS | self.hidden | {self.way.partition("__")[0]}
        fields = self.model_class._meta.concrete_fields
        return [field for field in fields if field.name not in hidden]

    def file_names(self, keys):
        """The files on disk that belong to these rows."""
        fields = [
            field.name for field in self.model_class._meta.concrete_fields if isinstance(field, FileField)
        ]
        rows = self.model_class._base_manager.filter(pk__in=keys).values_list(*fields) if fields else []
        return [name for row in rows for name in row if name]


@cache
def lines():
    """Every `Kept`, by the label of its model."""
    modules = [app for app in apps.get_app_configs() if module_has_submodule(app.module, "kept")]
    found = [line for app in modules for line in import_module(f"{app.name}.kept").KEPT]
    return {line.model.lower(): line for line in found}


def line_of(kind):
    """The line of a kind as addresses name it, or None."""
    return next((line for line in lines().values() if line.kind == kind), None)


def counts(student, reader):
    """How many rows of each kind there are, in one query: (line, count) where there are any."""
    found = list(lines().values())
    asked = [
        line.read_by(reader, student)
        .order_by()
        .annotate(number_of_line=Value(number))
        .values("number_of_line")
        .annotate(rows_of_line=Count("pk", distinct=True))
        .values_list("number_of_line", "rows_of_line")
        for number, line in enumerate(found)
    ]
    return [(found[number], n) for number, n in sorted(asked[0].union(*asked[1:], all=True)) if n]


@dataclass(frozen=True)
class Shown:
    """One row as a family reads it."""

    pk: int
    values: list  # (label, value) of each column that says something


PAGE = 50


def page(line, student, reader, after=None):
    """The next rows of a kind, in two queries at most, and the key of the last one if there are more."""
    people = [field.name for field in line.fields if field.is_relation]
    rows = line.read_by(reader, student).order_by("pk").distinct()
    rows = rows.select_related(*people) if people else rows
    found = list((rows.filter(pk__gt=after) if after else rows)[: PAGE + 1])
    return [shown(line, row) for row in found[:PAGE]], found[PAGE - 1].pk if len(found) > PAGE else None


def shown(line, row):
    told = ((field.verbose_name, told_value(field, row)) for field in line.fields)
    return Shown(row.pk, [(label, value) for label, value in told if value not in (None, "", {}, [])])


def told_value(field: Field, row):
    if field.is_relation:
        return str(getattr(row, field.name) or "")
    value = getattr(row, field.attname)
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    if isinstance(field, FileField):
        return value.name and value.name.partition("/")[0]
    if isinstance(value, datetime.datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, dict):
        return " · ".join(str(one) for one in value.values() if one)
    return value
