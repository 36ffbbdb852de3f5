"""The whole job, played by four people at once in real Chromium against `manage.py demo`.

Cora runs the office, Marisol advises 5B, Amara is in it, and Ana is her mother. Nothing is prepared
behind the scenes: the server, the worker, the mail and the database are those that a new user gets.
"""

import datetime
import io
import re
import time
from contextlib import contextmanager

import icalendar
import pytest
from PIL import Image
from playwright.sync_api import expect

from portfolios.drawings import as_phone_photo, draw
from tests.e2e.demo import ROOT
from tests.e2e.people import DESKTOP, PHONE, TABLET
from tests.e2e.scan import scan

pytestmark = pytest.mark.e2e

TOLD = ROOT / "test-results" / "story.txt"
POINTS = "Tell about the first try, when it fell into the sink."
PROMISES = {
    "I will": "Read twenty minutes with a pencil in my hand",
    "My family will": "Ask on Sundays what the chapter was about",
    "My teacher will": "Lend me the next book",
}


class Clock:
    """Tells what took how long; nothing depends on it, for other tests share the machine."""

    def __init__(self):
        TOLD.parent.mkdir(exist_ok=True)
        TOLD.write_text("")

    @contextmanager
    def times(self, what):
        start = time.monotonic()
        yield
        line = f"{time.monotonic() - start:6.1f} s  {what}"
        print(line)
        with TOLD.open("a") as told:
            told.write(line + "\n")


@pytest.fixture
def clock():
    return Clock()


def test_a_student_prepares_and_leads_her_conference(meet, clock):
    cora, marisol = meet("Cora", DESKTOP), meet("Marisol", DESKTOP)
    amara, ana = meet("Amara", TABLET), meet("Ana", PHONE)

    with clock.times("the office sees its school and the round"):
        the_office_sees_its_school(cora)
        the_office_sees_the_round(cora)
    with clock.times("the advisor prints cards, the student signs in with hers"):
        card = the_advisor_prints_cards(marisol)
        the_student_signs_in(amara, card)
    with clock.times("the student adds three pieces and reflects"):
        she_adds_photographs_from_home(amara)
        her_words_save_themselves(amara)
        her_photographs_are_upright_and_silent(amara)
        she_says_what_the_piece_shows(amara)
        she_adds_a_text_and_skips_the_question(amara)
        she_adds_a_link(amara)
    with clock.times("goals"):
        she_checks_in_on_her_goal(amara)
        she_sets_a_goal(amara)
    with clock.times("the agenda"):
        she_starts_from_the_plan(amara)
        she_shapes_it(amara)
        she_moves_parts_by_keyboard_mouse_and_finger(amara)
        she_writes_talking_points_without_a_network(amara)
        she_chooses_work_and_goals(amara)
    with clock.times("the family comes in by the mailed code"):
        the_family_opens_the_invitation(ana)
    with clock.times("the family answers"):
        the_family_says_who_comes_and_when(ana)
        the_family_asks_a_question(ana)
    with clock.times("the student is ready"):
        the_question_is_an_offer(amara)
        she_previews_and_is_ready(amara, ana)
        her_advisor_sees_that_she_is_ready(marisol)
    with clock.times("the day"):
        board = the_advisor_watches_the_room(marisol)
        she_leads_and_her_family_follows(amara, ana, clock)
        somebody_please_come_over(ana, amara, marisol, board)
        they_agree_on_what_comes_next(amara, ana)
    with clock.times("after"):
        the_family_leaves_a_glow_and_a_grow(ana, amara)
        she_checks_in_on_what_she_promised(amara)
        the_advisor_answers_in_one_sitting(marisol, amara)
    with clock.times("the next round"):
        the_office_makes_the_next_round(cora)
        what_they_agreed_is_the_first_card(amara)


# 1. The office


def the_office_sees_its_school(cora):
    cora.goes("/demo/")
    cora.reads("Be anybody, for a while")
    cora.looks("people")
    cora.enters_as("Cora")
    cora.reads("Rounds")
    cora.looks("rounds")
    cora.follows("People")
    cora.reads("Maple Street School")
    cora.opens("Advisory 5B")
    cora.sees("Amara Mensah")
    cora.looks("roster")


