"""Staff choose their passwords by a mailed link; nobody else has one, and nobody learns who has."""

import re

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts import hashers
from accounts.actions.letters import deliver_notice, deliver_password_link
from accounts.actions.passwords import use_link
from accounts.models import AuditRecord, DistrictMembership, PasswordLink, Session, User
from accounts.secrets import digest
from accounts.tasks import sweep
from tests import factories as f
from tests.accounts.conftest import PASSWORD, main_of, who
from tests.conftest import enter

ASK, SET = "/accounts/password/", "/accounts/password/new/"
NEW = "five purple garden chairs"


def link_in(mail):
    return re.search(r"http://localhost:8000(/accounts/password/\S+/)", mail.body).group(1)


@pytest.fixture
def link(staff):
    """Bo asked, and got a link that carries the token "bo-token"."""
    return f.PasswordLinkFactory(user=staff.bo, token_digest=digest("password", "bo-token"))


def opened(client):
    return client.get("/accounts/password/bo-token/", follow=True)


def has(person, password):
    return check_password(password, User.objects.get(pk=person.pk).password)


def test_a_forgotten_password_is_chosen_anew(staff, client, run_jobs, mailoutbox):
    assert "is on its way" in main_of(client.post(ASK, {"email": "Bo@Maple.example"}))
    run_jobs()
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["bo@maple.example"], "Choose a new password")
    response = client.get(link_in(mail))
    assert response.url == SET  # the token leaves the address at once
    assert "Welcome, Bo" in main_of(client.get(SET))
    assert client.post(SET, {"password": NEW}).url == "/accounts/sign-in/"
    assert (has(staff.bo, NEW), who(client)) == (True, None)
    run_jobs()
    assert mailoutbox[-1].subject == "Your password was changed"


def test_opening_the_link_changes_nothing(link, client):
    for _ in range(2):
        assert opened(client).status_code == 200
    link.refresh_from_db()
    assert link.used_at is None


def test_a_link_opens_once(link, staff, client):
    opened(client)
    client.post(SET, {"password": NEW})
    assert opened(client).status_code == 410
    assert client.post(SET, {"password": "another password of mine"}).status_code == 410
    assert has(staff.bo, NEW)


def test_two_who_use_a_link_at_once(link, staff):
    use_link(link, password=NEW)
    with pytest.raises(Exception, match="used already"):
        use_link(link, password="another password of mine")
    assert has(staff.bo, NEW)


def test_the_other_links_end_with_it(link, staff, client):
    other = f.PasswordLinkFactory(user=staff.bo)
    of_cora = f.PasswordLinkFactory(user=staff.cora)
    opened(client)
    client.post(SET, {"password": NEW})
    assert list(PasswordLink.objects.open()) == [of_cora]
    assert other not in PasswordLink.objects.open()


def test_everybody_who_was_in_as_her_is_out(link, staff, client):
    Session.objects.create(session_key="elsewhere", user=staff.bo, expire_date="2099-01-01T00:00Z")
    opened(client)
    client.post(SET, {"password": NEW})
    assert not Session.objects.filter(user=staff.bo).exists()


def test_a_link_is_over_after_its_time(link, client, later):
    later(minutes=61)
    assert opened(client).status_code == 410


def test_who_has_left_sets_no_password(link, staff, client):
    opened(client)
    staff.bo.memberships.update(ended_at="2026-01-01T00:00Z")
    assert client.post(SET, {"password": NEW}).status_code == 410


@pytest.mark.parametrize("password", ["", "short", "bo@maple.example", "password1234"])
def test_a_weak_password_is_not_taken(link, staff, client, password):
    opened(client)
    response = client.post(SET, {"password": password})
    assert (response.status_code, bool(response.context["form"].errors["password"])) == (200, True)
    assert has(staff.bo, PASSWORD)


def test_when_too_many_hash_at_once_the_link_stays_good(link, staff, client, monkeypatch):
    def full():
        raise hashers.TooManyHashes

    opened(client)
    monkeypatch.setattr(hashers, "turn", full)
    assert "Many people are signing in" in main_of(client.post(SET, {"password": NEW}))
    monkeypatch.undo()
    assert client.post(SET, {"password": NEW}).status_code == 302
    assert has(staff.bo, NEW)


@pytest.mark.parametrize("email", ["nobody@maple.example", "mum@family.example", "ana@maple.example"])
def test_nobody_learns_who_works_here(staff, client, email, run_jobs, mailoutbox):
    """The same words, the same status and the same work, whoever is asked for."""
    User.objects.filter(pk=staff.ana.pk).update(email="ana@maple.example")
    answers, costs = [], []
    for address in ("bo@maple.example", email):
        with CaptureQueriesContext(connection) as queries:
            response = client.post(ASK, {"email": address})
        answers.append((response.status_code, main_of(response).replace(address, "")))
        costs.append(len(queries))
    assert (answers[0], costs[0]) == (answers[1], costs[1])
    run_jobs()
    assert [mail.to for mail in mailoutbox] == [["bo@maple.example"]]


