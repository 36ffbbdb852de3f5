import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.hashers import LeanArgon2PasswordHasher
from accounts.models import AuditRecord, FailedSignIn, Session
from tests.accounts.conftest import PASSWORD, who

URL = "/accounts/sign-in/"


def sign_in(client, name, password=PASSWORD, **more):
    return client.post(URL, {"name": name, "password": password} | more)


@pytest.mark.parametrize("name", ["bo@maple.example", "BO@Maple.example"])
def test_staff_come_in_by_address(staff, client, name):
    response = sign_in(client, name)
    assert (response.status_code, response.url, who(client)) == (302, "/", staff.bo.pk)
    assert not response.cookies["session"]["max-age"]  # ends with the browser


def test_staff_come_in_by_user_name(staff, client):
    sign_in(client, staff.cora.username.upper())
    assert who(client) == staff.cora.pk


def test_sign_in_is_in_the_record(staff, client):
    sign_in(client, "bo@maple.example")
    records = AuditRecord.objects.values_list("verb", "actor_id", "school_id")
    assert list(records) == [("session.opened", staff.bo.pk, staff.school.pk)]


def test_the_session_gets_a_new_key(staff, client):
    client.get(URL)
    session = client.session
    session["kept"] = 1
    session.save()
    client.cookies["session"] = before = session.session_key
    sign_in(client, "bo@maple.example")
    assert client.cookies["session"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_who_is_in_already_goes_on(staff, as_):
    assert as_("bo").get(URL + "?next=/goals/").url == "/goals/"


@pytest.mark.parametrize(
    ("wanted", "address"),
    [("/goals/", "/goals/"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("javascript:x", "/")],
)
def test_only_addresses_of_this_site_are_followed(staff, client, wanted, address):
    assert sign_in(client, "bo@maple.example", next=wanted).url == address


def test_a_page_that_needs_you_asks_and_brings_you_back(staff, client):
    url = reverse("accounts:advisory_cards", args=[staff.advisory.pk])
    asked = client.get(url).url
    page = client.get(asked).content.decode()
    assert asked == f"{URL}?next={url}"
    assert f'name="next" value="{url}"' in page


def refused(client, name, password=PASSWORD):
    response = sign_in(client, name, password)
    return response.status_code, response.context["form"].errors, who(client)


def test_unknown_wrong_and_not_staff_get_one_answer(staff, client):
    for person in (staff.ana, staff.mum):
        person.set_password(PASSWORD)  # should some import ever give them one
        person.save(update_fields=["password"])
    staff.cora.memberships.update(ended_at=timezone.now())
    answers = [
        refused(client, "nobody@maple.example"),
        refused(client, "bo@maple.example", "wrong"),
        refused(client, staff.ana.username),
        refused(client, "mum@family.example"),
        refused(client, staff.cora.username),
    ]
    words = {"__all__": ["This name and password do not fit together. Please try again."]}
    assert answers == [(200, words, None)] * 5


@pytest.mark.parametrize("name", ["nobody@maple.example", "bo@maple.example", "mum@family.example", "ida"])
def test_every_refusal_costs_one_hash(staff, client, monkeypatch, name):
    hashes = []
    for method in ("encode", "verify"):
        real = getattr(LeanArgon2PasswordHasher, method)
        monkeypatch.setattr(
            LeanArgon2PasswordHasher,
            method,
            lambda self, *args, real=real, **kw: hashes.append(1) or real(self, *args, **kw),
        )
    sign_in(client, name, "wrong")
    assert hashes == [1]


def test_ten_wrong_passwords_close_this_name_for_a_while(staff, client, later):
    for _ in range(10):
        sign_in(client, "bo@maple.example", "wrong")
    assert refused(client, "bo@maple.example")[1] == {
        "__all__": ["That was tried many times. Please wait 15 minutes, or ask the office."]
    }
    sign_in(client, staff.cora.username)
    assert who(client) == staff.cora.pk  # the same address, another name
    client.logout()
    later(minutes=16)
    sign_in(client, "bo@maple.example")
    assert who(client) == staff.bo.pk


def test_another_spelling_of_a_closed_name_is_closed(staff, client):
    for _ in range(10):
        sign_in(client, staff.cora.username, "wrong")
    with_a_long_s = staff.cora.username.replace("s", "\N{LATIN SMALL LETTER LONG S}")
    for spelling in (staff.cora.username.upper(), with_a_long_s):
        assert "many times" in str(refused(client, spelling)[1])


def test_a_name_that_nobody_has_closes_alike(staff, client):
    for _ in range(10):
        sign_in(client, "nobody@maple.example", "wrong")
    assert "many times" in str(refused(client, "nobody@maple.example")[1])


def test_getting_in_forgets_the_slips(staff, client):
    sign_in(client, "bo@maple.example", "wrong")
    assert FailedSignIn.objects.count() == 1
    sign_in(client, "bo@maple.example")
    assert FailedSignIn.objects.count() == 0


def test_nothing_of_a_failed_sign_in_is_stored_in_the_clear(staff, client):
    sign_in(client, "bo@maple.example", "wrong")
    assert len(FailedSignIn.objects.get().key) == 64


def test_sign_out_takes_a_post(cast, as_):
    assert as_("bo").get("/accounts/sign-out/").status_code == 405


def test_staff_sign_out(cast, as_):
    client = as_("bo")
    key = client.session.session_key
    response = client.post("/accounts/sign-out/")
    assert (response.url, response["Clear-Site-Data"]) == (URL, '"cache", "storage"')
    assert not Session.objects.filter(session_key=key).exists()


def test_a_student_is_done_and_the_next_one_may_start(cast, as_):
    client = as_("ana")
    response = client.post("/accounts/sign-out/")
    assert response.url == "/accounts/card/?done=1"
    page = client.get(response.url).content.decode()
    assert "See you next time!" in page
    assert "Ana" not in page


def test_sign_out_follows_only_addresses_of_this_site(cast, as_):
    assert as_("bo").post("/accounts/sign-out/", {"next": "/accounts/code/"}).url == "/accounts/code/"
    assert as_("bo").post("/accounts/sign-out/", {"next": "//evil.example"}).url == URL


def test_preferences_are_cookies(client, db):
    response = client.post("/accounts/preferences/", {"theme": "dark", "language": "es", "next": "/a/"})
    cookies = {name: (morsel.value, morsel["httponly"]) for name, morsel in response.cookies.items()}
    assert (response.url, cookies) == ("/a/", {"theme": ("dark", True), "language": ("es", True)})


def test_an_empty_theme_follows_the_device_again(client, db):
    response = client.post("/accounts/preferences/", {"theme": "", "language": "en"})
    assert response.cookies["theme"]["max-age"] == 0


def test_unknown_preferences_change_nothing(client, db):
    response = client.post("/accounts/preferences/", {"theme": "dark", "language": "xx"})
    assert (response.status_code, dict(response.cookies)) == (302, {})


@pytest.mark.parametrize(
    ("referer", "address"),
    [("http://testserver/goals/", "http://testserver/goals/"), ("http://evil.example/", "/")],
)
def test_preferences_go_back_to_where_one_was(client, db, referer, address):
    response = client.post("/accounts/preferences/", {"language": "en"}, headers={"referer": referer})
    assert response.url == address
