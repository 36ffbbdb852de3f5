"""Real Chromium against the real product: `manage.py demo`, as a new user starts it."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import expect

from tests.e2e.demo import running_demo
from tests.e2e.people import Person

# Playwright runs an event loop in the thread of the test; the ORM is used from that thread on purpose.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A microphone that beeps and a camera that shows a ball, which every page may use that asks.
DEVICES = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
# Other tests share the two cores: waiting is patient, and what is waited for is exact.
PATIENCE = 20_000  # milliseconds
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def playwright(playwright):
    """Django keeps connections apart that are opened while Playwright's loop runs; they end with it."""
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, browser_type):
    browser = installed_browser(browser_type)
    return browser_type_launch_args | {"executable_path": browser, "args": ["--no-sandbox", *DEVICES]}


def installed_browser(browser_type):
    """Chromium of the system, else Playwright's own, else the one of Debian's packages. Never none."""
    found = on_path()
    if found is None and not Path(browser_type.executable_path).exists():
        found = install_chromium()
    return found


def on_path():
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def install_chromium():
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]
        subprocess.run([*apt, "update"], check=False)
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", "chromium"], check=False)
    return on_path() or pytest.fail(
        "These tests drive Chromium, and there is none. Get it with `apt-get install chromium` or with "
        "`uv run playwright install --with-deps chromium`."
    )


@pytest.fixture(scope="session")
def school():
    """The address of a demo that runs for these tests alone, in a folder of its own."""
    folder = tempfile.TemporaryDirectory(prefix="lectern-e2e-", ignore_cleanup_errors=True)
    with folder as home, running_demo(Path(home)) as address:
        yield address


@pytest.fixture
def meet(browser, school):
    """`meet("Cora", PHONE)` gives a person with a browser of her own; at the end nothing may be amiss."""
    people = []

    def meet(name, device, **options):
        people.append(Person(browser, school, name, device | options))
        return people[-1]

    yield meet
    troubles = [f"{person.name}: {trouble}" for person in people for trouble in person.troubles]
    for person in people:
        person.leaves()
    assert troubles == []
