"""Passkeys by a device in software; tests/e2e/test_passkeys.py does the same with Chromium's own."""

import json

import pytest
from django.urls import reverse

from accounts.actions.passkeys import MOST
from accounts.models import AuditRecord, Factor
from tests import factories as f
from tests.accounts.conftest import main_of, who
from tests.conftest import enter
from tests.device import Device

ADD = "/accounts/me/passkeys/add/"


@pytest.fixture
def client(client):
    """Passkeys belong to the name of a site, here localhost."""
    client.defaults["HTTP_HOST"] = "localhost"
    return client


@pytest.fixture
def people(cast):
    f.InvitationFactory(guardianship=cast.guardianship)
    return cast


def add(client, device, **more):
    question = client.post("/accounts/me/passkeys/question/").json()
    credential = json.dumps(device.make(question))
    return client.post(
        ADD, {"name": "My telephone", "credential": credential, "next": "/accounts/me/"} | more
    )


def sign_in(client, device, **more):
    question = client.post("/accounts/passkey/question/").json()
    return client.post("/accounts/passkey/", {"credential": json.dumps(device.answer(question))} | more)


@pytest.fixture
def mums(people, client):
    """Mum's telephone, which has a passkey of hers."""
    enter(client, people.mum)
    device = Device()
    assert add(client, device).url == "/accounts/me/"
    client.logout()
    return device


@pytest.fixture
def bos(people, client):
    enter(client, people.bo)
    device = Device()
    assert add(client, device).status_code == 200
    client.logout()
    return device


def test_family_add_one_and_come_in_by_it(people, mums, client):
    assert sign_in(client, mums, next="/accounts/me/").url == "/accounts/me/"
    assert who(client) == people.mum.pk
    assert 29 * 24 * 3600 < client.cookies["session"]["max-age"] <= 30 * 24 * 3600
    assert "My telephone" in main_of(client.get("/accounts/me/"))
    assert Factor.objects.get().last_used_at is not None


def test_family_get_no_recovery_codes_for_they_have_their_mail(mums):
    assert [one.type for one in Factor.objects.all()] == ["webauthn"]


def test_for_staff_it_stands_for_both_steps(people, bos, client):
    sign_in(client, bos)
    assert client.get("/advisory/").status_code == 200
    assert not client.cookies["session"]["max-age"]


def test_staff_get_recovery_codes_with_the_first_one(bos):
    assert sorted(one.type for one in Factor.objects.all()) == ["recovery_codes", "webauthn"]


def test_it_is_a_second_step_after_the_password(people, bos, client):
    enter(client, people.bo, second_step=False)
    page = main_of(client.get("/accounts/me/second-step/"))
    assert "Use my passkey" in page
    question = client.post("/accounts/passkey/question/").json()
    answer = {"credential": json.dumps(bos.answer(question)), "next": "/advisory/"}
    assert client.post("/accounts/me/second-step/", answer).url == "/advisory/"
    assert client.get("/advisory/").status_code == 200


def test_a_passkey_of_somebody_else_is_no_second_step(people, mums, client):
    f.AppFactory(user=people.bo)
    enter(client, people.bo, second_step=False)
    question = client.post("/accounts/passkey/question/").json()
    response = client.post("/accounts/me/second-step/", {"credential": json.dumps(mums.answer(question))})
    assert response.status_code == 422
    assert client.get("/advisory/").status_code == 302


REFUSED = "This passkey does not open Lectern. Please use another way to sign in."


def refused(client, credential):
    response = client.post("/accounts/passkey/", {"credential": json.dumps(credential)}, follow=True)
    return who(client) is None and [str(message) for message in response.context["messages"]] == [REFUSED]


def test_each_question_has_one_answer(mums, client):
    question = client.post("/accounts/passkey/question/").json()
    answer = mums.answer(question)
    client.post("/accounts/passkey/", {"credential": json.dumps(answer)})
    client.logout()
    client.post("/accounts/passkey/question/")
    assert refused(client, answer)


def test_a_wrong_answer_uses_up_the_question(mums, client):
    question = client.post("/accounts/passkey/question/").json()
    assert refused(client, Device().answer(question) | {"id": "x"})
    assert refused(client, mums.answer(question))


def test_an_answer_without_a_question_is_none(mums, client):
    assert refused(client, mums.answer({"publicKey": {"challenge": "AAAA"}}))


def test_a_device_that_does_not_know_who_holds_it_does_not_open(mums, client):
    mums.flags = 1
    question = client.post("/accounts/passkey/question/").json()
    assert refused(client, mums.answer(question))


def test_an_answer_for_another_site_is_none(mums, client):
    mums.origin = "https://evil.example"
    question = client.post("/accounts/passkey/question/").json()
    assert refused(client, mums.answer(question))


def test_the_key_of_another_device_is_none(mums, client):
    stranger = Device()
    stranger.id, stranger.owner = mums.id, mums.owner
    question = client.post("/accounts/passkey/question/").json()
    assert refused(client, stranger.answer(question))


