"""Who is in a picture, and who is therefore shown it: by every way to the same picture."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord
from portfolios import actions
from portfolios.models import Attachment, Depiction
from tests import factories as f


@pytest.fixture
def picture(cast):
    """On a piece that Ana shares with both circles; nobody else is in it."""
    piece = f.EvidenceFactory(student=cast.ana_student, title="Bridge")
    for circle in ("advisor", "family"):
        f.ShareFactory(evidence=piece, circle=circle)
    return f.ReadyAttachmentFactory(evidence=piece)


@pytest.fixture
def with_ben(cast, picture):
    """Ben is in it, and nobody has answered for him."""
    return f.DepictionFactory(attachment=picture, student=cast.ben_student)


def answer(student, allowed, adult, **fields):
    return f.MediaConsentFactory(student=student, allowed=allowed, adult=adult, **fields)


def readers(cast, picture):
    """Who of the three is shown the picture."""
    shown = Attachment.objects.visible_to
    return [who for who in ("ana", "bo", "mum") if shown(getattr(cast, who)).filter(pk=picture.pk).exists()]


ALL, NEAR = ["ana", "bo", "mum"], ["ana", "bo"]


def test_a_picture_of_nobody_else_is_shown_to_her_family(cast, picture):
    assert readers(cast, picture) == ALL


def test_until_somebody_says_who_is_in_it_it_is_held(cast, picture):
    Attachment.objects.update(told_at=None)
    assert readers(cast, picture) == NEAR


def test_another_child_without_an_answer_holds_it(cast, picture, with_ben):
    assert readers(cast, picture) == NEAR


def test_a_yes_lets_it_go_and_its_withdrawal_takes_it_back_at_once(cast, picture, with_ben):
    answer(cast.ben_student, True, cast.dad)
    assert readers(cast, picture) == ALL
    answer(cast.ben_student, False, cast.dad)
    assert readers(cast, picture) == NEAR


def test_the_newest_answer_counts_whenever_it_was_typed_in(cast, picture, with_ben):
    earlier = timezone.now() - datetime.timedelta(days=3)
    answer(cast.ben_student, False, cast.dad)
    answer(cast.ben_student, True, cast.dad, how="paper", by=cast.cora, starts_at=earlier)
    assert readers(cast, picture) == NEAR


def test_a_yes_to_voice_or_for_another_child_is_no_yes_to_photos(cast, picture, with_ben):
    answer(cast.ben_student, True, cast.dad, kind="voice")
    answer(cast.ana_student, True, cast.mum)
    assert readers(cast, picture) == NEAR


def test_her_own_family_sees_her_without_any_answer(cast, picture):
    f.DepictionFactory(attachment=picture, who="self", student=cast.ana_student)
    assert readers(cast, picture) == ALL


def test_guests_see_her_only_with_a_yes(cast, picture):
    """What families may not see, guests may not see either."""
    own = f.DepictionFactory(attachment=picture, who="self", student=cast.ana_student)
    assert list(Attachment.objects.shown_to_guests()) == []
    answer(cast.ana_student, True, cast.mum)
    assert list(Attachment.objects.shown_to_guests()) == [picture]
    f.DepictionFactory(attachment=picture, student=cast.ben_student)
    assert list(Attachment.objects.shown_to_guests()) == []
    own.delete()
    assert list(Attachment.objects.shown_to_guests()) == []


def test_somebody_from_elsewhere_holds_it_until_the_advisor_has_asked(cast, picture):
    somebody = f.DepictionFactory(attachment=picture, who="other")
    assert readers(cast, picture) == NEAR
    actions.agree_depiction(somebody, by=cast.bo)
    actions.agree_depiction(somebody, by=cast.bo)
    assert readers(cast, picture) == ALL
    assert AuditRecord.objects.filter(verb="depiction.agreed").count() == 1


def test_an_advisor_says_no_yes_for_a_child_of_the_school(cast, picture, with_ben):
    actions.agree_depiction(with_ben, by=cast.bo)
    assert readers(cast, picture) == NEAR


def test_the_advisor_holds_a_picture_and_lets_it_go(cast, picture):
    for _twice in range(2):
        actions.hold_attachment(picture, by=cast.bo)
    assert readers(cast, picture) == NEAR
    for _twice in range(2):
        actions.release_attachment(picture, by=cast.bo)
    assert readers(cast, picture) == ALL
    verbs = AuditRecord.objects.order_by("pk").values_list("verb", "student_id")
    assert list(verbs) == [
        ("attachment.held", cast.ana_student.pk),
        ("attachment.released", cast.ana_student.pk),
    ]


def test_every_page_and_address_obeys(cast, picture, with_ben, as_):
    """Thumbnail, page, list, and the fragment that is asked for again."""
    piece = picture.evidence
    addresses = [
        reverse("portfolios:evidence_detail", args=[piece.pk]),
        reverse("portfolios:evidence_pictures", args=[piece.pk]),
        reverse("portfolios:student_portfolio", args=[cast.ana_student.pk]),
    ]
    for url in addresses:
        assert str(picture.key) not in as_("mum").get(url).text
        assert str(picture.key) in as_("bo").get(url).text
    for size in ("thumb", "page", "screen"):
        url = reverse("portfolios:attachment_picture", args=[picture.key, size])
        assert (as_("mum").get(url).status_code, as_("ana").get(url).status_code) == (404, 200)
    text = as_("mum").get(addresses[0]).text
    assert "Ben" not in text


def test_she_reads_why_and_what_she_can_do(cast, picture, with_ben, as_):
    text = as_("ana").get(reverse("portfolios:evidence_detail", args=[picture.evidence_id])).text
    assert "Ben Novak is in it, and we have no yes from that family to show it." in text
    assert reverse("portfolios:attachment_edit", args=[picture.pk]) in text
    assert reverse("portfolios:attachment_hold", args=[picture.pk]) not in text
    assert "Something here waits" in as_("ana").get(reverse("portfolios:evidence_list")).text


# Asking


def ask(as_, who, picture, **fields):
    return as_(who).post(reverse("portfolios:attachment_people", args=[picture.pk]), fields)


def told(picture):
    rows = Depiction.objects.filter(attachment=picture).order_by("who", "student")
    return [(row.who, row.student_id, row.told_by.first_name) for row in rows]


def test_nobody_is_an_answer_and_leads_on_to_her_thoughts(cast, picture, as_):
    Attachment.objects.update(told_at=None)
    response = ask(as_, "ana", picture, nobody="1")
    assert response.url == reverse("portfolios:reflection_edit", args=[picture.evidence_id])
    picture.refresh_from_db()
    assert (picture.told_at is None, told(picture)) == (False, [])
    f.ReflectionFactory(evidence=picture.evidence)
    response = ask(as_, "ana", picture, nobody="1")
    assert response.url == reverse("portfolios:evidence_detail", args=[picture.evidence_id])


def test_the_next_picture_is_asked_about_before_anything_else(cast, picture, as_):
    second = f.ReadyAttachmentFactory(evidence=picture.evidence, told_at=None, position=2)
    response = ask(as_, "ana", picture, nobody="1")
    assert response.url == reverse("portfolios:attachment_people", args=[second.pk])


def test_everybody_can_be_in_it(cast, picture, as_):
    ask(as_, "ana", picture, me="1", other="1", schoolmates=[cast.ben_student.pk])
    assert told(picture) == [
        ("other", None, "Ana"),
        ("schoolmate", cast.ben_student.pk, "Ana"),
        ("self", cast.ana_student.pk, "Ana"),
    ]
    ask(as_, "ana", picture, me="1")
    assert told(picture) == [("self", cast.ana_student.pk, "Ana")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "If nobody is, choose “Nobody”."),
        ({"nobody": "1", "me": "1"}, "Which one is it?"),
        ({"schoolmates": ["0"]}, "Please look at the names once more."),
    ],
)
def test_no_answer_and_two_answers_are_asked_again(cast, picture, as_, fields, words):
    response = ask(as_, "ana", picture, **fields)
    assert response.status_code == 422
    assert words in response.text


def test_she_is_offered_her_advisory_and_finds_her_grade_by_name(cast, picture, as_):
    def child(first, **fields):
        return f.StudentFactory(school=cast.school, user__first_name=first, user__last_name="Vos", **fields)

    grade = child("Greta", advisory=cast.other_advisory)
    child("Gil", advisory=cast.other_advisory, grade=6)
    child("Gone", advisory=cast.advisory, left_at=timezone.now())
    f.StudentFactory(school=cast.oak, user__first_name="Gunnar", user__school=cast.oak)
    page = as_("ana").get(reverse("portfolios:attachment_people", args=[picture.pk]))
    assert [row["student"] for row in page.context["form"].mates()] == [cast.ben_student]

    found = ask(as_, "ana", picture, q="G", find="1")
    assert [row["student"] for row in found.context["form"].mates()] == [cast.ben_student]
    found = ask(as_, "ana", picture, q="vos g", find="1", schoolmates=[cast.ben_student.pk])
    assert found.status_code == 200
    rows = [(row["student"], row["ticked"]) for row in found.context["form"].mates()]
    assert rows == [(grade, False), (cast.ben_student, True)]
    assert told(picture) == []


def test_a_child_of_another_grade_or_school_cannot_be_named(cast, picture, as_):
    six = f.StudentFactory(school=cast.school, grade=6, advisory=cast.other_advisory)
    for student in (six, cast.oak_student_row, cast.ana_student):
        assert ask(as_, "ana", picture, schoolmates=[student.pk]).status_code == 422


def test_a_child_without_grade_and_advisory_is_offered_nobody(cast, picture):
    cast.ana_student.grade = cast.ana_student.advisory_id = None
    assert list(type(cast.ana_student).objects.met_by(cast.ana_student)) == []


def test_a_named_child_who_moved_on_can_stay_named(cast, picture, with_ben, as_):
    cast.ben_student.grade, cast.ben_student.advisory = 6, None
    cast.ben_student.save()
    assert ask(as_, "ana", picture, schoolmates=[cast.ben_student.pk]).status_code == 302
    assert told(picture) == [("schoolmate", cast.ben_student.pk, "Ana")]


def test_what_her_advisor_has_said_stays(cast, picture, as_):
    ask(as_, "bo", picture, schoolmates=[cast.ben_student.pk])
    page = as_("ana").get(reverse("portfolios:attachment_people", args=[picture.pk]))
    assert page.context["form"].mates()[0] | {"student": None} == {
        "student": None,
        "ticked": True,
        "fixed": True,
    }
    assert "Your advisor said so" in page.text
    ask(as_, "ana", picture, me="1")
    assert [row[0] for row in told(picture)] == ["schoolmate", "self"]
    ask(as_, "bo", picture, nobody="1")
    assert told(picture) == []


def test_her_advisor_answers_only_for_pieces_that_are_shared_with_her(cast, picture, as_):
    picture.evidence.shares.filter(circle="advisor").delete()
    assert ask(as_, "bo", picture, nobody="1").status_code == 404


def test_the_page_waits_for_its_picture(cast, as_, picture):
    url = reverse("portfolios:attachment_people", args=[picture.pk])
    Attachment.objects.update(state="waiting", thumb="", page="", screen="")
    browser = as_("ana")
    assert "Getting your picture ready…" in browser.get(url).text
    assert browser.get(url, headers={"HX-Request": "true"}).status_code == 204
    Attachment.objects.update(state="ready", thumb="a", page="b", screen="c")
    answer = browser.get(url, headers={"HX-Request": "true"})
    assert picture.page_url in answer.text
    assert "<main" not in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(cast, picture, as_, django_assert_num_queries, count):
    for _number in range(count):
        mate = f.StudentFactory(school=cast.school, advisory=cast.advisory)
        f.DepictionFactory(attachment=picture, student=mate)
        f.StudentFactory(school=cast.school, advisory=cast.advisory)
    browser = as_("ana")
    with django_assert_num_queries(4):
        browser.get(reverse("portfolios:attachment_people", args=[picture.pk]))


# Cutting and blurring


def edit(as_, picture, who="ana", **fields):
    fields = {"do": "blur", "columns": "8", "seen": picture.key, "squares": ["0-0"]} | fields
    return as_(who).post(reverse("portfolios:attachment_edit", args=[picture.pk]), fields)


def test_a_blur_is_drawn_anew_at_a_new_address(cast, picture, as_, django_capture_on_commit_callbacks):
    storage, old = picture.thumb.storage, picture.thumb.name
    with django_capture_on_commit_callbacks(execute=True):
        assert edit(as_, picture).status_code == 302
    before = picture.key
    picture.refresh_from_db()
    assert picture.edits == [{"blur": [[[0, 0, 125, 167]]]}]
    assert (picture.key == before, picture.state, picture.thumb.name) == (False, "waiting", "")
    assert (storage.exists(old), storage.exists(picture.original.name)) == (False, True)
    gone = reverse("portfolios:attachment_picture", args=[before, "thumb"])
    assert as_("ana").get(gone).status_code == 404


def test_whoever_is_hidden_holds_it_no_more_until_it_is_taken_back(cast, picture, with_ben, as_):
    edit(as_, picture)
    assert readers(cast, picture) == NEAR
    picture.refresh_from_db()
    Attachment.objects.update(state="ready", thumb="a", page="b", screen="c")
    edit(as_, picture, do="crop", squares=["1-1", "3-2"], covered=[with_ben.pk])
    assert readers(cast, picture) == ALL
    picture.refresh_from_db()
    assert picture.edits[1] == {"crop": [125, 167, 500, 500]}
    as_("ana").post(reverse("portfolios:attachment_undo", args=[picture.pk]))
    picture.refresh_from_db()
    with_ben.refresh_from_db()
    assert (len(picture.edits), with_ben.covered_at) == (1, None)
    assert readers(cast, picture) == NEAR


def test_her_advisor_says_that_somebody_can_still_be_seen(cast, picture, with_ben, as_):
    edit(as_, picture, covered=[with_ben.pk])
    assert readers(cast, picture) == ALL
    ask(as_, "bo", picture, schoolmates=[cast.ben_student.pk])
    assert readers(cast, picture) == NEAR
    ask(as_, "ana", picture, schoolmates=[cast.ben_student.pk], covered=[with_ben.pk])
    edit(as_, picture, covered=[with_ben.pk])
    assert readers(cast, picture) == NEAR
    ask(as_, "bo", picture, schoolmates=[cast.ben_student.pk], covered=[with_ben.pk])
    assert readers(cast, picture) == ALL


def test_nobody_is_hidden_on_a_whole_picture(cast, picture, with_ben, as_):
    ask(as_, "ana", picture, schoolmates=[cast.ben_student.pk], covered=[with_ben.pk])
    assert readers(cast, picture) == NEAR


def test_a_whole_picture_cannot_be_taken_back_further(cast, picture):
    with pytest.raises(ValidationError, match="whole picture"):
        actions.undo_edit(picture, by=cast.ana)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"squares": []}, "Choose at least one square"),
        ({"squares": ["9-9"]}, "is not one of the available choices"),
        ({"seen": "00000000-0000-0000-0000-000000000000"}, "changed meanwhile"),
        ({"do": "burn"}, "Please try once more."),
    ],
)
def test_what_cannot_be_done_is_said(cast, picture, as_, fields, words):
    response = edit(as_, picture, **fields)
    assert response.status_code == 422
    assert words in response.text
    assert Attachment.objects.get().edits == []


def test_of_two_tabs_one_wins(cast, picture):
    stale = Attachment.objects.get()
    actions.edit_attachment(picture, edit={"crop": [0, 0, 500, 500]}, by=cast.ana)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        actions.edit_attachment(stale, edit={"crop": [0, 0, 900, 900]}, by=cast.ana)


def test_a_picture_that_is_not_ready_waits(cast, picture, as_):
    Attachment.objects.update(state="waiting", thumb="", page="", screen="")
    url = reverse("portfolios:attachment_edit", args=[picture.pk])
    assert "not ready yet" in as_("ana").get(url).text
    assert edit(as_, picture).status_code == 422


def test_smaller_squares(cast, picture, as_):
    url = reverse("portfolios:attachment_edit", args=[picture.pk])
    assert len(as_("ana").get(url).context["form"].grid()) == 8 * 6
    fine = as_("ana").get(url, {"fine": "1"})
    assert len(fine.context["form"].grid()) == 16 * 12
    edit(as_, picture, fine="1", columns="16", squares=["15-11"], do="crop")
    assert Attachment.objects.get().edits == [{"crop": [938, 917, 1000, 1000]}]


def test_a_drawing_that_was_begun_before_the_blur_is_thrown_away(cast, picture, monkeypatch):
    """The job of the whole picture must not come in after the blur and show everything."""
    from portfolios import images, makers
    from portfolios.images import Rendition, Renditions

    slow = Attachment.objects.get()
    actions.edit_attachment(picture, edit={"crop": [0, 0, 500, 500]}, by=cast.ana)
    drawn = Renditions(4, 3, {size: Rendition(b"whole", 4, 3) for size in images.SIZES})
    monkeypatch.setattr(makers, "make", lambda file, folder, edits: makers.picture(drawn))
    slow.state = "waiting"
    assert actions.prepare_file(slow) == "done by another worker"
    now = Attachment.objects.get()
    assert (now.state, now.thumb.name) == ("waiting", "")
