"""Signing in with an account of the school, against a real OpenID Connect service on this machine."""

from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import adapters
from accounts.actions.services import address_of
from accounts.models import AuditRecord, SchoolAccount, Session, SignInService, User
from accounts.secrets import unseal
from tests import factories as f
from tests.accounts.conftest import main_of, who
from tests.conftest import enter
from tests.oidc import running_service

TENANT = "11111111-2222-3333-4444-555555555555"
REFUSED = "With this account we cannot let you in. Please ask the office which one the school knows you by."
DOWN = "The school’s sign-in does not answer just now. Please try again in a minute."
FAILED = "That did not work. Please try again, or sign in another way."


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


@pytest.fixture
def google(monkeypatch):
    """Stands in for both services: what differs is what they say."""
    with running_service() as service:
        for name in adapters.ISSUERS:
            monkeypatch.setitem(adapters.ISSUERS, name, service.issuer)
        yield service


@pytest.fixture
def service(cast):
    User.objects.filter(pk=cast.ana.pk).update(email="ana@maple.example")
    return f.SignInServiceFactory(school=cast.school)


@pytest.fixture
def microsoft(cast, service):
    return f.SignInServiceFactory(school=cast.school, kind="microsoft", tenant=TENANT)


def says(google, email="bo@maple.example", **claims):
    google.claims = {
        "sub": "bo-at-google",
        "email": email,
        "email_verified": True,
        "hd": "maple.example",
    } | claims


def goes(client, service, **more):
    """Off to the service, and back with what it says: the address of our last answer."""
    away = client.get(reverse("openid_connect_login", args=[service.key]), more)
    back = visits(away.url)
    return client.get(back)


def visits(address):
    try:
        build_opener(Stay).open(address)
    except OSError as redirect:
        return redirect.headers["Location"]


def words(client, response):
    return [str(message) for message in client.get(response.url).context["messages"]]


def test_a_teacher_comes_in_and_shows_her_second_step(cast, google, service, client):
    says(google)
    response = goes(client, service, next="/advisory/")
    assert (response.url, who(client)) == ("/advisory/", cast.bo.pk)
    assert client.get("/advisory/").url == "/accounts/me/second-step/?next=%2Fadvisory%2F"
    assert google.clients == [("our-client", "our-secret")]


def test_a_student_comes_in(cast, google, service, client):
    says(google, "Ana@Maple.example", sub="ana-at-google")
    assert goes(client, service).url == "/"
    assert who(client) == cast.ana.pk
    assert client.get("/goals/").status_code == 200


def test_the_service_is_asked_for_this_school_alone(google, service, client):
    says(google)
    goes(client, service)
    [asked] = google.asked
    assert (asked["client_id"], asked["hd"], asked["prompt"]) == (
        "our-client",
        "maple.example",
        "select_account",
    )
    assert (asked["code_challenge_method"], len(asked["state"]) >= 16) == ("S256", True)
    assert asked["redirect_uri"] == f"http://testserver/accounts/school-account/{service.key}/back/"


def test_she_is_known_by_her_account_from_then_on(cast, google, service, client):
    """Her address may change; an account that takes over the old address is not hers."""
    says(google)
    goes(client, service)
    client.logout()
    User.objects.filter(pk=cast.bo.pk).update(email="new@maple.example")
    goes(client, service)
    assert who(client) == cast.bo.pk
    client.logout()
    says(google, "new@maple.example", sub="somebody-else")
    assert words(client, goes(client, service)) == [REFUSED]


def test_it_is_written_down(cast, google, service, client):
    says(google)
    goes(client, service)
    verbs = AuditRecord.objects.filter(actor_id=cast.bo.pk).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["schoolaccount.linked", "session.opened"]


def test_nothing_that_the_service_says_is_kept_but_the_id(cast, google, service, client):
    says(google, name="Bo O.", picture="https://evil.example/x")
    goes(client, service)
    assert list(SchoolAccount.objects.values_list("subject", "user")) == [("bo-at-google", cast.bo.pk)]
    assert [row for row in Session.objects.all() if "evil" in str(row.get_decoded())] == []


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@maple.example"},
        {"email": "mum@family.example"},
        {"email": "mum@maple.example"},  # family
        {"email_verified": False},
        {"email_verified": "true"},
        {"hd": "evil.example"},
        {"hd": None},
        {"email": "bo@evil.example"},
        {"email": "bo@maple.example.evil.example"},
        {"email": None},
        {"email": "olu@maple.example"},  # a student of another school
    ],
)
def test_everybody_else_gets_one_answer_and_nobody_is_added(cast, google, service, client, claims):
    User.objects.filter(pk=cast.mum.pk).update(email="mum@maple.example")
    User.objects.filter(pk=cast.oak_student.pk).update(email="olu@maple.example")
    before = User.objects.count()
    says(google, **claims)
    response = goes(client, service)
    assert (response.url, words(client, response)) == ("/accounts/sign-in/", [REFUSED])
    assert (User.objects.count(), SchoolAccount.objects.count(), who(client)) == (before, 0, None)


