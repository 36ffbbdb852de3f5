"""The small scripts, each on a page of a few lines that no server stands behind.

The test plays the server: it answers what a page would, keeps what was sent, and can go silent.
"""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
ADDRESS = "http://school.test"

LETTER = """
<form id="letter" method="post" action="/letter/" data-autosave>
  <input type="hidden" name="revision" value="1"><textarea name="words" aria-label="Words">Dear Mum</textarea>
  <p data-autosave-state></p><button>Send</button>
</form>
<form method="post" action="/done/" data-done><button>Done</button></form>"""

CARD = """
<li data-id="{id}"><span class="grip">=</span><h3>{title}</h3>
  <button name="up" value="{id}">{title} up</button>
  <button name="down" value="{id}">{title} down</button></li>"""
AGENDA = '<form id="agenda" method="post" action="/order/"><ol data-reorder>{}</ol></form>'.format(
    "".join(CARD.format(id=id, title=title) for id, title in ((1, "Welcome"), (3, "Work"), (5, "Goals")))
)

UPLOAD = """
<form method="post" action="/upload/" enctype="multipart/form-data" data-upload data-max-bytes="2097152">
  <input name="title" aria-label="Title">
  <label data-drop>Pictures <input type="file" name="files" multiple></label>
  <span data-previews></span><button>Add</button>
</form>"""

STAGE = """
<p data-clock><time data-since="2026-12-03T16:20:00Z" data-planned="300">0:00</time></p>
<form method="post" action="/step/" data-present data-once>
  <button name="step" value="back" data-back>Back</button>
  <button name="step" value="next" data-next>Next</button>
</form>"""


SHEET = """
<form method="post" action="/drawing/" enctype="multipart/form-data" data-draw>
  <input type="hidden" name="drawn" value="">
  <div class="drawing" hidden><canvas width="400" height="300"></canvas>
    <label class="pen pen-red"><input type="radio" name="pen" value="red" checked><i></i>Red</label>
    <label class="nib"><input type="radio" name="nib" value="14" checked>Middle</label>
    <button type="button" data-undo>Undo</button><button type="button" data-fresh>New sheet</button>
    <button data-keep>Keep</button></div>
  <input type="file" name="files" aria-label="Photo" required>
</form>"""

PICTURE = """
<form data-autosave method="post" action="/spot/"><textarea name="text"></textarea><fieldset data-spots>
  <div class="spot-on" style="position: relative; width: 300px; height: 300px">
    <div class="grid" style="display: grid; grid-template: repeat(3, 100px) / repeat(3, 100px)">{}</div></div>
</fieldset></form>""".format(
    "".join(
        f'<label><input type="radio" name="spot" value="{at}" data-middle="{at}" aria-label="{at}"'
        ' style="pointer-events: none"></label>'
        for at in (f"k/{x}/{y}" for y in (167, 500, 833) for x in (167, 500, 833))
    )
)


@pytest.fixture
def school(page):
    """`open(html)` shows a page; `answers` says what each address answers; `sent` is what came."""
    desk = SimpleNamespace(answers={}, sent=[], html="")
    body = '<body data-account="7" data-now="2026-12-03T16:22:00Z"{}>'

    def answer(route):
        path = route.request.url.removeprefix(ADDRESS)
        if path.startswith("/static/js/"):
            return route.fulfill(path=STATIC / path.removeprefix("/static/"))
        if route.request.method == "POST":
            desk.sent.append((path, route.request.post_data or ""))
            status, words = desk.answers.get(path, (204, None))
            if status is None:
                return route.abort()
            return route.fulfill(status=status, body=json.dumps(words), content_type="application/json")
        if path == "/":
            return route.fulfill(body=desk.html, content_type="text/html")
        return route.fulfill(status=404, body="Nothing here")

    def open_page(html, direction="ltr", more=""):
        head = render_to_string("components/head.html")
        desk.html = f'<html dir="{direction}"><head>{head}</head>{body.format(more)}{html}</body></html>'
        page.goto(ADDRESS + "/")
        page.locator("html[data-helped]").wait_for()  # nobody types or presses before the help that listens

    desk.open, desk.page = open_page, page
    page.route("**/*", answer)
    return desk


