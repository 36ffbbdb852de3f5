from django.core.mail import EmailMessage, EmailMultiAlternatives

from accounts.models import OutgoingMail


def test_the_outbox_keeps_a_mail_instead_of_sending_it(db, settings):
    settings.MAILERS = {"default": {"BACKEND": "accounts.outbox.OutboxBackend"}}
    letter = EmailMultiAlternatives("Hello", "Plain words", to=["a@b.example", "c@d.example"])
    letter.attach_alternative("<p>Plain words</p>", "text/html")
    assert letter.send() == 1
    assert EmailMessage("Short", "No HTML", to=["a@b.example"]).send() == 1
    assert list(OutgoingMail.objects.order_by("pk").values_list("to", "subject", "body", "html")) == [
        ("a@b.example, c@d.example", "Hello", "Plain words", "<p>Plain words</p>"),
        ("a@b.example", "Short", "No HTML", ""),
    ]
