"""Parts of a page that ask for themselves, when the session behind them has ended."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(("method", "refresh"), [("get", None), ("post", "true")])
def test_a_part_never_becomes_the_sign_in_page(client, db, method, refresh):
    response = getattr(client, method)(reverse("home"), headers={"HX-Request": "true"})
    assert (response.status_code, response.content, response.get("HX-Refresh")) == (401, b"", refresh)


def test_a_whole_page_asks_to_sign_in(client, db):
    assert client.get(reverse("home")).url == f"{reverse('accounts:sign_in')}?next=/"