def drafts(page):
    return page.evaluate("Object.keys(sessionStorage)")


def order(page):
    return page.locator("[data-reorder] > li").evaluate_all(
        "items => items.map((item) => item.dataset.id).join()"
    )


def last_field(school, name):
    """The value of a field in the newest form that was sent."""
    return school.sent[-1][1].split(f'name="{name}"')[1].split("\r\n")[2]


def test_words_save_themselves_and_leave_no_copy(school, page):
    school.answers["/letter/"] = (200, {"revision": 2})
    school.open(LETTER)
    page.get_by_label("Words").fill("Dear Mum, come and see")
    assert drafts(page) == [f"draft:7:{ADDRESS}/letter/"]
    expect(page.locator("[data-autosave-state]")).to_have_text("Saved")
    assert last_field(school, "words") == "Dear Mum, come and see"
    assert page.locator("[name=revision]").input_value() == "2"
    assert drafts(page) == []


def test_what_was_typed_before_the_script_came_is_saved_too(school, page):
    """Modules run when the page has been read; a quick child is quicker."""
    page.add_init_script(
        "document.addEventListener('readystatechange', () => document.readyState === 'interactive'"
        " && (document.querySelector('textarea').value = 'Dear Mum, quick'))"
    )
    school.answers["/letter/"] = (200, {"revision": 2})
    school.open(LETTER)
    expect(page.locator("[data-autosave-state]")).to_have_text("Saved")
    assert last_field(school, "words") == "Dear Mum, quick"


def test_a_lost_network_is_told_and_tried_again(school, page):
    school.answers["/letter/"] = (None, None)
    school.open(LETTER)
    page.get_by_label("Words").fill("Dear Dad")
    expect(page.locator("[data-autosave-state]")).to_contain_text("no connection")
    assert drafts(page) != []
    school.answers["/letter/"] = (200, {"revision": 2})
    expect(page.locator("[data-autosave-state]")).to_have_text("Saved", timeout=10000)


def test_two_versions_are_both_shown_and_neither_is_lost(school, page):
    school.answers["/letter/"] = (409, {"theirs": "Dear Grandma", "revision": 8})
    school.open(LETTER)
    page.get_by_label("Words").fill("Dear Grandpa")
    expect(page.locator(".both article p")).to_have_text(["Dear Grandpa", "Dear Grandma"])
    school.answers["/letter/"] = (200, {"revision": 9})
    page.get_by_role("button", name="Keep the other one").click()
    expect(page.locator("[data-autosave-state]")).to_have_text("Saved")
    assert page.get_by_label("Words").input_value() == "Dear Grandma"
    assert last_field(school, "revision") == "8"
    page.get_by_text("The version you did not take").click()
    expect(page.locator("details p")).to_have_text("Dear Grandpa")


def test_words_of_a_session_that_ended_come_back(school, page):
    school.answers["/letter/"] = (403, None)
    school.open(LETTER)
    page.get_by_label("Words").fill("Dear all")
    expect(page.locator("[data-autosave-state]")).to_contain_text("you are signed out")
    page.on("dialog", lambda dialog: dialog.accept())
    school.answers["/letter/"] = (200, {"revision": 2})
    school.open(LETTER)
    expect(page.get_by_label("Words")).to_have_value("Dear all")
    expect(page.locator("[data-autosave-state]")).to_have_text("Saved")


def test_words_of_one_account_do_not_come_back_to_another(school, page):
    school.answers["/letter/"] = (403, None)
    school.open(LETTER)
    page.get_by_label("Words").fill("Only Ana reads this")
    expect(page.locator("[data-autosave-state]")).to_contain_text("you are signed out")
    page.on("dialog", lambda dialog: dialog.accept())
    school.html = school.html.replace('data-account="7"', 'data-account="8"')
    page.goto(ADDRESS + "/")
    page.wait_for_selector("html.js")
    assert page.get_by_label("Words").input_value() == "Dear Mum"


