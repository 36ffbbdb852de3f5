from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Student


class FrameworkQuerySet(QuerySet):
    def offered_to(self, user):
        return self.filter(school__in=Student.objects.is_user(user).values("school"))


class TargetQuerySet(QuerySet):
    def offered_to(self, user):
        """The targets of her school and grade."""
        students = Student.objects.is_user(user)
        return self.filter(
            framework__school__in=students.values("school"),
            grade_low__lte=students.values("grade")[:1],
            grade_high__gte=students.values("grade")[:1],
        )

    def fitting(self, evidence):
        """The targets of the school and grade of whoever made the piece."""
        student = Student.objects.filter(pk=evidence.student_id)
        return self.filter(
            framework__school=evidence.school_id,
            grade_low__lte=student.values("grade")[:1],
            grade_high__gte=student.values("grade")[:1],
        )

    def with_levels(self):
        return self.select_related("framework").prefetch_related("framework__levels")

    def with_marks(self, evidence, view):
        """In the order to read them, each with whether the piece is placed on it (`marked`)."""
        placements = (
            apps.get_model("portfolios", "Placement").objects.kept().filter(evidence=evidence, by=view)
        )
        return (
            self.select_related("framework")
            .annotate(marked=Exists(placements.filter(target=OuterRef("pk"))))
            .order_by("framework__name", "framework", "area", "position", "pk")
        )

    def matching(self, words):
        """Those in which each of the words appears."""
        found = self
        for word in words.split():
            found = found.filter(Q(statement__icontains=word) | Q(area__icontains=word) | Q(code=word))
        return found


class PlacementQuerySet(QuerySet):
    def kept(self):
        return self.filter(removed_at=None)

    def with_continuum(self):
        """Each with its target and all levels of the continuum, in one more query."""
        return self.select_related("target__framework", "level", "placed_by").prefetch_related(
            "target__framework__levels"
        )

    def visible_to(self, user):
        """Tags travel with the evidence, for the same eyes."""
        return self.filter(evidence__in=apps.get_model("portfolios", "Evidence").objects.visible_to(user))

    def editable_by(self, user):
        """The student's own placements."""
        return self.filter(
            by="student", evidence__in=apps.get_model("portfolios", "Evidence").objects.editable_by(user)
        )
