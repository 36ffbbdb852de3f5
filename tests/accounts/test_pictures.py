"""One of the youngest scans her card and taps the picture that only she knows."""

import pytest
from django.core.exceptions import ValidationError

from accounts.actions.pictures import choose_picture, set_picture
from accounts.emblems import ICONS, PICTURES, emblem
from accounts.models import Advisory, AuditRecord, School, Session, SignInPicture, Student
from tests import factories as f
from tests.accounts.conftest import main_of, who

URL = "/accounts/card/picture/"


@pytest.fixture
def young(cast, ana_card):
    """Ana is in grade 1 today, and her card has been scanned in this browser."""
    Student.objects.filter(pk=cast.ana_student.pk).update(grade=1)
    return cast


@pytest.fixture
def scanned(young, client):
    client.get("/accounts/card/ana-token/")
    return client


@pytest.fixture
def with_cat(young):
    set_picture(young.ana_student, "cat", by=young.bo)


def tap(client, picture, **more):
    return client.post(URL, {"picture": picture} | more)


def test_after_yes_comes_her_picture(scanned):
    response = scanned.post("/accounts/card/hello/")
    assert (response.url, who(scanned)) == (URL, None)
    assert scanned.cookies["card"].value


def test_after_the_short_code_comes_her_picture_too(young, client):
    response = client.post("/accounts/card/", {"code": "ANA-777-XYZW"})
    assert (response.url, who(client)) == (URL, None)
    assert "choose your secret picture" in main_of(client.get(URL))


def test_the_first_time_she_chooses_sees_it_large_and_says_yes(young, scanned):
    page = main_of(tap(scanned, "cat"))
    assert ("Is this your picture?" in page, "Cat" in page, who(scanned)) == (True, True, None)
    assert not SignInPicture.objects.exists()
    response = tap(scanned, "cat", sure="1")
    assert (response.url, who(scanned)) == ("/", young.ana.pk)
    assert "cat" not in SignInPicture.objects.get().digest
    assert set(AuditRecord.objects.values_list("verb", "student_id")) == {
        ("signinpicture.chosen", young.ana_student.pk),
        ("session.opened", young.ana_student.pk),
    }


def test_from_then_on_she_taps_it(young, scanned, with_cat):
    assert "tap your picture" in main_of(scanned.get(URL))
    assert tap(scanned, "cat").url == "/"
    assert who(scanned) == young.ana.pk


def test_another_picture_lets_nobody_in(young, scanned, with_cat):
    page = main_of(tap(scanned, "fish", sure="1"))
    assert ("That was another picture. Try again!" in page, who(scanned)) == (True, None)


@pytest.mark.parametrize("sent", [{}, {"picture": "dragon"}])
def test_what_is_no_picture_asks_again(scanned, with_cat, sent):
    assert scanned.post(URL, sent).status_code == 200
    assert who(scanned) is None


def test_after_five_others_only_her_teacher_can_help(young, scanned, with_cat, later):
    for picture in list(PICTURES)[1:6]:
        tap(scanned, picture)
    assert "show your card to your teacher" in main_of(tap(scanned, "cat"))
    set_picture(young.ana_student, "fish", by=young.bo)
    assert tap(scanned, "fish").url == "/"


def test_slips_are_forgotten_when_she_is_in(young, scanned, with_cat):
    for _ in range(3):
        tap(scanned, "fish")
        tap(scanned, "cat")
        scanned.get("/accounts/card/ana-token/")
    assert tap(scanned, "cat").url == "/"


def test_no_picture_goes_round_the_card(young, client, with_cat):
    assert tap(client, "cat").url == "/accounts/card/hello/"
    assert not Session.objects.filter(user=young.ana).exists()


def test_yes_alone_opens_nothing_for_one_of_the_youngest(scanned, with_cat):
    scanned.post("/accounts/card/hello/")
    assert scanned.get("/goals/").status_code == 302


def test_who_is_older_is_asked_for_no_picture(cast, ana_card, client):
    client.get("/accounts/card/ana-token/")
    assert client.get(URL).url == "/accounts/card/hello/"
    assert client.post("/accounts/card/hello/").url == "/"


def test_she_chooses_once(young):
    choose_picture(young.ana_student, "cat", by=young.ana)
    with pytest.raises(ValidationError, match="have a picture already"):
        choose_picture(young.ana_student, "fish", by=young.ana)


@pytest.mark.parametrize(
    ("grade", "highest", "advisory", "asks"),
    [
        (2, 2, None, True),
        (3, 2, None, False),
        (None, 2, None, False),
        (0, None, None, False),
        (5, 2, True, True),
        (1, 2, False, False),
    ],
)
def test_the_grade_says_who_is_asked_unless_the_advisory_does(db, grade, highest, advisory, asks):
    school = f.SchoolFactory(picture_up_to_grade=highest)
    home = f.AdvisoryFactory(school=school, asks_picture=advisory)
    assert f.StudentFactory(school=school, advisory=home, grade=grade).asks_picture == asks


