"""The evening of a large school: `uv run python -m tests.load.live`.

60 conferences are live at once. Each student's screen asks every two seconds and turns a card every twenty;
four phones of her family follow each, asking every two seconds. Prints Locust's table, in which "turn to
phone" is the time from the moment she turns to the moment a phone has the new card, in milliseconds.
"""

import argparse
import json
import os
import subprocess
import sys

TABLES = "LECTERN_LIVE_TABLES"

if TABLES in os.environ:
    import itertools
    import random
    import time
    import uuid

    from locust import FastHttpUser, constant_pacing, events, task

    tables = json.loads(os.environ[TABLES])
    screens = itertools.cycle(tables)
    phones = itertools.cycle([(table, phone) for table in tables for phone in table["phones"]])
    turned: dict[tuple[int, int], float] = {}  # (conference, revision): when she turned
    early: dict[tuple[int, int], list[float]] = {}  # phones that knew before she was answered

    def seen(key, at):
        """A phone has this revision of this conference."""
        if key in turned:
            tell(at - turned[key])
        else:
            early.setdefault(key, []).append(at)

    def tell(seconds):
        said = {"response_time": seconds * 1000, "response_length": 0, "exception": None, "context": {}}
        events.request.fire(request_type="TURN", name="turn to phone", **said)

    class Screen(FastHttpUser):
        """The student's device."""

        fixed_count = len(tables)
        wait_time = constant_pacing(2)

        def on_start(self):
            self.table = next(screens)
            self.revision, self.asked = self.table["revision"], random.randrange(10)
            self.device, self.place = str(uuid.uuid4()), 0

        @task
        def go_on(self):
            self.asked += 1
            if self.asked % 10:
                path = f"/conferences/{self.table['pk']}/stage/?since={self.revision}"
                self.client.get(path, headers=self.table["headers"], name="screen asks")
            else:
                self.turn()

        def turn(self):
            cards = self.table["cards"]
            self.place = (self.place + 1) % len(cards)
            turn = {"key": str(uuid.uuid4()), "verb": "show", "card": str(cards[self.place]), "ago": 0}
            data = {"device": self.device, "turns": json.dumps([turn])}
            path, start = f"/conferences/{self.table['pk']}/turns/", time.monotonic()
            answer = self.client.post(path, data=data, headers=self.table["headers"], name="screen turns")
            if answer.status_code == 200:
                self.revision = answer.json()["revision"]
                key = (self.table["pk"], self.revision)
                turned[key] = start
                for at in early.pop(key, ()):
                    tell(at - start)

    class Phone(FastHttpUser):
        """One of the adults who follow."""

        fixed_count = sum(len(table["phones"]) for table in tables)
        wait_time = constant_pacing(2)

        def on_start(self):
            self.table, self.headers = next(phones)
            self.since = ""
            time.sleep(random.random() * 2)

        @task
        def ask(self):
            path = f"/conferences/{self.table['pk']}/follow/?since={self.since}&opened=during"
            with self.client.get(
                path, headers=self.headers, name="phone asks", catch_response=True
            ) as answer:
                if answer.status_code == 200 and 'id="follow"' in (answer.text or ""):
                    known, self.since = self.since, answer.text.split("since=")[1].split("&")[0].split('"')[0]
                    if known:
                        seen((self.table["pk"], int(self.since.split("-")[0])), time.monotonic())
                elif answer.status_code != 204:
                    answer.failure(f"answered {answer.status_code}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--conferences", type=int, default=60)
    parser.add_argument("--phones", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=120)
    options = parser.parse_args()
    from tests.load import school

    school.prepare()
    tables = [table_of(school, number, options.phones) for number in range(options.conferences)]
    with school.served() as address:
        run(address, tables, options)


def table_of(school, number, phones):
    """A conference that has just begun, with what its devices send."""
    from conferences.actions import live
    from conferences.models import Conference

    name = f"live-{number}"
    student = school.Student.objects.filter(user__username=name).first() or planned(school, name, phones)
    conference = Conference.objects.get(student=student)
    live.start_conference(conference, by=student.user)
    conference.refresh_from_db()
    adults = school.User.objects.filter(guardianships__student=student)
    return {
        "pk": conference.pk,
        "revision": conference.revision,
        "cards": list(conference.cards.kept().values_list("pk", flat=True)),
        "headers": headers(school, student.user),
        "phones": [headers(school, adult) for adult in adults[:phones]],
    }


def planned(school, name, phones):
    """A student with the plan of her grade, two pieces on it, and adults who may be there."""
    advisory = school.Advisory.objects.get(name="Advisory 5B")
    same = {"school": advisory.school}
    student = school.f.StudentFactory(advisory=advisory, user__username=name, **same)
    household = school.f.HouseholdFactory(**same)
    for _ in range(phones):
        adult = school.f.UserFactory(role="family", **same)
        school.f.GuardianshipFactory(adult=adult, student=student, household=household)
    conference = school.begin_agenda(student)
    school.show_work(conference, student, [], 2)
    return student


def headers(school, user):
    """Of a browser that is signed in; what it sends by itself carries its token."""
    token = "t" * 32
    session = school.signed_in(user).cookies["session"].value
    cookie = f"session={session}; csrftoken={token}"
    return {"Cookie": cookie, "X-CSRFToken": token, "HX-Request": "true"}


def run(address, tables, options):
    people = len(tables) * (1 + options.phones)
    command = [sys.executable, "-m", "locust", "-f", __file__, "--headless", "--host", address]
    command += ["--users", str(people), "--spawn-rate", "30", "--only-summary"]
    command += ["--run-time", f"{options.seconds + people // 30}s"]
    subprocess.run(command, env=os.environ | {TABLES: json.dumps(tables)}, check=False)


if __name__ == "__main__":
    main()
