"""Three pieces: photographs from home, a text, a link; and what she thinks about them."""

import io
import re

from PIL import Image
from playwright.sync_api import expect

from portfolios.drawings import as_phone_photo, draw


def she_adds_photographs_from_home(amara):
    """Twelve megapixels, lying on their side, with the place where they were taken: JPEG and HEIC."""
    amara.follows("Portfolio")
    amara.reads("My work")
    amara.looks("portfolio")
    amara.follows("Add a piece")
    amara.reads("Add to my work")
    amara.looks("piece-add")
    amara.presses("File", exact=True)
    amara.field("Choose files").set_input_files(
        [
            {"name": "IMG_0412.JPG", "mimeType": "image/jpeg", "buffer": photograph(1)},
            {"name": "IMG_0413.HEIC", "mimeType": "image/heic", "buffer": photograph(2, heic=True)},
        ]
    )
    amara.presses("Words", exact=True)
    amara.writes("Write about it", "It held eleven books. I measured twice.")
    amara.writes("What is it called?", "Bridge of sticks")
    amara.field("At home").check()
    amara.presses("Add it")
    for _picture in range(2):
        amara.reads("Who is in this picture?")
        amara.looks("people")
        amara.field("Nobody").check()
        amara.presses("Save")
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
    amara.looks_again()
    expect(amara.field("My words")).to_have_value(
        "Triangles are stronger than squares. My first bridge was all squares."
    )
    expect(question).to_have_value("What would I tell somebody who builds one?")
    amara.looks("reflect")
    nothing_is_lost_without_a_network_or_in_two_tabs(amara)
    amara.presses("Done with this piece")
    amara.reads("Bridge of sticks")


def nothing_is_lost_without_a_network_or_in_two_tabs(amara):
    """The network goes away and comes back; then a second tab, open on the older words, shows both."""
    words = amara.field("My words")
    mine = words.input_value()
    other = amara.context.new_page()
    other.goto(amara.page.url)
    with amara.offline():
        words.fill(f"{mine} Now I know why.")
        amara.sees("Not saved yet: no connection. We keep trying.")
    amara.sees("Saved", exact=True)
    other.get_by_label("My words").fill("The other tab")
    versions = other.locator(".both article p")
    expect(versions).to_have_text([re.compile("The other tab"), re.compile("Now I know why")])
    other.get_by_role("button", name="Keep the other one").click()
    expect(other.get_by_text("Saved", exact=True)).to_be_visible()
    other.close()
    amara.looks_again()
    expect(words).to_have_value(f"{mine} Now I know why.")


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
    # Among those she used lately, and again in its area.
    amara.link("I can keep trying when something is hard").first.click()
    amara.looks("level")
    amara.field("Refining").check()
    amara.writes("How can somebody see it?", "The second bridge held.")
    amara.presses("Save")
    amara.sees("The second bridge held.")
    amara.looks("piece")


def she_adds_a_text_and_skips_the_question(amara):
    amara.follows("Portfolio")
    amara.follows("Add a piece")
    amara.presses("Words", exact=True)
    amara.writes("Write about it", "The moon is not a lamp. It borrows its light and gives it away again.")
    amara.writes("What is it called?", "Poem about the moon")
    amara.field("At school").check()
    amara.presses("Add it")
    amara.presses("Nothing to add today")
    amara.reads("Poem about the moon")


def she_adds_a_link(amara):
    amara.follows("Portfolio")
    amara.follows("Add a piece")
    amara.presses("Link", exact=True)
    amara.writes("Link to it", "https://scratch.mit.edu/projects/10128407/")
    amara.writes("What is it called?", "My maze game")
    amara.field("In my community").check()
    amara.presses("Add it")
    amara.writes("My words", "Level three took me a week.")
    amara.presses("Done with this piece")
    amara.sees("Opens scratch.mit.edu")
    amara.sees("Level three took me a week.")
