from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from goals.querysets.common import rows

FACTS = ("key", "kind", "alt", "width", "height", "duration_ms", "page_count")


class GoalPieceQuerySet(QuerySet):
    def visible_to(self, user):
        """For somebody who sees both the goal and the piece."""
        pieces = apps.get_model("portfolios", "Evidence").objects.visible_to(user)
        return self.filter(goal__in=rows("Goal").visible_to(user), evidence__in=pieces)


def first_file(user, piece="pk"):
    """What stands for a piece, of what this person is shown of it: a picture or a sound, as a small dict."""
    files = apps.get_model("portfolios", "Attachment").objects.kept().of_piece().shown_to(user)
    parts = {name: F(name) for name in FACTS} | {"waveform": Case(When(kind="audio", then="waveform"))}
    found = files.filter(evidence=OuterRef(piece)).order_by("position", "pk")
    return Subquery(found.values(file=JSONObject(**parts))[:1])


def pieces_on(goal, user):
    """The pieces on a goal that this person is shown, the last one chosen first. One query."""
    chosen = rows("GoalPiece").visible_to(user).filter(goal=goal, evidence__archived_at=None)
    return chosen.select_related("evidence").annotate(first_file=first_file(user, "evidence"))


def own_work(user):
    """All that a student may put on a goal of hers, newest first."""
    pieces = apps.get_model("portfolios", "Evidence").objects.editable_by(user).in_stream()
    return pieces.newest_first()


def work_for(goal, user):
    """Of her own work what is not on the goal yet, with what stands for each. One query."""
    there = rows("GoalPiece").filter(goal=goal, evidence=OuterRef("pk"))
    return own_work(user).filter(~Exists(there)).annotate(first_file=first_file(user))


def goals_of_piece(user):
    """The goals that a piece shows something about, of those that this person sees, as small dicts."""
    own = rows("GoalPiece").filter(evidence=OuterRef("pk"), goal__in=rows("Goal").visible_to(user))
    return ArraySubquery(own.order_by("-at", "-pk").values(row=JSONObject(pk="goal", want="goal__want")))
