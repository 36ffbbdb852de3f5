"""A school signs in: `uv run python -m tests.load.sign_ins`.

Starts the product as the demo does. First it reads pages only, then 200 people sign in while the pages are
read on: two in five by password, two in five by card, one in five by a mailed code, evenly within a minute
and then, once more, all at once. Prints what the pages took, in milliseconds, and how the sign-ins ended.
"""

import argparse
import datetime
import http.client
import itertools
import re
import statistics
import threading
import time
from collections import Counter
from urllib.parse import urlencode, urlsplit

PASSWORD = "correct horse battery staple"
CODE = "314159"
READERS = 4  # people who open one page after the other
PAUSE = 0.2  # seconds, of each of them
ONCE = 5  # seconds: "all at once" is a class that was told so, not a machine


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    from tests.load import school

    school.prepare()
    pages = pages_to_read(school)
    with school.served() as address:
        host = urlsplit(address).netloc
        measure("pages alone", host, pages, [], options.seconds / 2)
        for label, seconds in (("in a minute", options.seconds), ("all at once", ONCE)):
            measure(f"{options.people} {label}", host, pages, arrivals(options.people), seconds)


def pages_to_read(school):
    student = school.student_with(5)
    pages = [(who, path) for name, (who, path) in school.pages_of(student).items() if name != "floor"]
    return [(path, school.browser(who)) for who, path in pages]


def arrivals(people):
    """Who comes, in the order of their coming: each the address of a form and what to write into it."""
    ways = {"password": staff(people * 2 // 5), "card": cards(people * 2 // 5), "code": codes(people // 5)}
    dealt = itertools.cycle(("password", "card", "password", "card", "code"))
    return [(way, *ways[way].pop()) for way in itertools.islice(dealt, people)]


def staff(number):
    from django.contrib.auth.hashers import make_password

    from accounts.models import Membership, School, User

    school, password = School.objects.get(source_id="maple"), make_password(PASSWORD)
    rows = []
    for count in range(number):
        user, _made = User.objects.update_or_create(
            username=f"load-staff-{count}", defaults={"school": school, "password": password}
        )
        Membership.objects.get_or_create(user=user, school=school, role="advisor")
        rows.append(("/accounts/sign-in/", {"name": user.username, "password": PASSWORD}))
    return rows


def cards(number):
    from accounts.actions.cards import issue_cards
    from accounts.models import Student

    students = itertools.islice(itertools.cycle(Student.objects.current().filter(grade__gt=2)), number)
    issued = {card.student.pk: card.code for card in issue_cards(list(set(students)), by=None)}
    return [
        ("/accounts/card/", {"code": code})
        for code in itertools.islice(itertools.cycle(issued.values()), number)
    ]


def codes(number):
    """A browser that has asked for a code, and the code, as the mail would bring it."""
    from importlib import import_module

    from django.conf import settings
    from django.utils import timezone

    from accounts.models import Guardianship, Invitation, SignInCode
    from accounts.secrets import digest
    from tests import factories as f

    store, rows = import_module(settings.SESSION_ENGINE).SessionStore, []
    later = timezone.now() + datetime.timedelta(hours=1)
    families = Guardianship.objects.current().order_by("adult", "pk").distinct("adult")
    for guardianship in itertools.islice(itertools.cycle(families), number):
        if not Invitation.objects.open().filter(guardianship=guardianship).exists():
            f.InvitationFactory(guardianship=guardianship, token_digest=digest("load", str(guardianship.pk)))
        code = SignInCode.objects.create(user=guardianship.adult, expires_at=later, sent_at=timezone.now())
        SignInCode.objects.filter(pk=code.pk).update(code_digest=digest(f"code-{code.pk}", CODE))
        session = store()
        session["code"] = {"pk": code.pk, "address": "x", "again": "accounts:code_ask"}
        session.save()
        cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
        rows.append(("/accounts/code/enter/", {"code": CODE}, cookie))
    return rows


def measure(label, host, pages, people, seconds):
    """Read pages until everybody has signed in, or for so many seconds."""
    read, answers, over = [], [], threading.Event()
    readers = [threading.Thread(target=read_on, args=(host, pages, read, over)) for _ in range(READERS)]
    comers = [
        threading.Thread(target=come_in, args=(host, answers, number * seconds / len(people), *person))
        for number, person in enumerate(people)
    ]
    for thread in (*readers, *comers):
        thread.start()
    for thread in comers:
        thread.join()
    if not comers:
        time.sleep(seconds)
    over.set()
    for thread in readers:
        thread.join()
    print(f"\n{label}")
    print(
        f"  pages     {percentiles([took for _status, took in read])}  {dict(Counter(s for s, _t in read))}"
    )
    for way in ("password", "card", "code"):
        mine = [(status, took) for name, status, took in answers if name == way]
        if mine:
            print(f"  {way:9} {percentiles([t for _s, t in mine])}  {dict(Counter(s for s, _t in mine))}")


def percentiles(times):
    cuts = statistics.quantiles(times, n=100)
    return "  ".join(f"p{p} {cuts[p - 1] * 1000:5.0f}" for p in (50, 95, 99)) + f"  n {len(times)}"


def read_on(host, pages, read, over):
    for path, headers in itertools.cycle(pages):
        if over.is_set():
            return
        begun = time.perf_counter()
        status, _headers, _body = ask(host, "GET", path, headers=headers)
        read.append((status, time.perf_counter() - begun))
        time.sleep(PAUSE)


def come_in(host, answers, wait, way, path, form, cookie=""):
    """Open the form, fill it in, send it; what is measured is the sending. Told to, she presses once more."""
    time.sleep(wait)
    _status, headers, body = ask(host, "GET", path, headers={"Cookie": cookie})
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', body)[1].decode()
    crumbs = [cookie, *(value.partition(";")[0] for name, value in headers if name.lower() == "set-cookie")]
    sent = urlencode(form | {"csrfmiddlewaretoken": token})
    headers = {"Cookie": "; ".join(filter(None, crumbs)), "Content-Type": "application/x-www-form-urlencoded"}
    begun = time.perf_counter()
    status, _headers, body = ask(host, "POST", path, body=sent, headers=headers)
    answers.append((way, "in line" if b"once more" in body else status, time.perf_counter() - begun))


def ask(host, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(host, timeout=60)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()


if __name__ == "__main__":
    main()
