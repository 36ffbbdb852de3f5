"""Pages are compressed, pictures are sent as they are."""

from django.urls import reverse

GZIP = {"Accept-Encoding": "gzip"}


def test_a_page_travels_compressed(as_):
    response = as_("ana").get(reverse("portfolios:evidence_list"), headers=GZIP)
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 5000


def test_a_picture_travels_as_it_is(world, as_):
    response = as_("ana").get(world.attachment.page_url, headers=GZIP)
    assert response.content == b"page"
    assert not response.has_header("Content-Encoding")
