from django.core.mail.backends.base import BaseEmailBackend

from accounts.models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    """Keeps each mail as a row for the demo's outbox page instead of sending it."""

    def send_messages(self, messages):
        for message in messages:
            html = [
                part.content for part in getattr(message, "alternatives", []) if part.mimetype == "text/html"
            ]
            OutgoingMail.objects.create(
                to=", ".join(message.to), subject=message.subject, body=message.body, html="".join(html)
            )
        return len(messages)