def test_two_people_with_one_address_are_nobody(cast, google, service, client):
    User.objects.filter(pk=cast.ida.pk).update(email="bo@maple.example")
    says(google)
    assert words(client, goes(client, service)) == [REFUSED]


def test_who_has_left_does_not_come_in(cast, google, service, client):
    says(google)
    goes(client, service)
    client.logout()
    cast.bo.memberships.update(ended_at="2026-01-01T00:00Z")
    assert words(client, goes(client, service)) == [REFUSED]


def test_a_school_may_keep_it_for_staff(cast, google, service, client):
    SignInService.objects.update(students_too=False)
    says(google, "ana@maple.example", sub="ana-at-google")
    assert words(client, goes(client, service)) == [REFUSED]


def test_another_school_does_not_sign_in_ours(cast, google, client):
    theirs = f.SignInServiceFactory(school=cast.oak)  # it claims our domain
    says(google)
    assert words(client, goes(client, theirs)) == [REFUSED]


def test_microsoft_is_believed_its_sign_in_name_and_not_its_email(cast, google, microsoft, client):
    google.claims = {
        "sub": "x",
        "tid": TENANT.upper(),
        "email": "cora@maple.example",
        "preferred_username": "Bo@maple.example",
    }
    goes(client, microsoft)
    assert who(client) == cast.bo.pk


@pytest.mark.parametrize(
    "claims",
    [
        {"tid": TENANT, "email": "bo@maple.example"},
        {"tid": TENANT, "preferred_username": "bo@evil.example"},
        {"tid": "other", "preferred_username": "bo@maple.example"},
        {"preferred_username": "bo@maple.example"},
    ],
)
def test_other_tenants_and_guests_are_nobody(microsoft, claims):
    assert address_of(microsoft, claims) == ""


def test_who_was_signed_in_is_signed_out_first(cast, google, service, client):
    enter(client, cast.cora)
    before = client.session.session_key
    says(google)
    goes(client, service)
    assert who(client) == cast.bo.pk
    assert not Session.objects.filter(session_key=before).exists()
    assert client.get("/advisory/").url.startswith("/accounts/me/second-step/")


def test_only_addresses_of_this_site_are_followed(google, service, client):
    says(google)
    assert goes(client, service, next="https://evil.example/").url == "/"


def test_she_may_change_her_mind(google, service, client):
    google.agrees = False
    response = goes(client, service)
    assert (response.url, words(client, response)) == ("/accounts/sign-in/", [FAILED])


def test_an_answer_that_nobody_asked_for(google, service, client):
    back = reverse("openid_connect_callback", args=[service.key])
    assert words(client, client.get(back, {"code": "x", "state": "y"})) == [FAILED]
    assert words(client, client.get(back)) == [FAILED]


def test_an_answer_counts_once(google, service, client):
    says(google)
    back = visits(client.get(reverse("openid_connect_login", args=[service.key])).url)
    client.get(back)
    client.logout()
    assert words(client, client.get(back)) == [FAILED]


def test_an_answer_to_another_browser_is_none(cast, google, service, client, django_user_model):
    says(google)
    back = visits(client.get(reverse("openid_connect_login", args=[service.key])).url)
    other = type(client)()
    other.get(back)
    assert who(client) is None
    assert other.session.get("_auth_user_id") is None


@pytest.mark.parametrize("claims", [{"aud": "another-client"}, {"iss": "https://evil.example"}, {"exp": 1}])
def test_a_token_for_others_is_none(google, service, client, claims):
    says(google, **claims)
    assert words(client, goes(client, service)) == [FAILED]


def test_a_service_that_is_down(google, service, client):
    google.broken = True
    response = client.get(reverse("openid_connect_login", args=[service.key]))
    assert words(client, response) == [DOWN]


def test_a_service_that_breaks_down_on_the_way(google, service, client):
    says(google)
    back = visits(client.get(reverse("openid_connect_login", args=[service.key])).url)
    google.broken = True
    assert words(client, client.get(back)) == [DOWN]


@pytest.mark.parametrize("sub", ["", None, "x" * 300])
def test_a_service_that_talks_nonsense(google, service, client, sub):
    says(google, sub=sub)
    assert goes(client, service).url == "/accounts/sign-in/"
    assert who(client) is None


# Which school?


def test_schools_are_offered_by_name(cast, service, client):
    f.SignInServiceFactory(school=cast.oak, domain="oak.example")
    page = main_of(client.get("/accounts/school-account/"))
    assert page.index("Maple Street School") < page.index("Oak Hill School")
    found = client.get("/accounts/school-account/", {"q": "someone@oak.example"}).context["services"]
    assert [one.school for one in found] == [cast.oak]


