from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.querysets import AuditRecordQuerySet


class AuditRecord(models.Model):
    """Who did what to which row. Ids and verbs only; no foreign keys, so it outlives what it tells of.

    Rows are added and never changed: the database refuses it, and lets only the retention job delete.
    """

    at = models.DateTimeField(default=timezone.now)
    school_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=40)
    student_id = models.BigIntegerField(null=True)
    # Of what is written once a day, however often it happens: a look at a child's record, a refusal.
    day = models.DateField(null=True)

    objects = AuditRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["school_id", "at"]),
            models.Index(fields=["student_id", "at"]),
            models.Index(fields=["school_id", "-id"], name="audit_newest"),
            models.Index(fields=["actor_id", "at"], name="audit_by_actor"),
            models.Index(fields=["at"], name="audit_by_age"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["actor_id", "day", "verb", "thing", "thing_id", "student_id"],
                condition=Q(day__isnull=False),
                nulls_distinct=False,
                name="audit_once_a_day",
            )
        ]

    def __str__(self):
        return f"{self.verb} {self.thing} {self.thing_id}"
