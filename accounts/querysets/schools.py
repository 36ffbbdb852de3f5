from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject

from accounts.facts import OUTER, once

# What a page needs of a school that it shows: its clock, words and look.
SHOWN = (
    "pk",
    "name",
    "timezone",
    "language",
    "languages",
    "labels",
    "accent",
    "accent_portfolio",
    "accent_goals",
)
SHOWN_LOGO = ("key", "width", "height")


def schools_of(user, *roles):
    """Primary keys of the schools where this person has one of these roles today."""
    memberships = apps.get_model("accounts", "Membership").objects.current()
    if getattr(user, "bound_to", None):
        memberships = memberships.none()  # a printed letter opens one child and no place of work
    return memberships.filter(user_id=user.pk, role__in=roles).values("school")


def districts_of(user):
    """Primary keys of the districts where this person works today."""
    memberships = apps.get_model("accounts", "DistrictMembership").objects.current()
    if getattr(user, "bound_to", None):
        memberships = memberships.none()
    return memberships.filter(user_id=user.pk).values("district")


def what_is_shown():
    """What pages show of each school where a person has a place or follows a child.

    It comes with her session and gives no right, so it need not know the day.
    """
    memberships = apps.get_model("accounts", "Membership").objects.current().filter(user=OUTER)
    children = apps.get_model("accounts", "Student").objects.current().filter(guardianships__adult=OUTER)
    schools = apps.get_model("accounts", "School").objects.filter(
        Q(pk__in=memberships.values("school")) | Q(pk__in=children.values("school"))
    )
    works = memberships.filter(school=OuterRef("pk"), role__in=("advisor", "coordinator"))
    shown = {name: name for name in SHOWN} | {f"logo_{name}": f"logo__{name}" for name in SHOWN_LOGO}
    row = JSONObject(works_here=Exists(works), **shown)
    return ArraySubquery(schools.order_by("name", "pk").values(shown=row))


def whether_in_district():
    memberships = apps.get_model("accounts", "DistrictMembership").objects.current()
    return Exists(memberships.filter(user=OUTER))


# The same of a person and of a session, which names its person.
shown_schools, schools_of_session = once(what_is_shown), once(what_is_shown, of="user")
runs_district, district_of_session = once(whether_in_district), once(whether_in_district, of="user")


class DistrictQuerySet(QuerySet):
    def run_by(self, user):
        return self.filter(pk__in=districts_of(user))


class DistrictMembershipQuerySet(QuerySet):
    def current(self):
        return self.filter(ended_at=None)


class SchoolQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office: rounds, rosters, rooms."""
        return self.filter(pk__in=schools_of(user, "coordinator"))

    def advised_by(self, user):
        """Where she works as an advisor, with an advisory or waiting for one."""
        return self.filter(pk__in=schools_of(user, "advisor"))

    def staffed_by(self, user):
        return self.filter(pk__in=schools_of(user, "coordinator", "advisor"))

    def sending(self, user):
        """Where she may send files to: a student's own school, and where she works."""
        students = apps.get_model("accounts", "Student").objects.is_user(user)
        return self.filter(
            Q(pk__in=students.values("school")) | Q(pk__in=schools_of(user, "coordinator", "advisor"))
        )

    def overseen_by(self, user):
        """Her district's: how they are set up and when rosters came, never what a child made."""
        return self.filter(district__in=districts_of(user))

    def where_she_is(self, user):
        """One school of these: the one that she chose to be in, or else the first by name."""
        chosen = Case(When(pk=user.school_id, then=Value(0)), default=Value(1))
        return self.order_by(chosen, "name", "pk")[:1]

    def with_counts(self):
        """How many students, family members and advisors a school has today, in one query."""

        def people(role):
            there = Q(memberships__role=role, memberships__ended_at=None)
            return Count("memberships", filter=there)

        return self.annotate(
            student_count=people("student"), family_count=people("family"), advisor_count=people("advisor")
        )

    def with_setup(self):
        """With its grade bands and its newest rosters, in two queries for all."""
        imports = apps.get_model("accounts", "RosterImport").objects.order_by("-pk")[:3]
        return self.prefetch_related(
            "grade_bands", "logo", Prefetch("roster_imports", imports, to_attr="newest_imports")
        )


class LogoQuerySet(QuerySet):
    def opened_with(self, *, key):
        """By the address itself: it stands in mails and on paper, where nobody is signed in."""
        return self.filter(key=key)


class GradeBandQuerySet(QuerySet):
    def of_grade(self, grade):
        return self.filter(grade_low__lte=grade, grade_high__gte=grade)
