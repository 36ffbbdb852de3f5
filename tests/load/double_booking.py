"""Twenty families click on the one free table in the same moment, over and over.

    uv run python -m tests.load.double_booking [--rounds 50] [--clients 20]

Works in a database of its own, made for the run and dropped after it. Each click is a whole request
through the middleware, in a thread with its own connection. Prints how many won in each round, and how
the others were answered: 409 is the kind page with the nearest free times.
"""

import argparse
import logging
import os
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main(rounds, clients):
    from django.test.utils import setup_test_environment, teardown_test_environment

    django.setup()
    logging.disable(logging.WARNING)
    setup_test_environment()
    from django.conf import settings
    from django.db import connection

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }
    name = connection.creation.create_test_db(verbosity=0)
    try:
        rush(rounds, clients)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def rush(rounds, clients):
    browsers, conferences, places = families(rounds, clients)
    answers, winners, seconds = Counter(), Counter(), []
    with ThreadPoolExecutor(clients) as pool:
        for place in places:
            began = time.monotonic()
            answers.update(one_round(pool, browsers, conferences, place))
            seconds.append(time.monotonic() - began)
            winners[holders(place)] += 1
    print(f"{rounds} rounds of {clients} clients for one free table")
    for count, times in sorted(winners.items()):
        print(f"  {times} rounds with {count} winner(s)")
    print("  answers: " + ", ".join(f"{status}: {count}" for status, count in sorted(answers.items())))
    print(f"  errors (500 or worse): {sum(n for status, n in answers.items() if status >= 500)}")
    seconds.sort()
    print(f"  a round took {seconds[len(seconds) // 2]:.2f} s in the middle, {seconds[-1]:.2f} s at most")
    held = held_twice()
    print(f"  places held by two, families holding two: {held}")


def families(rounds, clients):
    """Families of one advisory, and for each round a time at which one table is free; the rest is full."""
    import datetime

    from django.test import Client

    from tests import factories as f

    school = f.SchoolFactory()
    advisory = f.AdvisoryFactory(school=school)
    round_ = f.RoundFactory(school=school)
    session = f.SessionFactory(round=round_)
    browsers, conferences = [], []
    for _ in range(clients):
        student = f.StudentFactory(school=school, advisory=advisory)
        adult = f.UserFactory(school=school, role="family")
        f.GuardianshipFactory(adult=adult, student=student)
        conferences.append(f.ConferenceFactory(student=student, round=round_))
        browsers.append(Client(raise_request_exception=False))
        browsers[-1].force_login(adult)
    times = [session.starts_at + datetime.timedelta(minutes=25 * n) for n in range(rounds)]
    return browsers, conferences, [f.PlaceFactory(session=session, starts_at=at, table=1) for at in times]


def one_round(pool, browsers, conferences, place):
    """The statuses of all clients, who click together."""
    from django.db import connection
    from django.urls import reverse

    start = threading.Barrier(len(browsers))

    def click(browser, conference):
        url = reverse("conferences:place_book", args=[conference.pk])
        start.wait()
        try:
            return browser.post(url, {"place": place.pk}).status_code
        finally:
            connection.close()

    return list(pool.map(click, browsers, conferences))


def holders(place):
    from conferences.models import Place

    return Place.objects.filter(pk=place.pk, conference__isnull=False).count()


def held_twice():
    from django.db.models import Count

    from conferences.models import Conference

    return Conference.objects.annotate(n=Count("place")).filter(n__gt=1).count()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--clients", type=int, default=20)
    main(**vars(parser.parse_args()))
