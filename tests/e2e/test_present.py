"""It survives the evening: the network goes, the server starts anew, a clock is wrong, a battery is empty."""

import datetime
import re

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from conferences.actions import live
from conferences.models import Card, Conference, Turn
from tests import factories as f
from tests.conftest import enter

pytestmark = pytest.mark.e2e

TITLES = ["Welcome", "My robot", "My goals", "Questions"]


@pytest.fixture
def student(transactional_db):
    return f.StudentFactory()


@pytest.fixture
def conference(student):
    conference = f.ConferenceFactory(student=student, state="building", round__state="open")
    for position, title in enumerate(TITLES):
        f.CardFactory(conference=conference, kind="my_choice", title=title, position=position, minutes=2)
    f.CardFactory(conference=conference, kind="closing", title="What we will do", position=9)
    live.start_conference(conference, by=student.user)
    return Conference.objects.get()


@pytest.fixture
def server(monkeypatch):
    """The product, which can go away and come back at the same address."""
    bind = ThreadedWSGIServer.server_bind

    def bind_again(server):
        server.allow_reuse_address = True
        bind(server)

    monkeypatch.setattr(ThreadedWSGIServer, "server_bind", bind_again)
    started = [LiveServer("127.0.0.1")]
    yield started
    started[-1].stop()


def restarted(server):
    server.append(LiveServer(f"127.0.0.1:{server[0].thread.port}"))


