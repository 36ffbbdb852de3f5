from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.querysets.schools import schools_of


class AuditRecordQuerySet(QuerySet):
    def visible_to(self, user):
        """The coordinator reads who did what at her school; it holds ids and verbs, no content."""
        return self.filter(school_id__in=schools_of(user, "coordinator"))


class RecordRequestQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office answers what families ask."""
        return self.filter(school__in=schools_of(user, "coordinator"))

    def withdrawn_by(self, user):
        """Who may decide for the child takes a request back, also what another adult asked for."""
        students = apps.get_model("accounts", "Student").objects
        return self.filter(student__in=students.record_held_by(user))

    def waiting(self):
        """For the office's answer, or for the day of the deletion."""
        return self.filter(Q(state="open") | Q(runs_at__isnull=False))

    def due(self):
        """Deletions whose waiting time is over."""
        return self.filter(kind="deletion", state="agreed", runs_at__lte=timezone.now())

    def with_people(self):
        return self.select_related("student__user", "by", "decided_by").order_by("-pk")


class RetentionPeriodQuerySet(QuerySet):
    def coordinated_by(self, user):
        return self.filter(school__in=schools_of(user, "coordinator"))


class DeletionQuerySet(QuerySet):
    def coordinated_by(self, user):
        return self.filter(school_id__in=schools_of(user, "coordinator"))

    def newest(self):
        return self.order_by("-pk")[:20]