def test_done_saves_first_and_leaves_nothing(school, page):
    school.answers["/letter/"] = (200, {"revision": 2})
    school.open(LETTER)
    page.get_by_label("Words").fill("Dear Mum, bye")
    page.get_by_role("button", name="Done").click()
    for _wait in range(800):
        if "/done/" in went(school):
            break
        page.wait_for_timeout(50)
    page.wait_for_function("sessionStorage.length === 0")
    assert last_words(school) == "Dear Mum, bye"
    assert went(school).index("/letter/") < went(school).index("/done/")


def test_buttons_move_a_card_and_keep_the_focus(school, page):
    school.open(AGENDA)
    page.get_by_role("button", name="Welcome down").click()
    expect(page.get_by_role("status").last).to_have_text("Welcome is now number 2 of 3.")
    assert order(page) == "3,1,5"
    assert last_field(school, "order") == "3,1,5"
    assert page.evaluate("document.activeElement.textContent") == "Welcome down"


def test_keys_lift_move_drop_and_undo(school, page):
    school.open(AGENDA)
    page.locator(".grip").first.focus()
    for key in (" ", "ArrowDown", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    assert (order(page), school.sent) == ("1,3,5", [])
    with page.expect_response(f"{ADDRESS}/order/"):
        for key in (" ", "ArrowDown", "ArrowDown", " "):
            page.keyboard.press(key)
    expect(page.get_by_role("status").last).to_have_text("Put down: Welcome.")
    assert order(page) == "3,5,1"
    assert last_field(school, "order") == "3,5,1"


def test_a_card_is_dragged_by_its_grip(school, page):
    school.open(AGENDA)
    grip, first = page.locator(".grip").last.bounding_box(), page.locator("li").first.bounding_box()
    page.mouse.move(grip["x"] + 3, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + 3, first["y"] + 1, steps=20)
    page.mouse.up()
    assert order(page) == "5,1,3"


def test_an_order_that_is_refused_goes_back(school, page):
    school.answers["/order/"] = (500, None)
    school.open(AGENDA)
    page.get_by_role("button", name="Welcome down").click()
    expect(page.locator("[data-reorder-note]")).to_contain_text("back where it was")
    assert order(page) == "1,3,5"


def test_a_large_file_is_named_before_it_is_sent(school, page):
    school.open(UPLOAD)
    large = {"name": "large.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 2097153}
    page.set_input_files("[type=file]", [large])
    expect(page.get_by_text("Too large: large.jpg. Up to 2 MB each, please.")).to_be_visible()
    page.get_by_role("button", name="Add").click()
    assert school.sent == []


def test_an_upload_that_fails_keeps_what_was_typed(school, page):
    school.answers["/upload/"] = (None, None)
    school.open(UPLOAD)
    page.get_by_label("Title").fill("Recycling robot")
    page.set_input_files("[type=file]", [{"name": "IMG.HEIC", "mimeType": "", "buffer": b"x"}])
    expect(page.locator("[data-previews]")).to_have_text("IMG.HEIC")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("It did not arrive")).to_be_visible()
    assert page.get_by_label("Title").input_value() == "Recycling robot"


@pytest.mark.parametrize(
    ("direction", "key", "step"),
    [
        ("ltr", "ArrowRight", "next"),
        ("ltr", "PageUp", "back"),
        ("rtl", "ArrowRight", "back"),
        ("ltr", " ", "next"),
    ],
)
def test_a_clicker_leads_through_the_cards(school, page, direction, key, step):
    school.open(STAGE, direction)
    page.wait_for_function("document.querySelector('time').textContent.startsWith('2:')")
    page.locator("html.by-keys").wait_for()
    page.keyboard.press(key)
    page.keyboard.press(key)  # data-once: the second press does nothing
    page.wait_for_timeout(200)
    assert school.sent == [("/step/", f"step={step}")]


def test_a_part_that_runs_over_turns_amber_and_goes_on(school, page):
    school.open(STAGE.replace("300", "60"))
    expect(page.locator("time")).to_have_class("over")
    expect(page.locator("time")).to_contain_text("2:0")


# A tablet that others use next: ten minutes without use, and it presses Done by itself.


@pytest.fixture
def tablet(school, page):
    page.clock.install()
    school.answers["/letter/"] = (200, {"revision": 2})
    school.open(LETTER, more=' data-idle="10"')
    expect(page.locator("dialog")).to_be_attached()
    return school


def went(school):
    return [path for path, _form in school.sent]


def until_sent(school, page, path, steps="00:01"):
    """Answers come in their own time, which the page's clock does not tell; then it goes on."""
    for _step in range(120):
        page.clock.run_for(steps)
        for _wait in range(20):
            if path in went(school):
                return
            page.wait_for_timeout(50)


def test_a_tablet_asks_before_it_signs_out(tablet, page):
    page.clock.run_for("09:05")
    expect(page.get_by_role("dialog", name="Are you still there?")).to_be_visible()
    page.get_by_role("button", name="Yes, I am here").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.run_for("08:00")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert went(tablet) == []


def test_typing_counts_as_use(tablet, page):
    for words in ("Dear Mum,", "Dear Mum, come", "Dear Mum, come and see"):
        page.clock.run_for("08:00")
        page.get_by_label("Words").fill(words)
    page.clock.run_for("00:10")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert "/done/" not in went(tablet)


def test_whoever_went_away_is_signed_out_with_her_words_saved(tablet, page):
    page.get_by_label("Words").fill("Dear Mum, wait")
    page.clock.run_for("10:05")
    until_sent(tablet, page, "/done/")
    assert last_words(tablet) == "Dear Mum, wait"
    assert went(tablet).index("/letter/") < went(tablet).index("/done/")
    assert drafts(page) == []


def test_a_tablet_that_wakes_up_is_nobodys(tablet, page):
    page.clock.fast_forward("30:00")
    page.get_by_label("Words").press("a")
    until_sent(tablet, page, "/done/")
    assert "/done/" in went(tablet)


def test_words_that_cannot_be_saved_keep_it_open_behind_a_cover(tablet, page):
    tablet.answers["/letter/"] = (None, None)
    page.get_by_label("Words").fill("Dear Mum, no network")
    for _ in range(3):
        page.clock.run_for("05:00")
    expect(page.get_by_role("dialog")).to_contain_text("Saving your words")
    assert "/done/" not in went(tablet)
    tablet.answers["/letter/"] = (200, {"revision": 2})
    until_sent(tablet, page, "/done/", steps="00:12")
    assert "/done/" in went(tablet)
    assert last_words(tablet) == "Dear Mum, no network"


def last_words(school):
    letters = [form for path, form in school.sent if path == "/letter/"]
    return letters[-1].split('name="words"')[1].split("\r\n")[2]


def test_nobody_is_cut_off_before_her_family(school, page):
    page.clock.install()
    school.open(LETTER + "<div data-present></div>", more=' data-idle="10"')
    expect(page.locator("dialog")).to_be_attached()
    page.clock.run_for("25:00")
    assert went(school) == []


# The camera.

SCAN = """
<section data-scan="/accounts/card/" data-say-looking="I am looking" data-say-found="Found it"
  data-say-unknown="Another square" data-say-no-camera="No camera">
  <div data-scan-hint>Use the camera app</div><div hidden data-scan-view><video></video></div>
  <p data-scan-state></p>
</section>"""
# A browser whose camera sees what the test holds before it.
CAMERA = """
  window.seen = [];
  window.BarcodeDetector = class {
    static async getSupportedFormats() { return ["qr_code"]; }
    async detect() { return window.seen.map((rawValue) => ({ rawValue })); }
  };
  navigator.mediaDevices.getUserMedia = async () => {
    if (window.refused) throw new DOMException("no");
    return document.createElement("canvas").captureStream();
  };
  HTMLMediaElement.prototype.play = async () => {};
"""
SECURE = 'Object.defineProperty(navigator, "mediaDevices", { value: {}, configurable: true });'


def test_the_camera_reads_a_card_and_goes_where_it_says(school, page):
    page.add_init_script(SECURE + CAMERA)
    school.open(SCAN)
    expect(page.locator("[data-scan-state]")).to_have_text("I am looking")
    expect(page.locator("[data-scan-hint]")).to_have_class("d-none")
    page.evaluate("window.seen = ['https://elsewhere.test/accounts/card/' + 'a'.repeat(32) + '/']")
    page.wait_for_url(f"{ADDRESS}/accounts/card/{'a' * 32}/")


@pytest.mark.parametrize("seen", ["https://shop.test/milk", "milk", "/accounts/card/hello/"])
def test_another_square_goes_nowhere(school, page, seen):
    page.add_init_script(SECURE + CAMERA)
    school.open(SCAN)
    page.evaluate("seen => window.seen = [seen]", seen)
    expect(page.locator("[data-scan-state]")).to_have_text("Another square")
    assert page.url == ADDRESS + "/"


def test_without_a_camera_one_is_told_to_type(school, page):
    page.add_init_script(SECURE + CAMERA + "window.refused = true;")
    school.open(SCAN)
    expect(page.locator("[data-scan-state]")).to_have_text("No camera")


def test_a_browser_that_reads_no_squares_says_what_to_do(school, page):
    page.add_init_script("delete window.BarcodeDetector")
    school.open(SCAN)
    expect(page.locator("[data-scan-hint]")).to_be_visible()
    expect(page.locator("[data-scan-view]")).to_be_hidden()


# Thinking about a piece


def test_a_drawing_is_undone_survives_a_reload_and_is_sent_as_a_file(school, page):
    school.open(SHEET)
    undo, keep = page.get_by_role("button", name="Undo"), page.get_by_role("button", name="Keep")
    expect(keep).to_be_disabled()
    for x in (40, 90):
        draw_line(page, x)
    undo.click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    drawn = "form => JSON.parse(sessionStorage.getItem(`draft:7:draw:${form.action}`)).length"
    assert page.locator("form").evaluate(drawn) == 1
    undo.click()
    expect(keep).to_be_disabled()
    assert drafts(page) == []
    draw_line(page, 60)
    school.answers["/drawing/"] = (200, {})
    keep.click()
    expect(page).to_have_url(f"{ADDRESS}/drawing/")
    assert [path for path, _sent in school.sent] == ["/drawing/"]
    assert last_field(school, "drawn") == "1"
    assert 'filename="drawing.png"' in school.sent[-1][1]


def draw_line(page, x):
    sheet = page.locator("canvas").bounding_box()
    page.mouse.move(sheet["x"] + x, sheet["y"] + 40)
    page.mouse.down()
    page.mouse.move(sheet["x"] + x + 30, sheet["y"] + 90, steps=4)
    page.mouse.up()


def test_a_tap_says_exactly_where_and_a_key_the_middle_of_a_part(school, page):
    school.answers["/spot/"] = (200, {"revision": 2})
    school.open(PICTURE)
    expect(page.locator("[data-spots]")).to_have_class("ready")
    frame = page.locator(".spot-on").bounding_box()
    page.mouse.click(frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.2)
    chosen = page.locator("input:checked")
    expect(page.locator(".spot-ring")).to_have_count(1)
    key, x, y = chosen.input_value().split("/")
    assert (key, round(int(x), -2), round(int(y), -2)) == ("k", 600, 200)
    page.keyboard.press("ArrowRight")
    expect(chosen).to_have_value("k/833/167")
    expect(page.locator(".spot-ring circle").first).to_have_attribute("cx", "83.3%")


WHEN = """
<p>Wednesday, 5:20 p.m.<span hidden data-elsewhere="2026-11-04T22:20:00+00:00" data-zone="America/New_York"
  data-say-there="That is {time} where you are."></span></p>"""


@pytest.mark.browser_context_args(timezone_id="Asia/Tokyo", locale="en-US")
def test_a_family_that_travels_reads_the_time_where_it_is(school, page):
    # Where the clock of another zone says the same, nothing is said: it would be the same twice.
    school.open(WHEN.replace("America/New_York", "Asia/Seoul") + WHEN)
    same, other = page.locator("[data-elsewhere]").all()
    expect(other).to_have_text("That is Thursday 7:20 AM where you are.")
    expect(same).to_have_text("")
    expect(same).to_be_hidden()
