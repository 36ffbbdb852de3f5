"""Cards on paper: eight to a page, stopped together, and kept by nobody."""

import base64
import re

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts import pdf
from accounts.models import Session, SignInCard
from tests import factories as f
from tests.accounts.conftest import main_of


def url(advisory, what=""):
    return f"/accounts/advisories/{advisory.pk}/cards/{what}"


@pytest.fixture
def quick_press(monkeypatch):
    """What would go to the press."""
    printed = []

    def render(template, context, *, css):
        printed.append(context)
        return b"%PDF"

    monkeypatch.setattr("accounts.views.card_sheets.render_pdf", render)
    return printed


def test_the_pdf_is_part_of_the_answer_that_makes_the_cards(cast, as_):
    page = main_of(as_("bo").post(url(cast.advisory), {"students": [cast.ana_student.pk]}))
    file_name, data = re.search(
        r'href="data:application/pdf;base64,([^"]+)" download="([^"]+)"', page
    ).groups()[::-1]
    assert (file_name, base64.b64decode(data)[:5]) == ("5b-cards.pdf", b"%PDF-")


def test_a_class_of_nine_takes_two_pages(cast, as_, quick_press):
    students = [f.StudentFactory(school=cast.school, advisory=cast.advisory) for _ in range(9)]
    as_("bo").post(url(cast.advisory), {"students": [student.pk for student in students]})
    assert [len(page) for page in quick_press[0]["pages"]] == [8, 1]
    assert quick_press[0]["letter"]


def test_the_paper_is_that_of_the_country(cast, as_, quick_press):
    cast.school.timezone = "Europe/Madrid"
    cast.school.save()
    as_("bo").post(url(cast.advisory), {"students": [cast.ana_student.pk]})
    assert not quick_press[0]["letter"]


def test_without_a_press_the_cards_are_on_the_page(cast, as_, monkeypatch, caplog):
    monkeypatch.setattr(pdf, "PRESS", "no-such-press.py")
    response = as_("bo").post(url(cast.advisory), {"students": [cast.ana_student.pk]})
    page = main_of(response)
    assert (
        response.status_code,
        "application/pdf" in page,
        response.context["sheet"][0]["card"].code in page,
    ) == (
        200,
        False,
        True,
    )
    assert "on the page only" in caplog.text


def test_a_press_that_never_ends_is_stopped(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(pdf, "PRESS", slow)
    monkeypatch.setattr(pdf, "TIMEOUT", 0.2)
    with pytest.raises(pdf.PrintingFailed, match=r"within 0.2 seconds"):
        pdf.render_pdf("accounts/pdf/cards.html", {"pages": []}, css="pdf/cards.css")


def test_a_document_fetches_nothing(tmp_path, monkeypatch):
    picture = tmp_path / "secret.png"
    Image.effect_noise((400, 400), 90).save(picture)
    html = f'<html lang="en"><title>x</title><img alt="" src="{picture.as_uri()}"><p>Hello</p></html>'
    monkeypatch.setattr(pdf, "render_to_string", lambda *args: html)
    printed = pdf.render_pdf("any", {}, css="pdf/cards.css")
    assert printed.startswith(b"%PDF-")
    assert len(printed) < picture.stat().st_size / 3


def test_all_cards_of_an_advisory_stop_at_once(cast, ana_card, as_, client):
    other = f.SignInCardFactory(student=f.StudentFactory(school=cast.school, advisory=cast.other_advisory))
    Session.objects.create(
        session_key="ana", user=cast.ana, card=ana_card, session_data="", expire_date=timezone.now()
    )
    response = as_("bo").post(url(cast.advisory, "revoke/"), follow=True)
    assert "1 card has stopped. New cards bring everybody back." in response.content.decode()
    assert list(SignInCard.objects.valid()) == [other]
    assert not Session.objects.filter(session_key="ana").exists()


def test_stopping_them_again_stops_none(cast, as_):
    page = as_("bo").post(url(cast.advisory, "revoke/"), follow=True).content.decode()
    assert "0 cards have stopped." in page


def test_the_office_sees_who_has_cards(cast, ana_card, as_, django_assert_num_queries):
    f.AdvisoryFactory(school=cast.school, name="5D", ended_at=timezone.now())
    f.SignInCardFactory(student=cast.ben_student, revoked_at=timezone.now())
    client = as_("cora")
    with django_assert_num_queries(3):
        response = client.get("/accounts/cards/")
    listed = [(a.name, a.student_count, a.card_count) for a in response.context["advisories"]]
    assert listed == [("5B", 2, 1), ("5C", 0, 0)]
    assert "1 of 2 have a card" in main_of(response)
    for _ in range(3):
        f.AdvisoryFactory(school=cast.school)
    with django_assert_num_queries(3):
        client.get("/accounts/cards/")


def test_a_full_advisory_and_the_hours_are_said(cast, ana_card, as_):
    f.SignInCardFactory(student=cast.ben_student)
    assert "Everybody has a card" in main_of(as_("cora").get("/accounts/cards/"))
    assert "Cards open at any time." in main_of(as_("cora").get("/accounts/cards/"))
    cast.school.cards_from, cast.school.cards_until = "07:00", "16:00"
    cast.school.save()
    assert "Monday to Friday" in main_of(as_("cora").get("/accounts/cards/"))


# A device that others use next.


def test_the_next_child_takes_over_and_the_last_leaves_nothing(cast, ana_card, as_):
    client = as_("ben")
    response = client.post("/accounts/card/", {"code": "ANA-777-XYZW"})
    assert response["Clear-Site-Data"] == '"cache", "storage"'


def test_the_same_child_coming_in_again_keeps_what_her_browser_has(cast, ana_card, as_):
    assert "Clear-Site-Data" not in as_("ana").post("/accounts/card/", {"code": "ANA-777-XYZW"})


def test_what_a_page_saves_by_itself_is_taken_from_its_own_account_only(cast, as_):
    client = as_("ben")
    anas = client.get("/goals/", headers={"x-account": str(cast.ana.pk)})
    bens = client.get("/goals/", headers={"x-account": str(cast.ben.pk)})
    assert (anas.status_code, bens.status_code) == (401, 200)


def test_nobody_is_not_an_account(client, db):
    assert client.get("/accounts/card/", headers={"x-account": "1"}).status_code == 401


def test_a_form_that_was_opened_by_another_is_refused(cast, ana_card):
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get("/accounts/card/").content.decode())[
        1
    ]
    sent = {"code": "ANA-777-XYZW", "csrfmiddlewaretoken": token}
    assert client.post("/accounts/card/", sent).status_code == 302
    # Somebody has come in since: what was opened before that is not taken any more.
    assert (
        client.post("/accounts/preferences/", {"theme": "dark", "language": "en"} | sent).status_code == 403
    )


@pytest.mark.parametrize(("who", "idle"), [("ana", True), ("mum", False)])
def test_only_a_students_device_is_watched(cast, ana_card, as_, client, who, idle):
    if who == "ana":
        client.post("/accounts/card/", {"code": "ANA-777-XYZW"})
    else:
        as_("mum")
    assert ('data-idle="10"' in client.get("/", follow=True).content.decode()) == idle


@pytest.mark.parametrize("page", ["/", "/portfolio/", "/goals/", "/conference/", "/accounts/card/"])
def test_done_is_on_every_page_of_a_student(world, as_, page):
    assert "data-done" in as_("ana").get(page).content.decode()
