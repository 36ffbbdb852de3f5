"""From the plan of her grade to an agenda of her own."""

import re

from playwright.sync_api import expect

from tests.e2e.story.day import PROMISES

CHANGE = "Wait for them to ask."
POINTS = "Tell about the first try, when it fell into the sink."


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
    """In their order, once the page is there."""
    expect(parts(amara).first).to_be_visible()
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
    amara.arrives()
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
    amara.looks_again()
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
    words = amara.page.get_by_role("textbox", name="My talking points: My work in numbers")
    card = part(amara, "My work in numbers")
    with amara.offline():
        words.fill(POINTS)
        expect(card).to_contain_text("Not saved yet: no connection. We keep trying.")
    expect(card).to_contain_text("Saved")
    expect(card).not_to_contain_text("no connection")
    amara.looks_again()
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


def the_question_is_an_offer(amara):
    amara.follows("Conference")
    amara.sees("May we put a book on the bridge?")
    amara.sees("Grandpa Kwame")
    amara.page.locator("#offers").get_by_role("button", name=re.compile("^Make a part of it")).click()
    expect(parts(amara).filter(has_text="May we put a book")).to_have_count(1)


def she_practices(amara):
    """By the keys of a clicker; what she wants to change waits beside her agenda."""
    title = amara.page.get_by_role("heading", level=1)
    amara.page.locator("#practice").get_by_role("link").click()
    amara.reads("Practice it before the day")
    amara.looks("practice")
    amara.presses("Start: Alone")
    expect(title).to_have_text("What we agreed last time")
    amara.types("ArrowRight")
    expect(title).to_have_text("Welcome and introductions")
    amara.looks_again()
    expect(title).to_have_text("Welcome and introductions")
    amara.looks("practice-run")
    amara.presses("Finish", exact=True)
    amara.reads("How was it?")
    amara.page.get_by_role("radio", name="Mostly").first.check()
    amara.writes("What I change next", CHANGE)
    amara.looks("practice-look")
    amara.presses("Done with this practice")
    amara.reads("Once more?")
    amara.follows("Conference", exact=True)
    amara.sees(CHANGE)


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
    ana.looks_again()
    ana.reads("Amara’s agenda")
    assert ana.page.locator(".family-agenda").inner_text() == preview
    assert POINTS not in ana.page.content()
    ana.looks("family-agenda")


def her_advisor_sees_that_she_is_ready(marisol):
    marisol.goes("/")
    row = marisol.page.get_by_role("row").filter(has_text="Amara Mensah")
    for practiced_and_ready in (4, 5):
        expect(row.get_by_role("cell").nth(practiced_and_ready)).to_have_text(re.compile("done"))
    row.get_by_role("link").click()
    marisol.sees(POINTS)
    marisol.looks("advise")
    marisol.writes("Suggest something", "Let your grandfather put the last book on it.")
    marisol.presses("Send")
    marisol.reads("Questions and ideas")


def what_they_agreed_is_the_first_card(amara):
    amara.follows("Conference")
    amara.presses("Start my agenda")
    first = parts(amara).first
    expect(first).to_contain_text("What we agreed last time")
    for words in PROMISES.values():
        expect(first).to_contain_text(words)
