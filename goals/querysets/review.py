"""What waits for an advisor, why, and all that she reads of it."""

import datetime

from django.db.models import (
    FETCH_RAISE,
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.facts import OUTER, once
from accounts.prepared import Today
from goals.querysets.common import STUCK_FOR, rows

# A goal that ended is news of an advisory for so long.
LATELY = datetime.timedelta(weeks=6)


def counted(steps):
    count = steps.filter(goal=OUTER).order_by().values("goal").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count), 0, output_field=IntegerField())


@once
def step_counts():
    return {"step_count": counted(rows("Step")), "steps_done": counted(rows("Step").exclude(done_at=None))}


@once
def newest_reply():
    """The words of the newest answer, and whether it is spoken."""
    newest = rows("GoalReply").filter(goal=OUTER, kind="answer", to=None).order_by("-at", "-pk")
    spoken = Exists(rows("GoalFile").kept().filter(reply=OuterRef("pk")))
    return {
        "reply_text": Subquery(newest.values("text")[:1]),
        "reply_spoken": Subquery(newest.values(spoken=spoken)[:1]),
    }


def newest_of(name, column):
    newest = rows(name).filter(goal=OuterRef("pk")).order_by("-at", "-pk")
    return Subquery(newest.values(column)[:1])


def news():
    """The student has said something since her advisor last answered."""
    return Q(reviewed_at=None) | Q(news_at__gt=F("reviewed_at"))


def quiet():
    """Open, and nobody has said a word for three weeks, holidays not counted (goals/rhythms.py)."""
    return Q(ended_at=None, quiet_on__lte=Today())


class Reviewed(QuerySet):
    """Goals as their advisor goes through them."""

    def with_news(self):
        """New or checked in since its advisor last answered."""
        return self.filter(news())

    def waiting(self):
        """What waits for its advisor: news, a stuck goal a week after her answer, and quiet ones."""
        stuck = Q(state="stuck", reviewed_at__lt=timezone.now() - STUCK_FOR)
        return self.filter(news() | stuck | quiet())

    def with_reason(self):
        """Why each waits, as `Goal.Reason`."""
        Reason, State = self.model.Reason, self.model.State
        help_asked = Coalesce(newest_of("CheckIn", "wants_help"), Value(False), output_field=BooleanField())
        said = rows("CheckIn").filter(goal=OuterRef("pk"))
        return self.alias(help_asked=help_asked).annotate(
            reason=Case(
                When(news(), help_asked=True, then=Reason.HELP),
                When(state=State.STUCK, then=Reason.STUCK),
                When(quiet(), then=Reason.QUIET),
                When(state=State.REACHED, then=Reason.REACHED),
                When(state=State.SET_ASIDE, then=Reason.SET_ASIDE),
                When(state=State.CHANGED, then=Reason.CHANGED),
                When(~Exists(said), then=Reason.NEW),
                default=Reason.CHECKED_IN,
                output_field=IntegerField(),
            )
        )

    def for_review(self):
        """The queue's items, who needs it most first and then who has waited longest.

        Each with its two newest check-ins as `newest`, and the newest things that were said as `talk`.
        """
        check_ins = rows("CheckIn").order_by("-at", "-pk")[:2]
        talk = rows("GoalReply").select_related("by").order_by("-at", "-pk")[:2]
        return (
            self.with_reason()
            .annotate(**step_counts())
            .select_related("student__user", "student__advisory")
            .prefetch_related(
                Prefetch("check_ins", check_ins, to_attr="newest"), Prefetch("replies", talk, to_attr="talk")
            )
            .order_by("reason", "news_at", "pk")
            .fetch_mode(FETCH_RAISE)
        )

    def listed_for(self, students):
        """These students, each with her goals that are open or ended lately as `listed`, in two queries."""
        lately = timezone.now() - LATELY
        goals = self.filter(Q(ended_at=None) | Q(ended_at__gt=lately)).order_by("set_at", "pk")
        listed = Prefetch("goals", goals, to_attr="listed")  # type: ignore[arg-type]
        return students.prefetch_related(listed).fetch_mode(FETCH_RAISE)

    def told_to_teacher(self):
        """What a teacher of another subject reads of the goals that she is asked about, latest news first."""
        check_ins = rows("CheckIn").order_by("-at", "-pk")[:2]
        return (
            self.select_related("student__user")
            .prefetch_related(Prefetch("check_ins", check_ins, to_attr="newest"))
            .order_by("-news_at", "-pk")
            .fetch_mode(FETCH_RAISE)
        )
