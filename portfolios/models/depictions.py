from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolios.querysets import DepictionQuerySet


class Depiction(models.Model):
    """Somebody who can be seen in a picture, as its student or her advisor said."""

    class Who(models.TextChoices):
        SELF = "self", _("Me")
        SCHOOLMATE = "schoolmate", _("Somebody at our school")
        OTHER = "other", _("Somebody who is not at our school")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+")
    attachment = models.ForeignKey("portfolios.Attachment", models.CASCADE, related_name="depictions")
    who = models.CharField(max_length=10, choices=Who)
    student = models.ForeignKey(
        "accounts.Student", models.CASCADE, null=True, blank=True, related_name="depictions"
    )
    told_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)
    # Cut away or blurred: cannot be recognised any more.
    covered_at = models.DateTimeField(null=True, blank=True)
    # For somebody who is not at our school, who agreed to this one picture: the advisor has asked.
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = DepictionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="depiction_names_a_student_or_nobody",
                condition=Q(who__in=["self", "schoolmate"], student__isnull=False)
                | Q(who="other", student=None),
            ),
            models.UniqueConstraint(fields=["attachment", "student"], name="depiction_once"),
            models.UniqueConstraint(
                fields=["attachment"], condition=Q(who="other"), name="depiction_one_other"
            ),
            models.CheckConstraint(
                name="depiction_agreed_by_and_at_together",
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(who="other", agreed_at__isnull=False, agreed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """Who it is, for the student and her advisor."""
        return self.student.name if self.student else str(self.Who.OTHER.label)
