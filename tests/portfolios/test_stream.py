"""The advisor's stream: what is shown to her, what is new, and answers given where she stands."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portfolios.actions.stream import mark_stream_seen
from portfolios.models import Comment, Placement, Share, StreamMark
from tests import factories as f

STREAM = reverse("portfolios:stream")
HTMX = {"HX-Request": "true"}


def titles(response):
    return [piece.title for piece in response.context["pieces"]]


def shown(cast, title, *, days=0, student=None, circle="advisor", **fields):
    piece = f.EvidenceFactory(student=student or cast.ana_student, title=title, **fields)
    share = f.ShareFactory(evidence=piece, circle=circle)
    Share.objects.filter(pk=share.pk).update(at=timezone.now() - datetime.timedelta(days=days))
    return piece


@pytest.fixture
def work(cast):
    """What Bo is shown, and what he is not: private, for the family, put away, of others."""
    cast.robot = shown(cast, "Robot", days=1)
    cast.soup = shown(cast, "Soup", days=30, place="home")
    cast.map = shown(cast, "Map", days=2, student=cast.ben_student)
    f.EvidenceFactory(student=cast.ana_student, title="Private")
    shown(cast, "For Mum", circle="family")
    shown(cast, "Put away", archived_at=timezone.now())
    shown(cast, "Olu’s", student=cast.oak_student_row)
    return cast


def test_she_sees_exactly_what_her_advisory_shows_her_the_newest_first(work, as_):
    assert titles(as_("bo").get(STREAM)) == ["Robot", "Map", "Soup"]
    assert titles(as_("ida").get(STREAM)) == []
    assert titles(as_("oak_advisor").get(STREAM)) == ["Olu’s"]


def test_search_and_filters(work, as_):
    f.PlacementFactory(
        evidence=work.map, by="teacher", placed_by=work.bo, target__framework__school=work.school
    )
    asked = [
        ({"q": "rob"}, ["Robot"]),
        ({"q": "private"}, []),
        ({"student": work.ben_student.pk}, ["Map"]),
        ({"place": "home"}, ["Soup"]),
        ({"waits": "1"}, ["Robot", "Soup"]),
        ({"student": work.oak_student_row.pk}, ["Robot", "Map", "Soup"]),
    ]
    browser = as_("bo")
    assert [titles(browser.get(STREAM, question)) for question, _found in asked] == [
        found for _q, found in asked
    ]


def test_new_is_what_came_since_she_said_that_she_has_seen_it(work, as_):
    browser = as_("bo")
    page = browser.get(STREAM)
    assert [piece.is_new for piece in page.context["pieces"]] == [True, True, False]
    assert page.context["new_count"] == 2
    assert StreamMark.objects.count() == 0, "looking writes nothing"
    browser.post(reverse("portfolios:stream_seen"), {"until": page.context["pieces"][0].shown_at.isoformat()})
    assert browser.get(STREAM).context["new_count"] == 0
    shown(work, "Later")
    assert titles(browser.get(STREAM))[0] == "Later"
    assert browser.get(STREAM).context["new_count"] == 1


def test_what_she_answered_is_not_new_to_her(work, as_):
    f.PlacementFactory(
        evidence=work.map, by="teacher", placed_by=work.bo, target__framework__school=work.school
    )
    Comment.objects.create(
        school=work.school, evidence=work.robot, by=work.bo, voice="advisor", glow="Clear steps"
    )
    assert as_("bo").get(STREAM).context["new_count"] == 0


def test_a_page_from_before_takes_no_mark_back(cast):
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    mark_stream_seen(until=now - hour, by=cast.bo)
    mark_stream_seen(until=now - 2 * hour, by=cast.bo)
    assert StreamMark.objects.get().seen_until == now - hour
    mark_stream_seen(until=now + hour, by=cast.bo)
    assert now <= StreamMark.objects.get().seen_until <= timezone.now()


def test_without_a_moment_nothing_is_marked(cast, as_):
    assert as_("bo").post(reverse("portfolios:stream_seen"), {"until": "then"}).url == STREAM
    assert StreamMark.objects.count() == 0


def test_who_has_been_quiet_is_told_by_name_and_by_what_is_shared_alone(work, as_):
    """Private work does not count for it: not even that it is there may be told."""
    zoe = f.StudentFactory(school=work.school, advisory=work.advisory, user__first_name="Zoe")
    f.EvidenceFactory(student=zoe, title="Private")
    Share.objects.filter(evidence=work.map).update(at=timezone.now() - datetime.timedelta(days=22))
    context = as_("bo").get(STREAM).context
    assert [student.first_name for student in context["silent"]] == ["Zoe", "Ben"]
    assert [student.first_name for student in context["unanswered"]] == ["Ana"]
    f.PlacementFactory(
        evidence=work.robot, by="teacher", placed_by=work.bo, target__framework__school=work.school
    )
    assert as_("bo").get(STREAM).context["unanswered"] == []


def test_she_places_a_piece_without_leaving_the_stream(work, as_):
    level = f.LevelFactory(framework__school=work.school)
    target = f.TargetFactory(framework=level.framework)
    browser = as_("bo")
    choose = reverse("portfolios:stream_place", args=[work.robot.pk])
    step = reverse("portfolios:stream_place", args=[work.robot.pk, target.pk])
    assert step in browser.get(choose, headers=HTMX).content.decode()
    assert browser.post(step, {"why": "Look"}, headers=HTMX).status_code == 422
    answer = browser.post(step, {"level": level.pk, "why": "Look"}, headers=HTMX)
    assert answer.context["just_said"] == "Your view stands beside the student’s."
    assert answer.content.decode().lstrip().startswith(f'<li class="card" id="piece-{work.robot.pk}"')
    placed = Placement.objects.get()
    assert (placed.by, placed.level, placed.why, placed.placed_by) == ("teacher", level, "Look", work.bo)
    back = f"{STREAM}?place=home#piece-{work.robot.pk}"
    assert browser.post(step, {"level": level.pk, "next": back}).url == back
    elsewhere = browser.post(step, {"level": level.pk, "next": "https://evil.example/"})
    assert elsewhere.url == f"{STREAM}#piece-{work.robot.pk}"


def test_she_answers_without_leaving_the_stream(work, as_):
    browser, url = as_("bo"), reverse("portfolios:stream_reply", args=[work.robot.pk])
    refused = browser.post(url, {"glow": ""}, headers=HTMX)
    assert (refused.status_code, list(refused.context["refused"].errors)) == (422, ["form_key"])
    said = {"glow": "Clear steps", "grow": "", "form_key": "6a5b0d3e-4a07-4a43-8c6b-3f0f5f0a8a11"}
    assert (
        browser.post(url, said, headers=HTMX).context["just_said"] == "Ana finds your words with this piece."
    )
    assert browser.post(url, said).url == f"{STREAM}#piece-{work.robot.pk}"
    assert [comment.glow for comment in Comment.objects.all()] == ["Clear steps"]
    Comment.objects.bulk_create(
        Comment(school=work.school, evidence=work.robot, by=work.bo, voice="advisor", glow=str(n))
        for n in range(20)
    )
    page = browser.post(url, said | {"glow": "More", "form_key": "6a5b0d3e-4a07-4a43-8c6b-3f0f5f0a8a12"})
    assert page.status_code == 422
    assert "You have said a lot about this piece already." in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_questions_of_the_stream(cast, as_, count):
    for number in range(count):
        piece = shown(cast, f"Robot {number}")
        f.ReadyAttachmentFactory(evidence=piece)
        f.ReflectionFactory(evidence=piece)
        f.PlacementFactory(evidence=piece, target__framework__school=cast.school)
        Comment.objects.create(school=cast.school, evidence=piece, by=cast.bo, voice="advisor", glow="Yes")
    browser = as_("bo")
    with CaptureQueriesContext(connection) as captured:
        assert len(titles(browser.get(STREAM))) == count
    assert len(captured) == 11


def test_more_comes_in_helpings(cast, as_):
    for number in range(14):
        shown(cast, f"Robot {number:02}", days=number)
    browser = as_("bo")
    assert browser.get(STREAM).context["next"] == 12
    more = browser.get(STREAM, {"start": 12}, headers=HTMX)
    assert titles(more) == ["Robot 12", "Robot 13"]
    assert more.content.decode().lstrip().startswith('<li class="card" id="piece-')
