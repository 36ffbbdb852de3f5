"""The calendar of a round: counted from its first conference day, and changed as the school likes."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.letters import language_of, post
from accounts.audit import record
from accounts.models import Membership
from conferences.models import Milestone, Round

Kind = Milestone.Kind
# Days from the first conference day, as schools do it.
FROM_FIRST_DAY = {
    Kind.LETTER: -35,
    Kind.INVITE: -28,
    Kind.ASK: -28,
    Kind.LESSONS: -21,
    Kind.ANSWER: -16,
    Kind.TIMES: -13,
    Kind.CONFIRM: -9,
    Kind.AGENDAS: -8,
    Kind.PRACTICE: -6,
    Kind.STAYS: -1,
    Kind.DAYS: 0,
    Kind.THANKS: 2,
    Kind.MAKE_UPS: 10,
    Kind.CHECK_IN: 14,
    Kind.SAID_DID: 28,
}
# Only where families are asked first.
OF_ASKING = (Kind.ASK, Kind.ANSWER, Kind.TIMES, Kind.CONFIRM)
SATURDAY = 5


def clock_of(school):
    return ZoneInfo(school.timezone)


def first_day(round_):
    """On the school's clock, which is another date than that of the server round midnight."""
    first = round_.sessions.filter(called_off_at=None, for_make_ups=False).order_by("starts_at").first()
    return first and timezone.localdate(first.starts_at, clock_of(round_.school))


def default_days(round_, first):
    """What a school does when: no day of it on a weekend, unless the school meets on weekends."""
    offsets = FROM_FIRST_DAY | {Kind.STAYS: -round_.last_change}
    return {
        kind: first + datetime.timedelta(days=days) if kind == Kind.STAYS else weekday(first, days)
        for kind, days in offsets.items()
        if round_.asks_first or kind not in OF_ASKING
    }


def weekday(first, days):
    """Before the conferences the Friday before a weekend, afterwards the Monday after it."""
    day = first + datetime.timedelta(days=days)
    over = day.weekday() - SATURDAY
    if over < 0 or not days:
        return day
    return day - datetime.timedelta(days=over + 1) if days < 0 else day + datetime.timedelta(days=2 - over)


def propose_calendar(round_):
    """Once there is a first day and no calendar yet."""
    first = first_day(round_)
    if first and not round_.milestones.exists():
        lay_calendar(round_, first)


def lay_calendar(round_, first):
    Milestone.objects.bulk_create(
        Milestone(round=round_, kind=kind, day=day, reminded_at=over(round_, day))
        for kind, day in default_days(round_, first).items()
    )


def over(round_, day):
    """Of a day that was over when it was written down, nobody needs to be told."""
    now = timezone.now()
    return now if day < timezone.localdate(now, clock_of(round_.school)) else None


@transaction.atomic
def count_again(round_, *, by):
    """Every day anew from the first conference day; what the school wrote beside them stays."""
    Round.objects.select_for_update().get(pk=round_.pk)
    first = first_day(round_)
    if first is None:
        return
    lines = dict(round_.milestones.values_list("kind", "line"))
    round_.milestones.all().delete()
    lay_calendar(round_, first)
    for kind, line in lines.items():
        round_.milestones.filter(kind=kind).update(line=line)
    record("round.calendar", round_, by=by)


@transaction.atomic
def save_calendar(round_, days, *, by):
    """`days` are (day, line) by kind; without a day it is no part of this round's calendar."""
    Round.objects.select_for_update().get(pk=round_.pk)
    known = {row.kind: row for row in round_.milestones.all()}
    for kind, (day, line) in days.items():
        if day is None:
            round_.milestones.filter(kind=kind).delete()
        elif kind not in known:
            Milestone.objects.create(
                round=round_, kind=kind, day=day, line=line, reminded_at=over(round_, day)
            )
        elif (known[kind].day, known[kind].line) != (day, line):
            told = known[kind].reminded_at if known[kind].day == day else over(round_, day)
            round_.milestones.filter(kind=kind).update(day=day, line=line, reminded_at=told)
    record("round.calendar", round_, by=by)


@transaction.atomic
def remind_office(pk):
    """Tell the office, once, what is due today. Gives how many letters left."""
    owed = Milestone.objects.due().filter(pk=pk).select_for_update(of=("self",), skip_locked=True)
    milestone = owed.select_related("round__school").first()
    if milestone is None:
        return 0
    school = milestone.round.school
    today = timezone.localdate(timezone.now(), clock_of(school))
    if milestone.day > today:
        return 0
    Milestone.objects.filter(pk=pk).update(reminded_at=timezone.now())
    if milestone.day < today - datetime.timedelta(days=3):
        return 0  # nobody was there to send it; by now it would only be in the way
    office = Membership.objects.current().filter(school=school, role="coordinator", user__is_active=True)
    people = [row.user for row in office.select_related("user").exclude(user__email="").order_by("pk")]
    link = settings.SITE_URL + reverse("conferences:round_detail", args=[milestone.round_id])
    for person in people:
        language = language_of(person, school)
        words = {"school": school, "round": milestone.round, "milestone": milestone, "link": link}
        post("conferences/mail/milestone", person, language, **words)
    return len(people)
