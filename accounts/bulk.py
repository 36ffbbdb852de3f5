"""Many rows at once: COPY to make them, UPDATE ... FROM (VALUES ...) to change them.

For a roster of a whole district. `bulk_create` and `bulk_update` say the same more slowly: the latter asks
a CASE for every row and column.
"""

import io
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models.expressions import DatabaseDefault
from django.utils import timezone
from psycopg2.extras import execute_values

PAGE = 1000  # rows a statement
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def new_keys(model, count):
    """This many primary keys that nobody else gets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [key for (key,) in cursor.fetchall()]


def copy_rows(model, rows):
    """Insert these rows, dicts by column name with the same keys each; the model's defaults fill the rest."""
    if not rows:
        return
    given = list(rows[0])
    defaults = {
        field.column: value
        for field in model._meta.concrete_fields
        if field.column not in given and (value := default_of(field)) is not DatabaseDefault
    }
    tail = "".join(f"\t{cell(value)}" for value in defaults.values()) + "\n"
    text = io.StringIO("".join("\t".join(cell(row[name]) for name in given) + tail for row in rows))
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in (*given, *defaults))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN", text)


def default_of(field):
    """What a row gets that says nothing, or DatabaseDefault where the database knows it itself."""
    if field.primary_key or field.generated or field.has_db_default():
        return DatabaseDefault
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return timezone.now()
    return field.get_default()


def cell(value):
    """A value as COPY's text format has it."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict):
        value = json.dumps(value, cls=DjangoJSONEncoder)
    elif isinstance(value, list):  # an array
        quoted = (str(item).replace("\\", "\\\\").replace('"', '\\"') for item in value)
        value = "{" + ",".join(f'"{item}"' for item in quoted) + "}"
    return str(value).translate(ESCAPES)


def update_rows(model, rows):
    """Change rows that still are what they were: compare and set. Gives the keys of those that were.

    `rows` are (key, before, after) with before and after dicts by column name, of the same columns each.
    """
    if not rows:
        return set()
    names = list(rows[0][2])
    fields = {field.column: field for field in model._meta.concrete_fields}
    types = [fields[name].db_type(connection) for name in names]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    key = quote(model._meta.pk.column)
    sets = ", ".join(f"{quote(name)} = v.n{i}" for i, name in enumerate(names))
    same = " AND ".join(f"t.{quote(name)} IS NOT DISTINCT FROM v.o{i}" for i, name in enumerate(names))
    listed = ", ".join(f"o{i}, n{i}" for i in range(len(names)))
    marks = ", ".join(f"%s::{type_}, %s::{type_}" for type_ in types)
    values = [
        (pk, *(value for name in names for value in (before[name], after[name])))
        for pk, before, after in rows
    ]
    with connection.cursor() as cursor:
        done = execute_values(
            cursor.cursor,
            # Names of our own tables and columns, never a word of somebody else's.
            f"UPDATE {table} t SET {sets} FROM (VALUES %s) v(k, {listed}) "  # noqa: S608
            f"WHERE t.{key} = v.k AND {same} RETURNING t.{key}",
            values,
            template=f"(%s::bigint, {marks})",
            page_size=PAGE,
            fetch=True,
        )
    return {pk for (pk,) in done}
