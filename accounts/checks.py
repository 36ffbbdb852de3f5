from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}
OUTBOX = "accounts.outbox.OutboxBackend"


@register(Tags.security)
def demo_is_alone(app_configs, **kwargs):
    """Demo mode lets anybody in as anybody, so nothing around it may look like a real school's site."""
    if not settings.DEMO:
        return []
    signs = {
        "E001": (mails_leave(), "mail would leave to real people: unset EMAIL_URL"),
        "E002": (served_to_the_world(), "SITE_URL is an address of the internet: unset it"),
        "E003": (a_database_of_ones_own(), "DATABASE_URL is a real school’s: unset it"),
    }
    return [
        Error(f"DEMO is on, and {words}, or turn DEMO off.", id=f"accounts.{number}")
        for number, (seen, words) in signs.items()
        if seen
    ]


def mails_leave():
    return any(mailer["BACKEND"] != OUTBOX for mailer in settings.MAILERS.values())


def served_to_the_world():
    site = urlsplit(settings.SITE_URL)
    return site.scheme == "https" and site.hostname not in LOCAL_HOSTS


def a_database_of_ones_own():
    return settings.DATABASES["default"]["ENGINE"] != "config.embedded"
