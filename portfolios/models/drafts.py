from django.db import models

from portfolios.querysets import DraftQuerySet


class Draft(models.Model):
    """A piece that was begun: its words, saved while they are written, until the piece is added."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.ForeignKey("accounts.Student", models.CASCADE, related_name="drafts")
    form_key = models.UUIDField()
    words = models.JSONField(default=dict)  # name of a field to what was typed
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        constraints = [models.UniqueConstraint(fields=["student", "form_key"], name="draft_once_per_form")]

    def __str__(self):
        return str(self.form_key)
