from django.apps import apps
from django.db.models import QuerySet


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


class RosterImportQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_of(user, "coordinator"))


class AuditRecordQuerySet(QuerySet):
    def visible_to(self, user):
        """The coordinator reads who did what at her school; it holds ids and verbs, no content."""
        return self.filter(school_id__in=schools_of(user, "coordinator"))