def test_who_is_in_no_advisory_follows_the_grade(db):
    assert f.StudentFactory(grade=1).asks_picture


def test_her_advisor_chooses_another_one(young, as_, client):
    url = f"/accounts/students/{young.ana_student.pk}/picture/"
    browser = as_("bo")
    assert "kept so that nobody can read it" in main_of(browser.get(url))
    assert browser.post(url, {"picture": "sun"}).url == f"/accounts/advisories/{young.advisory.pk}/cards/"
    client.logout()
    client.get("/accounts/card/ana-token/")
    tap(client, "sun")
    assert who(client) == young.ana.pk


def test_her_advisor_lets_her_choose_anew(young, with_cat, as_):
    as_("bo").post(f"/accounts/students/{young.ana_student.pk}/picture/forget/")
    assert not SignInPicture.objects.exists()
    assert AuditRecord.objects.filter(verb="signinpicture.forgotten").count() == 1


def test_a_student_in_no_advisory_brings_the_office_home(young, as_):
    Student.objects.filter(pk=young.ana_student.pk).update(advisory=None)
    assert as_("cora").post(f"/accounts/students/{young.ana_student.pk}/picture/forget/").url == "/"


def test_emblems_differ_within_an_advisory_and_give_no_secret_away():
    shown = [(emblem(number).icon, emblem(number).area) for number in range(96)]
    assert len(set(shown)) == 96
    assert not set(ICONS) & set(PICTURES)


def test_an_emblem_stays_when_a_classmate_leaves(cast, as_, client):
    numbers = {
        row.user.first_name: row.number
        for row in Student.objects.with_card()
        if row.advisory == cast.advisory
    }
    assert numbers == {"Ana": 0, "Ben": 1}
    Student.objects.filter(pk=cast.ana_student.pk).update(left_at="2026-01-01T00:00Z")
    assert Student.objects.with_card().get(pk=cast.ben_student.pk).number == 1


# Rules.


def test_her_advisor_says_how_the_advisory_comes_in(cast, as_):
    url = f"/accounts/advisories/{cast.advisory.pk}/cards/rules/"
    browser = as_("bo")
    assert browser.get(url).status_code == 200
    sent = {"idle_minutes": "5", "cards_anytime": "on", "asks_picture": "True"}
    assert browser.post(url, sent).url == f"/accounts/advisories/{cast.advisory.pk}/cards/"
    advisory = Advisory.objects.get(pk=cast.advisory.pk)
    assert (advisory.idle_minutes, advisory.cards_anytime, advisory.asks_picture) == (5, True, True)
    assert AuditRecord.objects.filter(verb="advisory.card_rules").count() == 1
    browser.post(url, sent | {"asks_picture": ""})
    assert Advisory.objects.get(pk=cast.advisory.pk).asks_picture is None


@pytest.mark.parametrize("minutes", ["1", "121", "", "x"])
def test_a_tablet_waits_two_minutes_to_two_hours(cast, as_, minutes):
    response = as_("bo").post(
        f"/accounts/advisories/{cast.advisory.pk}/cards/rules/", {"idle_minutes": minutes}
    )
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["idle_minutes"])


def school_rules(cast, as_, **sent):
    return as_("cora").post(f"/accounts/schools/{cast.school.pk}/cards/rules/", sent)


def test_the_office_says_when_cards_open(cast, as_):
    response = school_rules(cast, as_, cards_from="07:30", cards_until="16:00", picture_up_to_grade="1")
    school = School.objects.get(pk=cast.school.pk)
    said = (
        str(school.cards_from),
        str(school.cards_until),
        school.cards_on_weekends,
        school.picture_up_to_grade,
    )
    assert (response.url, said) == ("/accounts/cards/", ("07:30:00", "16:00:00", False, 1))
    school_rules(cast, as_, picture_up_to_grade="")
    school.refresh_from_db()
    assert (school.cards_from, school.cards_until, school.picture_up_to_grade) == (None, None, None)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"cards_from": "07:30"}, "Two times, please, or none for any time."),
        ({"cards_until": "07:30"}, "Two times, please, or none for any time."),
        ({"cards_from": "17:00", "cards_until": "07:30"}, "This is before the first time."),
    ],
)
def test_hours_that_are_none_are_told(cast, as_, sent, words):
    response = school_rules(cast, as_, **sent)
    assert (response.status_code, response.context["form"].errors["cards_until"]) == (422, [words])


def test_hours_that_no_clock_knows_are_told(cast, as_):
    response = school_rules(cast, as_, cards_from="morning", cards_until="16:00")
    assert list(response.context["form"].errors) == ["cards_from"]
