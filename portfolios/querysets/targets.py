"""Frameworks, their targets and the steps of their continua: for the people of one school."""

from django.apps import apps
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import School, Student
from accounts.querysets.schools import schools_of
from portfolios.querysets.steps import steps

STAFF = ("coordinator", "advisor")


def frameworks():
    return apps.get_model("portfolios", "Framework").objects


def in_use():
    """The condition on a target that it is offered: neither it nor its framework is retired."""
    return Q(retired_at=None, framework__retired_at=None)


def kinds_first(way=""):
    """The order of kinds: who the child is, how she works, what is taught; `way` leads to the framework."""
    order = apps.get_model("portfolios", "Framework").ORDER
    kinds = [When(**{f"{way}kind": kind}, then=Value(n)) for n, kind in enumerate(order)]
    return [Case(*kinds, output_field=IntegerField())]


class FrameworkQuerySet(QuerySet):
    def visible_to(self, user):
        """Its school's people: what a child is asked to learn is no secret to her or her family."""
        followed = Student.objects.followed_by(user)
        return self.filter(
            Q(school__in=schools_of(user, *STAFF, "student")) | Q(school__in=followed.values("school"))
        )

    def coordinated_by(self, user):
        return self.filter(school__in=School.objects.coordinated_by(user))

    def offered_to(self, user):
        return self.in_use().filter(school__in=Student.objects.is_user(user).values("school"))

    def in_use(self):
        return self.filter(retired_at=None)

    def at(self, school):
        return self.filter(school=school)

    def with_rights(self, user):
        """Each with whether this person may change it (`may_edit`)."""
        return self.annotate(may_edit=Exists(frameworks().coordinated_by(user).filter(pk=OuterRef("pk"))))

    def with_counts(self):
        """Each with how many targets it offers (`target_count`)."""
        targets = apps.get_model("portfolios", "Target").objects.filter(
            framework=OuterRef("pk"), retired_at=None, is_heading=False
        )
        counted = targets.order_by().values("framework").annotate(n=Count("pk")).values("n")
        return self.annotate(target_count=Coalesce(Subquery(counted), 0))

    def in_order(self):
        """As people read them: the graduate profile, habits, then standards; retired ones last."""
        return self.order_by(F("retired_at").asc(nulls_first=True), *kinds_first(), "position", "pk")


class LevelQuerySet(QuerySet):
    def in_use(self):
        return self.filter(retired_at=None)

    def visible_to(self, user):
        return self.filter(framework__in=frameworks().visible_to(user))

    def of(self, framework):
        """The steps of one framework that are offered, lowest first."""
        return self.in_use().filter(framework=framework).order_by("position")

    def with_own_words(self, target):
        """Each with what it means for this target (`own_words`), if anything is said."""
        words = apps.get_model("portfolios", "LevelWords").objects.filter(target=target, level=OuterRef("pk"))
        return self.annotate(own_words=Subquery(words.values("statement")[:1]))

    def coordinated_by(self, user):
        return self.filter(framework__in=frameworks().coordinated_by(user))


class TargetQuerySet(QuerySet):
    def coordinated_by(self, user):
        return self.filter(framework__in=frameworks().coordinated_by(user))

    def visible_to(self, user):
        return self.filter(framework__in=frameworks().visible_to(user))

    def in_framework(self, framework):
        """All of one framework, as they are read from top to bottom."""
        return self.filter(framework=framework).order_by("position", "pk")

    def standing_below(self, line):
        """Those in use that stand directly below one line; at the top when none is named."""
        return self.filter(parent=line, retired_at=None)

    def offered_to(self, user):
        """The targets of her school and grade."""
        students = Student.objects.is_user(user)
        return self.offered().filter(
            framework__school__in=students.values("school"),
            grade_low__lte=students.values("grade")[:1],
            grade_high__gte=students.values("grade")[:1],
        )

    def aimed_at_by(self, user, kept=None):
        """What a goal of hers may belong to: targets of her school and grade, and the one it is `kept` on."""
        students = Student.objects.is_user(user)
        offered = self.model.objects.offered_to(user).values("pk")
        return (
            self.filter(Q(pk__in=offered) | Q(pk=kept), framework__school__in=students.values("school"))
            .select_related("framework")
            .order_by(*kinds_first("framework__"), "framework__position", "framework", "position", "pk")
        )

    def offered(self):
        """Those a piece can be placed on: in use, and no headings."""
        return self.filter(in_use(), is_heading=False)

    def fitting(self, evidence):
        """What a piece may be placed on: any target of its school, and those it stands on already."""
        placed = apps.get_model("portfolios", "Placement").objects.filter(evidence=evidence)
        return self.filter(
            (in_use() & Q(is_heading=False)) | Exists(placed.filter(target=OuterRef("pk"))),
            framework__school=evidence.school_id,
        )

    def hoped_for(self, student):
        """What her school hopes of every child of her grade: habits and the graduate profile."""
        return (
            self.offered()
            .of_grade(student.grade)
            .filter(framework__school=student.school_id, framework__kind__in=["habits", "profile"])
            .select_related("framework")
            .order_by("framework", "position", "pk")
        )

    def with_levels(self):
        """With its framework and the steps of its continuum, in the same query."""
        return self.select_related("framework").annotate(step_rows=steps("pk", "framework"))

    def with_marks(self, evidence, view):
        """Each with whether the piece is placed on it (`marked`)."""
        placements = (
            apps.get_model("portfolios", "Placement").objects.kept().filter(evidence=evidence, by=view)
        )
        return self.select_related("framework").annotate(
            marked=Exists(placements.filter(target=OuterRef("pk")))
        )

    def of_grade(self, grade):
        """Those of one grade; of every grade when none is asked for."""
        return self if grade is None else self.filter(grade_low__lte=grade, grade_high__gte=grade)

    def of_area(self, framework, area):
        """Those under one heading of one framework."""
        return self.filter(framework=framework, area=area)

    def by_area(self):
        """How many there are under each heading, as dicts, in the order to read them."""
        counted = self.order_by().values("framework", "framework__name", "area")
        return counted.annotate(n=Count("pk"), first=Min("position")).order_by(
            *kinds_first("framework__"), "framework__position", "framework", "first", "area"
        )

    def own_grade_first(self, grade):
        """In the order to read them, those of her own grade (`own_grade`) before the others."""
        own: Value | Case = Value(True)
        if grade is not None:
            own = Case(When(grade_low__lte=grade, grade_high__gte=grade, then=True), default=False)
        return self.annotate(own_grade=own).order_by(
            "-own_grade", *kinds_first("framework__"), "framework__position", "framework", "position", "pk"
        )

    def lately_used_by(self, user):
        """Those on which this person placed something, the newest first."""
        used = apps.get_model("portfolios", "Placement").objects.filter(placed_by=user)
        newest = used.filter(target=OuterRef("pk")).order_by("-placed_at").values("placed_at")
        return (
            self.filter(pk__in=used.values("target"))
            .annotate(used_at=Subquery(newest[:1]))
            .order_by("-used_at", "pk")
        )

    def matching(self, words):
        """Those in which each of the words appears."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(statement__icontains=word)
                | Q(student_words__icontains=word)
                | Q(short__icontains=word)
                | Q(area__icontains=word)
                | Q(code__istartswith=word)
            )
        return found
