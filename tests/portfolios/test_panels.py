"""A panel: named adults, agreed by the advisor, for a time."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions import panels
from accounts.actions.households import restrict_guardianship
from accounts.models import Guest, Membership, Session, User
from portfolios.models import Evidence, Share
from tests import factories as f

SAID = {"name": "Dr.  Rao", "email": "Rao@Lab.example", "relation": "engineer"}


def url(name, *args):
    return reverse(f"portfolios:{name}", args=args)


def tomorrow():
    return timezone.localdate() + datetime.timedelta(days=1)


def ask(cast, **said):
    fields = {"name": "Dr. Rao", "email": "rao@lab.example", "relation": "engineer"} | said
    return panels.ask_panelist(cast.ana_student, by=cast.ana, **fields)


@pytest.fixture
def piece(cast):
    piece = f.EvidenceFactory(student=cast.ana_student, title="Capstone")
    f.ShareFactory(evidence=piece, circle="panel")
    return piece


def test_she_asks_her_advisor_agrees_and_the_page_opens(cast, piece, as_, client, run_jobs, mailoutbox):
    page = url("panel_edit", cast.ana_student.pk)
    assert as_("ana").post(page, SAID).url == page
    rao = Guest.objects.get(relation="engineer", email="rao@lab.example")
    assert (rao.name, rao.kind, rao.is_waiting, rao.user) == ("Dr. Rao", "panel", True, None)
    board = as_("bo").get(reverse("conferences:advisory_board")).text
    assert ["Dr. Rao" in board, page in board] == [True, True]
    assert as_("bo").post(url("panel_agree", rao.pk), {"until": "2020-01-01"}).url == page
    as_("bo").post(url("panel_agree", rao.pk), {"until": tomorrow().isoformat()})
    with pytest.raises(ValidationError, match="already"):
        panels.agree_panelist(rao, until=tomorrow(), by=cast.bo)
    run_jobs()
    assert "on the panel" in mailoutbox[0].body
    link = next(word for word in mailoutbox[0].body.split() if "/invitation/" in word)
    client.logout()
    client.get(link.removeprefix("http://localhost:8000"))
    client.post("/accounts/code/")
    run_jobs()
    client.post("/accounts/code/enter/", {"code": mailoutbox[1].subject.split()[0]})
    portfolio = url("student_portfolio", cast.ana_student.pk)
    assert client.get("/").url == portfolio
    assert [shown.title for shown in client.get(portfolio).context["pieces"]] == ["Capstone"]


def test_a_colleague_sits_there_as_herself_while_she_works_here(cast, piece, as_):
    sent = {"colleague": cast.ida.pk, "relation": "physics teacher", "until": tomorrow().isoformat()}
    as_("bo").post(url("panel_edit", cast.ana_student.pk), sent)
    ida = Guest.objects.get(colleague=cast.ida)
    assert (ida.user, ida.name, ida.agreed_by) == (None, "Ida Lund", cast.bo)
    assert "Ana Mensah" in as_("ida").get(url("panel_list")).text
    assert "Ana Mensah" in as_("ida").get(reverse("conferences:advisory_board")).text
    assert as_("ida").get(url("evidence_detail", piece.pk)).status_code == 200
    assert [str(adult) for adult in piece.readers()] == ["Ida Lund", "Pia Ruiz"]
    Membership.objects.filter(user=cast.ida).update(ended_at=timezone.now())
    assert as_("ida").get(url("evidence_detail", piece.pk)).status_code == 404
    assert [str(adult) for adult in piece.readers()] == ["Pia Ruiz"]


def test_an_address_of_the_school_is_the_colleague(cast):
    assert ask(cast, email="bo@maple.example").colleague == cast.bo
    with pytest.raises(ValidationError, match="on the list already"):
        ask(cast, email="bo@maple.example")
    f.UserFactory(school=cast.school, role="advisor", email="shared@maple.example")
    f.UserFactory(school=cast.school, role="coordinator", email="shared@maple.example")
    assert ask(cast, email="shared@maple.example").colleague is None


def test_a_panel_has_so_many_chairs_and_each_is_taken_once(cast):
    with pytest.raises(ValidationError, match="on the list already"):
        ask(cast, email="pia@away.example")
    Guest.objects.filter(pk=cast.panelist_row.pk).update(expires_at=timezone.now())
    again = [ask(cast, email=f"{number}@lab.example") for number in range(8)]
    with pytest.raises(ValidationError, match="Up to 8"):
        ask(cast)
    assert len(again) == 8


@pytest.mark.parametrize("missing", ["name", "email", "relation"])
def test_what_is_missing_is_said_beside_it(cast, as_, missing):
    answer = as_("ana").post(url("panel_edit", cast.ana_student.pk), SAID | {missing: ""})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [missing])


def test_a_refusal_is_told_on_the_page(cast, as_):
    answer = as_("ana").post(url("panel_edit", cast.ana_student.pk), SAID | {"email": "pia@away.example"})
    assert (answer.status_code, "on the list already" in answer.text) == (422, True)


def test_a_kind_no_keeps_its_reason(cast, as_):
    rao = ask(cast)
    as_("bo").post(url("panel_decline", rao.pk), {"reason": "x" * 1001})
    as_("bo").post(url("panel_decline", rao.pk), {"reason": "Too many already."})
    with pytest.raises(ValidationError, match="already"):
        panels.decline_panelist(rao, reason="", by=cast.bo)
    page = url("panel_edit", cast.ana_student.pk)
    said = [as_(who).get(page).text for who in ("ana", "bo")]
    assert ["Too many already." in text for text in said] == [False, True]


@pytest.mark.parametrize("who", ["ana", "bo", "cora"])
def test_three_end_it_at_once(cast, piece, as_, who):
    assert as_("panelist").get(url("evidence_detail", piece.pk)).status_code == 200
    answer = as_(who).post(url("panel_end", cast.panelist_row.pk))
    office = reverse("accounts:student_detail", args=[cast.ana_student.pk])
    assert answer.url == (office if who == "cora" else url("panel_edit", cast.ana_student.pk))
    assert Session.objects.filter(user=cast.panelist).count() == 0
    assert as_("panelist").get(url("evidence_detail", piece.pk)).status_code == 404
    assert as_("panelist").get("/").status_code == 200


def test_an_adult_kept_away_sits_on_no_panel(cast, piece):
    rao = ask(cast, name="mum MENSAH")
    Guest.objects.filter(pk=cast.panelist_row.pk).update(user=None, colleague=cast.mum, email="")
    restrict_guardianship(cast.guardianship, reason="Court order", by=cast.cora)
    with pytest.raises(ValidationError, match="The school office can tell you more"):
        panels.agree_panelist(rao, until=tomorrow(), by=cast.bo)
    assert User.objects.filter(username__startswith="guest-").count() == 0
    assert Guest.objects.on_panels().current().count() == 0


def test_a_panelist_is_no_guest_and_a_guest_on_no_panel(cast, piece):
    assert list(Evidence.objects.visible_to(cast.guest)) == []
    Share.objects.update(circle="guests")
    assert list(Evidence.objects.visible_to(cast.panelist)) == []
    assert list(Evidence.objects.visible_to(cast.guest)) == [piece]
