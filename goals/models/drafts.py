import uuid

from django.db import models
from django.utils import timezone

from goals.querysets import GoalDraftQuerySet


class GoalDraft(models.Model):
    """A goal that is being written: hers alone, until she says "this is my goal". One a student.

    It keeps what stands in the boxes, so that she may change the format and lose nothing.
    """

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    student = models.OneToOneField("accounts.Student", models.PROTECT, related_name="goal_draft")
    format = models.CharField(max_length=20)
    # What she typed and chose, by the name of the field.
    words = models.JSONField(default=dict, blank=True)
    # With which revision each of them was last changed, so that two tabs do not overwrite one another.
    changed = models.JSONField(default=dict, blank=True)
    form_key = models.UUIDField(default=uuid.uuid4)
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    objects = GoalDraftQuerySet.as_manager()

    def __str__(self):
        return self.words.get("want", "")
