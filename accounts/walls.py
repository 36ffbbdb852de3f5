"""The wall between schools, checked in the database: rows that are linked belong to one school.

Every model is read, so that a new one is covered as soon as it is there. A link is wrong when both of
its ends reach a school and these differ, such as a student in an advisory of another school.
"""

from functools import cache

from django.apps import apps
from django.db.models import F, Q

APPS = ("accounts", "portfolios", "goals", "conferences")
# People are of no school: their places at schools are rows of their own.
PERSON = "accounts.user"
SHOWN = 5  # keys of wrong rows that are told for each link


def models():
    return [
        model for label in APPS for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]


def links(model):
    """Its foreign keys, the required ones first."""
    keys = [field for field in model._meta.concrete_fields if field.many_to_one or field.one_to_one]
    return sorted(keys, key=lambda field: field.null)


@cache
def school_path(model, seen=()):
    """How a row of this model reaches its school, as a lookup ("evidence__school"); None if it does not."""
    paths = []
    for field in links(model):
        target = field.related_model
        if target._meta.label_lower == "accounts.school":
            return field.name
        if target._meta.label_lower == PERSON or target in seen or target is model:
            continue
        further = school_path(target, (*seen, model))
        if further:
            paths.append((field.null, further.count("__"), f"{field.name}__{further}"))
    return min(paths)[-1] if paths else None


def crossing_links():
    """Every (model, field, path of the row, path through the field) whose schools have to be the same."""
    for model in models():
        own = school_path(model)
        if own is None or model._meta.label_lower == "accounts.school":
            continue
        for field in links(model):
            target = field.related_model
            further = "pk" if target._meta.label_lower == "accounts.school" else school_path(target)
            if target._meta.label_lower == PERSON or further is None:
                continue
            through = field.name if further == "pk" else f"{field.name}__{further}"
            if through != own:
                yield model, field, own, through


def breaches():
    """Each link that leads from one school to another, as (words for it, how many rows, some keys)."""
    for model, field, own, through in crossing_links():
        wrong = model._base_manager.filter(
            ~Q(**{own: F(through)}), **{f"{own}__isnull": False, f"{through}__isnull": False}
        )
        keys = list(wrong.order_by("pk").values_list("pk", flat=True)[: SHOWN + 1])
        if keys:
            yield f"{model._meta.label}.{field.name}", wrong.count(), keys[:SHOWN]
