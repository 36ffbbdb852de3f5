"""The student says who sees what, and looks at it through their eyes."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.households import restrict_guardianship
from accounts.models import AuditRecord, Student
from portfolios import actions
from portfolios.circles import circles_of, preview_of
from portfolios.models import Evidence, Share
from portfolios.querysets.circles import adults_around
from tests import factories as f
from tests.conftest import PEOPLE

CIRCLES = {"family": "mum", "advisor": "bo", "guests": "guest", "panel": "panelist"}


@pytest.fixture
def robot(cast):
    return f.EvidenceFactory(student=cast.ana_student, title="Recycling robot")


def shared(cast, title, *circles, **fields):
    piece = f.EvidenceFactory(student=cast.ana_student, title=title, **fields)
    for circle in circles:
        f.ShareFactory(evidence=piece, circle=circle)
    return piece


def url(name, *args):
    return reverse(f"portfolios:{name}", args=args)


# Circles


@pytest.mark.parametrize("circle", CIRCLES)
def test_a_circle_sees_what_is_shared_with_it_and_nobody_else_does(cast, robot, as_, circle):
    as_("ana").post(url("evidence_share", robot.pk), {"circle": circle, "on": "1"})
    asked = [
        who
        for who in PEOPLE
        if who != "anonymous" and Evidence.objects.visible_to(getattr(cast, who)).exists()
    ]
    assert asked == sorted(["ana", CIRCLES[circle]], key=PEOPLE.index)
    assert [str(adult) for adult in robot.readers()] == [str(getattr(cast, CIRCLES[circle]))]
    as_("ana").post(url("evidence_share", robot.pk), {"circle": circle, "on": ""})
    assert as_(CIRCLES[circle]).get(url("evidence_detail", robot.pk)).status_code == 404


def test_who_is_in_a_circle_is_told_before_she_shares(cast, robot):
    piece = Evidence.objects.editable_by(cast.ana).with_circles().get(pk=robot.pk)
    rows = circles_of(piece).rows
    assert [(row.value, row.shared, [str(adult) for adult in row.people]) for row in rows] == [
        ("family", False, ["Mum Mensah"]),
        ("advisor", False, ["Bo Ortiz"]),
        ("guests", False, ["Gus Lind"]),
        ("panel", False, ["Pia Ruiz"]),
    ]


def test_a_young_child_without_a_panel_is_not_asked_about_one(cast, robot):
    cast.panelist_row.delete()
    piece = Evidence.objects.editable_by(cast.ana).with_circles().get(pk=robot.pk)
    piece.student.grade = 1
    assert [row.value for row in circles_of(piece).rows] == ["family", "advisor", "guests"]
    assert circles_of(piece).has_panel is False
    assert [option.circle for option in preview_of(piece.student, "").options] == [
        "family",
        "advisor",
        "guests",
    ]


def test_all_adults_near_her_are_one_question(cast, robot, django_assert_num_queries):
    for circle in CIRCLES:
        f.ShareFactory(evidence=robot, circle=circle)
    with django_assert_num_queries(1):
        adults = adults_around(cast.ana_student.pk, piece=robot)
    assert [(str(adult), adult.circles, adult.sees) for adult in adults] == [
        ("Gus Lind", ["guests"], True),
        ("Mum Mensah", ["family"], True),
        ("Bo Ortiz", ["advisor"], True),
        ("Pia Ruiz", ["panel"], True),
    ]


def test_guests_and_panel_see_her_only_with_her_familys_yes(cast, robot, as_):
    for circle in CIRCLES:
        f.ShareFactory(evidence=robot, circle=circle)
    picture = f.ReadyAttachmentFactory(evidence=robot)
    f.DepictionFactory(attachment=picture, who="self", student=cast.ana_student)
    seen = {who: as_(who).get(picture.thumb_url).status_code for who in CIRCLES.values()}
    assert seen == {"mum": 200, "bo": 200, "guest": 404, "panelist": 404}
    f.MediaConsentFactory(student=cast.ana_student, adult=cast.mum, by=cast.mum)
    assert [as_(who).get(picture.thumb_url).status_code for who in ("guest", "panelist")] == [200, 200]


# Several at once


def test_several_pieces_at_once(cast, robot, as_):
    other = f.EvidenceFactory(student=cast.ana_student)
    both = {"pieces": [robot.pk, other.pk], "circles": ["family", "panel"]}
    answer = as_("ana").post(url("share_many"), both | {"on": "1"})
    assert (answer.status_code, Share.objects.count()) == (302, 4)
    as_("ana").post(url("share_many"), both | {"circles": ["panel"], "on": ""})
    assert sorted(Share.objects.values_list("evidence", "circle")) == sorted(
        [(robot.pk, "family"), (other.pk, "family")]
    )
    written = AuditRecord.objects.filter(day=None).values_list("verb", flat=True)
    assert [
        list(written).count(f"evidence.{verb}") for verb in ("shared_with_panel", "unshared_with_panel")
    ] == [
        2,
        2,
    ]


def test_nothing_of_somebody_else_and_nothing_without_a_tick(cast, robot, as_):
    foreign = f.EvidenceFactory(student=cast.ben_student)
    sent = {"pieces": [robot.pk, foreign.pk], "circles": ["family"], "on": "1"}
    assert as_("ana").post(url("share_many"), sent).status_code == 422
    answer = as_("ana").post(url("share_many"), {"pieces": [robot.pk], "on": "1"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["circles"])
    assert [ticked for _piece, ticked in answer.context["pieces"]] == [True]
    assert Share.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_her_pieces_to_tick_cost_the_same(cast, as_, django_assert_num_queries, count):
    for number in range(count):
        f.ReadyAttachmentFactory(evidence=shared(cast, f"Piece {number}", "family"))
    client = as_("ana")
    with django_assert_num_queries(4):
        page = client.get(url("share_many"))
    assert page.text.count('name="pieces"') == count
    assert client.get(url("share_many"), {"start": 48}).context["pieces"] == []


# Through somebody else's eyes


def main_of(page):
    """What stands on a page, without the bar of the preview, buttons, and addresses that name the reader."""
    text = re.search(r"<main.*?</main>", page.text, re.S).group()
    text = re.sub(r'<section class="preview-bar.*?</section>', "", text, flags=re.S)
    text = re.sub(r"<(form|nav|details)\b.*?</\1>", "", text, flags=re.S)
    text = re.sub(r'<a class="btn.*?</a>', "", text, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def what_it_holds(page):
    evidence = page.context["evidence"]
    return list(evidence.attachments.all()), list(evidence.comments.all()), list(evidence.placements.all())


@pytest.fixture
def life(cast):
    """Pieces for every mix of circles, a picture that is held, what is put away, and comments."""
    everybody = shared(cast, "For everybody", *CIRCLES)
    shared(cast, "For family", "family")
    shared(cast, "For advisor", "advisor")
    shared(cast, "For guests", "guests")
    shared(cast, "For panel", "panel")
    shared(cast, "For nobody")
    shared(cast, "Put away", *CIRCLES, archived_at=timezone.now())
    f.ReadyAttachmentFactory(evidence=everybody, alt="May be seen")
    f.ReadyAttachmentFactory(evidence=everybody, alt="Waits", told_at=None)
    other = f.HouseholdFactory(school=cast.school, name="Elsewhere")
    cast.father = f.UserFactory(school=cast.school, first_name="Kofi", last_name="Owusu", role="family")
    f.GuardianshipFactory(adult=cast.father, student=cast.ana_student, household=other, relation="father")
    for who in ("mum", "father", "bo", "guest", "panelist"):
        f.CommentFactory(evidence=everybody, by=getattr(cast, who), glow=f"A glow of {who}")
    cast.everybody = everybody
    return cast


@pytest.mark.parametrize("who", ["mum", "father", "bo", "guest", "panelist"])
def test_a_preview_is_the_real_page(life, as_, who):
    adult = getattr(life, who)
    real_list = main_of(as_(who).get(url("student_portfolio", life.ana_student.pk)))
    real = as_(who).get(url("evidence_detail", life.everybody.pk))
    real_piece = main_of(real)
    seen = {"as": str(adult.pk)}
    client = as_("ana")
    assert main_of(client.get(url("portfolio_preview"), seen)) == real_list
    piece = client.get(url("evidence_preview", life.everybody.pk), seen)
    assert what_it_holds(piece) == what_it_holds(real)
    if who != "bo":  # beside a picture that waits, her advisor reads what she can do about it
        assert main_of(piece) == real_piece
    assert ["Waits" in piece.text, "May be seen" in piece.text] == [who == "bo", True]
    assert [f"A glow of {who}" in real_piece, "For nobody" in real_list, "Put away" in real_list] == [
        True,
        False,
        False,
    ]
    assert f"<strong>{adult}</strong>" in piece.text
    main = re.search(r"<main.*?</main>", piece.text, re.S).group()
    assert "<form" not in main, "nothing can be done in a preview"


def test_a_preview_writes_nothing_and_signs_nobody_in(life, as_):
    before = AuditRecord.objects.count()
    client = as_("ana")
    key = client.session.session_key
    for seen in ("family", "panel", str(life.bo.pk)):
        assert client.get(url("portfolio_preview"), {"as": seen}).status_code == 200
        assert client.get(url("evidence_preview", life.everybody.pk), {"as": seen}).status_code == 200
    assert client.post(url("portfolio_preview")).status_code == 405
    assert AuditRecord.objects.count() == before
    assert (client.session.session_key, client.get(url("evidence_list")).status_code) == (key, 200)


def test_what_somebody_does_not_see_is_told_so(life, as_):
    piece = Evidence.objects.get(title="For family")
    page = as_("ana").get(url("evidence_preview", piece.pk), {"as": "panel"})
    assert "Pia Ruiz does not see this piece" in page.text


@pytest.mark.parametrize("who", ["ruth", "dad", "ida", "oak_advisor", "ben", "nobody"])
def test_nobody_is_offered_who_is_in_no_circle(life, as_, who):
    wish = str(getattr(life, who).pk) if who != "nobody" else "everybody"
    assert as_("ana").get(url("portfolio_preview"), {"as": wish}).status_code == 404


def test_an_adult_whom_the_school_keeps_away_is_not_offered(life, as_):
    restrict_guardianship(life.guardianship, reason="Court order", by=life.cora)
    assert as_("ana").get(url("portfolio_preview"), {"as": str(life.mum.pk)}).status_code == 404
    assert "Mum Mensah" not in as_("ana").get(url("portfolio_preview")).text


def test_a_circle_without_anybody_shows_what_waits_for_it(life, as_):
    life.panelist_row.delete()
    Student.objects.update(grade=12)
    page = as_("ana").get(url("portfolio_preview"), {"as": "panel"})
    assert sorted(piece.title for piece in page.context["pieces"]) == ["For everybody", "For panel"]
    assert "nobody is there yet" in page.text
    piece = as_("ana").get(url("evidence_preview", life.everybody.pk), {"as": "panel"})
    assert ["May be seen" in piece.text, "Waits" in piece.text, "A glow" in piece.text] == [
        True,
        False,
        False,
    ]


def test_without_a_wish_the_first_adult_there_is(cast, as_):
    assert as_("ana").get(url("portfolio_preview")).context["preview"].adult == cast.mum
    assert as_("oak_student").get(url("portfolio_preview")).context["preview"].adult == cast.oak_family
    assert as_("ben").get(url("portfolio_preview"), {"as": "x" * 30}).status_code == 404


def test_who_has_no_adults_yet_looks_through_her_familys_eyes(cast, as_):
    cast.oak_student_row.guardianships.all().delete()
    cast.oak_advisory.advisors.clear()
    preview = as_("oak_student").get(url("portfolio_preview")).context["preview"]
    assert (preview.adult, preview.circle, preview.key) == (None, "family", "family")


@pytest.mark.parametrize("count", [1, 3])
def test_a_preview_costs_the_same_for_one_and_three(cast, as_, django_assert_num_queries, count):
    for number in range(count):
        f.ReadyAttachmentFactory(evidence=shared(cast, f"Piece {number}", "family"))
    client = as_("ana")
    with django_assert_num_queries(6):
        client.get(url("portfolio_preview"))


def test_sharing_twice_or_with_nobody_writes_once(cast, robot):
    for _time in range(2):
        actions.share_many([robot], ["panel"], on=True, by=cast.ana)
    assert list(AuditRecord.objects.filter(day=None).values_list("verb", flat=True)) == [
        "evidence.shared_with_panel"
    ]
