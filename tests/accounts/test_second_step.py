"""Staff have one more step after the password; without it a session has no right at all."""

import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.decorators import login_not_required
from django.urls import get_resolver, reverse
from django_tasks_db.models import DBTaskResult

from accounts.confirming import FRESH_SECONDS
from accounts.models import AuditRecord, Factor, Session
from tests import factories as f
from tests.accounts.conftest import PASSWORD, main_of, who
from tests.conftest import enter

STEP = "/accounts/me/second-step/"


def digits(secret=f.APP_SECRET, *, steps=0):
    """What an app shows that has this secret, now or some steps of 30 seconds from now."""
    step = int(time.time()) // 30 + steps
    return totp.format_hotp_value(totp.hotp_value(secret, step))


@pytest.fixture
def half(staff, client):
    """A browser in which Bo has typed his password, and no more."""
    client.post("/accounts/sign-in/", {"name": "bo@maple.example", "password": PASSWORD})
    return client


@pytest.fixture
def app(cast):
    return f.AppFactory(user=cast.bo)


def test_with_a_password_alone_every_page_leads_to_the_second_step(half):
    for url in (
        "/",
        "/advisory/",
        "/goals/review/",
        "/accounts/me/",
        "/accounts/me/confirm/",
        "/accounts/sessions/",
    ):
        assert half.get(url).url == f"{STEP}?next={url.replace('/', '%2F')}"


def views(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern)
        else:
            yield pattern.name, pattern.callback


def test_these_alone_are_open_on_the_way():
    on_the_way = {name for name, view in views() if getattr(view, "one_step_is_enough", False)}
    assert on_the_way == {"second_step", "app_add", "passkey_add", "passkey_new_ask"}