def the_office_sees_the_round(cora):
    cora.follows("Rounds")
    cora.follows("Fall", exact=True)
    cora.reads("Room 12")
    cora.reads("Library")
    cora.sees("12 conferences at once")
    cora.sees("6 conferences at once")
    cora.looks("round")
    cora.follows("Change: Room 12")
    expect(cora.field("Conferences at once")).to_have_value("12")
    cora.looks("session")
    cora.follows("Back")
    cora.follows("Invite families")
    cora.reads("Invite families")
    cora.looks("invitations")
    cora.follows("Back")
    cora.follows("Agenda plans")
    cora.reads("My learning story")
    cora.looks("plans")
    cora.follows("My learning story")
    cora.opens("Welcome and introductions")
    expect(cora.field("Always there, because").first).to_be_visible()
    cora.looks("plan")


# 2. Signing in by card, and the portfolio


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
    square = card.locator("svg")
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


def she_adds_photographs_from_home(amara):
    """Twelve megapixels, lying on their side, with the place where they were taken: JPEG and HEIC."""
    amara.follows("Portfolio")
    amara.reads("My work")
    amara.looks("portfolio")
    amara.follows("Add a piece")
    amara.reads("Add to my work")
    amara.looks("piece-add")
    amara.field("Choose pictures").set_input_files(
        [
            {"name": "IMG_0412.JPG", "mimeType": "image/jpeg", "buffer": photograph(1)},
            {"name": "IMG_0413.HEIC", "mimeType": "image/heic", "buffer": photograph(2, heic=True)},
        ]
    )
    amara.writes("Write about it", "It held eleven books. I measured twice.")
    amara.writes("What is it called?", "Bridge of sticks")
    amara.field("At home").check()
    amara.presses("Add it")
    amara.reads("What do you think about it?")


def photograph(seed, *, heic=False):
    return as_phone_photo(draw(seed, "bridge"), orientation=6, heic=heic)


def her_words_save_themselves(amara):
    """She takes another question, makes it her own, writes; the page is closed, and nothing is lost."""
    question = amara.field("A question to think with")
    first = question.input_value()
    amara.presses("Another question")
    expect(question).not_to_have_value(first)
    question.fill("What would I tell somebody who builds one?")
    amara.writes("My words", "Triangles are stronger than squares. My first bridge was all squares.")
    amara.sees("Saved", exact=True)
    amara.page.reload()
    expect(amara.field("My words")).to_have_value(
        "Triangles are stronger than squares. My first bridge was all squares."
    )
    expect(question).to_have_value("What would I tell somebody who builds one?")
    amara.looks("reflect")
    amara.presses("Done with this piece")
    amara.reads("Bridge of sticks")


def her_photographs_are_upright_and_silent(amara):
    pictures = amara.page.locator("img.picture")
    expect(pictures).to_have_count(2)
    for picture in pictures.all():
        answer = amara.page.request.get(picture.get_attribute("src"))
        with Image.open(io.BytesIO(answer.body())) as image:
            assert (image.format, image.width > image.height) == ("WEBP", True)
            assert (dict(image.getexif()), image.info.get("xmp")) == ({}, None)
        assert b"Phone 12" not in answer.body()


def she_says_what_the_piece_shows(amara):
    amara.follows("Choose a target")
    amara.reads("What does it show?")
    amara.looks("targets")
    amara.follows("I can keep trying when something is hard")
    amara.looks("level")
    amara.field("Refining").check()
    amara.writes("How can somebody see it?", "The second bridge held.")
    amara.presses("Save")
    amara.sees("The second bridge held.")
    amara.looks("piece")


def she_adds_a_text_and_skips_the_question(amara):
    amara.follows("Portfolio")
    amara.follows("Add a piece")
    amara.writes("Write about it", "The moon is not a lamp. It borrows its light and gives it away again.")
    amara.writes("What is it called?", "Poem about the moon")
    amara.field("At school").check()
    amara.presses("Add it")
    amara.presses("Nothing to add today")
    amara.reads("Poem about the moon")


