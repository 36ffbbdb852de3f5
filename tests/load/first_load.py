"""Requests and bytes of a page in a browser that has never been here, and in one that has.

`uv run python -m tests.load.first_load`: bytes are those on the wire, headers included, as Chromium counts
them. Pictures far below are lazy and load when they come near: `--scroll` goes to the end of each page.
"""

import argparse
import os

from tests.load import school

# Playwright runs an event loop in this thread; the ORM is used from it on purpose.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

PHONE = {"width": 390, "height": 844}
COLUMNS = "{:<16}{:>10}{:>10}{:>14}{:>10}"


def main():
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scroll", action="store_true")
    options = parser.parse_args()
    from tests.e2e.conftest import installed_browser

    school.prepare()
    asked = school.pages_of(school.student_with(12))
    del asked["floor"]
    asked["collection"] = school.pages_of(school.student_with(24))["collection"]  # of 24 pieces
    print(COLUMNS.format("", "requests", "KB", "second load", "KB"))
    with school.served() as address, sync_playwright() as playwright:
        path = installed_browser(playwright.chromium)
        with playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]) as chromium:
            for name, (who, where) in asked.items():
                first, second = loads(chromium, address, where, who, options.scroll)
                print(COLUMNS.format(name, *first, *second))


def loads(chromium, address, where, who, scroll):
    """Two loads of one page in one browser, each as (requests, kilobytes)."""
    context = chromium.new_context(viewport=PHONE, extra_http_headers={"Accept-Language": "en"})
    pairs = (pair.split("=", 1) for pair in school.browser(who)["Cookie"].split("; "))
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in pairs])
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    answers = []
    for _load in range(2):
        sizes.clear()
        page.goto(address + where, wait_until="networkidle")
        if scroll:
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            page.wait_for_load_state("networkidle")
        sent = [size for size in sizes if size]  # what comes out of the browser's own cache weighs nothing
        answers.append((len(sent), f"{sum(sent) / 1000:.1f}"))
    context.close()
    return answers


if __name__ == "__main__":
    main()
