from django.db import models

from accounts.querysets import OutgoingMailQuerySet


class OutgoingMail(models.Model):
    """A mail as the demo's outbox shows it. With a mail server configured, no row is ever written."""

    to = models.TextField()
    subject = models.TextField()
    body = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = OutgoingMailQuerySet.as_manager()

    def __str__(self):
        return self.subject
