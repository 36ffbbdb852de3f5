"""The advisor's queue with 30 students, 120 goals and 1,000 check-ins: `uv run python -m tests.load.review`.

Queries and milliseconds of the page when every goal waits, which is the worst sitting there is. `--sitting`
opens it in Chromium and answers every student by keys alone: how many keys beside the words themselves, and
how long the machine made the teacher wait. What is left of ten minutes is hers, to read and to write.
"""

import argparse
import datetime
import statistics
import time

from tests.load import school  # first: it sets Django up

from django.db import connection, transaction  # isort: skip
from django.test.utils import CaptureQueriesContext  # isort: skip
from django.utils import timezone  # isort: skip

from accounts.models import Advisory, School, User  # isort: skip
from goals.models import CheckIn, Goal, GoalReply  # isort: skip
from tests import factories as f  # isort: skip

STUDENTS, GOALS, CHECK_INS = 30, 120, 1000
QUEUE, WIDTH, HEIGHT = "/goals/review/", 1280, 900
WORDS = "You noticed what helped. What is the next small step?"
MOVED_ON = "goal => document.activeElement?.id !== goal && !document.activeElement?.form"
LINE = "I can do the first part alone now. The second part still gets mixed up when I am tired."


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--sitting", action="store_true", help="answer everybody in a browser, by keys")
    options = parser.parse_args()
    with school.served() as address:
        advisor = advisor_of_thirty()
        everything_waits(advisor)
        tell_page(advisor, options.turns)
        if options.sitting:
            tell_sitting(address, advisor)


@transaction.atomic
def advisor_of_thirty():
    """An advisor with 30 students, four goals each, and eight or nine check-ins a goal."""
    if advisor := User.objects.filter(username="load-review").first():
        return advisor
    maple = School.objects.get(source_id="maple")
    advisor = f.UserFactory(school=maple, role="advisor", first_name="Rosa", username="load-review")
    advisory = f.AdvisoryFactory(school=maple, name="Load 30", advisors=[advisor])
    students = [
        f.StudentFactory(school=maple, advisory=advisory, user__first_name=f"Child{n:02}")
        for n in range(STUDENTS)
    ]
    goals = [f.GoalFactory(student=students[n % STUDENTS], state="under_way") for n in range(GOALS)]
    for n in range(CHECK_INS):
        at = timezone.now() - datetime.timedelta(days=200 - n // GOALS * 21, minutes=n)
        goal = goals[n % GOALS]
        f.CheckInFactory(goal=goal, at=at, line=LINE, wants_help=n % 17 == 0)
        f.GoalReplyFactory(goal=goal, by=advisor, text=WORDS, at=at + datetime.timedelta(days=1))
    return advisor


def everything_waits(advisor):
    """As on the day after all have checked in: nothing of it is answered."""
    mine = Goal.objects.filter(student__in=Advisory.objects.get(advisors=advisor).students.all())
    GoalReply.objects.filter(goal__in=mine, at__gt=timezone.now() - datetime.timedelta(days=1)).delete()
    mine.update(reviewed_at=None, news_at=timezone.now())
    counts = mine.count(), CheckIn.objects.filter(goal__in=mine).count()
    print(f"{STUDENTS} students, {counts[0]} goals, {counts[1]} check-ins")


def tell_page(advisor, turns):
    client = school.signed_in(advisor)
    client.get(QUEUE)
    taken = []
    for _turn in range(turns):
        started = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            page = client.get(QUEUE)
        taken.append(1000 * (time.perf_counter() - started))
    waiting = sum(float(query["time"]) for query in queries.captured_queries)
    print(
        f"queue: {len(queries.captured_queries)} queries, {statistics.median(taken):.0f} ms "
        f"({1000 * waiting:.0f} ms of it Postgres), {len(page.content) // 1024} KB before it is packed"
    )


def tell_sitting(address, advisor):
    """Everybody gets a word, and her other goals are read: keys, and seconds that are the machine's."""
    from playwright.sync_api import sync_playwright

    cookies = [pair.split("=", 1) for pair in school.browser(advisor)["Cookie"].split("; ")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, base_url=address)
        for name, value in cookies:
            context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        started = time.perf_counter()
        page.goto(QUEUE)
        page.locator("[data-review-keys]:not([hidden])").wait_for()
        opened = time.perf_counter() - started
        keys, waits, students, begun = 1, [], set(), time.perf_counter()
        page.keyboard.press("n")
        while turn := here(page):
            student, goal = turn
            if student not in students:
                students.add(student)
                page.keyboard.press("r")
                page.keyboard.insert_text(WORDS)
                keys, key = keys + 2, "Control+Enter"
            else:
                keys, key = keys + 1, "m"
            started = time.perf_counter()
            page.keyboard.press(key)
            page.wait_for_function(MOVED_ON, arg=goal)
            waits.append(time.perf_counter() - started)
        page.locator("[data-review-done]:not([hidden])").wait_for()
        whole = time.perf_counter() - begun
        browser.close()
    print(
        f"sitting: {len(students)} students and {len(waits)} goals, {keys} keys beside the words; opened in "
        f"{opened:.1f} s, the next student at hand within {statistics.median(waits):.2f} s (longest "
        f"{max(waits):.2f} s), all with keys and no pause in {whole:.0f} s"
    )


def here(page):
    """The student and the goal that have the keys now; None at the end."""
    return page.evaluate(
        """() => {
            const turn = document.activeElement?.closest("[data-turn]:not([data-answered])");
            return turn && [turn.closest("[data-turn-of]").dataset.turnOf, turn.id];
        }"""
    )


if __name__ == "__main__":
    main()
