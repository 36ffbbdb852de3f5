import pytest
from django.core.checks import run_checks
from django.urls import reverse

from accounts.checks import demo_is_alone
from accounts.models import AuditRecord, OutgoingMail, User
from tests import factories as f
from tests.accounts.conftest import main_of, who


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.accounts.demo_urls"


@pytest.fixture
def mail(db):
    return OutgoingMail.objects.create(
        to="mum@family.example", subject="A code", body="<b>Look</b> http://localhost:8000/accounts/code/"
    )


def test_the_people_of_the_school(demo, cast, client):
    User.objects.filter(pk=cast.ana.pk).update(first_name="Amara")
    response = client.get("/demo/")
    story = response.context["story"]
    assert story == {
        "student": cast.ana_student,
        "adult": cast.mum,
        "advisor": cast.bo,
        "coordinator": cast.cora,
    }
    assert list(response.context["students"]) == [cast.ana_student, cast.ben_student, cast.oak_student_row]
    page = main_of(response)
    assert [name for name in ("Be Amara", "Be Mum", "Be Bo", "Be Ben", "Be Ida") if name not in page] == []
    assert "Be Ruth" not in page  # an ended guardian has nothing to see


def test_without_the_heroine_there_is_no_story(demo, cast, client):
    assert client.get("/demo/").context["story"] is None


def test_people_page_costs_the_same_for_more_people(demo, cast, client, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/demo/")
    for number in range(3):
        student = f.StudentFactory(school=cast.school, advisory=cast.advisory)
        adult = f.UserFactory(school=cast.school, role="family", first_name=f"Adult {number}")
        f.GuardianshipFactory(student=student, adult=adult)
    with django_assert_num_queries(4):
        client.get("/demo/")


@pytest.mark.parametrize("person", ["ana", "bo", "mum", "cora"])
def test_one_click_and_you_are_this_person(demo, cast, client, person):
    response = client.post(f"/demo/enter/{getattr(cast, person).pk}/")
    assert (response.url, who(client)) == ("/", getattr(cast, person).pk)
    assert AuditRecord.objects.get().verb == "session.opened"


def test_a_click_is_a_post(demo, cast, client):
    assert client.get(f"/demo/enter/{cast.ana.pk}/").status_code == 405


def test_the_outbox_newest_first(demo, mail, client, django_assert_num_queries):
    newer = OutgoingMail.objects.create(to="dad@family.example", subject="Newer", body="")
    with django_assert_num_queries(2):
        response = client.get("/demo/outbox/")
    assert list(response.context["mails"]) == [newer, mail]


def test_an_empty_outbox_says_what_to_do(demo, db, client):
    assert "No mail yet." in client.get("/demo/outbox/").content.decode()


def test_links_in_a_mail_can_be_followed_and_its_markup_cannot(demo, mail, client):
    page = main_of(client.get(f"/demo/outbox/{mail.pk}/"))
    assert '<a href="http://localhost:8000/accounts/code/"' in page
    assert "&lt;b&gt;Look&lt;/b&gt;" in page


def ways_in(cast, mail):
    return [
        ("get", "/demo/"),
        ("post", f"/demo/enter/{cast.ana.pk}/"),
        ("get", "/demo/outbox/"),
        ("get", f"/demo/outbox/{mail.pk}/"),
    ]


def answers(client, cast, mail, **more):
    return [getattr(client, method)(url, **more).status_code for method, url in ways_in(cast, mail)]


def test_without_demo_there_are_no_such_addresses(cast, mail, client):
    assert answers(client, cast, mail) == [404] * 4


def test_no_query_cookie_or_header_switches_it_on(cast, mail, client):
    client.cookies["DEMO"] = client.cookies["demo"] = "1"
    asked = [
        getattr(client, method)(url + "?DEMO=1&demo=1", headers={"demo": "1"}).status_code
        for method, url in ways_in(cast, mail)
    ]
    assert (asked, who(client)) == ([404] * 4, None)


def test_the_views_ask_again_even_if_the_addresses_are_there(settings, cast, mail, client):
    settings.ROOT_URLCONF = "tests.accounts.demo_urls"
    assert (answers(client, cast, mail), who(client)) == ([404] * 4, None)


def test_sign_in_shows_the_door_to_the_demo_only_there(demo, cast, client, settings):
    assert reverse("demo:people") in client.get("/accounts/sign-in/").content.decode()
    settings.DEMO = False
    assert reverse("demo:people") not in client.get("/accounts/sign-in/").content.decode()


SMTP = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
OUTBOX = {"default": {"BACKEND": "accounts.outbox.OutboxBackend"}}
EMBEDDED = {"default": {"ENGINE": "config.embedded"}}
POSTGRES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
HOME = "http://localhost:8000"


@pytest.mark.parametrize(
    ("demo", "mailers", "databases", "site", "found"),
    [
        (True, OUTBOX, EMBEDDED, HOME, []),
        (True, SMTP, EMBEDDED, HOME, ["accounts.E001"]),
        (True, OUTBOX, EMBEDDED, "https://lectern.school.example", ["accounts.E002"]),
        (True, OUTBOX, POSTGRES, HOME, ["accounts.E003"]),
        (True, SMTP, POSTGRES, HOME, ["accounts.E001", "accounts.E003"]),
        (False, SMTP, POSTGRES, "https://lectern.school.example", []),
    ],
)
def test_demo_beside_anything_real_is_an_error(monkeypatch, settings, demo, mailers, databases, site, found):
    from django.conf import settings as read

    for name, value in {"DEMO": demo, "MAILERS": mailers, "DATABASES": databases, "SITE_URL": site}.items():
        monkeypatch.setattr(read._wrapped, name, value, raising=False)
    assert [error.id for error in demo_is_alone(None)] == found


def test_the_check_is_registered():
    assert run_checks(tags=["security"]) == []
    from django.core.checks.registry import registry

    assert demo_is_alone in registry.get_checks()