def she_adds_a_link(amara):
    amara.follows("Portfolio")
    amara.follows("Add a piece")
    amara.writes("Link to it", "https://scratch.mit.edu/projects/10128407/")
    amara.writes("What is it called?", "My maze game")
    amara.field("In my community").check()
    amara.presses("Add it")
    amara.writes("My words", "Level three took me a week.")
    amara.presses("Done with this piece")
    amara.sees("Opens scratch.mit.edu")
    amara.sees("Level three took me a week.")


# 3. Goals


def she_checks_in_on_her_goal(amara):
    amara.follows("Goals")
    amara.reads("My goals")
    amara.looks("goals")
    amara.follows("Check in (2 minutes)")
    amara.field("Keep going").check()
    amara.field("Nearly", exact=True).check()
    amara.writes("One line about it", "Three sentences marked in chapter nine.")
    amara.looks("check-in")
    amara.presses("Check in")
    amara.sees("Three sentences marked in chapter nine.")
    amara.looks("goal")


def she_sets_a_goal(amara):
    amara.follows("Goals")
    amara.follows("Set a goal")
    amara.writes("My goal, in my words", "speak slowly when I present")
    amara.field("Habits").check()
    amara.writes("What I will do", "practice with my brother on Tuesdays")
    amara.writes("Step 1", "Write one word a card")
    amara.writes("Step 2", "Practice in front of the mirror")
    amara.field("In nine weeks").check()
    amara.writes("I need from my family", "Listen to me twice")
    amara.writes("I need from my teacher", "Give me a sign when I am too fast")
    amara.field("my family may see it").check()
    amara.looks("goal-add")
    amara.presses("This is my goal")
    amara.reads("speak slowly when I present")


# 4. The agenda


def she_starts_from_the_plan(amara):
    amara.follows("Conference")
    amara.reads("Your conference is yours to plan")
    expect(amara.page.locator("ol.agenda > li").first).to_contain_text("What we agreed last time")
    amara.sees("You are the host")
    amara.looks("agenda-start")
    amara.presses("Start my agenda")
    expect(parts(amara).first).to_contain_text("What we agreed last time")
    expect(parts(amara).first).to_contain_text("Read one chapter with a pencil every Sunday")


def parts(amara):
    return amara.page.locator("ol.building > li")


def part(amara, title):
    """A part of her agenda by its title, which may be in a field of its own."""
    return parts(amara).filter(has=amara.page.get_by_role("heading", name=title, exact=True))


def titles(amara):
    return [title.strip() for title in parts(amara).get_by_role("heading", level=3).all_text_contents()]


def she_shapes_it(amara):
    """A part more, a part less and back again, its minutes, and no way to take off a fixed one."""
    amara.opens("Add a part")
    amara.presses("Show how I do it")
    expect(part(amara, "Show how I do it")).to_be_visible()
    amara.presses("Take off: Teacher minute")
    expect(part(amara, "Teacher minute")).to_have_count(0)
    amara.presses("Put it back: Teacher minute")
    expect(part(amara, "Teacher minute")).to_be_visible()
    expect(part(amara, "Welcome and introductions")).to_contain_text("Always there: You are the host")
    expect(amara.button("Take off: Welcome and introductions")).to_have_count(0)
    part(amara, "Show how I do it").get_by_role("button", name="One minute more").click()
    expect(part(amara, "Show how I do it").locator(".mins")).to_have_text(re.compile("[2-9] min"))


def she_moves_parts_by_keyboard_mouse_and_finger(amara):
    title = "Show how I do it"
    start = titles(amara).index(title)
    grip = part(amara, title).locator(".grip")
    grip.focus()
    with amara.page.expect_response(re.compile("/cards/move/")):
        for key in (" ", "ArrowUp", " "):
            amara.page.keyboard.press(key)
    assert titles(amara).index(title) == start - 1
    with amara.page.expect_response(re.compile("/cards/move/")):
        drag_by_mouse(amara, title, onto=titles(amara)[start - 3])
    assert titles(amara).index(title) == start - 3
    with amara.page.expect_response(re.compile("/cards/move/")):
        drag_by_finger(amara, title, onto=titles(amara)[start - 4])
    assert titles(amara).index(title) == start - 4
    amara.page.reload()
    assert titles(amara).index(title) == start - 4


