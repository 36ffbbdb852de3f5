from django.apps import apps
from django.db.models import Count, Q, QuerySet


def schools_of(user, *roles):
    """Primary keys of the schools where this person has one of these roles today."""
    memberships = apps.get_model("accounts", "Membership").objects.current()
    return memberships.filter(user_id=user.pk, role__in=roles).values("school")


class SchoolQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office: rounds, rosters, rooms."""
        return self.filter(pk__in=schools_of(user, "coordinator"))

    def advised_by(self, user):
        """Where she works as an advisor, with an advisory or waiting for one."""
        return self.filter(pk__in=schools_of(user, "advisor"))

    def staffed_by(self, user):
        return self.filter(pk__in=schools_of(user, "coordinator", "advisor"))

    def with_counts(self):
        """How many students, family members and advisors a school has today, in one query."""

        def people(role):
            there = Q(memberships__role=role, memberships__ended_at=None)
            return Count("memberships", filter=there)

        return self.annotate(
            student_count=people("student"), family_count=people("family"), advisor_count=people("advisor")
        )


class AuditRecordQuerySet(QuerySet):
    def visible_to(self, user):
        """The coordinator reads who did what at her school; it holds ids and verbs, no content."""
        return self.filter(school_id__in=schools_of(user, "coordinator"))
