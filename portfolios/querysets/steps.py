"""The steps of a target's continuum, fetched with whatever stands on them."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf


def target_words(way=""):
    """What is shown first of a target: the student's words if there are any; `way` leads to the target."""
    return Coalesce(NullIf(f"{way}student_words", Value("")), f"{way}statement", output_field=TextField())


def steps(target, framework, *, level=None):
    """A list of small dicts, lowest step first: what each is called, and what it says of this target.

    `target` and `framework` are names of columns; `level` one whose step is told even if it is retired.
    """
    words = apps.get_model("portfolios", "LevelWords").objects.filter(
        target=OuterRef(OuterRef(target)), level=OuterRef("pk")
    )
    offered = Q(retired_at=None)
    if level:
        offered |= Q(pk=OuterRef(level))
    levels = (
        apps.get_model("portfolios", "Level")
        .objects.filter(offered, framework=OuterRef(framework))
        .annotate(said=Coalesce(Subquery(words.values("statement")[:1]), "statement"))
        .order_by("position")
    )
    return ArraySubquery(levels.values(step=JSONObject(pk="pk", name="name", statement="said")))
