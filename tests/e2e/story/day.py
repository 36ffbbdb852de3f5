"""The day: she leads, her family follows, her advisor watches over the room, and they agree."""

import re

from playwright.sync_api import expect

from tests.e2e.people import in_days

PROMISES = {
    "I will": "Read twenty minutes with a pencil in my hand",
    "My family will": "Ask on Sundays what the chapter was about",
    "My teacher will": "Lend me the next book",
}


def the_advisor_watches_the_room(marisol):
    marisol.goes("/")
    marisol.page.locator("a[href*='/board/']").first.click()
    seat = marisol.page.locator("article").filter(has=marisol.page.get_by_role("heading", name="Amara"))
    expect(seat).to_contain_text("Ready")
    return seat


def she_leads_and_her_family_follows(amara, ana, clock):
    amara.follows("Home")
    amara.sees("An idea from")
    amara.follows("Lead my conference")
    amara.reads("Ready when you are, Amara")
    amara.looks("present-ready")
    amara.presses("Start my conference")
    on_screen(amara, "What we agreed last time")
    with clock.times("  her family’s phone learns that she has begun"):
        ana.sees("Happening now")
    on_phone(ana, "What we agreed last time")
    turn(amara, ana, clock, "Next: Welcome and introductions", "Welcome and introductions")
    turn(amara, ana, clock, "Back", "What we agreed last time")
    amara.presses("Next: Welcome and introductions")
    on_screen(amara, "Welcome and introductions")
    go_to(amara, "My work in numbers")
    on_phone(ana, "My work in numbers")
    expect(amara.page.locator("img.picture").first).to_be_visible()
    amara.looks("present")
    ana.looks_again()
    ana.looks("family-live")
    amara.opens("My cards")
    amara.presses("Keep it for later")
    on_screen(amara, "My work in words")
    amara.opens("My cards")
    amara.looks("present-cards")
    amara.presses("Skip this one")
    on_screen(amara, "A piece I am not proud of yet")
    with clock.times("  the phone follows past a card that is skipped"):
        on_phone(ana, "A piece I am not proud of yet")
    go_to(amara, "My work in numbers")
    go_to(amara, "My goals")
    on_phone(ana, "My goals")
    amara.looks("present-goals")


def on_screen(amara, title):
    expect(amara.page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()


def on_phone(ana, title):
    expect(ana.page.locator("#now").get_by_role("heading", name=title, exact=True)).to_be_visible()


def turn(amara, ana, clock, button, title):
    with clock.times(f"  from “{button}” to the phone"):
        amara.presses(button)
        on_phone(ana, title)


def go_to(amara, title):
    amara.opens("My cards")
    amara.page.locator(".stage-list li").filter(has_text=title).get_by_role("button").first.click()
    on_screen(amara, title)


def somebody_please_come_over(ana, amara, marisol, seat):
    """The family asks quietly; the advisor's board says so; the student's screen never does."""
    screen = amara.page.locator("#stage").inner_html()
    ana.presses("Please come over")
    ana.sees("We have asked quietly.")
    expect(seat).to_contain_text("Please come over")
    marisol.looks("board")
    amara.page.wait_for_timeout(2500)
    assert untimed(amara.page.locator("#stage").inner_html()) == untimed(screen)
    seat.get_by_role("button", name="I have visited").click()
    expect(seat).to_contain_text("Visited")


def untimed(html):
    """The stage without its clocks."""
    return re.sub(r"<time.*?</time>|stroke-dasharray=\"[^\"]*\"", "", html, flags=re.DOTALL)


def they_agree_on_what_comes_next(amara, ana):
    go_to(amara, "What we will do")
    for name, words in PROMISES.items():
        amara.writes(name, words)
    amara.writes("We look at it together on", in_days(14))
    amara.writes("Until (empty", in_days(60))
    amara.looks("closing")
    amara.presses("We agree")
    amara.reads("What we agreed")
    for words in PROMISES.values():
        amara.sees(words)
    amara.sees("Bridge of sticks")
    amara.looks("record")
    ana.sees("Amara’s conference is over.")


def her_family_makes_it_hers(ana):
    """One tap on the page of the child, and a question about a goal."""
    ana.follows("See what you agreed")
    ana.presses(f"Yes, that is mine: {PROMISES['My family will']}")
    ana.sees("You said: that is mine.")
    ana.looks("family-after")


def her_advisor_reads_the_record(marisol, amara):
    """With every picture that was shown: a broken one would be heard in the console."""
    marisol.goes(amara.page.url)
    marisol.reads("Amara’s conference")
    marisol.sees("Bridge of sticks")
    marisol.looks("record-advisor")


def she_checks_in_on_what_she_promised(amara):
    amara.follows("Home")
    amara.looks("home-after")
    amara.follows(f"Check in: {PROMISES['I will']}")
    amara.field("Under way").check()
    amara.writes("One line about it", "Two evenings so far.")
    amara.looks("commitment")
    amara.presses("Save")
    amara.sees("Two evenings so far.")
