"""The advisor's stream: what her advisory shows her, newest first, and who has not been seen for a while."""

import datetime

from django.apps import apps
from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    Max,
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

from accounts.models import Student

QUIET = datetime.timedelta(weeks=3)
FRESH = datetime.timedelta(weeks=2)  # what counts as new for an advisor who has marked nothing yet


def rows(name):
    return apps.get_model("portfolios", name).objects


class StreamMarkQuerySet(QuerySet):
    def held_by(self, user):
        """Her own, and nobody else's."""
        return self.filter(user=user.pk)


def answered_by(user):
    """Exists: on this piece she has said something, or placed it as its teacher."""
    said = rows("Comment").filter(evidence=OuterRef("pk"), by=user.pk)
    placed = rows("Placement").kept().filter(evidence=OuterRef("pk"), by="teacher", placed_by=user.pk)
    return Exists(said) | Exists(placed)


def streamed(pieces, user):
    """Of pieces that she may place: since when she is shown each (`shown_at`), and whether it `is_new`.

    New is what came after she last said that she has seen everything, and what she has not answered.
    """
    seen = rows("StreamMark").held_by(user).values("seen_until")[:1]
    since = Coalesce(Subquery(seen), Value(timezone.now() - FRESH))
    return pieces.annotate(
        given=FilteredRelation("shares", condition=Q(shares__circle="advisor")),
        shown_at=F("given__at"),
        answered=answered_by(user),
        is_new=Case(When(answered=False, shown_at__gt=since, then=True), default=False),
    )


def count_new(pieces, user):
    return streamed(pieces, user).filter(is_new=True).count()


def with_stream(pieces, user):
    """All that the stream shows of each, in four more queries whatever the number."""
    files = rows("Attachment").kept().shown_to(user).with_captions().with_hold()
    comments = rows("Comment").visible_to(user).with_people()
    return (
        streamed(pieces, user)
        .select_related("reflection", "student__user", "student__advisory")
        .prefetch_related(
            Prefetch("attachments", files),
            Prefetch("placements", rows("Placement").kept().with_continuum()),
            Prefetch("comments", comments),
        )
    )


def latest_first(pieces, user):
    """As they were shown to her."""
    return streamed(pieces, user).order_by("-shown_at", "-pk")


def unplaced(pieces):
    """Those on which no teacher's view stands."""
    return pieces.filter(~Exists(rows("Placement").kept().filter(evidence=OuterRef("pk"), by="teacher")))


def advisory_of(user):
    """Her students by name, each with when she last showed something and when she last had an answer.

    Of what is not shared nothing is told, not even that it is there.
    """
    shared = rows("Evidence").placeable_by(user).filter(student=OuterRef("pk")).order_by()
    shown = shared.filter(shares__circle="advisor").values("student").annotate(at=Max("shares__at"))
    said = rows("Comment").filter(evidence__student=OuterRef("pk"), by=user.pk).order_by()
    placed = (
        rows("Placement").kept().filter(evidence__student=OuterRef("pk"), by="teacher", placed_by=user.pk)
    )
    return (
        Student.objects.advised_by(user)
        .by_name()
        .annotate(
            shown_at=Subquery(shown.values("at")),
            said_at=Subquery(said.values("evidence__student").annotate(at=Max("made_at")).values("at")),
            placed_at=Subquery(
                placed.order_by().values("evidence__student").annotate(at=Max("placed_at")).values("at")
            ),
        )
    )


def is_quiet(*moments):
    """Nothing within three weeks."""
    return (
        max(filter(None, moments), default=None) is None
        or max(filter(None, moments)) < timezone.now() - QUIET
    )
