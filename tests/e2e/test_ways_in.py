"""How grown-ups come in: a password by mail, an app, recovery codes, and passkeys of Chromium's own."""

import re
import time
from contextlib import contextmanager

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.e2e.people import DESKTOP, PHONE
from tests.e2e.story.signin import mail_to

pytestmark = pytest.mark.e2e

PASSWORD = "five purple garden chairs"


@contextmanager
def finger(person):
    """Her device has a finger print reader, and she lays her finger on it when asked."""
    browser = person.context.new_cdp_session(person.page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    browser.detach()


def digits(secret, *, steps=0):
    """What her app shows; `steps` of 30 seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def test_a_colleague_is_invited_and_sets_up_her_second_step(meet):
    cora, theo = meet("Cora", DESKTOP), meet("Theo", PHONE)
    cora.enters_as("Cora")
    cora.goes("/accounts/office/staff/")
    cora.reads("Staff")
    cora.looks("staff")
    row = cora.page.get_by_role("listitem").filter(has_text="petra.novak")
    name, address = row.locator("strong").inner_text(), row.locator(".small").inner_text()
    row.get_by_role("button", name="Mail a link for a password").click()
    cora.sees(f"A letter is on its way to {name}")

    letter = mail_to(theo, address, "Welcome to Lectern")
    theo.goes(re.search(r"http://\S+/accounts/password/\S+/", letter).group())
    theo.reads("Welcome,")
    theo.looks("password-set")
    theo.writes("Your new password", PASSWORD)
    theo.presses("Keep this password")
    signs_in(theo, address)

    theo.reads("One more thing before you start")
    theo.looks("second-step-start")
    theo.goes("/advisory/")
    theo.reads("One more thing before you start")
    theo.follows("An app on my telephone")
    theo.reads("An app as second step")
    theo.looks("app-add")
    theo.opens("I cannot scan it")
    secret = theo.page.locator(".secret").inner_text().replace(" ", "")
    theo.writes("The six digits in your app", "000000")
    theo.presses("Finish")
    theo.sees("These digits do not fit")
    theo.looks("app-add-wrong")
    theo.writes("The six digits in your app", digits(secret))
    theo.presses("Finish")
    theo.reads("Your recovery codes")
    theo.looks("recovery-codes")
    code = theo.page.locator(".recovery li").first.inner_text()
    theo.follows("I have kept them")
    expect(theo.page).to_have_url(re.compile("/advisory/"))

    for typed in (digits(secret, steps=1), code):
        theo.presses("Sign out")
        signs_in(theo, address)
        theo.reads("Your second step")
        theo.looks("second-step")
        theo.writes("The digits in your app, or a recovery code", typed)
        theo.presses("Go on")
        expect(theo.page).to_have_url(re.compile("/advisory/"))


def signs_in(person, address):
    person.reads("Who are you?")
    person.writes("E-mail or user name", address)
    person.writes("Password", PASSWORD)
    person.presses("Sign in", exact=True)


def test_staff_and_family_come_in_by_passkey(meet):
    ida, mother = meet("Ida", DESKTOP), meet("Mother", PHONE)
    ida.enters_as("Marisol")
    with finger(ida):
        adds_a_passkey(ida, "My telephone")
        ida.reads("Your recovery codes")
        ida.follows("I have kept them")
        ida.sees("My telephone")
        ida.looks("account-staff")
        ida.presses("Sign out")
        ida.presses("Sign in with a passkey")
        expect(ida.page).to_have_url(re.compile("/advisory/"))
    mother.enters_as_family("Amara")
    with finger(mother):
        adds_a_passkey(mother, "Kitchen tablet")
        mother.reads("My account")
        mother.sees("Kitchen tablet")
        mother.looks("account-family")
        mother.presses("Sign out")
        mother.looks("sign-in-with-passkey")
        mother.presses("Sign in with a passkey")
        mother.reads("Amara’s conference")


def adds_a_passkey(person, name):
    person.page.locator(".avatar-link").click()
    person.reads("My account")
    person.follows("Add a passkey")
    person.reads("A new passkey")
    person.looks("passkey-add")
    person.writes("What do you call it?", name)
    person.presses("Make the passkey")


def test_the_office_sets_up_school_accounts(meet):
    cora = meet("Cora", DESKTOP)
    cora.enters_as("Cora")
    cora.goes("/accounts/office/school-accounts/")
    cora.looks("school-accounts-none")
    cora.follows("Add Google or Microsoft")
    cora.looks("school-account-add")
    cora.field("Service").select_option("google")
    cora.writes("Domain of your e-mail addresses", "maplestreet.example")
    cora.writes("Client ID", "123.apps.example")
    cora.presses("Save")
    cora.sees("This field is required")
    cora.looks("school-account-wrong")
    cora.writes("Client secret", "keep-this")
    cora.presses("Save")
    cora.sees("Redirect URI")
    assert "keep-this" not in cora.page.content()
    cora.looks("school-account-edit")
    cora.goes("/accounts/office/school-accounts/")
    cora.looks("school-accounts")
    cora.goes("/accounts/school-account/")
    cora.looks("school-account-choose")
    cora.goes("/accounts/password/")
    cora.looks("password-ask")
    cora.goes("/accounts/me/password/")
    cora.looks("password-change")