class Device:
    """Her screen in a browser of its own."""

    def __init__(self, browser, server, student, conference, **options):
        client = Client()
        enter(client, student.user)
        self.address = server[0].url
        self.context = browser.new_context(base_url=self.address, **options)
        cookies = client.cookies.items()
        self.context.add_cookies([{"name": n, "value": c.value, "url": self.address} for n, c in cookies])
        self.page = self.context.new_page()
        self.path = f"/conferences/{conference.pk}/present/"

    def opens(self):
        self.page.goto(self.path)
        expect(self.page.locator("#stage")).to_have_attribute("data-ready", "")
        self.page.locator("html.by-keys").wait_for()

    def has_all(self):
        expect(self.page.locator("#stage")).to_have_attribute("data-on-device", "all")

    def shows(self, title):
        expect(self.page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()

    def says(self, words):
        expect(self.page.locator("[data-net]")).to_contain_text(words)

    def comes_back(self):
        """The tab was closed, or the battery was empty: a new page in the same browser."""
        self.page.close()
        self.page = self.context.new_page()
        self.opens()


@pytest.fixture
def device(browser, server, student, conference):
    made = []

    def device(**options):
        made.append(Device(browser, server, student, conference, **options))
        return made[-1]

    yield device
    for one in made:
        one.context.close()


def told(conference, title):
    """The server knows that this card is on the screen."""
    for _ in range(200):
        if Conference.objects.get(pk=conference.pk).card.title == title:
            return
        yield


def until(page, conference, title):
    for _ in told(conference, title):
        page.wait_for_timeout(100)
    assert Conference.objects.get(pk=conference.pk).card.title == title


def test_she_goes_on_without_a_network_and_it_is_told_once(device, conference):
    tablet = device()
    tablet.opens()
    tablet.has_all()
    tablet.context.set_offline(True)
    tablet.page.keyboard.press("PageDown")
    tablet.shows("My robot")
    tablet.says("No connection. Go on")
    tablet.page.locator("summary", has_text="My cards").click()
    tablet.page.get_by_label("Something more to show").fill("My frog")
    tablet.page.get_by_role("button", name="Show it").click()
    tablet.shows("My frog")
    assert Turn.objects.count() == 1
    tablet.page.reload()
    tablet.shows("My frog")
    tablet.page.get_by_role("button", name="Next: My goals").click()
    tablet.shows("My goals")
    tablet.context.set_offline(False)
    until(tablet.page, conference, "My goals")
    tablet.says("The connection is back")
    frog = Card.objects.get(title="My frog")
    assert (frog.added_live, frog.position, frog.state) == (True, 2, "shown")
    assert list(Turn.objects.values_list("card__title", flat=True)) == [
        "Welcome",
        "My robot",
        "My frog",
        "My goals",
    ]
    tablet.page.get_by_role("button", name="Back").click()
    tablet.shows("My frog")
    until(tablet.page, conference, "My frog")


def test_the_server_starts_anew_under_two_devices_that_follow_each_other(device, server, conference):
    tablet, phone = device(), device(viewport={"width": 390, "height": 844})
    tablet.opens()
    phone.opens()
    tablet.page.get_by_role("button", name="Next: My robot").click()
    phone.shows("My robot")
    server[-1].stop()
    phone.page.get_by_role("button", name="Next: My goals").click()
    phone.shows("My goals")
    phone.says("No connection")
    restarted(server)
    tablet.shows("My goals")
    until(phone.page, conference, "My goals")


def test_a_wrong_clock_changes_neither_the_order_nor_the_times(device, conference):
    """Two hours ahead, and put right while it is without a network."""
    tablet = device()
    tablet.page.clock.install(time=timezone.now() + datetime.timedelta(hours=2))
    tablet.opens()
    expect(tablet.page.locator("[data-part-time] time")).to_have_text(re.compile(r"^1:\d\d$|^2:00$"))
    tablet.context.set_offline(True)
    tablet.page.keyboard.press("ArrowRight")
    tablet.shows("My robot")
    tablet.page.clock.set_system_time(timezone.now())
    tablet.page.wait_for_timeout(400)
    tablet.page.clock.run_for(1000)
    tablet.page.keyboard.press("ArrowRight")
    tablet.shows("My goals")
    tablet.context.set_offline(False)
    tablet.page.clock.run_for(15000)
    until(tablet.page, conference, "My goals")
    at = list(Turn.objects.values_list("at", flat=True))
    assert at == sorted(at)
    assert timezone.now() - at[-1] < datetime.timedelta(minutes=2)


def test_what_is_agreed_without_a_network_is_kept_and_agreed_when_it_is_back(device, conference):
    tablet = device()
    tablet.opens()
    tablet.has_all()
    tablet.context.set_offline(True)
    tablet.page.locator("summary", has_text="My cards").click()
    tablet.page.locator("[data-row]").filter(has_text="What we will do").get_by_role("button").first.click()
    tablet.page.get_by_label("I will").fill("Read on Sundays")
    tablet.comes_back()
    expect(tablet.page.get_by_label("I will")).to_have_value("Read on Sundays")
    tablet.page.get_by_role("button", name="We agree").click()
    tablet.says("What you wrote is kept here")
    assert Conference.objects.get().state == "live"
    tablet.context.set_offline(False)
    expect(tablet.page).to_have_url(re.compile("/record/"))
    expect(tablet.page.get_by_text("Read on Sundays").first).to_be_visible()
    assert Conference.objects.get().state == "held"
    expect_nothing_left(tablet.page)


def test_what_was_written_while_somebody_else_closed_it_is_shown_beside_what_was_agreed(device, conference):
    tablet = device()
    tablet.opens()
    tablet.has_all()
    tablet.page.locator("summary", has_text="My cards").click()
    tablet.page.locator("[data-row]").filter(has_text="What we will do").get_by_role("button").first.click()
    tablet.context.set_offline(True)
    tablet.page.get_by_label("I will").fill("Read on Sundays")
    today = timezone.localdate()
    live.close_conference(
        conference,
        promises={"teacher": "Find books"},
        check_on=today,
        decide_by=None,
        by=conference.student.user,
    )
    tablet.context.set_offline(False)
    expect(tablet.page.get_by_text("This was agreed in another place")).to_be_visible()
    expect(tablet.page.get_by_text("Find books")).to_be_visible()
    expect(tablet.page.get_by_label("I will")).to_have_value("Read on Sundays")
    tablet.page.get_by_role("button", name="We agree").click()
    expect(tablet.page).to_have_url(re.compile("/record/"))
    assert Conference.objects.get().agreed_words() == {"teacher": "Find books", "student": "Read on Sundays"}
    expect_nothing_left(tablet.page)


def expect_nothing_left(page):
    """Nothing of hers is on the device that the next child takes."""
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('present'))") == []
    page.wait_for_function("navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")


def test_done_leaves_nothing_on_a_shared_tablet(device):
    tablet = device()
    tablet.opens()
    tablet.has_all()
    tablet.page.locator("summary", has_text="My cards").click()
    tablet.page.get_by_role("button", name="Done").click()
    expect(tablet.page).not_to_have_url(re.compile("/present/"))
    expect_nothing_left(tablet.page)
    tablet.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        tablet.page.goto(tablet.path)
