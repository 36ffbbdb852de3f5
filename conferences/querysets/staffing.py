"""Interpreters, and when they are there."""

from django.apps import apps
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Min, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import School
from accounts.querysets.people import spoken_name
from accounts.secrets import digest


class InterpreterQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office finds them, and gives them their list."""
        return self.filter(school__in=School.objects.coordinated_by(user))

    def at(self, school):
        return self.filter(school=school)

    def current(self):
        return self.filter(ended_at=None)

    def open(self):
        """Those whose link to their own list still opens it."""
        return self.current().filter(~Q(link_digest=""), link_until__gt=timezone.now())

    def opened_with(self, *, token):
        return self.open().filter(link_digest=digest("interpreter", token))


class ShiftQuerySet(QuerySet):
    def coordinated_by(self, user):
        return self.filter(round__in=apps.get_model("conferences", "Round").objects.coordinated_by(user))

    def held_by(self, interpreter):
        return self.filter(interpreter=interpreter)

    def at(self, school):
        return self.filter(round__school=school, interpreter__ended_at=None)

    def within(self, first, last):
        return self.filter(starts_at__lt=last, ends_at__gt=first)

    def of(self, round_):
        return self.filter(round=round_, interpreter__ended_at=None)

    def with_people(self):
        return self.select_related("interpreter").order_by("starts_at", "interpreter__name", "pk")


class BusyQuerySet(QuerySet):
    def coordinated_by(self, user):
        return self.filter(round__in=apps.get_model("conferences", "Round").objects.coordinated_by(user))

    def of(self, round_):
        return self.filter(round=round_)

    def by_occasion(self):
        """What it is and when, with the names of all who are there."""
        occasions = self.order_by("starts_at", "ends_at", "line").values("line", "starts_at", "ends_at")
        people = ArrayAgg(spoken_name("student__user__"), order_by=["student__user__first_name", "student"])
        return occasions.annotate(pk=Min("pk"), people=people)


class LeftOutQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office says who is left out, and alone knows why."""
        return self.filter(round__in=apps.get_model("conferences", "Round").objects.coordinated_by(user))

    def of(self, round_):
        return self.filter(round=round_)

    def standing(self):
        """Those who are left out now: not taken back in, and still at the school."""
        return self.filter(ended_at=None, student__left_at=None)

    def for_page(self):
        """By name, as the office reads them."""
        rows = self.order_by("student__user__last_name", "student__user__first_name", "pk")
        name = spoken_name("student__user__")
        advisory = "student__advisory__name"
        return rows.values(json=JSONObject(pk="pk", name=name, advisory=advisory, reason="reason"))
