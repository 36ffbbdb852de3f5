"""Times for everybody: what families say, a timetable that is made and published, and the door on the day."""

import re

from playwright.sync_api import expect


def the_office_opens_winter(cora):
    """Gives the key of the round."""
    cora.enters_as("Cora")
    cora.follows("Rounds")
    cora.follows("Winter", exact=True)
    cora.looks("winter")
    return re.search(r"/rounds/(\d+)/", cora.page.url)[1]


def the_office_prepares(cora, winter):
    """Who is there, what happens when, what families said and who has not been reached."""
    for name in ("people", "calendar", "preferences", "reach", "changes", "print"):
        cora.goes(f"/rounds/{winter}/{name}/")
        cora.looks(f"winter-{name}")


def a_family_says_when_it_can_come(family):
    """Somebody of grade 8; she may have answered already. Gives the address of her page."""
    family.goes("/demo/")
    family.opens("Advisory 8A")
    opened = family.page.locator("details[open]").filter(has_text="Advisory 8A")
    opened.get_by_role("listitem").first.get_by_role("button").nth(1).click()
    expect(family.page).not_to_have_url(re.compile("/demo/"))
    family.page.locator("a[href*='/preference/']").first.click()
    expect(family.page).to_have_url(re.compile("/preference/"))
    family.reads(re.compile("when you can come", re.IGNORECASE))
    family.arrives()
    if family.link("Change this").count():
        family.follows("Change this")
    family.field("Only at times that we choose").check()
    expect(family.page.locator(".hours").first).to_be_visible()
    family.looks("preference")
    family.field("Any evening, from 5 o’clock on").check()
    family.presses("Save")
    family.sees("That is what we have written down")
    family.looks("preference-said")
    family.follows("Back")
    return family.page.url


def the_office_makes_a_timetable(cora, winter):
    cora.goes(f"/rounds/{winter}/timetables/")
    cora.looks("timetable-list")
    cora.presses("Look for a timetable")
    cora.page.wait_for_url(re.compile(r"/timetables/\d+/"))
    publish = cora.link("Publish", exact=True)
    expect(publish).to_be_visible(timeout=240_000)
    cora.looks("timetable")
    cora.follows("By child")
    cora.looks("timetable-children")
    publish.click()
    cora.reads("Publish the timetable")
    cora.looks("timetable-publish")
    cora.presses("Publish and tell them")
    cora.sees(re.compile("Published .* by Cora"))


def the_family_has_a_time(family, address):
    """In the evening, as it asked; it says that this suits, and has the way in for the desk."""
    family.goes(address)
    family.presses("This time suits us")
    family.sees("You said that this suits you.")
    family.looks("family-with-a-time")
    family.follows("Another time")
    family.looks("another-time")
    family.goes(address)
    family.follows("For the welcome desk")
    family.looks("way-in")


def the_door_on_the_day(cora):
    for name in ("desk", "day"):
        cora.goes(f"/{name}/")
        cora.looks(f"door-{name}")
