"""An evening: many open live pages that ask again by themselves: `uv run python -m tests.load.live_pages`.

Starts the product as the demo does and Locust beside it: nine of ten pages are phones that follow a
conference every two seconds, one is a room board that asks every three. Meanwhile every running
conference turns a card each half minute. Prints Locust's table: requests per second, percentiles, errors.
A 204 is an unchanged poll.
"""

import argparse
import json
import os
import subprocess
import sys
import threading

PAGES = "LECTERN_LIVE_PAGES"

if PAGES in os.environ:
    import itertools

    from locust import FastHttpUser, constant_pacing, task

    pages = itertools.cycle(json.loads(os.environ[PAGES]))

    class OpenPage(FastHttpUser):
        """One page in one browser, which remembers what it has seen."""

        def on_start(self):
            self.page = next(pages)
            self.seen = self.page["since"]
            self.wait_time = constant_pacing(self.page["every"]).__get__(self)

        @task
        def ask(self):
            path, headers = f"{self.page['path']}?since={self.seen}", self.page["headers"]
            with self.client.get(
                path, headers=headers, name=self.page["name"], catch_response=True
            ) as answer:
                if answer.status_code == 200 and self.page["marker"] in (answer.text or ""):
                    self.seen = answer.text.split("since=")[1].split('"')[0].split("&")[0]
                elif answer.status_code != 204:
                    answer.failure(f"answered {answer.status_code}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    from tests.load import school

    school.prepare()
    with school.served() as address:
        running = running_conferences()
        done = threading.Event()
        turning = threading.Thread(target=turn_cards, args=(running, done))
        turning.start()
        try:
            locust(address, open_pages(school, running), options)
        finally:
            done.set()
            turning.join()


def running_conferences():
    from conferences.models import Conference

    return list(Conference.objects.filter(state="live").select_related("student__user", "place"))


def open_pages(school, running):
    """What each kind of page asks, and as whom; Locust deals them out to its browsers in turn."""
    from accounts.models import User

    pages = []
    for conference in running:
        family = User.objects.filter(guardianships__student=conference.student).first()
        follow = {"name": "follow", "path": f"/conferences/{conference.pk}/follow/", "every": 2}
        pages.append(asked(school, family, follow, conference.revision, 'id="follow"'))
    session = running[0].place.session
    advisor = running[0].student.advisory.advisors.first()
    board = {"name": "board", "path": f"/sessions/{session.pk}/board/", "every": 3}
    pages.append(asked(school, advisor, board, session.stamp, 'id="board"'))
    return pages


def asked(school, who, page, since, marker):
    headers = school.browser(who) | {"HX-Request": "true"}
    return page | {"headers": headers, "since": since, "marker": marker}


def turn_cards(running, done):
    """Each conference goes to another card every half minute, one after the other."""
    from django.db import connection

    from conferences.actions import live
    from conferences.models import Conference

    turns = 0
    while not done.wait(30 / len(running)):
        conference = Conference.objects.get(pk=running[turns % len(running)].pk)
        cards = list(conference.cards.kept())
        live.show_card(
            cards[turns // len(running) % len(cards)], seen=conference.revision, by=conference.student.user
        )
        turns += 1
    connection.close()


def locust(address, pages, options):
    command = [sys.executable, "-m", "locust", "-f", __file__, "--headless", "--host", address]
    command += ["--users", str(options.pages), "--spawn-rate", "30", "--only-summary"]
    command += ["--run-time", f"{options.seconds + options.pages // 30}s"]
    subprocess.run(command, env=os.environ | {PAGES: json.dumps(pages)}, check=False)


if __name__ == "__main__":
    main()