def test_a_long_list_asks_for_the_name(cast, client):
    for number in range(14):
        f.SignInServiceFactory(school=f.SchoolFactory(name=f"School {number:02}"))
    page = main_of(client.get("/accounts/school-account/"))
    assert "School 11" in page
    assert "School 12" not in page
    assert "Write a part of its name" in page


def test_no_school_at_all(client, db):
    assert "Your school can tell you" in main_of(client.get("/accounts/school-account/"))


# The office sets it up

FIELDS = {
    "kind": "google",
    "domain": "@Maple.example ",
    "client_id": "c",
    "secret": "very-secret",
    "students_too": "on",
}


def test_the_office_sets_it_up_and_never_sees_the_secret_again(cast, as_):
    client = as_("cora")
    response = client.post("/accounts/office/school-accounts/add/", FIELDS | {"school": cast.school.pk})
    service = SignInService.objects.get()
    assert response.url == reverse("accounts:service_edit", args=[service.pk])
    assert (service.domain, unseal(service.sealed_secret)) == ("maple.example", "very-secret")
    page = client.get(response.url).content.decode()
    assert f"/accounts/school-account/{service.key}/back/" in page
    assert "very-secret" not in page + client.get("/accounts/office/school-accounts/").content.decode()
    assert service.sealed_secret not in page


def test_without_a_new_secret_the_old_one_stays(cast, service, as_):
    url = reverse("accounts:service_edit", args=[service.pk])
    as_("cora").post(url, {"domain": "maple.example", "client_id": "our-client", "secret": ""})
    service.refresh_from_db()
    assert (unseal(service.sealed_secret), service.students_too) == ("our-secret", False)


def test_another_client_knows_people_by_other_ids(cast, service, as_):
    f.SchoolAccountFactory(service=service, user=cast.bo)
    Session.objects.create(session_key="bos", user=cast.bo, expire_date="2099-01-01T00:00Z")
    url = reverse("accounts:service_edit", args=[service.pk])
    as_("cora").post(url, {"domain": "maple.example", "client_id": "our-client"})
    assert SchoolAccount.objects.count() == 1
    as_("cora").post(url, {"domain": "maple.example", "client_id": "new-client"})
    assert SchoolAccount.objects.count() == 0
    assert not Session.objects.filter(session_key="bos").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": ""},
        {"domain": "maple"},
        {"domain": "https://maple.example"},
        {"kind": "microsoft"},
        {"kind": "microsoft", "tenant": "common"},
        {"kind": "x"},
        {"client_id": ""},
    ],
)
def test_what_is_missing_is_said_beside_the_field(cast, as_, wrong):
    response = as_("cora").post(
        "/accounts/office/school-accounts/add/", FIELDS | {"school": cast.school.pk} | wrong
    )
    assert (response.status_code, SignInService.objects.count()) == (422, 0)


def test_microsoft_with_its_tenant(cast, as_):
    fields = FIELDS | {"school": cast.school.pk, "kind": "microsoft", "tenant": TENANT}
    as_("cora").post("/accounts/office/school-accounts/add/", fields)
    assert SignInService.objects.get().tenant == TENANT


def test_a_school_has_each_service_once(cast, service, as_):
    response = as_("cora").post("/accounts/office/school-accounts/add/", FIELDS | {"school": cast.school.pk})
    assert (response.status_code, SignInService.objects.count()) == (422, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        f.SignInServiceFactory(school=cast.school)


def test_no_office_sets_up_another_school(cast, as_):
    response = as_("oak_coordinator").post(
        "/accounts/office/school-accounts/add/", FIELDS | {"school": cast.school.pk}
    )
    assert (response.status_code, SignInService.objects.count()) == (422, 0)


def test_taking_it_away_signs_out_whoever_came_in_by_it(cast, service, as_):
    f.SchoolAccountFactory(service=service, user=cast.bo)
    Session.objects.create(session_key="bos", user=cast.bo, expire_date="2099-01-01T00:00Z")
    as_("cora").post(reverse("accounts:service_remove", args=[service.pk]))
    assert not SignInService.objects.exists()
    assert not Session.objects.filter(session_key="bos").exists()
    assert AuditRecord.objects.filter(verb="signinservice.removed", school_id=cast.school.pk).count() == 1


def test_she_unties_her_account(cast, service, as_):
    tied = f.SchoolAccountFactory(service=service, user=cast.bo)
    client = as_("bo")
    assert "Google · Maple Street School" in main_of(client.get("/accounts/me/"))
    client.post(reverse("accounts:school_account_remove", args=[tied.pk]))
    assert not SchoolAccount.objects.exists()
    assert who(client) == cast.bo.pk


def test_a_secret_under_another_key_is_unreadable(service, settings):
    sealed = service.sealed_secret
    settings.SECRET_KEY = "another"
    assert unseal(sealed) is None
    settings.SECRET_KEY_FALLBACKS = ["development-only-" + "k" * 40]
    assert unseal(sealed) == "our-secret"


def test_a_refusal_is_one_error(service):
    with pytest.raises(ValidationError):
        adapters.sign_in_with_service(None, service, {})
