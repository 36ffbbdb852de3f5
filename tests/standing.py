"""The cast and its world are made once in each process, and from then on put there as they were.

Making them anew for each test took a quarter of the suite's time. What the first making wrote is read out of
its own transaction as Postgres holds it, and copied back in for the next test with the same keys.
"""

import io
import pickle
import re
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

WRITTEN = re.compile(r'\s*(?:INSERT INTO|UPDATE) "(\w+)"')


class Standing:
    """What `make(*before)` gives, with its rows and files; kept after the first time."""

    def __init__(self, make):
        self.make = make
        self.tables = {}  # name: (columns, rows)
        self.files = {}
        self.pickled = None

    def put(self, *before):
        """The namespace that was made; objects of the namespaces `before` it stay the same objects."""
        known = [thing for space in before for thing in vars(space).values()]
        if self.pickled is None:
            return self.first(before, known)
        cache.clear()  # keys of rows come again, and nothing may remember them from another test
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in self.tables.items():
                cursor.copy_expert(f'COPY "{table}" ({columns}) FROM STDIN', io.BytesIO(rows))
        for path, content in self.files.items():
            (Path(settings.MEDIA_ROOT) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(settings.MEDIA_ROOT) / path).write_bytes(content)
        return Unpickler(self.pickled, known).load()

    def first(self, before, known):
        there = files()
        touched = {}

        def note(execute, sql, *args):
            if found := WRITTEN.match(sql):
                touched.setdefault(found[1])
            return execute(sql, *args)

        # A savepoint of its own numbers its rows higher than every row before.
        with transaction.atomic(), connection.execute_wrapper(note), connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE mark AS SELECT")
            cursor.execute("SELECT xmin::text::bigint FROM pg_class WHERE oid = 'mark'::regclass")
            since = cursor.fetchone()[0]
            cursor.execute("DROP TABLE mark")
            made = self.make(*before)
            self.tables = {table: written(cursor, table, since) for table in touched}
        self.files = {path: content for path, content in files().items() if path not in there}
        stream = io.BytesIO()
        Pickler(stream, known).dump(made)
        self.pickled = stream.getvalue()
        return made


def written(cursor, table, since):
    """The columns and rows of a table, as COPY writes them, from one transaction on."""
    cursor.execute(
        "SELECT string_agg(format('%%I', column_name), ', ') FROM information_schema.columns "
        "WHERE table_schema = current_schema AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    columns = cursor.fetchone()[0]
    rows = io.BytesIO()
    query = f'SELECT {columns} FROM "{table}" WHERE xmin::text::bigint >= {since}'  # noqa: S608
    cursor.copy_expert(f"COPY ({query}) TO STDOUT", rows)
    return columns, rows.getvalue()


def files():
    root = Path(settings.MEDIA_ROOT)
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


class Pickler(pickle.Pickler):
    """Things that are known already are named by their number."""

    def __init__(self, stream, known):
        super().__init__(stream)
        self.numbers = {id(thing): number for number, thing in enumerate(known)}

    def persistent_id(self, thing):
        return self.numbers.get(id(thing)) if hasattr(thing, "_meta") else None


class Unpickler(pickle.Unpickler):
    def __init__(self, pickled, known):
        super().__init__(io.BytesIO(pickled))
        self.known = known

    def persistent_load(self, number):
        return self.known[number]