@pytest.mark.parametrize("owner", [None, "", "!!", "AAAA", "enp6enp6enp6enp6enp6eg"])
def test_nobody_known_and_somebody_unknown_get_the_same_answer(mums, client, owner):
    mums.owner = owner
    question = client.post("/accounts/passkey/question/").json()
    assert refused(client, mums.answer(question))


@pytest.mark.parametrize(
    "change",
    [
        {"rawId": 5},
        {"rawId": None},
        {"response": {}},
        {"response": {"clientDataJSON": 1}},
        {"response": {"clientDataJSON": "", "authenticatorData": "", "signature": "", "userHandle": "MQ"}},
        {
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "AA",
                "signature": "AA",
                "userHandle": "MQ",
            }
        },
        {
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "A" * 60,
                "signature": [],
                "userHandle": {},
            }
        },
    ],
)
def test_what_no_device_says_is_refused_without_a_crash(people, mums, client, change):
    question = client.post("/accounts/passkey/question/").json()
    assert refused(client, mums.answer(question) | change)
    enter(client, people.mum)
    question = client.post("/accounts/me/passkeys/question/").json()
    made = Device().make(question) | change
    response = client.post(ADD, {"name": "x", "credential": json.dumps(made)})
    assert (response.status_code, Factor.objects.count()) == (422, 1)


@pytest.mark.parametrize("sent", ["", "x", "[]", "1", "{}", '{"response": 1}', "[" * 20_000])
def test_what_is_no_answer_at_all(people, client, sent):
    assert client.post("/accounts/passkey/", {"credential": sent}).url == "/accounts/sign-in/"
    enter(client, people.mum)
    assert client.post(ADD, {"name": "x", "credential": sent}).status_code == 422


def test_who_is_no_family_any_more_does_not_come_in(people, mums, client):
    people.guardianship.invitations.update(revoked_at="2026-01-01T00:00Z")
    question = client.post("/accounts/passkey/question/").json()
    assert refused(client, mums.answer(question))


def test_who_has_left_the_school_does_not_come_in(people, bos, client):
    people.bo.memberships.update(ended_at="2026-01-01T00:00Z")
    question = client.post("/accounts/passkey/question/").json()
    assert refused(client, bos.answer(question))


@pytest.mark.parametrize("person", ["ana", "ruth"])
def test_students_and_ended_guardians_have_none(people, client, person):
    enter(client, getattr(people, person))
    assert client.get(ADD).status_code == 404
    assert client.post("/accounts/me/passkeys/question/").status_code == 404


def test_a_device_that_does_not_know_who_holds_it_is_not_added(people, client):
    enter(client, people.mum)
    assert add(client, Device(knows_its_owner=False)).status_code == 422


def test_an_answer_to_another_question_is_not_added(people, client):
    enter(client, people.mum)
    stale = Device().make(client.post("/accounts/me/passkeys/question/").json())
    client.post("/accounts/me/passkeys/question/")
    assert client.post(ADD, {"name": "x", "credential": json.dumps(stale)}).status_code == 422


def test_a_name_is_asked_for(people, client):
    enter(client, people.mum)
    assert add(client, Device(), name=" ").status_code == 422
    assert not Factor.objects.exists()


def test_ten_are_enough(people, client):
    f.PasskeyFactory.create_batch(MOST, user=people.mum)
    enter(client, people.mum)
    response = add(client, Device())
    assert (response.status_code, Factor.objects.count()) == (422, MOST)


def test_she_names_and_removes_hers(people, mums, client, run_jobs, mailoutbox):
    enter(client, people.mum)
    passkey = Factor.objects.get()
    url = reverse("accounts:passkey_edit", args=[passkey.pk])
    assert "My telephone" in main_of(client.get(url))
    client.post(url, {"name": "Kitchen tablet"})
    assert "Kitchen tablet" in main_of(client.get("/accounts/me/"))
    client.post(reverse("accounts:factor_remove", args=[passkey.pk]))
    assert not Factor.objects.exists()
    run_jobs()
    assert [mail.subject for mail in mailoutbox] == [
        "A new way to sign in as you",
        "A way to sign in as you was removed",
    ]
    assert refused(client, {"response": {}}) is False  # she is signed in still
    assert who(client) == people.mum.pk


def test_renaming_keeps_the_key(people, mums, client):
    enter(client, people.mum)
    client.post(reverse("accounts:passkey_edit", args=[Factor.objects.get().pk]), {"name": "New"})
    client.logout()
    sign_in(client, mums)
    assert who(client) == people.mum.pk


def test_nobody_else_names_it(people, mums, client):
    passkey = Factor.objects.get()
    enter(client, people.bo)
    assert client.get(reverse("accounts:passkey_edit", args=[passkey.pk])).status_code == 404


def test_a_removed_passkey_opens_nothing(people, mums, client):
    Factor.objects.all().delete()
    question = client.post("/accounts/passkey/question/").json()
    assert refused(client, mums.answer(question))


def test_what_happened_is_in_the_record(people, mums, client):
    sign_in(client, mums)
    verbs = list(AuditRecord.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["passkey.added", "session.opened"]
