"""The code of a printed letter is guessed at only so often."""

from accounts.actions.invitations import LETTER_TRIES, print_letters
from accounts.models import FailedSignIn
from tests.accounts.conftest import who


def test_a_letter_takes_so_many_wrong_codes_and_no_more(cast, client):
    [letter] = print_letters([cast.guardianship], by=cast.cora)
    address = client.get(f"/accounts/invitation/{letter.token}/").url
    for _ in range(LETTER_TRIES[0]):
        client.post(address, {"code": "AAA-AAA-AAAA"})
    assert "tried many times" in client.post(address, {"code": letter.code}).content.decode()
    assert who(client) is None
    FailedSignIn.objects.all().delete()
    client.post(address, {"code": letter.code})
    assert (who(client), FailedSignIn.objects.count()) == (cast.mum.pk, 0)
