"""A second round, of the older students, in which families say when they can come; two homes disagree."""

import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.actions.households import add_guardianship, add_household
from accounts.models import Household
from conferences.actions import rounds, states
from conferences.actions.preferences import save_preference
from conferences.demo.families import ADULT
from conferences.models import Milestone, Round
from conferences.querysets.households import families_of
from conferences.querysets.preferences import asked_sessions
from conferences.wishes import cells_of, joined

SAID = [
    {"any_time": True},
    {"any_time": True, "not_before": datetime.time(17), "way": "either"},
    {},  # certain times
    {"any_time": True, "way": "remote", "line": "I work every second week in the evening."},
    None,  # not yet
]


def make_preferences(school, *, by):
    """Three evenings in five weeks; most families have answered, some by telephone."""
    round_ = rounds.add_round(
        school, by=by, name="Winter", grade_low=8, grade_high=12, minutes=30, turnover=5
    )
    first = timezone.localdate() + datetime.timedelta(weeks=5)
    days = [first + datetime.timedelta(days=n - first.weekday()) for n in (1, 2, 3)]
    for day in days:
        for room, begins in (("Library", 15), ("Room 21", 16)):
            at = [datetime.datetime.combine(day, datetime.time(hour)) for hour in (begins, 20)]
            starts_at, ends_at = (timezone.make_aware(moment, ZoneInfo(school.timezone)) for moment in at)
            rounds.add_session(round_, by=by, room=room, starts_at=starts_at, ends_at=ends_at, capacity=3)
    states.publish_round(round_, by=by)
    Round.objects.filter(pk=round_.pk).update(state=Round.State.PREFERENCES, asks_first=True)
    round_.refresh_from_db()
    Milestone.objects.get_or_create(
        round=round_, kind=Milestone.Kind.ANSWER, defaults={"day": first - datetime.timedelta(weeks=3)}
    )
    live_apart(school, round_, by=by)
    for number, family in enumerate(families_of(round_)):
        say(round_, family, SAID[number % len(SAID)], office=number % 4 == 0, by=by)


def live_apart(school, round_, *, by):
    """One of them has a second home."""
    student = round_.conferences.select_related("student").order_by("pk").first().student
    father = add_guardianship(
        student,
        by=by,
        first_name="Daniel",
        last_name="Brandt",
        email="daniel.brandt@family.example",
        relation="father",
        **ADULT,
    )
    add_household(student, by=by, adults=[father], name="Brandt", language="en")


def say(round_, family, said, *, office, by):
    apart = family.household and family.household.name == "Brandt"
    if not family.deciding or (said is None and not apart):
        return
    cells = cells_of(asked_sessions(round_, family.students))
    windows = joined(cells[4:10] + cells[14:18], cells[5:8]) if not said else []
    fields = dict(said or {})
    if apart:
        fields["joint"] = "separate"
    if isinstance(family.household, Household) and family.household.needs_interpreter:
        fields |= {"interpreter": True, "interpreter_language": family.household.interpreter_language}
    save_preference(
        round_,
        family,
        fields=fields,
        windows=windows,
        seen_revision=0,
        by=by if office else family.adults[0],
        by_office=office,
    )
