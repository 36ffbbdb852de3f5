"""A glow and a grow: who says it, who reads it, what the student and the school do with it."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.households import end_guardianship, lift_restriction, restrict_guardianship
from accounts.models import AuditRecord
from portfolios import actions
from portfolios.models import Comment, Share
from tests import factories as f

READERS = ("ana", "mum", "aunt", "father", "bo", "guest", "panelist")


def url(name, *args):
    return reverse(f"portfolios:{name}", args=args)


def said(**words):
    return {"glow": "You tried four times.", "grow": "", "form_key": str(uuid.uuid4())} | words


def verbs():
    return list(AuditRecord.objects.filter(day=None).order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def robot(cast):
    """A piece for every circle. Aunt lives with Mum, Father in a household of his own."""
    piece = f.EvidenceFactory(student=cast.ana_student, title="Recycling robot")
    for circle in ("family", "advisor", "guests", "panel"):
        f.ShareFactory(evidence=piece, circle=circle)
    for name, household in (("aunt", cast.household), ("father", f.HouseholdFactory(school=cast.school))):
        adult = f.UserFactory(school=cast.school, first_name=name.title(), role="family")
        f.GuardianshipFactory(adult=adult, student=cast.ana_student, household=household, relation=name)
        setattr(cast, name, adult)
    return piece


def readers(cast, comment):
    """Who reads it, each asked of the permission."""
    asked = Comment.objects.filter(pk=comment.pk)
    return [who for who in READERS if asked.visible_to(getattr(cast, who)).exists()]


# Saying


@pytest.mark.parametrize(
    ("who", "voice", "relation"),
    [
        ("mum", "family", "mother"),
        ("bo", "advisor", ""),
        ("guest", "guests", "coach"),
        ("panelist", "panel", "engineer"),
    ],
)
def test_each_adult_speaks_as_herself(cast, robot, as_, who, voice, relation):
    client = as_(who)
    assert "Tell Ana" in client.get(url("evidence_detail", robot.pk)).text
    answer = client.post(url("comment_add", robot.pk), said(grow="Does it lift a bottle?"))
    assert answer.url == url("evidence_detail", robot.pk) + "#comments"
    comment = Comment.objects.get()
    assert (comment.by, comment.voice, comment.relation) == (getattr(cast, who), voice, relation)
    assert (comment.glow, comment.grow, comment.language) == (
        "You tried four times.",
        "Does it lift a bottle?",
        "en",
    )
    page = as_("ana").get(url("evidence_detail", robot.pk)).text
    assert [str(getattr(cast, who)) in page, "You tried four times." in page] == [True, True]
    assert verbs() == ["comment.made"]


def test_a_form_sent_twice_says_it_once(cast, robot):
    words = said(form_key=uuid.uuid4())
    first, second = (actions.add_comment(robot, by=cast.mum, **words) for _time in range(2))
    other = actions.add_comment(robot, by=cast.mum, **words | {"glow": "And another thing"})
    assert (first == second, other == first, Comment.objects.count()) == (True, False, 2)


def test_nothing_typed_is_lost(cast, robot, as_):
    answer = as_("mum").post(url("comment_add", robot.pk), said(glow="x" * 2001, grow="Kept"))
    assert (answer.status_code, "Kept" in answer.text) == (422, True)
    answer = as_("mum").post(url("comment_add", robot.pk), said(glow=" "))
    assert answer.context["form"].errors == {"glow": ["Write a line here or below."]}


def test_one_adult_does_not_cover_a_piece_with_words(cast, robot, as_):
    fields = {"evidence": robot, "by": cast.mum, "school": cast.school, "voice": "family", "glow": "Again"}
    Comment.objects.bulk_create(Comment(**fields) for _number in range(20))
    answer = as_("mum").post(url("comment_add", robot.pk), said())
    assert (answer.status_code, "Please talk about it" in answer.text) == (422, True)


def test_its_writer_changes_it(cast, robot, as_):
    comment = f.CommentFactory(evidence=robot, by=cast.mum)
    client = as_("mum")
    edit = url("comment_edit", comment.pk)
    assert client.get(edit).context["form"]["glow"].value() == "You tried four times."
    assert client.post(edit, said(glow="")).status_code == 422
    for _time in range(2):
        client.post(edit, said(glow="You tried five times.") | {"next": "/portfolio/panels/"})
    comment.refresh_from_db()
    assert (comment.glow, bool(comment.changed_at), verbs()) == (
        "You tried five times.",
        True,
        ["comment.changed"],
    )
    assert "changed" in as_("ana").get(url("evidence_detail", robot.pk)).text
    actions.take_comment(comment, why="Hurtful", by=cast.bo)
    assert as_("mum").get(edit).status_code == 404
    with pytest.raises(ValidationError, match="cannot be changed"):
        actions.edit_comment(comment, glow="Late", grow="", by=cast.mum)


def test_nobody_unsays_what_a_child_has_read(cast, robot, as_):
    comment = f.CommentFactory(evidence=robot, by=cast.mum, glow="Tell nobody.", grow="Come alone.")
    as_("ana").post(url("comment_worry", comment.pk))
    as_("mum").post(url("comment_edit", comment.pk), said(glow="Well done!"))
    pages = {
        "bo": [url("comment_worries"), url("comment_take", comment.pk)],
        "ana": [url("evidence_detail", robot.pk)],
        "mum": [url("evidence_detail", robot.pk)],
    }
    for who, addresses in pages.items():
        for address in addresses:
            page = as_(who).get(address).text
            assert ["Well done!" in page, "Tell nobody." in page, "Come alone." in page] == [
                True,
                who == "bo",
                who == "bo",
            ]
    Comment.objects.update(earlier=[{"glow": "x", "grow": "", "until": ""}] * 20)
    again = as_("mum").post(url("comment_edit", comment.pk), said(glow="Once more"))
    assert (again.status_code, "Once more" in again.text) == (422, True)


# Reading


@pytest.mark.parametrize(
    ("who", "readers_of_it"),
    [
        ("mum", ["ana", "mum", "aunt", "bo"]),
        ("aunt", ["ana", "mum", "aunt", "bo"]),
        ("father", ["ana", "father", "bo"]),
        ("bo", ["ana", "bo"]),
        ("guest", ["ana", "bo", "guest"]),
        ("panelist", ["ana", "bo", "panelist"]),
    ],
)
def test_households_do_not_read_each_other(cast, robot, who, readers_of_it):
    comment = f.CommentFactory(evidence=robot, by=getattr(cast, who))
    assert readers(cast, comment) == readers_of_it


def test_a_comment_goes_with_the_piece(cast, robot):
    comment = f.CommentFactory(evidence=robot, by=cast.mum)
    Share.objects.filter(circle="family").delete()
    assert readers(cast, comment) == ["ana", "bo"]
    Share.objects.all().delete()
    assert readers(cast, comment) == ["ana"]


def test_words_of_an_adult_who_has_gone_stay_and_of_one_kept_away_do_not(cast, robot):
    comment = f.CommentFactory(evidence=robot, by=cast.mum)
    end_guardianship(cast.guardianship, by=cast.cora)
    assert readers(cast, comment) == ["ana", "aunt", "bo"]
    restrict_guardianship(cast.guardianship, reason="Court order", by=cast.cora)
    assert readers(cast, comment) == ["bo"]
    lift_restriction(cast.guardianship, by=cast.cora)
    assert readers(cast, comment) == ["ana", "aunt", "bo"]


def test_the_office_reads_no_comment_by_default_and_families_only_their_own(cast, robot, as_):
    for who in ("mum", "father", "bo"):
        f.CommentFactory(evidence=robot, by=getattr(cast, who), glow=f"A glow of {who}")
    page = (
        as_("mum")
        .get(reverse("accounts:child_record_kind", args=[cast.ana_student.pk, "portfolios-comment"]))
        .text
    )
    assert [f"A glow of {who}" in page for who in ("mum", "father", "bo")] == [True, False, True]
    assert Comment.objects.visible_to(cast.cora).count() == 0


# The student


def test_she_answers_and_takes_her_answer_back(cast, robot, as_):
    comment = f.CommentFactory(evidence=robot, by=cast.father)
    for start in ({}, {"start": "0"}):
        assert "1 comment" in as_("ana").get(url("evidence_list"), start).text
    assert "1 comment" not in as_("mum").get(url("student_portfolio", cast.ana_student.pk)).text
    answer = url("comment_answer", comment.pk)
    client = as_("ana")
    assert client.post(answer, {"answer": "x" * 2001}).status_code == 422
    for _time in range(2):
        client.post(answer, {"answer": "The fifth try worked!"})
    assert "The fifth try worked!" in as_("father").get(url("evidence_detail", robot.pk)).text
    as_("ana").post(answer, {"answer": ""})
    comment.refresh_from_db()
    assert (comment.answer, comment.answered_at, verbs()) == ("", None, ["comment.answered"] * 2)


def test_she_hides_it_and_shows_it_again(cast, robot, as_):
    comment = f.CommentFactory(evidence=robot, by=cast.mum)
    for _time in range(2):
        as_("ana").post(url("comment_hide", comment.pk))
    assert readers(cast, comment) == ["ana", "mum", "bo"]
    pages = {who: as_(who).get(url("evidence_detail", robot.pk)).text for who in ("ana", "mum", "bo")}
    assert ["Hidden: from Mum Mensah" in pages["ana"], "Ana has hidden this" in pages["bo"]] == [True, True]
    assert ["You tried four times." in pages["mum"], "hidden this" in pages["mum"]] == [True, False]
    assert as_("ana").get(url("evidence_list")).context["pieces"][0].comment_count == 0
    for _time in range(2):
        as_("ana").post(url("comment_show", comment.pk))
    assert (readers(cast, comment), verbs()) == (
        ["ana", "mum", "aunt", "bo"],
        ["comment.hidden", "comment.shown"],
    )


# The school


def test_what_worries_her_the_school_looks_at(cast, robot, as_):
    comment = f.CommentFactory(evidence=robot, by=cast.guest, glow="Your sister was better.")
    Share.objects.filter(circle="advisor").delete()
    worries = url("comment_worries")
    assert "Your sister" not in as_("bo").get(worries).text
    for _time in range(2):
        as_("ana").post(url("comment_worry", comment.pk))
    assert ["Your sister" in as_(who).get(worries).text for who in ("bo", "cora", "ida")] == [
        True,
        True,
        False,
    ]
    assert as_("bo").get(reverse("conferences:advisory_board")).context["worries"] is True
    as_("cora").post(url("comment_settle", comment.pk))
    with pytest.raises(ValidationError, match="already"):
        actions.settle_comment(comment, by=cast.bo)
    assert "Your sister" not in as_("bo").get(worries).text
    assert verbs() == ["comment.worried", "comment.settled"]


def test_the_school_takes_a_hurtful_comment_away_and_puts_it_back(cast, robot, as_):
    comment = f.CommentFactory(evidence=robot, by=cast.mum, hidden_at=timezone.now())
    take = url("comment_take", comment.pk)
    assert as_("bo").post(take, {"why": ""}).status_code == 422
    as_("bo").post(take, {"why": "Compares her with her sister."})
    with pytest.raises(ValidationError, match="already"):
        actions.take_comment(comment, why="Once more", by=cast.bo)
    assert readers(cast, comment) == ["mum", "bo"]
    page = as_("mum").get(url("evidence_detail", robot.pk)).text
    assert ["does not show this to Ana" in page, "Compares her" in page] == [True, False]
    assert as_("ana").post(url("comment_show", comment.pk)).status_code == 404
    assert "Compares her" in as_("bo").get(url("comment_worries")).text
    for _time in range(2):
        as_("bo").post(url("comment_return", comment.pk))
    assert (readers(cast, comment), verbs()) == (
        ["ana", "mum", "bo"],
        ["comment.taken", "comment.returned"],
    )


def test_she_finds_nothing_of_it_through_somebody_elses_eyes(cast, robot, as_):
    taken = f.CommentFactory(evidence=robot, by=cast.guest, glow="Your sister was better.")
    kept_away = f.CommentFactory(evidence=robot, by=cast.mum, glow="Come back to me.")
    f.CommentFactory(evidence=robot, by=cast.bo, glow="You tried four times.")
    actions.take_comment(taken, why="Hurtful", by=cast.bo)
    restrict_guardianship(cast.guardianship, reason="Court order", by=cast.cora)
    assert [readers(cast, one) for one in (taken, kept_away)] == [["bo", "guest"], ["bo"]]
    for who, said_by_bo in (("bo", True), ("guest", False)):
        seen = {"as": str(getattr(cast, who).pk)}
        page = as_("ana").get(url("evidence_preview", robot.pk), seen).text
        words = ("Your sister", "Come back", "does not show this", "You tried four times.")
        assert [one in page for one in words] == [False, False, False, said_by_bo]


def test_nobody_judges_her_own_words_or_learns_that_they_worried(cast, robot, as_):
    comment = f.CommentFactory(evidence=robot, by=cast.bo, glow="Your sister was better.")
    as_("ana").post(url("comment_worry", comment.pk))
    assert "Your sister" not in as_("bo").get(url("comment_worries")).text
    assert as_("bo").get(reverse("conferences:advisory_board")).context["worries"] is False
    judging = ("comment_settle", "comment_take", "comment_return")
    assert [as_("bo").post(url(name, comment.pk), {"why": "x"}).status_code for name in judging] == [404] * 3
    assert as_("cora").post(url("comment_take", comment.pk), {"why": "Hurtful"}).status_code == 302
    assert as_("bo").post(url("comment_return", comment.pk)).status_code == 404
    assert readers(cast, comment) == ["bo"]


def test_names(cast, robot):
    assert [
        str(f.CommentFactory(evidence=robot, by=cast.bo, **words))
        for words in ({}, {"glow": "", "grow": "Why?"})
    ] == [
        "You tried four times.",
        "Why?",
    ]
