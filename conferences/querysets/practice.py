"""Who practices, who listens, and what an agenda's pages say about it."""

import datetime

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, Now, NullIf

from accounts.facts import OUTER, once
from accounts.models import Student
from conferences.querysets.rounds import HIDDEN

A_DAY = datetime.timedelta(days=1)  # that a partner has for the last words
TO_PRACTICE = ("building", "ready", "not_held")  # states in which there is something to practice for
MOST_ASKED = 3  # on the home of whoever is asked


class PracticeQuerySet(QuerySet):
    def kept(self):
        return self.filter(removed_at=None)

    def running(self):
        return self.filter(ended_at=None)

    def led_by(self, user):
        """The student's own; afterwards they stay hers to look at."""
        conferences = apps.get_model("conferences", "Conference").objects.led_by(user)
        return self.filter(conference__in=conferences)

    def open_to_partners(self):
        """Until a day after it ended, and as long as its conference is still to come."""
        lately = Q(ended_at=None) | Q(ended_at__gt=Now() - A_DAY)
        return (
            self.kept()
            .filter(lately, conference__state__in=TO_PRACTICE, conference__put_aside_at=None)
            .exclude(conference__round__state__in=HIDDEN)
        )

    def watched_by(self, user):
        """The classmate who was asked to listen, as long as the two are in one advisory."""
        return self.open_to_partners().filter(
            partner__in=Student.objects.is_user(user), partner__advisory=F("conference__student__advisory")
        )

    def newest_first(self):
        return self.order_by("-began_at", "-pk")

    def with_people(self):
        """With whose it is and who listens, in one query."""
        return self.select_related("partner__user", "conference__student__user", "conference__round")


@once
def practice_facts():
    """How often this agenda was practiced, what runs, and the change that waits."""
    kept = apps.get_model("conferences", "Practice").objects.kept().filter(conference=OUTER)
    ended = kept.filter(ended_at__isnull=False)
    newest = ended.order_by("-ended_at", "-pk")
    waiting = kept.exclude(change="").filter(settled_at=None).order_by("-pk")
    return {
        "practiced_at": Subquery(newest.values("ended_at")[:1]),
        "practicing": Subquery(kept.running().values("pk")[:1]),
        "change_next": Subquery(waiting.values(row=JSONObject(pk="pk", words="change"))[:1]),
    }


@once
def asked_to_listen():
    """The practices at which this student is asked to listen, as small dicts: (pk, name of who asks)."""
    practices = apps.get_model("conferences", "Practice").objects.open_to_partners()
    asked = practices.filter(partner=OUTER, partner__advisory=F("conference__student__advisory"))
    user = "conference__student__user__"
    name = Coalesce(NullIf(f"{user}preferred_name", Value("")), f"{user}first_name")
    row = JSONObject(pk="pk", name=name, joined="joined_at")
    return ArraySubquery(asked.order_by("-pk").values(asked=row)[:MOST_ASKED])
