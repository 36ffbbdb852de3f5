"""Questions whose SQL is put together once and asked with other keys by each request.

Django builds and compiles a queryset anew each time, which for the question behind a page takes several
times as long as Postgres needs to answer it. A prepared one keeps the words of the question, never an
answer: the people and rows that it names stay open in it and are filled in, by Postgres, when it is asked.

    @prepared
    def open_goals(student):
        return Goal.objects.of(student).open().for_cards()

    open_goals(student)  # can be gone through, and asked for its first or for the one with a key
"""

import datetime
from contextvars import ContextVar
from copy import copy
from functools import wraps
from itertools import count
from typing import ClassVar
from weakref import WeakKeyDictionary

from django.db import connection, connections
from django.db.models import BigIntegerField, DateField, Expression, Model, QuerySet
from django.utils import timezone
from psycopg2.extensions import AsIs

preparing = ContextVar("preparing", default=False)


class Blank:
    """The place in the parameters of a prepared question that a key of its request fills."""

    def __init__(self, name, type_):
        self.name, self.type = name, type_


TODAY = Blank("today", "date")


class Given(Expression):
    """In a prepared question, a person or a row that each request names: its key, to be filled in.

    A person who came in by a printed letter is `bound_to` one child, whose key is filled in likewise.
    """

    def __init__(self, name, *, field=None, bound=False):
        super().__init__(output_field=field or BigIntegerField())
        self.blank = Blank(name, self.output_field.db_type(connection))
        self.bound_to = Given(bound_by(name)) if bound else None

    @property
    def pk(self):
        return self

    def as_sql(self, compiler, connection):
        return "%s", (self.blank,)


class Today(Expression):
    """The day of the calendar in the current time zone, at the moment when the question is asked."""

    def __init__(self):
        super().__init__(output_field=DateField())

    def as_sql(self, compiler, connection):
        return "%s", (TODAY if preparing.get() else timezone.localdate(),)


def bound_by(name):
    return f"{name}.bound_to"


def prepared(build):
    """Put together at the first call what this function or queryset method gives, and keep its words.

    Models and numbers among the arguments are filled in by each call; anything else, such as the name of
    a circle, makes a question of its own. A method is for all rows: `Goal.objects.on_home_of(student)`.
    """
    kept = {}

    @wraps(build)
    def ask(*args):
        stand_ins, keys, same = [], {}, []
        for number, arg in enumerate(args):
            if isinstance(arg, QuerySet):
                # All rows may be those that its manager shows at all.
                where = arg.query.where
                if arg.query.is_sliced or (where and where != arg.model.objects.all().query.where):
                    raise TypeError(f"{build.__name__} is prepared for all rows, not for some of them.")
                arg = arg.model.objects.all()
                same.append(arg.model)
            elif isinstance(arg, Model) or type(arg) is int:
                keys[str(number)] = arg.pk if isinstance(arg, Model) else arg
                bound_to = getattr(arg, "bound_to", None)
                keys |= {bound_by(number): bound_to} if bound_to else {}
                arg = Given(str(number), bound=bool(bound_to))
                same.append((Given, bool(bound_to)))
            else:
                same.append(arg)
            stand_ins.append(arg)
        return Prepared(lambda: build(*stand_ins), kept, tuple(same), keys)

    return ask


class Prepared:
    """A prepared question with its keys. Asked at the first look, like a queryset, and then remembered."""

    def __init__(self, build, kept, same, keys):
        self.build, self.kept, self.same, self.keys = build, kept, same, keys

    @property
    def model(self):
        return self.words(()).queryset.model

    def words(self, names):
        """The question itself, or narrowed to the rows whose fields `names` have given values."""
        key = (self.same, names)
        if key not in self.kept:
            token = preparing.set(True)
            try:
                self.kept[key] = Words(self.narrowed(names))
            finally:
                preparing.reset(token)
        return self.kept[key]

    def narrowed(self, names):
        queryset = self.build()
        fields = {"pk": queryset.model._meta.pk} | {f.name: f for f in queryset.model._meta.fields}
        return queryset.filter(**{name: Given(name, field=fields[name]) for name in names})

    def rows(self):
        if "_rows" not in self.__dict__:
            self._rows = self.words(()).ask(self.keys)
        return self._rows

    def __iter__(self):
        return iter(self.rows())

    def __len__(self):
        return len(self.rows())

    def first(self):
        return next(iter(self), None)

    def get(self, **fields):
        """The one row with these values; raises the model's DoesNotExist."""
        rows = self.words(tuple(sorted(fields))).ask(self.keys | fields)
        if len(rows) == 1:
            return rows[0]
        raise self.model.MultipleObjectsReturned if rows else self.model.DoesNotExist


# What does not change from one request to the next. A day or an hour would, and must be asked for anew.
LASTING = (str, int, float, datetime.timedelta, type(None), Blank)


class Words:
    """The SQL of a queryset with blanks, and how its rows become models.

    Postgres too keeps what it made of it, for each connection: planning such a question takes it longer
    than answering. Where a pooler hands out connections by the transaction, it is sent in full.
    """

    known: ClassVar = WeakKeyDictionary()  # by connection to the database: what has been prepared there
    numbers = count(1)

    def __init__(self, queryset):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        self.sql, self.params = self.compiler.as_sql()
        if strange := [param for param in self.params if not isinstance(param, LASTING)]:
            raise TypeError(f"A prepared question would keep {strange!r}, which belongs to one request.")
        self.blanks = list(dict.fromkeys(param for param in self.params if isinstance(param, Blank)))
        self.name = f"lectern_{next(self.numbers)}"

    def ask(self, keys):
        filled = keys | {"today": timezone.localdate()}
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        question = self.question(compiler.connection, filled)
        compiler.as_sql = lambda: question
        # A queryset of its own, with this question and no way to change it, which makes models of the rows.
        query = copy(self.queryset.query)
        query.get_compiler = lambda *args, **kwargs: compiler
        asked = type(self.queryset)(self.queryset.model, query, self.queryset._db, self.queryset._hints)
        asked._prefetch_related_lookups = self.queryset._prefetch_related_lookups
        asked._iterable_class = self.queryset._iterable_class
        asked._fields = self.queryset._fields
        asked._fetch_mode = self.queryset._fetch_mode
        return list(asked)

    def question(self, connection, filled):
        """What is sent, with its parameters."""
        if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return self.sql, self.filled(lambda blank: filled[blank.name])
        connection.ensure_connection()
        known = self.known.setdefault(connection.connection, set())
        if self.name not in known:
            with connection.connection.cursor() as cursor:
                places = {blank: AsIs(f"${n}::{blank.type}") for n, blank in enumerate(self.blanks, 1)}
                words = cursor.mogrify(self.sql, self.filled(places.get)).decode()
                cursor.execute(f"PREPARE {self.name} AS {words}")
            known.add(self.name)
        marks = f"({', '.join(['%s'] * len(self.blanks))})" if self.blanks else ""
        return f"EXECUTE {self.name}{marks}", tuple(filled[blank.name] for blank in self.blanks)

    def filled(self, fill):
        return tuple(fill(param) if isinstance(param, Blank) else param for param in self.params)
