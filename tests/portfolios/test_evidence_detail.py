import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditRecord
from accounts.revisions import Stale
from portfolios import actions
from portfolios.models import Evidence, Share
from tests import factories as f
from tests.conftest import PEOPLE


@pytest.fixture
def robot(cast):
    return f.EvidenceFactory(
        student=cast.ana_student, title="Recycling robot", link="https://www.example.org/x"
    )


def page(as_, who, piece):
    return as_(who).get(reverse("portfolios:evidence_detail", args=[piece.pk]))


def verbs():
    written = AuditRecord.objects.filter(day=None).order_by("pk")  # without looks and refusals
    return list(written.values_list("verb", flat=True))


def readers(cast, piece):
    """Everybody but the student who sees the piece, asked one by one of the queryset that decides."""
    return sorted(
        who
        for who in PEOPLE
        if who not in ("anonymous", "ana")
        and Evidence.objects.visible_to(getattr(cast, who)).filter(pk=piece.pk).exists()
    )


@pytest.mark.parametrize(
    ("circles", "who"),
    [([], []), (["family"], ["mum"]), (["advisor"], ["bo"]), (["family", "advisor"], ["bo", "mum"])],
)
def test_who_can_see_this_is_who_can(cast, robot, circles, who):
    for circle in circles:
        actions.share_evidence(robot, circle, by=cast.ana)
    assert readers(cast, robot) == who
    assert sorted(adult.pk for adult in robot.readers()) == sorted(getattr(cast, name).pk for name in who)


def test_a_child_without_adults_is_read_by_nobody(cast):
    cast.oak_advisory.advisors.clear()
    cast.oak_student_row.guardianships.all().delete()
    piece = f.EvidenceFactory(student=cast.oak_student_row)
    assert piece.readers() == []


def test_sharing_opens_and_closes_the_door(cast, robot, as_):
    url = reverse("portfolios:evidence_share", args=[robot.pk])
    assert page(as_, "mum", robot).status_code == 404
    as_("ana").post(url, {"circle": "family", "on": "1"})
    assert page(as_, "mum", robot).status_code == 200
    assert page(as_, "bo", robot).status_code == 404
    as_("ana").post(url, {"circle": "family"})
    assert page(as_, "mum", robot).status_code == 404
    assert verbs() == ["evidence.shared_with_family", "evidence.unshared_with_family"]


def test_sharing_with_a_circle_that_is_none_changes_nothing(cast, robot, as_):
    as_("ana").post(reverse("portfolios:evidence_share", args=[robot.pk]), {"circle": "world", "on": "1"})
    assert Share.objects.count() == 0


def test_sharing_twice_is_sharing_once(cast, robot):
    for _time in range(2):
        actions.share_evidence(robot, "family", by=cast.ana)
    for _time in range(2):
        actions.unshare_evidence(robot, "family", by=cast.ana)
    assert verbs() == ["evidence.shared_with_family", "evidence.unshared_with_family"]


def test_putting_away_and_back(cast, robot, as_):
    as_("ana").post(reverse("portfolios:evidence_archive", args=[robot.pk]))
    as_("ana").post(reverse("portfolios:evidence_archive", args=[robot.pk]))
    assert "Put it back" in page(as_, "ana", robot).text
    as_("ana").post(reverse("portfolios:evidence_restore", args=[robot.pk]))
    as_("ana").post(reverse("portfolios:evidence_restore", args=[robot.pk]))
    assert Evidence.objects.get().archived_at is None
    assert verbs() == ["evidence.archived", "evidence.restored"]


def test_what_is_put_away_is_shown_to_nobody_else(cast, robot, as_):
    for circle in ("family", "advisor"):
        f.ShareFactory(evidence=robot, circle=circle)
    picture = f.ReadyAttachmentFactory(evidence=robot).thumb_url
    seen = [page(as_, who, robot).status_code for who in ("ana", "mum", "bo")]
    actions.archive_evidence(robot, by=cast.ana)
    assert (seen, robot.readers()) == ([200, 200, 200], [])
    assert [page(as_, who, robot).status_code for who in ("ana", "mum", "bo")] == [200, 404, 404]
    assert [as_(who).get(picture).status_code for who in ("ana", "mum", "bo")] == [200, 404, 404]
    teach = reverse("portfolios:placement_teach", args=[robot.pk])
    assert as_("bo").get(teach).status_code == 404


def test_the_link_says_where_it_leads_and_tells_nobody(cast, robot, as_):
    text = page(as_, "ana", robot).text
    assert 'href="https://www.example.org/x" rel="noopener noreferrer nofollow" target="_blank"' in text
    assert "Opens example.org" in text


def test_buttons_are_shown_to_whom_they_belong(cast, robot, as_):
    for circle in ("family", "advisor"):
        f.ShareFactory(evidence=robot, circle=circle)
    edit = reverse("portfolios:evidence_edit", args=[robot.pk])
    teach = reverse("portfolios:placement_teach", args=[robot.pk])
    seen = {who: [url in page(as_, who, robot).text for url in (edit, teach)] for who in ("ana", "bo", "mum")}
    assert seen == {"ana": [True, False], "bo": [False, True], "mum": [False, False]}


