import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as f


def titles(response):
    return [piece.title for piece in response.context["pieces"]]


@pytest.fixture
def work(cast):
    """Three of Ana's pieces from three places, one put away, and one of Ben's to leak."""
    today = timezone.localdate()

    def piece(title, days, **fields):
        made_on = today - datetime.timedelta(days=days)
        return f.EvidenceFactory(student=cast.ana_student, title=title, made_on=made_on, **fields)

    cast.robot = piece("Robot", 2)
    cast.soup = piece("Soup", 1, place="home")
    cast.map = piece("Map", 3, place="community")
    cast.old = piece("Old", 9, archived_at=timezone.now())
    f.EvidenceFactory(student=cast.ben_student, title="Ben’s own")
    return cast


def test_she_sees_her_own_newest_first(work, as_):
    assert titles(as_("ana").get(reverse("portfolios:evidence_list"))) == ["Soup", "Robot", "Map"]


def test_one_place_alone(work, as_):
    response = as_("ana").get(reverse("portfolios:evidence_list"), {"place": "home"})
    assert titles(response) == ["Soup"]


def test_a_place_that_is_none_shows_all(work, as_):
    response = as_("ana").get(reverse("portfolios:evidence_list"), {"place": "moon", "start": "-1"})
    assert titles(response) == ["Soup", "Robot", "Map"]


def test_what_she_put_away_has_its_own_page(work, as_):
    assert titles(as_("ana").get(reverse("portfolios:evidence_archived"))) == ["Old"]


def test_her_family_sees_what_is_shared_with_it(work, as_):
    f.ShareFactory(evidence=work.robot, circle="family")
    f.ShareFactory(evidence=work.soup, circle="advisor")
    f.ShareFactory(evidence=work.old, circle="family")
    url = reverse("portfolios:student_portfolio", args=[work.ana_student.pk])
    assert titles(as_("mum").get(url)) == ["Robot"]
    assert titles(as_("bo").get(url)) == ["Soup"]


def test_a_helping_is_a_screenful_and_then_more(cast, as_):
    for number in range(10):
        f.EvidenceFactory(student=cast.ana_student, title=f"Piece {number}")
    url = reverse("portfolios:evidence_list")
    first = as_("ana").get(url)
    assert titles(first) == [f"Piece {number}" for number in range(9, 1, -1)]
    assert first.context["next"] == 8
    more = as_("ana").get(url, {"start": 8})
    assert titles(more) == ["Piece 1", "Piece 0"]
    assert more.context["next"] is None
    assert "<main" in more.text


def test_show_more_by_htmx_gets_the_tiles_alone(cast, as_):
    for number in range(9):
        f.EvidenceFactory(student=cast.ana_student, title=f"Piece {number}")
    answer = as_("ana").get(reverse("portfolios:evidence_list"), {"start": 8}, headers={"HX-Request": "true"})
    assert "Piece 0" in answer.text
    assert "<main" not in answer.text


@pytest.mark.parametrize("count", [1, 3, 12, 48])
def test_queries_do_not_grow(cast, as_, django_assert_num_queries, count):
    for _number in range(count):
        piece = f.EvidenceFactory(student=cast.ana_student)
        f.ReadyAttachmentFactory(evidence=piece)
        f.ReflectionFactory(evidence=piece)
    browser = as_("ana")
    with django_assert_num_queries(4):
        browser.get(reverse("portfolios:evidence_list"))


@pytest.mark.parametrize("count", [1, 3, 12, 48])
def test_queries_of_her_family_do_not_grow(cast, as_, django_assert_num_queries, count):
    for _number in range(count):
        piece = f.EvidenceFactory(student=cast.ana_student)
        f.ShareFactory(evidence=piece, circle="family")
        f.ReadyAttachmentFactory(evidence=piece)
    browser = as_("mum")
    with django_assert_num_queries(4):
        browser.get(reverse("portfolios:student_portfolio", args=[cast.ana_student.pk]))


def test_an_empty_list_says_what_to_do(cast, as_):
    assert reverse("portfolios:evidence_add") in as_("ana").get(reverse("portfolios:evidence_list")).text
    for place in ("evidence_list", "evidence_archived"):
        assert as_("ana").get(reverse(f"portfolios:{place}"), {"place": "home"}).status_code == 200
    url = reverse("portfolios:student_portfolio", args=[cast.ana_student.pk])
    assert "has not shared a piece" in as_("mum").get(url).text
