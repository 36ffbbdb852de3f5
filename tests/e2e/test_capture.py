"""A student records, chooses several files, loses the network and comes back: nothing is lost."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from portfolios.drawings import as_phone_photo, draw
from tests.e2e.people import PHONE, TABLET

pytestmark = pytest.mark.e2e

FILM = b"\x00\x00\x00\x18ftypqt  " + bytes(6 * 2**20 - 12)  # no browser knows its length; six parts
PDF = b"%PDF-1.7 homework"


def rows(person):
    return person.page.locator("[data-arrivals] > li")


def chooses(person, *files):
    person.field("Choose files").set_input_files(
        [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in files]
    )


class Gate:
    """Lets some parts of files through, and holds what follows until it opens: there is a middle."""

    def __init__(self, person, parts):
        self.page, self.left, self.held = person.page, parts, []
        self.page.route(re.compile(r"/portfolio/uploads/[0-9a-f-]+/$"), self.pass_or_hold)

    def pass_or_hold(self, route):
        self.left -= 1
        route.continue_() if self.left >= 0 else self.held.append(route)

    def opens(self):
        self.left = 1000
        for route in self.held:
            route.abort("internetdisconnected")


def test_a_recording_and_several_files_come_through_a_lost_network(meet):
    ana = meet("Ana", TABLET)
    ana.enters_as("Amara")
    ana.goes(f"/portfolio/add/{uuid.uuid4()}/")
    ana.presses("Voice")
    ana.presses("Record my voice")
    expect(ana.page.get_by_role("timer")).to_have_text("0:02")
    ana.presses("Wait a moment")
    ana.presses("Go on")
    ana.presses("I am done")
    ana.presses("Keep it")
    expect(rows(ana)).to_contain_text(["It is here"])

    ana.presses("File")
    ana.looks("capture")
    chooses(
        ana,
        ("IMG_0412.JPG", "image/jpeg", as_phone_photo(draw(1, "bridge"), orientation=6)),
        ("homework.pdf", "application/pdf", PDF),
        ("empty.pdf", "application/pdf", b""),
    )
    expect(rows(ana).filter(has_text="It is here")).to_have_count(3)
    gate = Gate(ana, parts=3)
    chooses(ana, ("bridge.mov", "video/quicktime", FILM))
    ana.sees("This file is empty. Please choose it again.")
    film = rows(ana).filter(has_text="bridge.mov")
    expect(film).to_contain_text("50 % is here")
    with ana.offline():
        gate.opens()
        expect(film).to_contain_text("No connection. It goes on by itself.")
        ana.writes("What is it called?", "A bridge that holds")
        ana.presses("Add it")  # it waits for the film
        ana.sees("Your files are still on their way.")
    ana.online = False  # what failed while it was away may be told late
    ana.reads("Who can be heard?")
    ana.online = True
    ana.follows("A bridge that holds")
    ana.follows("Change", exact=True)
    expect(ana.page.locator("[data-reorder] > li h3")).to_have_count(4)


def test_after_the_page_was_closed_the_same_film_goes_on(meet):
    ben = meet("Ben", PHONE)
    ben.page.on("dialog", lambda dialog: dialog.accept())
    ben.enters_as("Amara")
    ben.goes(f"/portfolio/add/{uuid.uuid4()}/")
    ben.presses("File")
    gate = Gate(ben, parts=3)
    chooses(ben, ("plant.mov", "video/quicktime", FILM))
    ben.sees("Saved", exact=True)  # with the words, the key of the form
    expect(rows(ben)).to_contain_text(["50 % is here"])
    ben.page.reload()
    gate.opens()
    ben.sees("Choose the same file again, and it goes on.")
    ben.presses("File")
    ben.looks("capture-half")
    with ben.page.expect_response(re.compile("/uploads/to/")) as agreed:
        chooses(ben, ("plant.mov", "video/quicktime", FILM))
    assert agreed.value.json()["offset"] == 3 * 2**20
    expect(rows(ben)).to_contain_text(["It is here"])
    ben.presses("Take off")
    expect(rows(ben)).to_have_count(0)
