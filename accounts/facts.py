"""Facts about a row that are the same question for every reader: subqueries that are compiled once.

Django puts a subquery together anew for each request, which takes longer than Postgres needs to answer
it. One that names no person and no day can be put together once. Only its words are kept, never an
answer; a permission names a person, so it is never made like this.

    @once
    def reply_text():
        newest = GoalReply.objects.filter(goal=OUTER).order_by("-at", "-pk")
        return Subquery(newest.values("text")[:1])

    Goal.objects.annotate(reply_text=reply_text())
"""

from functools import cache, wraps

from django.apps import apps
from django.db import connection
from django.db.models import BigIntegerField, Expression, F

from accounts.prepared import LASTING


class Outer(Expression):
    """In a fact what OuterRef is elsewhere: the key of the row that it is about."""

    KEY = "key-of-the-row-outside"

    def as_sql(self, compiler, connection):
        return self.KEY, ()


OUTER = Outer(output_field=BigIntegerField())


def once(build=None, *, of="pk"):
    """Compile at its first call what this function gives: one expression, or several by their names.

    `of` is the field of the row outside that OUTER stands for.
    """
    if build is None:
        return lambda build: once(build, of=of)

    @cache
    @wraps(build)
    def facts(*args):
        built = build(*args)
        if isinstance(built, dict):
            return {name: compiled(expression, of) for name, expression in built.items()}
        return compiled(built, of)

    return facts


class EachOne:
    """In a permission, whichever person the row outside is: asked of many people in one question.

    `User.objects.annotate(sees=of_each(Exists(Evidence.objects.visible_to(EACH_ONE))))`. She came by no
    printed letter, for she has not come at all.
    """

    pk, bound_to = OUTER, None


EACH_ONE = EachOne()


def of_each(expression, of="pk"):
    """Like `once`, for a question that names a day or a row and so is compiled each time."""
    return compiled(expression, of, lasting=False)


def compiled(expression, of, *, lasting=True):
    # A subquery is compiled inside of some query; which one makes no difference to its words.
    query = apps.get_model("accounts", "School").objects.order_by().query
    resolved = expression.resolve_expression(query)
    sql, params = query.get_compiler(connection=connection).compile(resolved)
    strange = [param for param in params if not isinstance(param, LASTING)]
    if lasting and strange:
        raise TypeError(f"A fact would keep {strange!r}, which belongs to one request.")
    return Fact(sql, tuple(params), F(of), resolved.output_field)


class Fact(Expression):
    def __init__(self, sql, params, key, output_field):
        super().__init__(output_field=output_field)
        self.sql, self.params, self.key = sql, params, key

    def get_source_expressions(self):
        return [self.key]

    def set_source_expressions(self, expressions):
        [self.key] = expressions

    def as_sql(self, compiler, connection):
        key, params = compiler.compile(self.key)
        table = key.partition(".")[0]
        if params or f"{table}." in self.sql:
            raise ValueError(f"A fact cannot be about {key}: in its own words that means something else.")
        return self.sql.replace(Outer.KEY, key), self.params
