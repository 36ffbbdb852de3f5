import datetime
import re
from email.utils import parseaddr

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.actions.invitations import invite, revoke_invitation
from accounts.models import FailedSignIn, Invitation, Session, SignInCode
from accounts.views.families import masked
from tests import factories as f
from tests.accounts.conftest import main_of, who

LINK = "/accounts/invitation/mum-token/"
REQUEST = "/accounts/code/"
ASK = "/accounts/code/ask/"
ENTER = "/accounts/code/enter/"
DAY = datetime.timedelta(days=1)
REFUSAL = "This code does not fit, or its time is over. Use the newest mail, or ask for a new code."


def newest_code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def enter(client, code):
    return client.post(ENTER, {"code": code})


@pytest.fixture
def waiting_mum(mum_invited, client, run_jobs):
    """Mum has opened her link and asked for a code, which lies in her mailbox."""
    client.get(LINK)
    client.post(REQUEST)
    run_jobs()
    return client


def test_from_the_letter_to_the_page(cast, client, run_jobs):
    invite(cast.guardianship, by=cast.bo, until=timezone.now() + datetime.timedelta(days=30))
    run_jobs()
    link = re.search(r"http://localhost:8000(\S+)", mail.outbox[0].body)[1]
    assert client.get(link, follow=True).redirect_chain == [(REQUEST, 302)]
    assert client.post(REQUEST).url == ENTER
    run_jobs()
    assert mail.outbox[1].to == ["mum@family.example"]
    response = enter(client, newest_code())
    assert (response.url, who(client)) == ("/", cast.mum.pk)
    lasts = datetime.timedelta(seconds=response.cookies["session"]["max-age"])
    assert round(lasts / DAY, 2) == 30


def test_the_token_leaves_the_address_and_nobody_is_in_by_looking(cast, mum_invited, client):
    response = client.get(LINK)
    cookie = response.cookies["invitation"]
    assert (response.status_code, response.url, cookie["httponly"]) == (302, REQUEST, True)
    assert "mum-token" not in cookie.value
    page = client.get(REQUEST)
    assert "You are invited by Ana" in main_of(page)
    assert "m•••@family.example" in main_of(page)
    assert [word for word in ("Mensah", "mum@", "mum-token") if word in page.content.decode()] == []
    assert "no-store" in page["Cache-Control"]
    assert (who(client), SignInCode.objects.count()) == (None, 0)


ENDS = {
    "expired": lambda cast: Invitation.objects.update(expires_at=timezone.now()),
    "taken back": lambda cast: revoke_invitation(Invitation.objects.get(), by=cast.bo),
    "guardianship ended": lambda cast: end(cast.guardianship, ends_on=timezone.localdate() - DAY),
    "restricted by the school": lambda cast: end(cast.guardianship, restricted=True),
    "may not see": lambda cast: end(cast.guardianship, may_see=False),
    "child left": lambda cast: end(cast.ana_student, left_at=timezone.now()),
}


def end(thing, **fields):
    type(thing).objects.filter(pk=thing.pk).update(**fields)


@pytest.mark.parametrize("reason", ENDS)
def test_links_that_ended_and_links_that_never_were_look_alike(cast, mum_invited, client, reason):
    never = client.get("/accounts/invitation/never-was/")
    ENDS[reason](cast)
    ended = client.get(LINK)
    assert (never.status_code, ended.status_code) == (410, 410)
    assert main_of(never) == main_of(ended)


@pytest.mark.parametrize("reason", ENDS)
def test_what_ends_between_the_link_and_the_code_ends(cast, waiting_mum, reason):
    code = newest_code()
    if reason == "expired":
        return  # the link has done its work: the code has ten minutes of its own
    ENDS[reason](cast)
    assert waiting_mum.get(REQUEST).status_code == 410
    assert enter(waiting_mum, code).context["form"].errors == {"code": [REFUSAL]}
    assert who(waiting_mum) is None


def test_taking_an_invitation_back_ends_her_sessions(cast, mum_invited, as_):
    client = as_("mum")
    revoke_invitation(mum_invited, by=cast.bo)
    assert not Session.objects.filter(user=cast.mum).exists()
    assert client.get("/").status_code == 302


def test_who_is_in_already_goes_straight_on(cast, mum_invited, as_):
    client = as_("mum")
    client.get(LINK)
    assert client.get(REQUEST).url == "/"


def test_somebody_else_is_asked_to_sign_out_first(cast, mum_invited, as_):
    client = as_("dad")
    client.get(LINK)
    assert "Dad is signed in here" in main_of(client.get(REQUEST))
    client.post(REQUEST)
    assert SignInCode.objects.count() == 0
    response = client.post("/accounts/sign-out/", {"next": REQUEST})
    assert "You are invited by Ana" in main_of(client.get(response.url))


def test_five_wrong_tries_and_the_right_one_is_refused(waiting_mum):
    code = newest_code()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert enter(waiting_mum, wrong).context["form"].errors == {"code": [REFUSAL]}
    assert enter(waiting_mum, code).context["form"].errors == {"code": [REFUSAL]}
    assert who(waiting_mum) is None


