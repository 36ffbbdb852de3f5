"""The same without JavaScript: forms, links and reloads."""

import re

from playwright.sync_api import expect

from tests.e2e.story.agenda import part, titles
from tests.e2e.story.day import on_phone


def she_adds_a_piece_plainly(student):
    student.goes("/portfolio/add/")
    student.writes("Write about it", "I drew our street from above.")
    student.presses("Add it")
    student.sees("Give it a name, so that you find it again.")
    expect(student.field("Write about it")).to_have_value("I drew our street from above.")
    student.writes("What is it called?", "Our street")
    student.presses("Add it")
    student.writes("My words", "The roofs were the hardest part.")
    student.presses("Done with this piece")
    student.sees("The roofs were the hardest part.")


def she_builds_her_agenda_plainly(student):
    student.follows("Conference")
    expect(student.page).to_have_url(re.compile("/conference/"))
    student.arrives()
    start = student.button("Start my agenda")
    if start.count():
        start.click()
    second = titles(student)[1]
    student.presses(f"Move down: {second}")
    assert titles(student)[2] == second
    student.opens("Add a part")
    student.presses("Show how I do it")
    added = part(student, "Show how I do it").last
    added.get_by_role("textbox", name="My talking points").fill("Hold the pencil flat.")
    added.get_by_role("button", name="Save").click()
    student.sees("Hold the pencil flat.")
    added.get_by_role("button", name="One minute more").click()
    added.get_by_role("link", name="Choose work").click()
    student.field("Our street").check()
    student.button("Use these").last.click()
    student.page.locator("#ready").get_by_role("button", name="I’m ready").click()
    student.reads("You are ready")


def they_lead_and_follow_plainly(student, family):
    student.goes("/conference/")
    student.follows("Lead my conference")
    student.presses("Start my conference")
    expect(student.button("Next:")).to_be_visible()
    first = heading(student)
    family.looks_again()
    on_phone(family, first)
    student.presses("Next:")
    expect(student.page.get_by_role("heading", level=1)).not_to_have_text(first)
    second = heading(student)
    family.looks_again()
    on_phone(family, second)


def heading(student):
    return student.page.get_by_role("heading", level=1).inner_text()
