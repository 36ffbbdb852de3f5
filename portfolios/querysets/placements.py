from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from portfolios.querysets.steps import steps


def pieces():
    return apps.get_model("portfolios", "Evidence").objects


class PlacementQuerySet(QuerySet):
    def kept(self):
        return self.filter(removed_at=None)

    def with_continuum(self):
        """Each with its target, all steps of the continuum and where it stood before, in one query."""
        earlier = apps.get_model("portfolios", "EarlierPlacement").objects.filter(placement=OuterRef("pk"))
        stood = JSONObject(level="level_id", name="level__name", at="placed_at")
        return self.select_related("target__framework", "level", "placed_by").annotate(
            step_rows=steps("target", "target__framework", level="level"),
            earlier_rows=ArraySubquery(earlier.order_by("placed_at", "pk").values(stood=stood)),
        )

    def of(self, student):
        """Those of one student, on pieces that she has not put away."""
        return self.kept().filter(evidence__student=student, evidence__archived_at=None)

    def on(self, target):
        return self.filter(target=target)

    def as_picture(self):
        """Each with its piece and continuum, in the order in which the targets are read."""
        return (
            self.filter(level__isnull=False)
            .with_continuum()
            .select_related("evidence")
            .defer("evidence__text", "target__framework__about", "target__framework__licence")
            .order_by("target__framework", "target__position", "target", "pk")
        )

    def visible_to(self, user):
        """Tags travel with the evidence, for the same eyes."""
        return self.filter(evidence__in=pieces().visible_to(user))

    def editable_by(self, user):
        """The student's own placements."""
        return self.filter(by="student", evidence__in=pieces().editable_by(user))

    def differing(self):
        """The student's own, where her teacher sees the same piece on another step (`their_level`)."""
        theirs = (
            self.model.objects.kept()
            .filter(evidence=OuterRef("evidence"), target=OuterRef("target"), by="teacher")
            .exclude(level=OuterRef("level"))
        )
        name = Subquery(theirs.values("level__name")[:1])
        return (
            self.kept()
            .filter(by="student", level__isnull=False, evidence__archived_at=None)
            .annotate(their_level=name)
            .filter(their_level__isnull=False)
        )