@pytest.mark.parametrize("person", ["bo", "cora"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_right_of_staff_works_without_it(cast, world, client, person, method):
    enter(client, getattr(cast, person), second_step=False)
    for url in (
        reverse("accounts:advisory_cards", args=[cast.advisory.pk]),
        reverse("conferences:conference_advise", args=[world.conference.pk]),
        reverse("accounts:roster"),
    ):
        assert getattr(client, method)(url).url.startswith(STEP)


def test_a_part_of_a_page_is_told_no(half):
    asked = half.get("/advisory/", headers={"HX-Request": "true"})
    sent = half.post("/advisory/", headers={"HX-Request": "true"})
    assert (asked.status_code, sent.status_code, sent["HX-Refresh"]) == (401, 401, "true")


@pytest.mark.parametrize("person", ["ana", "mum"])
def test_students_and_families_need_none(cast, client, person):
    enter(client, getattr(cast, person), second_step=False)
    assert client.get("/accounts/me/").status_code == 200
    assert client.get(STEP).url == "/"


def test_signing_out_is_always_open(half):
    assert half.post("/accounts/sign-out/").url == "/accounts/sign-in/"


def test_who_has_none_is_led_to_set_it_up(half):
    page = main_of(half.get(f"{STEP}?next=/goals/"))
    assert "One more thing before you start" in page
    assert 'href="/accounts/me/app/?next=/goals/"' in page


def set_up(client, code=None, **more):
    context = client.get("/accounts/me/app/?next=/advisory/").context
    code = digits(context["secret"].replace(" ", "")) if code is None else code
    return client.post(
        "/accounts/me/app/", {"sealed": context["sealed"], "code": code, "next": "/advisory/"} | more
    )


def test_an_app_is_set_up_and_recovery_codes_are_shown_once(half, run_jobs, mailoutbox):
    before = half.session.session_key
    response = set_up(half)
    assert len(set(response.context["codes"])) == 10
    assert response.context["codes"][0] in main_of(response)
    assert half.session.session_key != before
    assert half.get("/advisory/").status_code == 200
    run_jobs()
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["bo@maple.example"], "A new way to sign in as you")
    assert sorted(AuditRecord.objects.values_list("verb", flat=True)) == [
        "secondstep.app_added",
        "secondstep.codes_made",
        "session.opened",
    ]


def test_the_secret_is_not_in_the_clear(half, staff):
    context = half.get("/accounts/me/app/").context
    secret = context["secret"].replace(" ", "")
    half.post("/accounts/me/app/", {"sealed": context["sealed"], "code": digits(secret)})
    factor = Factor.objects.get(type="totp")
    assert secret not in str(factor.data)
    assert not [row for row in Session.objects.all() if secret in str(row.get_decoded())]


def test_wrong_digits_set_nothing_up(half):
    response = set_up(half, "000000")
    assert (response.status_code, Factor.objects.count()) == (422, 0)
    assert "These digits do not fit" in main_of(response)


def test_a_set_up_of_somebody_else_is_not_taken(half, cast, client):
    enter(client, cast.cora)
    sealed = client.get("/accounts/me/app/").context["sealed"]
    enter(client, cast.bo)
    response = set_up(client, sealed=sealed)
    assert (response.status_code, Factor.objects.count()) == (422, 0)


def test_the_first_digits_do_not_open_the_door_again(half, staff):
    context = half.get("/accounts/me/app/").context
    code = digits(context["secret"].replace(" ", ""))
    half.post("/accounts/me/app/", {"sealed": context["sealed"], "code": code})
    enter(half, staff.bo, second_step=False)
    assert half.post(STEP, {"code": code}).status_code == 422


def test_there_is_one_app(cast, app, as_):
    response = set_up(as_("bo"))
    assert (response.status_code, Factor.objects.count()) == (422, 1)
    assert "You have an authenticator app already" in main_of(response)


def test_digits_of_her_app_let_her_in(half, app):
    before = half.session.session_key
    assert "authenticator app" in main_of(half.get(STEP))
    assert half.post(STEP, {"code": digits(), "next": "/advisory/"}).url == "/advisory/"
    assert half.session.session_key != before
    assert half.get("/advisory/").status_code == 200
    assert AuditRecord.objects.filter(verb="secondstep.totp").count() == 1


def test_digits_with_a_space_are_right(half, app):
    code = digits()
    assert half.post(STEP, {"code": f"{code[:3]} {code[3:]}"}).url == "/"


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_may_be_off_by_half_a_minute(half, app, steps):
    assert half.post(STEP, {"code": digits(steps=steps)}).url == "/"


def test_the_same_digits_do_not_open_twice(half, app, staff):
    code = digits()
    half.post(STEP, {"code": code})
    enter(half, staff.bo, second_step=False)
    assert half.post(STEP, {"code": code}).status_code == 422
    assert half.post(STEP, {"code": digits(steps=-1)}).status_code == 422  # nor older ones


@pytest.mark.parametrize("code", ["", "000000", "12345678", "x", "१२३४५६"])
def test_other_digits_do_not(half, app, code):
    assert half.post(STEP, {"code": code}).status_code == 422
    assert half.get("/advisory/").status_code == 302


def test_a_recovery_code_opens_once(half, staff):
    codes = set_up(half).context["codes"]
    enter(half, staff.bo, second_step=False)
    assert half.post(STEP, {"code": codes[3]}).url == "/"
    enter(half, staff.bo, second_step=False)
    assert half.post(STEP, {"code": codes[3]}).status_code == 422
    assert half.post(STEP, {"code": codes[4]}).url == "/"


def test_new_codes_replace_the_old(as_, app, cast):
    client = as_("bo")
    old = client.post("/accounts/me/recovery-codes/").context["codes"]
    new = client.post("/accounts/me/recovery-codes/").context["codes"]
    enter(client, cast.bo, second_step=False)
    assert client.post(STEP, {"code": old[0]}).status_code == 422
    assert client.post(STEP, {"code": new[0]}).url == "/"


def test_ten_wrong_tries_and_the_right_one_waits_too(half, app, later):
    for _ in range(10):
        half.post(STEP, {"code": "000000"})
    response = half.post(STEP, {"code": digits()})
    assert response.status_code == 422
    assert "tried many times" in main_of(response)
    later(minutes=16)
    assert half.post(STEP, {"code": digits()}).url == "/"


def test_who_has_a_second_step_cannot_add_another_instead_of_showing_it(half, app):
    """With a stolen password alone nobody makes a key of his own."""
    for url in ("/accounts/me/app/", "/accounts/me/passkeys/add/"):
        assert half.get(url).url == STEP
        assert half.post(url, {"code": "1", "sealed": "x"}).url == STEP
    assert half.post("/accounts/me/passkeys/question/").url == STEP
    assert Factor.objects.get() == app


def test_a_half_open_door_does_not_stay_open(half):
    session = half.session
    session["confirmed_at"] -= FRESH_SECONDS
    session.save()
    assert half.get("/accounts/me/app/").url.startswith(STEP)
    assert half.get(STEP).url == "/accounts/sign-in/"
    assert who(half) is None


# Once more, before what matters


def stale(client, user, **more):
    enter(client, user, **more)
    session = client.session
    session["confirmed_at"] -= FRESH_SECONDS
    session.save()
    return client


def test_what_matters_asks_once_more(cast, app, client):
    stale(client, cast.bo)
    asked = client.get("/accounts/me/password/").url
    assert asked == "/accounts/me/confirm/?next=%2Faccounts%2Fme%2Fpassword%2F"
    assert "Is it still you?" in main_of(client.get(asked))
    assert (
        client.post("/accounts/me/confirm/", {"code": digits(), "next": "/accounts/me/password/"}).url
        == "/accounts/me/password/"
    )
    assert client.get("/accounts/me/password/").status_code == 200


def test_a_button_that_matters_comes_back_to_its_page(cast, app, client):
    stale(client, cast.bo)
    asked = client.post("/accounts/me/recovery-codes/", headers={"referer": "http://testserver/accounts/me/"})
    assert asked.url == "/accounts/me/confirm/?next=%2Faccounts%2Fme%2F"
    assert not Factor.objects.filter(type="recovery_codes").exists()


def test_wrong_digits_confirm_nothing(cast, app, client):
    stale(client, cast.bo)
    assert client.post("/accounts/me/confirm/", {"code": "000000"}).status_code == 422
    assert client.get("/accounts/me/password/").status_code == 302


def test_a_mailed_code_confirms_family_and_not_staff(cast, mum_invited, client, run_jobs, mailoutbox):
    for person, confirmed in ((cast.mum, True), (cast.bo, False)):
        stale(client, person)
        client.post("/accounts/me/confirm/", {"mail_code": ""})
        jobs = run_jobs()
        code = re.search(r"\b\d{6}\b", mailoutbox[0].body).group()
        client.post("/accounts/me/confirm/", {"mail_code": code, "next": "/accounts/me/"})
        assert (bool(jobs), client.get("/accounts/me/passkeys/add/").status_code == 200) == (
            confirmed,
            confirmed,
        )


def test_a_wrong_mailed_code_says_so(cast, mum_invited, client, run_jobs):
    stale(client, cast.mum)
    client.post("/accounts/me/confirm/", {"mail_code": ""})
    for code in ("000000", "12"):
        response = client.post("/accounts/me/confirm/", {"mail_code": code})
        assert response.status_code == 422
    assert "Please type the six digits" in main_of(response)
    assert client.get("/accounts/me/passkeys/add/").status_code == 302


def test_who_was_confirmed_just_now_goes_on(as_):
    assert as_("bo").get("/accounts/me/confirm/?next=/goals/review/").url == "/goals/review/"


def test_in_the_demo_nobody_is_asked(settings, cast, client):
    settings.DEMO = True
    assert stale(client, cast.bo).get("/accounts/me/password/").status_code == 200


# Losing and removing


def test_the_only_second_step_stays(as_, app):
    client = as_("bo")
    response = client.post(reverse("accounts:factor_remove", args=[app.pk]))
    assert response.status_code == 302
    assert Factor.objects.get() == app


def test_removing_one_of_two_ends_other_sessions(cast, as_, app, client):
    f.PasskeyFactory(user=cast.bo)
    Session.objects.create(session_key="elsewhere", user=cast.bo, expire_date="2099-01-01T00:00Z")
    client = as_("bo")
    client.post(reverse("accounts:factor_remove", args=[app.pk]))
    assert [one.type for one in Factor.objects.all()] == ["webauthn"]
    assert list(Session.objects.filter(user=cast.bo).values_list("session_key", flat=True)) == [
        client.session.session_key
    ]
    assert AuditRecord.objects.filter(verb="factor.revoked", school_id=cast.school.pk).count() == 1


def test_nobody_removes_what_is_anothers(cast, as_, app):
    assert as_("ida").post(reverse("accounts:factor_remove", args=[app.pk])).status_code == 404


def test_recovery_codes_are_not_removed(cast, as_, app):
    codes = f.AppFactory(user=cast.bo, type="recovery_codes", data={})
    assert as_("bo").post(reverse("accounts:factor_remove", args=[codes.pk])).status_code == 404


def test_the_office_lets_a_colleague_start_anew(cast, as_, app, run_jobs, mailoutbox):
    f.PasskeyFactory(user=cast.bo)
    Session.objects.create(session_key="elsewhere", user=cast.bo, expire_date="2099-01-01T00:00Z")
    client = as_("cora")
    page = main_of(client.get("/accounts/office/staff/"))
    assert "Let them start anew" in page
    client.post(reverse("accounts:second_step_reset", args=[cast.bo.pk]))
    assert not Factor.objects.exists()
    assert not Session.objects.filter(user=cast.bo).exists()
    run_jobs()
    assert [mail.subject for mail in mailoutbox] == ["A way to sign in as you was removed"]


def test_the_office_does_not_do_it_for_herself(cast, as_):
    f.AppFactory(user=cast.cora)
    assert as_("cora").post(reverse("accounts:second_step_reset", args=[cast.cora.pk])).status_code == 404


def test_a_reset_of_nothing_is_nothing(cast, as_):
    as_("cora").post(reverse("accounts:second_step_reset", args=[cast.bo.pk]))
    assert not AuditRecord.objects.filter(verb="factor.reset").exists()


@pytest.mark.parametrize("many", [0, 3])
def test_the_staff_list_costs_the_same(cast, as_, many, django_assert_num_queries):
    for number in range(many):
        f.AppFactory(user=f.UserFactory(school=cast.school, role="advisor", first_name=f"Colleague {number}"))
    client = as_("cora")
    with django_assert_num_queries(4):
        client.get("/accounts/office/staff/")


def test_the_staff_list_shows_exactly_the_staff_of_her_school(cast, as_):
    people = as_("cora").get("/accounts/office/staff/").context["people"]
    assert set(people) == {cast.bo, cast.ida, cast.cora}


@pytest.mark.parametrize("many", [0, 3])
def test_my_account_costs_the_same(cast, as_, many, django_assert_num_queries):
    for _ in range(many):
        f.PasskeyFactory(user=cast.bo)
    client = as_("bo")
    with django_assert_num_queries(3):
        client.get("/accounts/me/")


def test_jobs_hold_no_secret(half, run_jobs):
    codes = set_up(half).context["codes"]
    stored = str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    assert [code for code in codes if code.split()[0] in stored] == []


def test_a_view_for_everybody_is_marked_as_such():
    """What the middleware reads is what Django's decorator writes."""
    assert login_not_required(lambda request: None).login_required is False
