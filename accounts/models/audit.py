from django.db import models

from accounts.querysets import AuditRecordQuerySet


class AuditRecord(models.Model):
    """Who did what to which row. Ids and verbs only; no foreign keys, so it outlives what it tells of."""

    at = models.DateTimeField(auto_now_add=True)
    school_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=40)
    student_id = models.BigIntegerField(null=True)

    objects = AuditRecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school_id", "at"]), models.Index(fields=["student_id", "at"])]

    def __str__(self):
        return f"{self.verb} {self.thing} {self.thing_id}"
