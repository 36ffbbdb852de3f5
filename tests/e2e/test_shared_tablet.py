"""One tablet, many children: what the next one finds of the last is nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import DESKTOP, TABLET
from tests.e2e.scan import scan

pytestmark = pytest.mark.e2e


def cards_of(meet, advisory, *names):
    """The office prints new cards; their short codes and the addresses in their squares, by name."""
    cora = meet("Cora", DESKTOP)
    cora.enters_as("Cora")
    cora.goes("/accounts/cards/")
    cora.looks("card-list")
    cora.follows(advisory)
    cora.opens("New cards for everyone")
    cora.presses("Make them all")
    cora.reads("New cards: print them now")
    with cora.page.expect_download() as saved:
        cora.follows("Save as PDF")
    assert saved.value.path().read_bytes()[:5] == b"%PDF-"
    return [card_of(cora, name) for name in names]


def card_of(cora, name):
    card = cora.page.get_by_role("listitem").filter(has_text=name).first
    square = card.locator("svg.qr")
    side = int(square.get_attribute("viewBox").split()[-1])
    return card.locator(".code").inner_text(), scan(square.locator("path").get_attribute("d"), side)


def comes_in(tablet, code):
    tablet.goes("/accounts/card/")
    tablet.writes("The code on your card", code)
    tablet.presses("Let’s go")


def test_the_next_child_finds_nothing_of_the_last(meet):
    (first, _), (second, _) = cards_of(meet, "Advisory 5C", *two_of(meet, "Advisory 5C"))
    tablet = meet("the tablet", TABLET)
    comes_in(tablet, first)
    expect(tablet.page).to_have_url(re.compile("/$"))
    hers = tablet.page.locator("body").get_attribute("data-account")
    tablet.goes("/goals/add/")
    draft = f"sessionStorage.setItem('draft:{hers}:/goals/add/', 'I want to read more')"
    tablet.page.evaluate(draft)
    before = {cookie["name"]: cookie["value"] for cookie in tablet.context.cookies()}["session"]
    tablet.presses("Done")
    tablet.reads("See you next time!")
    assert tablet.page.evaluate("Object.keys(sessionStorage)") == []
    after = {cookie["name"]: cookie["value"] for cookie in tablet.context.cookies()}
    assert after.get("session") != before
    tablet.page.go_back()
    expect(tablet.page).to_have_url(re.compile("/accounts/(sign-in|card)/"))
    comes_in(tablet, second)
    expect(tablet.page).to_have_url(re.compile("/$"))
    assert tablet.page.locator("body").get_attribute("data-account") != hers


def two_of(meet, advisory):
    """The first names of two students, as the demo's page of people has them."""
    office = meet("the office", DESKTOP)
    office.goes("/demo/")
    office.opens(advisory)
    group = office.page.locator("details", has=office.page.locator("summary", has_text=advisory))
    words = group.get_by_role("listitem").all_inner_texts()
    return [text.split()[0] for text in words[:2]]


def test_one_of_the_youngest_chooses_her_picture_and_taps_it(meet):
    name = two_of(meet, "Kindergarten A")[0]
    [(code, address)] = cards_of(meet, "Kindergarten A", name)
    tablet = meet("the tablet", TABLET)
    tablet.goes("/accounts/card/scan/")
    tablet.looks("card-scan")
    tablet.goes(address)
    tablet.reads(f"Hello! Are you {name}?")
    tablet.presses(f"Yes, I am {name}")
    tablet.reads(f"{name}, choose your secret picture")
    tablet.looks("card-picture")
    tablet.presses("Turtle")
    tablet.reads("Is this your picture?")
    tablet.looks("card-picture-sure")
    tablet.follows("Another one")
    # By keyboard alone.
    tablet.button("Cat").focus()
    tablet.page.keyboard.press("Enter")
    tablet.button("Yes, this is mine").focus()
    tablet.page.keyboard.press("Enter")
    expect(tablet.page).to_have_url(re.compile("/$"))
    tablet.presses("Done")
    comes_in(tablet, code)
    tablet.presses("Fish")
    tablet.sees("That was another picture. Try again!")
    tablet.presses("Cat")
    expect(tablet.page).to_have_url(re.compile("/$"))


def test_the_pages_of_devices_and_rules(meet):
    cora = meet("Cora", DESKTOP)
    cora.enters_as("Cora")
    cora.goes("/accounts/sessions/")
    cora.sees("This device")
    cora.looks("sessions")
    cora.goes("/accounts/cards/")
    cora.follows("Hours and pictures")
    cora.looks("card-hours")
    cora.goes("/accounts/cards/")
    cora.follows("Kindergarten A")
    cora.looks("cards-kindergarten")
    cora.follows("How students come in")
    cora.looks("card-rules")
    cora.goes("/accounts/cards/")
    cora.follows("Kindergarten A")
    cora.page.get_by_role("link", name=re.compile("icture")).first.click()
    cora.reads("A secret picture")
    cora.looks("picture-edit")
