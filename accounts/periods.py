"""How long what is kept. Each app says in its `periods.py` which classes of data it has."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from django.apps import apps
from django.core.cache import cache as remembered
from django.db.models import DurationField, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from accounts.models import RetentionPeriod

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """One class of data: what it is in plain words, how long it is kept, and how it goes."""

    kind: str
    words: object
    model: str
    since: str  # the moment from which the days count
    school: str  # the way to the school whose choice counts
    days: int
    low: int
    high: int
    forget: Callable  # what becomes of the rows of one batch
    only: Q = field(default_factory=Q)
    batch: int = 500
    writes_own_entry: bool = False  # in the ledger

    def due(self):
        """Rows whose time is over, by the choice of their school or Lectern's own."""
        chosen = RetentionPeriod.objects.filter(school=OuterRef(self.school), kind=self.kind)
        days = Coalesce(Subquery(chosen.values("days")), Value(self.days))
        kept = ExpressionWrapper(days * Value(DAY), output_field=DurationField())
        rows = apps.get_model(self.model)._base_manager.filter(self.only, **{f"{self.since}__isnull": False})
        return rows.filter(**{f"{self.since}__lt": Now() - kept}).order_by("pk")


@dataclass(frozen=True)
class Fixed:
    """Data that goes by itself after a time that is the same everywhere."""

    words: object
    time: object


@cache
def collected(name):
    modules = [app for app in apps.get_app_configs() if module_has_submodule(app.module, "kept_for")]
    return [one for app in modules for one in getattr(import_module(f"{app.name}.kept_for"), name, [])]


def periods():
    return collected("PERIODS")


def fixed():
    return collected("FIXED")


def days_at(school):
    """Each class with the days for which this school keeps it."""
    chosen = dict(RetentionPeriod.objects.filter(school=school).values_list("kind", "days"))
    return [(period, chosen.get(period.kind, period.days)) for period in periods()]


def retention_is_owed():
    """Once a day is enough; which process asks first, queues it."""
    return remembered.add(f"retention:{timezone.now():%Y-%m-%d}", True, 24 * 3600)