@pytest.mark.parametrize("email", ["bo@maple.example", "nobody@maple.example"])
def test_a_mailbox_is_not_flooded(staff, client, email):
    for _ in range(3):
        client.post(ASK, {"email": email})
    assert "several links already" in main_of(client.post(ASK, {"email": email.upper()}))
    assert DBTaskResult.objects.count() == 3


def test_no_row_and_no_job_holds_the_token(staff, client, run_jobs, mailoutbox):
    client.post(ASK, {"email": "bo@maple.example"})
    run_jobs()
    token = link_in(mailoutbox[0]).split("/")[-2]
    stored = [*PasswordLink.objects.values_list("token_digest", flat=True)]
    stored += [str(job) for job in DBTaskResult.objects.values_list("args_kwargs", flat=True)]
    assert [text for text in stored if token in text] == []


def test_a_job_that_runs_twice_mails_once(staff, client, run_jobs, mailoutbox):
    client.post(ASK, {"email": "bo@maple.example"})
    run_jobs()
    assert deliver_password_link(PasswordLink.objects.get().pk) is False
    assert len(mailoutbox) == 1


def test_the_sweep_mails_what_is_owed_and_forgets_what_is_over(staff, client, later, run_jobs, mailoutbox):
    client.post(ASK, {"email": "bo@maple.example"})
    DBTaskResult.objects.all().delete()
    later(minutes=3)
    sweep()
    run_jobs()
    assert len(mailoutbox) == 1
    later(days=3)
    sweep()
    assert not PasswordLink.objects.exists()


def test_the_office_invites_a_colleague(cast, as_, client, run_jobs, mailoutbox):
    client = as_("cora")
    assert "No password yet" in main_of(client.get("/accounts/office/staff/"))
    client.post(reverse("accounts:staff_invite", args=[cast.bo.pk]))
    assert AuditRecord.objects.filter(verb="passwordlink.made", school_id=cast.school.pk).count() == 1
    run_jobs()
    [mail] = mailoutbox
    assert mail.subject == "Welcome to Lectern at Maple Street School"
    client.logout()
    client.get(link_in(mail))
    client.post(SET, {"password": NEW})
    assert has(cast.bo, NEW)


def test_an_invitation_waits_a_week(cast, as_, client, run_jobs, mailoutbox, later):
    as_("cora").post(reverse("accounts:staff_invite", args=[cast.bo.pk]))
    run_jobs()
    later(days=6)
    assert client.get(link_in(mailoutbox[0])).status_code == 302
    later(days=8)
    assert client.get(link_in(mailoutbox[0])).status_code == 410


def test_without_an_address_the_office_is_told(cast, as_):
    client = as_("cora")
    response = client.post(reverse("accounts:staff_invite", args=[cast.ida.pk]), follow=True)
    assert "There is no e-mail address" in response.content.decode()
    assert not PasswordLink.objects.exists()


@pytest.mark.parametrize("person", ["ana", "mum", "oak_advisor"])
def test_only_colleagues_are_invited(cast, as_, person):
    url = reverse("accounts:staff_invite", args=[getattr(cast, person).pk])
    assert as_("cora").post(url).status_code == 404


def test_she_changes_hers_and_stays_in_here_alone(staff, client):
    Session.objects.create(session_key="elsewhere", user=staff.bo, expire_date="2099-01-01T00:00Z")
    enter(client, staff.bo)
    assert client.post("/accounts/me/password/", {"password": NEW}).url == "/accounts/me/"
    assert client.get("/advisory/").status_code == 200
    assert (has(staff.bo, NEW), Session.objects.filter(user=staff.bo).count()) == (True, 1)


@pytest.mark.parametrize("person", ["ana", "mum"])
def test_students_and_families_have_none(cast, as_, person):
    assert as_(person).get("/accounts/me/password/").status_code == 404


def test_a_notice_to_nobody(cast):
    assert deliver_notice(cast.ida.pk, "added") is False  # no address


def test_who_works_for_a_district_has_a_password(cast, client):
    district = f.DistrictFactory()
    DistrictMembership.objects.create(user=cast.dad, district=district)
    assert User.objects.staff().filter(pk=cast.dad.pk).exists()
    enter(client, cast.dad, second_step=False)
    assert client.get("/accounts/me/").url.startswith("/accounts/me/second-step/")


# My account


def test_a_language_of_her_own(cast, as_):
    client = as_("mum")
    response = client.post("/accounts/me/", {"language": "es"})
    assert response.cookies["language"].value == "es"
    cast.mum.refresh_from_db()
    assert cast.mum.language == "es"
    assert 'lang="es"' in client.get("/accounts/me/").content.decode()


def test_an_unknown_language_is_none(cast, as_):
    as_("mum").post("/accounts/me/", {"language": "xx"})
    cast.mum.refresh_from_db()
    assert cast.mum.language == ""


@pytest.mark.parametrize(
    ("person", "shows"),
    [("ana", "With my card"), ("mum", "m•••@family.example"), ("bo", "My second step")],
)
def test_my_account_shows_the_ways_in_that_are_hers(cast, as_, person, shows):
    words = {"With my card", "m•••@family.example", "My second step"}
    page = main_of(as_(person).get("/accounts/me/"))
    assert {word for word in words if word in page} == {shows}