def test_both_views_stand_on_the_continuum(cast, robot, as_):
    framework = f.FrameworkFactory(school=cast.school)
    first, second = (
        f.LevelFactory(framework=framework, position=n, name=name)
        for n, name in enumerate(["Developing", "Refining"])
    )
    target = f.TargetFactory(framework=framework)
    f.PlacementFactory(evidence=robot, target=target, level=first, why="I tried four times.")
    f.PlacementFactory(
        evidence=robot, target=target, level=second, by="teacher", placed_by=cast.bo, why="You came back."
    )
    response = page(as_, "ana", robot)
    (row,) = response.context["evidence"].continua()
    assert [(step.name, [str(view.placed_by) for view in step.views]) for step in row.steps] == [
        ("Developing", ["Ana Mensah"]),
        ("Refining", ["Bo Ortiz"]),
    ]
    assert "I tried four times." in response.text
    assert "You came back." in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(cast, robot, as_, django_assert_num_queries, count):
    framework = f.FrameworkFactory(school=cast.school)
    level = f.LevelFactory(framework=framework)
    for _number in range(count):
        f.ReadyAttachmentFactory(evidence=robot)
        f.PlacementFactory(evidence=robot, target__framework=framework, level=level)
        adult = f.UserFactory(school=cast.school, role="family")
        f.GuardianshipFactory(adult=adult, student=cast.ana_student)
        f.CommentFactory(evidence=robot, by=adult)
        f.CommentFactory(evidence=robot, by=cast.mum)
    for circle in ("family", "advisor"):
        f.ShareFactory(evidence=robot, circle=circle)
    browser = as_("ana")
    with django_assert_num_queries(8):
        browser.get(reverse("portfolios:evidence_detail", args=[robot.pk]))
    browser = as_("mum")
    with django_assert_num_queries(7):
        browser.get(reverse("portfolios:evidence_detail", args=[robot.pk]))


def edited(**fields):
    words = {
        "title": "Robot 2",
        "text": "New",
        "link": "",
        "place": "home",
        "made_on": "2026-09-01",
        "revision": 0,
    }
    return words | fields


def test_she_changes_her_piece(cast, robot, as_):
    url = reverse("portfolios:evidence_edit", args=[robot.pk])
    assert as_("ana").get(url).context["form"]["title"].value() == "Recycling robot"
    response = as_("ana").post(url, edited())
    assert response.url == reverse("portfolios:evidence_detail", args=[robot.pk])
    robot.refresh_from_db()
    assert (robot.title, robot.text, robot.place, robot.revision) == ("Robot 2", "New", "home", 1)
    assert verbs() == ["evidence.changed"]


def test_an_older_page_shows_both_versions(cast, robot, as_):
    url = reverse("portfolios:evidence_edit", args=[robot.pk])
    as_("ana").post(url, edited())
    response = as_("ana").post(url, edited(text="Older page"))
    assert response.status_code == 409
    assert response.context["form"].theirs == {"title": "Robot 2", "text": "New", "link": ""}
    assert "Older page" in response.text
    as_("ana").post(url, edited(text="Older page", revision=response.context["form"]["revision"].value()))
    robot.refresh_from_db()
    assert robot.text == "Older page"


def test_changes_save_themselves(cast, robot, as_):
    url = reverse("portfolios:evidence_edit", args=[robot.pk])
    autosave = {"X-Autosave": "1"}
    assert as_("ana").post(url, edited(), headers=autosave).json() == {"revision": 1}
    stale = as_("ana").post(url, edited(), headers=autosave)
    assert (stale.status_code, stale.json()["revision"]) == (409, 1)
    refused = as_("ana").post(url, edited(title="", revision=1), headers=autosave)
    assert (refused.status_code, refused.json()) == (
        422,
        {"message": "Give it a name, so that you find it again."},
    )


def test_a_refused_change_keeps_what_was_typed(cast, robot, as_):
    response = as_("ana").post(
        reverse("portfolios:evidence_edit", args=[robot.pk]), edited(title="", text="Kept")
    )
    assert response.status_code == 422
    assert "Kept" in response.text


def test_the_action_refuses_an_older_page(cast, robot):
    with pytest.raises(Stale) as caught:
        actions.edit_evidence(robot, seen_revision=7, title="Robot 2", by=cast.ana)
    assert isinstance(caught.value, ValidationError)
    assert caught.value.revision == 0


def test_queries_of_the_form_do_not_grow(cast, robot, as_, django_assert_num_queries):
    for _number in range(3):
        f.ReadyAttachmentFactory(evidence=robot)
    browser = as_("ana")
    with django_assert_num_queries(4):
        browser.get(reverse("portfolios:evidence_edit", args=[robot.pk]))