def test_the_fifth_try_may_be_right(cast, waiting_mum):
    code = newest_code()
    for _ in range(4):
        enter(waiting_mum, "000000" if code != "000000" else "111111")
    enter(waiting_mum, code)
    assert who(waiting_mum) == cast.mum.pk


def test_a_code_is_used_once(cast, waiting_mum, client):
    session = dict(waiting_mum.session["code"])
    enter(waiting_mum, newest_code())
    waiting_mum.logout()
    again = client.session
    again["code"] = session
    again.save()
    client.cookies["session"] = again.session_key
    assert enter(client, newest_code()).context["form"].errors == {"code": [REFUSAL]}


def test_a_code_is_over_after_ten_minutes(waiting_mum, later):
    later(minutes=11)
    assert enter(waiting_mum, newest_code()).context["form"].errors == {"code": [REFUSAL]}


def test_spaces_in_a_code_are_fine(cast, waiting_mum):
    code = newest_code()
    enter(waiting_mum, f" {code[:3]} {code[3:]} ")
    assert who(waiting_mum) == cast.mum.pk


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567"])
def test_what_is_no_code_costs_no_try(waiting_mum, typed):
    assert "code" in enter(waiting_mum, typed).context["form"].errors
    assert SignInCode.objects.get().tries == 0


def test_the_field_invites_the_phone_to_fill_it_in(waiting_mum):
    page = main_of(waiting_mum.get(ENTER))
    assert [
        word for word in ('autocomplete="one-time-code"', 'inputmode="numeric"') if word not in page
    ] == []


def test_a_code_is_bound_to_the_browser_that_asked(mum_invited, waiting_mum):
    stranger = Client()
    assert enter(stranger, newest_code()).url == ASK
    stranger.post(ASK, {"email": "mum@family.example"})
    first = newest_code()
    assert enter(stranger, first).context["form"].errors == {"code": [REFUSAL]}


def test_a_new_code_can_be_asked_for(cast, waiting_mum, run_jobs):
    waiting_mum.post(REQUEST)
    run_jobs()
    assert (SignInCode.objects.count(), len(mail.outbox)) == (2, 2)
    enter(waiting_mum, newest_code())
    assert who(waiting_mum) == cast.mum.pk


def ask(client, email, run_jobs):
    """The answer to somebody who types this address, and to whom a mail went."""
    mail.outbox.clear()
    response = client.post(ASK, {"email": email})
    jobs = run_jobs()
    page = main_of(client.get(response.url)).replace(email, "...")
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return (response.url, jobs, page), [message.to for message in mail.outbox]


def test_known_and_unknown_addresses_get_one_answer(cast, mum_invited, client, run_jobs):
    f.InvitationFactory(guardianship=cast.ended_guardianship)
    known, to_mum = ask(client, "Mum@family.example", run_jobs)
    unknown, to_nobody = ask(client, "nobody@family.example", run_jobs)
    ended, to_ruth = ask(client, "ruth@family.example", run_jobs)
    not_invited, to_dad = ask(client, "dad@family.example", run_jobs)
    staff, to_bo = ask(client, "bo@maple.example", run_jobs)
    assert known == unknown == ended == not_invited == staff
    assert (to_mum, to_nobody, to_ruth, to_dad, to_bo) == ([["mum@family.example"]], [], [], [], [])


def test_she_comes_in_without_the_link(cast, mum_invited, client, run_jobs):
    ask(client, "mum@family.example", run_jobs)
    enter(client, newest_code())
    assert who(client) == cast.mum.pk


def test_an_unknown_address_never_has_a_right_code(cast, mum_invited, client, run_jobs):
    ask(client, "nobody@family.example", run_jobs)
    assert enter(client, "123456").context["form"].errors == {"code": [REFUSAL]}


@pytest.mark.parametrize("email", ["mum@family.example", "nobody@family.example"])
def test_codes_are_mailed_only_so_often(cast, mum_invited, client, later, email):
    for _ in range(5):
        assert client.post(ASK, {"email": email}).url == ENTER
    refusal = "We have mailed several codes already. Please use the newest one, or wait an hour."
    assert client.post(ASK, {"email": email}).context["form"].errors == {"email": [refusal]}
    client.get(LINK)
    assert client.post(REQUEST).url == ENTER  # her own link is counted apart
    later(minutes=61)
    assert client.post(ASK, {"email": email}).url == ENTER


def test_at_most_fifteen_codes_a_day(mum_invited, client, later):
    for hour in range(4):
        later(minutes=61 * hour)
        answers = [client.post(ASK, {"email": "mum@family.example"}).status_code for _ in range(5)]
    assert (answers, FailedSignIn.objects.count()) == ([200] * 5, 15)


def test_too_many_codes_by_link_is_said_kindly(mum_invited, client):
    client.get(LINK)
    for _ in range(6):
        response = client.post(REQUEST, headers={"referer": "http://testserver" + REQUEST})
    assert response.url == "http://testserver" + REQUEST
    assert "several codes already" in client.get(REQUEST).content.decode()


@pytest.mark.parametrize("url", [ASK, ENTER])
def test_who_is_in_needs_no_code(cast, as_, url):
    assert as_("mum").get(url).url == "/"


def test_a_masked_address():
    assert masked("mum@family.example") == "m•••@family.example"
    assert parseaddr(masked("a@b.example"))[1] == "a•••@b.example"
