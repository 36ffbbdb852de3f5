"""The calendar of a round: what happens when."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from conferences.querysets.rounds import A_DAY

# What each reads of it beside the conference; the rest is the office's own.
TOLD = {
    "family": ("ask", "answer", "times", "confirm", "stays", "days", "check_in"),
    "student": ("agendas", "practice", "days", "thanks", "check_in"),
    "advisor": (
        "lessons",
        "answer",
        "times",
        "agendas",
        "practice",
        "days",
        "thanks",
        "make_ups",
        "check_in",
    ),
}


def calendar_for(reader):
    """Of a conference: the days of its round's calendar that this kind of reader is told of, in order."""
    days = apps.get_model("conferences", "Milestone").objects.filter(
        round=OuterRef("round"), kind__in=TOLD[reader]
    )
    told = JSONObject(kind="kind", day="day", line="line")
    return ArraySubquery(days.order_by("day", "pk").values(json=told))


class MilestoneQuerySet(QuerySet):
    def of(self, round_):
        return self.filter(round=round_)

    def unreminded(self):
        """Those of which the office was not told yet, in rounds that are not over."""
        return self.filter(reminded_at=None).exclude(round__state__in=["closed"])

    def due(self):
        """Come by now somewhere on earth: whether it has at the school, her own clock says afterwards."""
        return self.unreminded().filter(day__lte=timezone.now() + A_DAY)
