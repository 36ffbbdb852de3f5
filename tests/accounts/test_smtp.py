"""One letter through a real SMTP server."""

import datetime
import email
import socket
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from accounts.actions.invitations import invite
from accounts.actions.letters import deliver_invitation


class Mailbox:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@pytest.fixture
def mail_server(settings):
    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 20},
        }
    }
    yield mailbox
    controller.stop()


def test_an_invitation_reaches_a_mailbox(cast, mail_server):
    invitation = invite(cast.guardianship, by=cast.bo, until=timezone.now() + datetime.timedelta(days=30))
    assert deliver_invitation(invitation.pk)
    [(to, letter)] = mail_server.letters
    assert (to, letter["To"], letter["From"]) == (
        ["mum@family.example"],
        "mum@family.example",
        "Lectern <lectern@localhost>",
    )
    assert letter.get_content_type() == "multipart/alternative"
    assert "/accounts/invitation/" in letter.get_body(("plain",)).get_content()
    assert "Open your page" in letter.get_body(("html",)).get_content()