def ends_of_the_way(amara, title, onto):
    """Where the grip is and a little above the part that it goes to, in CSS pixels of the window."""
    grip = part(amara, title).locator(".grip")
    grip.scroll_into_view_if_needed()
    held, goal = grip.bounding_box(), part(amara, onto).bounding_box()
    x = held["x"] + held["width"] / 2
    return [(x, held["y"] + held["height"] / 2), (x, goal["y"] + 4)]


def on_the_way(ends, steps=12):
    (x, start), (_, end) = ends
    return [(x, start + (end - start) * step / steps) for step in range(1, steps + 1)]


def drag_by_mouse(amara, title, *, onto):
    ends = ends_of_the_way(amara, title, onto)
    amara.page.mouse.move(*ends[0])
    amara.page.mouse.down()
    for x, y in on_the_way(ends):
        amara.page.mouse.move(x, y)
    amara.page.mouse.up()


def drag_by_finger(amara, title, *, onto):
    ends = ends_of_the_way(amara, title, onto)
    screen = amara.context.new_cdp_session(amara.page)

    def touch(kind, *points):
        at = [{"x": x, "y": y} for x, y in points]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", ends[0])
    for point in on_the_way(ends):
        touch("touchMove", point)
    touch("touchEnd")
    screen.detach()


def she_writes_talking_points_without_a_network(amara):
    """The network goes away while she writes. She is told, nothing is lost, and it saves itself later."""
    words = amara.field("My talking points: My work in numbers")
    card = part(amara, "My work in numbers")
    with amara.offline():
        words.fill(POINTS)
        expect(card).to_contain_text("Not saved yet: no connection. We keep trying.")
    expect(card).to_contain_text("Saved")
    expect(card).not_to_contain_text("no connection")
    amara.page.reload()
    expect(words).to_have_value(POINTS)


def she_chooses_work_and_goals(amara):
    choose(amara, "My work in numbers", "Bridge of sticks", look=True)
    choose(amara, "My work in words", "Poem about the moon")
    choose(amara, "A piece I am not proud of yet", "My maze game")
    amara.follows("Choose goals: My goals")
    amara.field("speak slowly when I present").check()
    amara.button("Use these").last.click()
    expect(part(amara, "My goals")).to_contain_text("speak slowly when I present")
    amara.looks("agenda")


def choose(amara, title, piece, look=False):
    amara.follows(f"Choose work: {title}")
    amara.reads(f"What goes with “{title}”?")
    amara.field(piece).check()
    if look:
        amara.looks("agenda-choose")
    amara.button("Use these").last.click()
    there = part(amara, title)
    expect(there.get_by_alt_text(piece).or_(there.get_by_text(piece))).to_have_count(1)


# 5. The family


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


