"""A card with a short code and a square to scan; a link in a mail and a code to the same address."""

import re

from tests.e2e.scan import scan


def the_advisor_prints_cards(marisol):
    """Her short code and the address in the square, as they stand on the printed sheet."""
    marisol.enters_as("Marisol")
    marisol.reads("students are ready")
    marisol.looks("advisory")
    marisol.follows("Print the cards of Advisory 5B")
    marisol.reads("Sign-in cards")
    marisol.looks("cards")
    marisol.presses("Make new cards")
    marisol.reads("New cards: print them now")
    marisol.looks("card-sheet")
    card = marisol.page.get_by_role("listitem").filter(has_text="Amara")
    square = card.locator("svg.qr")
    side = int(square.get_attribute("viewBox").split()[-1])
    return card.locator(".code").inner_text(), scan(square.locator("path").get_attribute("d"), side)


def the_student_signs_in(amara, card):
    code, address = card
    amara.goes("/")
    amara.reads("Welcome. Who are you?")
    amara.looks("sign-in")
    amara.follows("I am a student")
    amara.looks("card-code")
    amara.writes("The code on your card", code.lower())
    amara.presses("Let’s go")
    amara.reads("Amara, you’re going to lead your conference")
    amara.looks("home")
    amara.presses("Done")
    amara.reads("See you next time!")
    amara.goes(address)
    amara.reads("Hello! Are you Amara?")
    assert "card/hello" in amara.page.url, "the token stays in the address"
    amara.looks("card-hello")
    amara.presses("Yes, I am Amara")
    amara.sees("Next: Check in on your goals")


def the_family_opens_the_invitation(ana):
    """The link in the mail, a code to the same address, no password; all by the real worker."""
    invitation = mail_to(ana, "ana.mensah", "Amara invites you")
    ana.looks("outbox-mail")
    ana.goes(re.search(r"http://\S+/invitation/\S+/", invitation).group())
    ana.reads("You are invited by Amara")
    ana.looks("invitation")
    ana.presses("Mail me a code")
    ana.reads("Look at your mail")
    ana.looks("code")
    typing = ana.page.url
    letter = mail_to(ana, "ana.mensah", "is your code")
    ana.goes(typing)
    ana.writes("The six digits from the mail", re.search(r"\b\d{6}\b", letter).group())
    ana.presses("Open my page")
    ana.reads("Amara’s conference")


def mail_to(ana, address, subject):
    """The newest such mail in the outbox, which the worker may still be writing."""
    row = ana.page.get_by_role("listitem").filter(has_text=address).filter(has_text=subject).first
    for _ in range(60):
        ana.goes("/demo/outbox/")
        if row.count():
            break
        ana.page.wait_for_timeout(500)
    row.get_by_role("link").click()
    return ana.page.locator("article").inner_text()
