from django.db import models

from portfolios.querysets import StreamMarkQuerySet


class StreamMark(models.Model):
    """Up to where an advisor has said that she has seen the new work of her advisory."""

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="stream_mark")
    seen_until = models.DateTimeField()

    objects = StreamMarkQuerySet.as_manager()

    def __str__(self):
        return f"{self.user_id} until {self.seen_until}"