def the_family_says_who_comes_and_when(ana):
    ana.sees("Amara is preparing")
    ana.looks("family-before")
    times = ana.page.locator(".times button:enabled")
    first = times.first.inner_text()
    times.first.click()
    ana.sees("Your time is")
    ana.sees("Room 12")
    ana.sees(first)
    with ana.page.expect_download() as download:
        ana.follows("Add to my calendar")
    calendar = icalendar.Calendar.from_ical(download.value.path().read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert "Amara" in event["SUMMARY"]
    assert "Room 12" in event["LOCATION"]
    assert event.duration == datetime.timedelta(minutes=20)
    ana.opens("Change this")
    ana.field("I will come").check()
    ana.writes("Who comes with you?", "Grandpa Kwame")
    ana.presses("Save")
    ana.sees("Thank you. We have written that down.")
    ana.sees("Grandpa Kwame")


def the_family_asks_a_question(ana):
    ana.writes("A question or a wish for the conference", "May we put a book on the bridge?")
    ana.presses("Send to Amara")
    ana.sees("Amara has your question.")
    ana.looks("family-booked")


def the_question_is_an_offer(amara):
    amara.follows("Conference")
    amara.sees("May we put a book on the bridge?")
    amara.sees("Grandpa Kwame")
    amara.presses("Make a part of it")
    expect(parts(amara).filter(has_text="May we put a book")).to_have_count(1)


def she_previews_and_is_ready(amara, ana):
    """What the preview shows is, word for word, what her family gets; and never her talking points."""
    amara.follows("What my family sees")
    amara.reads("What my family sees")
    preview = amara.page.locator(".family-agenda").inner_text()
    assert POINTS not in preview
    amara.looks("agenda-preview")
    amara.follows("Back to my agenda")
    amara.follows("Print")
    amara.sees(POINTS)
    amara.looks("agenda-print")
    amara.follows("Conference")
    amara.page.locator("#ready").get_by_role("button", name="I’m ready").click()
    amara.reads("You are ready")
    ana.page.reload()
    ana.reads("Amara’s agenda")
    assert ana.page.locator(".family-agenda").inner_text() == preview
    assert POINTS not in ana.page.content()
    ana.looks("family-agenda")


def her_advisor_sees_that_she_is_ready(marisol):
    marisol.goes("/")
    row = marisol.page.get_by_role("row").filter(has_text="Amara Mensah")
    expect(row.get_by_role("cell").nth(4)).to_have_text(re.compile("done"))
    row.get_by_role("link").click()
    marisol.sees(POINTS)
    marisol.looks("advise")
    marisol.writes("Suggest something", "Let your grandfather put the last book on it.")
    marisol.presses("Send")
    marisol.reads("Questions and ideas")


# 6. The day


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
    ana.page.reload()
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
    amara.page.locator(".stage-list li").filter(has_text=title).get_by_role("button").click()
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
    amara.looks("closing")
    amara.presses("We agree")
    amara.reads("What we agreed")
    for words in PROMISES.values():
        amara.sees(words)
    amara.sees("Bridge of sticks")
    amara.looks("record")
    ana.sees("Amara’s conference is over.")


def in_days(days):
    return (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=days)).isoformat()


# 7. After


def the_family_leaves_a_glow_and_a_grow(ana, amara):
    ana.follows("See what you agreed")
    ana.writes("Glow: something that shone", "You looked at us while you spoke.")
    ana.writes("Grow: something to work on next", "Give us a moment with each picture.")
    ana.presses("Send note")
    ana.sees("Amara will read your words.")
    ana.looks("family-after")
    ana.follows("See and print the record")
    ana.sees("You looked at us while you spoke.")
    for words in PROMISES.values():
        ana.sees(words)
    ana.looks("family-record")
    amara.page.reload()
    amara.sees("Give us a moment with each picture.")


def she_checks_in_on_what_she_promised(amara):
    amara.follows("Home")
    amara.looks("home-after")
    amara.follows(f"Check in: {PROMISES['I will']}")
    amara.field("Under way").check()
    amara.writes("One line about it", "Two evenings so far.")
    amara.looks("commitment")
    amara.presses("Save")
    amara.sees("Two evenings so far.")


# 8. Her advisor


def the_advisor_answers_in_one_sitting(marisol, amara):
    marisol.follows("Goals", exact=True)
    marisol.reads("goals wait for you")
    marisol.looks("queue")
    goals = marisol.page.get_by_role("listitem").filter(has_text="speak slowly when I present")
    marisol.field("Your words to Amara").and_(goals.get_by_role("textbox")).fill("You did it already today.")
    goals.get_by_role("button", name="Send").click()
    marisol.sees("Sent to Amara Mensah.")
    amara.follows("Goals")
    amara.sees("You did it already today.")


# And on it goes


def the_office_makes_the_next_round(cora):
    cora.follows("Rounds")
    cora.follows("New round")
    cora.looks("round-add")
    cora.writes("Name", "Spring 2")
    cora.presses("Save")
    cora.reads("Spring 2")
    cora.link("Add a day").first.click()
    cora.writes("Room", "Gym")
    cora.writes("Day", in_days(90))
    cora.writes("From", "16:00")
    cora.writes("Until", "19:00")
    cora.presses("Save")
    cora.reads("Gym")
    cora.presses("Publish")
    cora.sees("Students plan, families choose times.")


def what_they_agreed_is_the_first_card(amara):
    amara.follows("Conference")
    amara.presses("Start my agenda")
    first = parts(amara).first
    expect(first).to_contain_text("What we agreed last time")
    for words in PROMISES.values():
        expect(first).to_contain_text(words)
