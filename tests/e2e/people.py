"""Somebody with a browser of her own, and what she looks at."""

import datetime
import re
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect

from tests.e2e.demo import ROOT

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}

SCREENSHOTS = ROOT / "test-results" / "screenshots"
WIDTHS = {390: 844, 1280: 900}  # CSS pixels: a phone and a desktop, with their heights
NARROWEST = 320  # CSS pixels: WCAG 1.4.10, a desktop page magnified four times
TALLEST = 5000  # CSS pixels of a picture
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
AXE = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
LOST_NETWORK = "net::ERR_INTERNET_DISCONNECTED"
FORM_COMES_BACK = re.compile("status of (409|422)")  # a note beside a field, two versions of her words


class Person:
    """The words of her page are found by role and name, as a screen reader finds them."""

    def __init__(self, browser, school, name, device):
        self.name, self.school, self.size = name, school, device["viewport"]
        self.troubles = []
        self.online = True
        self.helped = "html[data-helped]" if device.get("java_script_enabled", True) else "html"
        self.context = browser.new_context(base_url=school, reduced_motion="reduce", **device)
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("response", self.answered)

    def hear(self, message):
        """What the browser complains of, CSP included. Of a network that we took away it may."""
        expected = FORM_COMES_BACK.search(message.text) or (LOST_NETWORK in message.text and not self.online)
        if message.type == "error" and not expected:
            self.troubles.append(f"console: {message.text} ({self.page.url})")

    def answered(self, response):
        if response.status >= 500:
            self.troubles.append(f"{response.status} for {response.url}")

    def leaves(self):
        self.context.close()

    def goes(self, address):
        try:
            return self.page.goto(address)
        except Error:  # a page that did not come is asked for once more, as people do
            return self.page.goto(address)

    def arrives(self):
        """The page has come with its styles and pictures, and its scripts are at work.

        A click ends when the next page begins to come.
        """
        self.page.wait_for_load_state("load")
        self.here().wait_for()

    def looks_again(self):
        """The same page anew."""
        try:
            self.page.reload()
        except Error:  # it went on by itself just then
            self.page.reload()

    def enters_as(self, name):
        """The demo's one-click entry."""
        self.goes("/demo/")
        self.page.get_by_role("button", name=f"Be {name}", exact=True).first.click()
        expect(self.page).not_to_have_url(re.compile("/demo/"))

    def enters_as_student(self, name):
        self.finds_at_school(name).first.click()
        expect(self.page).not_to_have_url(re.compile("/demo/"))

    def enters_as_family(self, name):
        self.finds_at_school(name).nth(1).click()
        expect(self.page).not_to_have_url(re.compile("/demo/"))

    def finds_at_school(self, name):
        """The buttons of a student of 5B: to be her, and to be one of her family."""
        self.goes("/demo/")
        self.opens("Advisory 5B")
        return self.page.get_by_role("listitem").filter(has_text=name).get_by_role("button")

    def prefers(self, **looks):
        """How the pages look in this browser, as the form at the foot of each page keeps it."""
        cookies = [{"name": name, "value": value, "url": self.school} for name, value in looks.items()]
        self.context.add_cookies(cookies)

    # What is on the page

    def here(self):
        """The page once its scripts are at work: what is typed or pressed before is not heard by them."""
        return self.page.locator(self.helped)

    def button(self, name, **options):
        return self.page.get_by_role("button", name=spoken(name), **options)

    def link(self, name, **options):
        return self.page.get_by_role("link", name=spoken(name), **options)

    def field(self, name, **options):
        return self.here().get_by_label(name, **options)

    def text(self, words, **options):
        return self.page.get_by_text(words, **options)

    # What she does

    def presses(self, name, **options):
        self.here().get_by_role("button", name=spoken(name), **options).click()

    def types(self, key):
        """A key of the keyboard or a clicker, as soon as the page listens to keys."""
        self.page.locator("html.by-keys").wait_for()
        self.page.keyboard.press(key)

    def follows(self, name, **options):
        self.here().get_by_role("link", name=spoken(name), **options).click()

    def writes(self, name, words, **options):
        self.field(name, **options).fill(words)

    def opens(self, summary):
        """A part of the page that is folded away."""
        self.here().locator("summary", has_text=summary).click()

    def reads(self, heading):
        """She has arrived where this is the heading, or one of them."""
        expect(self.page.get_by_role("heading", name=heading).filter(visible=True).first).to_be_visible()

    def sees(self, words, **options):
        expect(self.text(words, **options).filter(visible=True).first).to_be_visible()

    @contextmanager
    def offline(self):
        self.online = False
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)
        self.online = True

    def looks(self, name):
        """The page as a phone and as a desktop show it: pictures, axe, and nothing that scrolls sideways."""
        self.arrives()
        for width, height in WIDTHS.items():
            self.page.set_viewport_size({"width": width, "height": height})
            self.takes_picture(f"{name}-{width}.png", width, height)
            # With the whole page in sight, the bar at the lower edge hides no part of a button by chance.
            self.troubles += [f"axe: {name} at {width}: {wrong}" for wrong in self.axe()]
        self.page.set_viewport_size({"width": NARROWEST, "height": 800})
        self.stays_within(name)
        self.page.set_viewport_size(self.size)

    def axe(self):
        """Each violation with the rule, the element and what is wrong, in a line."""
        found = Axe().run(self.page, options=AXE).response["violations"]
        return [
            f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:300]!r}"
            for rule in found
            for node in rule["nodes"]
        ]

    def takes_picture(self, name, width, height):
        """The page in its whole length, with its bar at the lower edge and every picture in it."""
        whole = self.page.evaluate(WHOLE)
        self.page.set_viewport_size({"width": width, "height": min(max(whole, height), TALLEST)})
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / name)

    def stays_within(self, name):
        wide = self.page.evaluate(TOO_WIDE, NARROWEST)
        if wide:
            self.troubles.append(f"{name} at {NARROWEST}: scrolls sideways because of {wide}")


def in_days(days):
    """That many days from today, as a date field takes it."""
    return (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=days)).isoformat()


def spoken(name):
    """A name as it is read aloud: words that are only spoken follow after a space, "Change : Room 12"."""
    return re.compile(re.escape(name).replace(":", "\\s*:")) if ": " in name else name


# How long the page is, in CSS pixels, after each of its pictures has come.
WHOLE = """async () => {
  scrollTo(0, 0);
  await Promise.all([...document.images].filter((image) => image.src).map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => {});
  }));
  return document.documentElement.scrollHeight;
}"""

# The elements that reach over an edge, if the page as a whole scrolls sideways.
TOO_WIDE = """(width) => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= width) return "";
  const over = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > width + 1 || box.left < -1);
  });
  const wide = over.slice(-3).map((element) => element.outerHTML.slice(0, 120));
  return `${root.scrollWidth}: ` + wide.join(" | ");
}"""
