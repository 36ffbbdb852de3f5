"""Who could vouch for it: an adult from outside school, one piece, one link, her advisor's yes before."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord
from accounts.secrets import digest
from portfolios import actions
from portfolios.models import Attachment, Evidence, Share, Vouch
from portfolios.tasks import sweep
from tests import factories as f

TOKEN = "t" * 32
OPEN = reverse("portfolios:vouch_open", args=[TOKEN])
ANSWER = reverse("portfolios:vouch_answer")
SAID = {"words": "I saw how she tried four times.", "saw": "on", "signed": "Pat Rivera"}


@pytest.fixture
def piece(cast):
    """From the swim club; only Ana sees it."""
    return f.EvidenceFactory(student=cast.ana_student, title="400 metres", text="I swam.", place="community")


@pytest.fixture
def vouch(cast, piece):
    """Bo has agreed, and the link is out."""
    f.ShareFactory(evidence=piece, circle="advisor")
    return f.VouchFactory(
        evidence=piece, agreed=True, agreed_by=cast.bo, name="Coach", token_digest=digest("vouch", TOKEN)
    )


@pytest.fixture
def coach(client, vouch):
    """A browser in which nobody is signed in, with the link opened."""
    client.get(OPEN)
    return client


def detail(browser, piece):
    return browser.get(reverse("portfolios:evidence_detail", args=[piece.pk]))


def ask(browser, piece, **more):
    form = {"name": " Coach  Rivera", "relation": "swim club", "email": "Coach@Club.example"} | more
    return browser.post(reverse("portfolios:vouch_ask", args=[piece.pk]), form)


def post(browser, name, vouch):
    return browser.post(reverse(f"portfolios:{name}", args=[vouch.pk]))


# Asking, and her advisor's word


def test_the_student_asks_and_reads_before_what_will_be_seen(cast, as_, piece):
    f.ReadyAttachmentFactory(evidence=piece)
    f.ReadyAttachmentFactory(evidence=piece, told_at=None)
    ana = as_("ana")
    page = ana.get(reverse("portfolios:vouch_ask", args=[piece.pk])).text
    assert "its picture or recording" in page
    assert "not: pictures that are kept from guests" in page
    assert ask(ana, piece).url == reverse("portfolios:evidence_detail", args=[piece.pk])
    vouch = Vouch.objects.get()
    assert (vouch.name, vouch.email, vouch.is_waiting) == ("Coach Rivera", "coach@club.example", True)
    assert list(Share.objects.values_list("circle", flat=True)) == ["advisor"]
    assert "Your advisor looks at it first." in detail(ana, piece).text
    assert mail.outbox == []


def test_the_same_person_is_asked_once_and_three_are_enough(as_, piece):
    ana = as_("ana")
    ask(ana, piece)
    again = ask(ana, piece)
    assert again.status_code == 422
    assert "You have asked this person already." in again.text
    ask(ana, piece, name="Second")
    ask(ana, piece, name="Third")
    assert "That is enough for one piece." in ask(ana, piece, name="Fourth").text
    assert Vouch.objects.count() == 3


def test_somebody_whose_link_is_over_can_be_asked_again(as_, vouch, piece):
    Vouch.objects.update(expires_at=timezone.now())
    assert "no answer came" in detail(as_("ana"), piece).text
    assert ask(as_("ana"), piece, name="Coach").status_code == 302
    vouch.refresh_from_db()
    assert vouch.ended_at is not None


def test_nothing_leaves_before_her_advisor_agrees(cast, as_, piece, run_jobs):
    ask(as_("ana"), piece)
    vouch = Vouch.objects.get()
    page = detail(as_("bo"), piece).text
    assert "The link goes to coach@club.example." in page
    assert run_jobs() == 0
    post(as_("bo"), "vouch_agree", vouch)
    run_jobs()
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["coach@club.example"], "Ana asks you: Maple Street School")
    ]
    vouch.refresh_from_db()
    token = mail.outbox[0].body.split("/portfolio/vouch/")[1].split("/")[0]
    assert vouch.token_digest == digest("vouch", token)
    assert vouch.agreed_by == cast.bo
    assert post(as_("bo"), "vouch_agree", vouch).status_code == 302
    assert actions.deliver_vouch(vouch.pk) is False
    verbs = AuditRecord.objects.filter(verb__startswith="vouch.").order_by("pk")
    assert list(verbs.values_list("verb", "actor_id", "student_id")) == [
        ("vouch.asked", cast.ana.pk, cast.ana_student.pk),
        ("vouch.agreed", cast.bo.pk, cast.ana_student.pk),
    ]


def test_a_letter_that_was_not_sent_goes_out_with_the_sweep(cast, piece, run_jobs):
    a_while_ago = timezone.now() - datetime.timedelta(minutes=3)
    f.VouchFactory(evidence=piece, agreed_at=a_while_ago, agreed_by=cast.bo)
    f.VouchFactory(evidence=piece, agreed_at=a_while_ago, agreed_by=cast.bo, email="")
    sweep()
    assert run_jobs() == 1
    assert len(mail.outbox) == 1


def test_her_advisor_may_say_no(as_, piece):
    ask(as_("ana"), piece)
    vouch = Vouch.objects.get()
    post(as_("bo"), "vouch_decline", vouch)
    assert "You said no for now." in detail(as_("bo"), piece).text
    assert "would like to talk with you about this first" in detail(as_("ana"), piece).text
    with pytest.raises(ValidationError):
        actions.decline_vouch(vouch, by=None)
    with pytest.raises(ValidationError):
        actions.agree_vouch(vouch, by=None)


def test_an_adult_whom_the_school_keeps_away_gets_no_link(cast, piece):
    cast.guardianship.__class__.objects.filter(pk=cast.guardianship.pk).update(restricted=True)
    vouch = f.VouchFactory(evidence=piece, name="m u m MENSAH", email="")
    with pytest.raises(ValidationError, match="cannot be asked"):
        actions.agree_vouch(vouch, by=cast.bo)
    agreed = f.VouchFactory(evidence=piece, agreed=True, email="mum@family.example")
    assert list(Vouch.objects.open()) == []
    assert list(Vouch.objects.barred()) == [vouch, agreed]


def test_the_board_of_the_advisor_says_who_waits(as_, piece):
    ask(as_("ana"), piece)
    assert "Would like somebody to vouch" in as_("bo").get(reverse("conferences:advisory_board")).text
    assert "Would like somebody to vouch" not in as_("ida").get(reverse("conferences:advisory_board")).text


# A link on paper


def test_without_an_address_the_link_is_printed_and_each_print_is_the_only_one(cast, as_, client, piece):
    ask(as_("ana"), piece, email="")
    vouch = Vouch.objects.get()
    assert post(as_("ana"), "vouch_print", vouch).status_code == 404
    post(as_("bo"), "vouch_agree", vouch)
    assert mail.outbox == []
    first = post(as_("ana"), "vouch_print", vouch)
    second = post(as_("ana"), "vouch_print", vouch)
    assert "no-store" in first["Cache-Control"]
    addresses = [page.context["address"].partition("//")[2].partition("/")[2] for page in (first, second)]
    client.logout()
    assert [client.get(f"/{address}").status_code for address in addresses] == [410, 302]


def test_what_is_stopped_is_not_printed(vouch):
    Vouch.objects.update(ended_at=timezone.now())
    with pytest.raises(ValidationError):
        actions.print_vouch(vouch, by=None)


# The link


def test_the_link_leaves_the_address_and_shows_one_piece(client, vouch, django_assert_num_queries):
    answer = client.get(OPEN)
    assert answer.url == ANSWER
    assert TOKEN not in answer.cookies["vouch"].value
    assert answer.cookies["vouch"]["httponly"] is True
    assert answer.cookies["vouch"]["path"] == "/portfolio/vouch/"
    f.ReadyFilmFactory(evidence=vouch.evidence)
    with django_assert_num_queries(2):
        page = client.get(ANSWER)
    assert "400 metres" in page.text
    assert "I swam." in page.text
    assert "Mensah" not in page.text
    assert page.context["request"].school == vouch.school
    assert Vouch.objects.get().answered_at is None


def file_of(attachment, what="thumb"):
    return reverse("portfolios:vouch_file", args=[attachment.key, what])


def test_its_files_come_by_the_link_and_no_others(cast, coach, piece):
    film = f.ReadyFilmFactory(evidence=piece)
    f.CaptionsFactory(attachment=film)
    paper = f.ReadyDocumentFactory(evidence=piece)
    page = coach.get(ANSWER).text
    for attachment, what in ((film, "page"), (film, "play"), (film, "captions.vtt"), (paper, "paper")):
        assert file_of(attachment, what) in page
        assert coach.get(file_of(attachment, what)).status_code == 200
    other = f.ReadyAttachmentFactory(evidence=f.EvidenceFactory(student=cast.ana_student))
    thought = f.ReadyAttachmentFactory(evidence=piece, part="reflection")
    removed = f.ReadyAttachmentFactory(evidence=piece, removed_at=timezone.now())
    untold = f.ReadyAttachmentFactory(evidence=piece, told_at=None)
    waiting = f.AttachmentFactory(evidence=piece, told_at=timezone.now())
    closed = (other, thought, removed, untold, waiting)
    assert [coach.get(file_of(one)).status_code for one in closed] == [404] * 5
    assert coach.get(file_of(paper, "captions.vtt")).status_code == 404
    assert coach.get(file_of(film, "original")).status_code == 404
    assert coach.get(film.page_url).status_code == 302  # to the sign-in page, like everything else
    assert detail(coach, piece).status_code == 302
    coach.cookies.clear()
    assert coach.get(file_of(film)).status_code == 404


def test_a_picture_of_her_waits_while_she_may_not_be_shown_to_guests(cast, coach, piece):
    picture = f.ReadyAttachmentFactory(evidence=piece)
    f.DepictionFactory(attachment=picture, who="self", student=cast.ana_student)
    assert coach.get(file_of(picture)).status_code == 404
    assert list(Attachment.objects.visible_to(cast.ana)) == [picture]


ENDS = {
    "expired": lambda: Vouch.objects.update(expires_at=timezone.now()),
    "taken back": lambda: Vouch.objects.update(ended_at=timezone.now()),
    "put away": lambda: Evidence.objects.update(archived_at=timezone.now()),
    "left": lambda: Evidence.objects.get().student.__class__.objects.update(left_at=timezone.now()),
}


@pytest.mark.parametrize("end", ENDS)
def test_an_end_ends_it_at_once(coach, end):
    ENDS[end]()
    assert coach.get(OPEN).status_code == 410
    assert coach.get(ANSWER).status_code == 410
    assert coach.post(ANSWER, SAID).status_code == 410
    assert coach.post(reverse("portfolios:vouch_withdraw")).status_code == 410
    assert Vouch.objects.get().answered_at is None


def test_a_forged_cookie_opens_nothing(client, vouch):
    client.cookies["vouch"] = f"{vouch.pk}:forged"
    assert client.get(ANSWER).status_code == 410


# Her answer


def test_she_vouches_and_whoever_sees_the_piece_reads_it(cast, as_, coach, piece):
    assert "Thank you." in coach.post(ANSWER, SAID, follow=True).text
    f.ShareFactory(evidence=piece, circle="family")
    for who in ("ana", "bo", "mum"):
        page = detail(as_(who), piece).text
        assert "Vouched for by <strong>Pat Rivera</strong>, swim club" in page
        assert "I saw how she tried four times." in page
        assert "saw it happen" in page
    assert (
        AuditRecord.objects.filter(
            verb="vouch.answered", actor_id=None, student_id=cast.ana_student.pk
        ).count()
        == 1
    )


def test_others_do_not_see_whom_she_asked(as_, vouch, piece):
    f.ShareFactory(evidence=piece, circle="family")
    assert "Coach" in detail(as_("bo"), piece).text
    page = detail(as_("mum"), piece).text
    assert "Coach" not in page
    assert "vouch" not in page


@pytest.mark.parametrize("missing", ["words", "signed"])
def test_an_answer_has_words_and_a_name_and_loses_none(coach, missing):
    page = coach.post(ANSWER, SAID | {missing: " "})
    assert page.status_code == 422
    assert (SAID["words"] if missing == "signed" else SAID["signed"]) in page.text


def test_she_takes_her_words_back_and_may_write_others(as_, coach, piece):
    coach.post(ANSWER, SAID)
    coach.post(reverse("portfolios:vouch_withdraw"))
    row = Vouch.objects.get()
    assert (row.words, row.signed, row.saw, row.answered_at) == ("", "", False, None)
    with pytest.raises(ValidationError):
        actions.withdraw_vouch(row)
    coach.post(ANSWER, SAID | {"words": "Well done."})
    assert Vouch.objects.get().words == "Well done."


def test_the_student_herself_writes_no_answer(as_, vouch):
    ana = as_("ana")
    ana.get(OPEN)
    assert "This is what Coach sees." in ana.get(ANSWER).text
    ana.post(ANSWER, SAID)
    assert Vouch.objects.get().answered_at is None


@pytest.mark.parametrize("who", ["ana", "bo"])
def test_the_student_and_her_advisor_take_it_off(as_, coach, vouch, piece, who):
    coach.post(ANSWER, SAID)
    browser = as_(who)
    post(browser, "vouch_end", vouch)
    assert "Pat Rivera" not in detail(browser, piece).text
    assert AuditRecord.objects.filter(verb="vouch.ended").count() == 1
    with pytest.raises(ValidationError):
        actions.answer_vouch(vouch, words="x", signed="y", saw=False)


def test_the_address_is_forgotten_with_the_link(cast, piece):
    over = f.VouchFactory(evidence=piece, answered=True, expires_at=timezone.now())
    current = f.VouchFactory(evidence=piece, agreed=True)
    never_agreed = f.VouchFactory(evidence=piece, name="Nobody said yes")
    long_ago = timezone.now() - datetime.timedelta(days=15)
    Vouch.objects.filter(pk=never_agreed.pk).update(asked_at=long_ago)
    actions.forget_addresses()
    assert list(Vouch.objects.exclude(email="")) == [current]
    assert Vouch.objects.get(pk=over.pk).words == "I saw her do it."


@pytest.mark.parametrize("count", [1, 3])
def test_vouches_cost_one_query(as_, piece, count, django_assert_num_queries):
    f.VouchFactory.create_batch(count, evidence=piece, answered=True)
    ana = as_("ana")
    with django_assert_num_queries(7):
        detail(ana, piece)


def test_another_link_ends_the_browser_of_the_one_before(as_, coach, vouch, piece):
    assert coach.get(ANSWER).status_code == 200
    post(as_("bo"), "vouch_print", vouch)
    assert [coach.get(ANSWER).status_code, coach.post(ANSWER, SAID).status_code] == [410, 410]


def test_words_of_an_adult_who_is_kept_away_later_are_gone(cast, as_, coach, vouch, piece):
    coach.post(ANSWER, SAID)
    assert "how she tried four times" in detail(as_("ana"), piece).text
    cast.guardianship.__class__.objects.filter(pk=cast.guardianship.pk).update(restricted=True)
    Vouch.objects.update(name="Mum Mensah")
    assert [SAID["words"] in detail(as_(who), piece).text for who in ("ana", "bo")] == [False, False]
