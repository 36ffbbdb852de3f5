from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet

from conferences.querysets.rounds import RUNNING


def conferences():
    return apps.get_model("conferences", "Conference").objects


class MakeUpQuerySet(QuerySet):
    def seen_to_by(self, user):
        """Her advisor, and the office; what they know of it is theirs alone."""
        return self.filter(conference__in=conferences().seen_to_by(user))

    def at(self, school):
        return self.filter(school=school)

    def open(self):
        return self.filter(settled_at=None)

    def settled(self):
        return self.filter(settled_at__isnull=False)

    def of_current_rounds(self):
        return self.filter(conference__round__state__in=[*RUNNING, "follow_up"])

    def choosing(self):
        """Of these, whoever has no time, and for whom there is room in a make-up window to come."""
        places = apps.get_model("conferences", "Place").objects.free()
        room = places.filter(
            session__round=OuterRef("conference__round"),
            session__for_make_ups=True,
            session__called_off_at=None,
        )
        return self.filter(Exists(room), settled_at=None, conference__place=None)

    def with_conference(self):
        return self.select_related(
            "conference__round", "conference__student__user", "conference__student__advisory"
        )

    def oldest_first(self):
        return self.order_by("missed_at", "at", "pk")


class OtherWayQuerySet(QuerySet):
    def asked_by(self, user):
        """Who asked reads her own words; the student and her family do not read each other's."""
        return self.filter(by_id=user.pk, conference__in=conferences().reshaped_by(user))

    def advised_by(self, user):
        """The reason is for her advisor alone, not for the office."""
        return self.filter(conference__in=conferences().advised_by(user))

    def of(self, conference):
        return self.filter(conference=conference)

    def open(self):
        return self.filter(answered_at=None)

    def newest_first(self):
        return self.select_related("by").order_by("-pk")
