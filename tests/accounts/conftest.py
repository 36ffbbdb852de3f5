import datetime

import pytest
from django.utils import timezone

from accounts.models import Session
from accounts.secrets import digest
from tests import factories as f

PASSWORD = "correct horse battery"


def who(client):
    """The primary key of the person signed in, as the server's own session row has it."""
    return (
        Session.objects.filter(session_key=client.session.session_key).values_list("user", flat=True).first()
    )


def main_of(response):
    """What a page says, without its frame."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def later(monkeypatch):
    """`later(minutes=20)`: from now on the clock shows that much more."""
    now = timezone.now

    def move(**how_much):
        monkeypatch.setattr("django.utils.timezone.now", lambda: now() + datetime.timedelta(**how_much))

    return move


@pytest.fixture
def staff(cast):
    """Bo and Cora have passwords, as staff do."""
    for person in (cast.bo, cast.cora):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return cast


@pytest.fixture
def ana_card(cast):
    """Ana's card: QR token "ana-token", short code ANA-777-XYZW."""
    return f.SignInCardFactory(
        student=cast.ana_student,
        token_digest=digest("card", "ana-token"),
        code_digest=digest("card-code", "ANA777XYZW"),
    )


@pytest.fixture
def mum_invited(cast):
    """Mum got a letter whose link carries the token "mum-token"."""
    return f.InvitationFactory(guardianship=cast.guardianship, token_digest=digest("invitation", "mum-token"))
