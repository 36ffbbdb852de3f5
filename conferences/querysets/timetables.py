"""Runs of the timetable, for the office alone, and where each puts whom."""

import datetime

from django.apps import apps
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Now

from accounts.search import names_of, plain_words

A_SECOND = Value(datetime.timedelta(seconds=1))
# So much longer than it was given a run may take, before somebody else begins it anew.
GRACE = datetime.timedelta(minutes=2)
A_DAY = datetime.timedelta(days=1)


class TimetableQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office makes, publishes and drops timetables; nobody else sees one."""
        return self.filter(round__in=apps.get_model("conferences", "Round").objects.coordinated_by(user))

    def busy(self):
        return self.filter(state__in=["waiting", "running"])

    def owed(self):
        """Asked for and not begun, or begun by a worker that has not come back."""
        given = ExpressionWrapper(F("seconds") * A_SECOND, DurationField())
        lost = Q(state="running", began_at__lt=Now() - given - GRACE)
        return self.filter(Q(state="waiting") | lost)

    def of(self, round_):
        return self.filter(round=round_)

    def with_round(self):
        return self.select_related("round", "by", "published_by")


class AssignmentQuerySet(QuerySet):
    def coordinated_by(self, user):
        timetables = apps.get_model("conferences", "Timetable").objects
        return self.filter(timetable__in=timetables.coordinated_by(user))

    def placed(self):
        return self.filter(session__isnull=False)

    def unplaced(self):
        return self.filter(session=None)

    def named(self, words):
        """By the name of the child, or of an adult of hers, however it is spelled."""
        people = apps.get_model("accounts", "User").objects.annotate(names=names_of())
        found = people.filter(names__contains=plain_words(words)).values("pk")
        guardianships = apps.get_model("accounts", "Guardianship").objects.filter(adult__in=found)
        return self.filter(
            Q(conference__student__user__in=found)
            | Q(conference__student__in=guardianships.values("student"))
        )

    def by_child(self):
        return self.order_by(
            "conference__student__user__last_name", "conference__student__user__first_name", "pk"
        )

    def with_people(self):
        """Who and where, in one query."""
        return self.select_related(
            "conference__student__user",
            "conference__student__advisory",
            "conference__household",
            "conference__place",
            "session",
            "interpreter",
        )
