"""Real Chromium, from Debian's package."""

import os
import shutil

import pytest

# Playwright runs an event loop in the thread of the test; the ORM is used from that thread on purpose.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {
        "executable_path": shutil.which("chromium"),
        "args": ["--no-sandbox"],
    }
