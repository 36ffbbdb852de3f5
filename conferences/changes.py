"""What a change would hit, before it is made: read alone, for the office to look at first."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import Advisory, Guardianship
from conferences.models import Absence, Busy, Conference, Place, Shift
from conferences.querysets.households import families_of

BEGUN = (Conference.State.LIVE, Conference.State.HELD)


def on_day(moment, day, zone):
    """The same time of the clock on another day, though the clocks may change in between."""
    local = moment.astimezone(zone)
    return datetime.datetime.combine(day, local.time(), zone).astimezone(datetime.UTC)


def zone_of(round_):
    return ZoneInfo(round_.school.timezone)


def day_of(round_, day):
    """From midnight to midnight on the school's clock."""
    zone = zone_of(round_)
    start = datetime.datetime.combine(day, datetime.time(), zone)
    return start, datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), zone)


def sessions_on(round_, day):
    """The sessions that begin on this day of the school's calendar, and are not called off."""
    first, last = day_of(round_, day)
    return round_.sessions.filter(starts_at__gte=first, starts_at__lt=last, called_off_at=None)


def days_of(round_):
    """The days of the round on which there is something, in order."""
    zone = zone_of(round_)
    starts = round_.sessions.filter(called_off_at=None).values_list("starts_at", flat=True)
    return sorted({start.astimezone(zone).date() for start in starts})


def overlap(one, other):
    return one.starts_at < other.ends_at and one.ends_at > other.starts_at


@dataclass(frozen=True)
class Time:
    """A conference at a time: where it is, where it would be."""

    conference: Conference
    starts_at: datetime.datetime
    ends_at: datetime.datetime


@dataclass
class Hit:
    """One conference whose time changes, with what somebody should look at first."""

    conference: Conference
    place: Place
    to: Time
    looks: list = field(default_factory=list)


@dataclass
class Asked:
    """An interpreter who is asked whether she comes on the new day, too."""

    interpreter: object
    count: int
    is_there: bool  # she has a shift then already
    is_taken: bool  # she is somewhere else then


@dataclass
class Plan:
    """A change with all that it would do."""

    round: object
    sessions: list
    begun: list
    hits: list
    day: datetime.date
    interpreters: list = field(default_factory=list)
    clashes: list = field(default_factory=list)  # adults who must never meet would be here at once
    families: int = 0
    on_paper: int = 0

    @property
    def looks(self):
        return [hit for hit in self.hits if hit.looks]

    @property
    def rooms(self):
        """How many conferences in which room, in order of time."""
        counts = Counter(hit.place.session_id for hit in self.hits)
        return [(session, counts[session.pk]) for session in self.sessions]


def taken_in(sessions):
    """The taken places of these sessions, in order of time."""
    places = Place.objects.filter(session__in=sessions, conference__isnull=False)
    found = places.select_related("session", "interpreter", "conference__student__user")
    return list(found.order_by("starts_at", "session", "table"))


def apart(sessions):
    """Those that are still whole, and those in which something has begun."""
    begun = set(
        Place.objects.filter(session__in=sessions, conference__state__in=BEGUN).values_list(
            "session", flat=True
        )
    )
    return (
        [session for session in sessions if session.pk not in begun],
        [session for session in sessions if session.pk in begun],
    )


def shift_plan(round_, sessions, day):
    """What it would do if these sessions were on another day, at the same time of the clock."""
    whole, begun = apart(sorted(sessions, key=lambda session: (session.starts_at, session.pk)))
    hits = []
    zone = zone_of(round_)
    by = {session.pk: on_day(session.starts_at, day, zone) - session.starts_at for session in whole}
    for place in taken_in(whole):
        delta = by[place.session_id]
        to = Time(place.conference, place.starts_at + delta, place.ends_at + delta)
        hits.append(Hit(place.conference, place, to))
    plan = Plan(round_, whole, begun, hits, day)
    around = Around(round_)
    for hit in hits:
        hit.looks = around.looks_at(hit.conference, hit.to, moving=hits)
    plan.clashes = [hit for hit in hits if around.keeps_apart(hit.conference, hit.to, moving=hits)]
    plan.interpreters = asked_interpreters(round_, whole, hits, around)
    tell_how(plan, around)
    return plan


def asked_interpreters(round_, sessions, hits, around):
    mine = defaultdict(list)
    for hit in hits:
        if hit.place.interpreter:
            mine[hit.place.interpreter].append(hit.to)
    staying = [place for place in around.taken if place.session_id not in {s.pk for s in sessions}]
    return [
        Asked(
            interpreter,
            len(times),
            is_there=all(around.on_shift(interpreter.pk, time) for time in times),
            is_taken=any(
                place.interpreter_id == interpreter.pk and overlap(place, time)
                for place in staying
                for time in times
            ),
        )
        for interpreter, times in sorted(mine.items(), key=lambda pair: pair[0].name)
    ]


def tell_how(plan, around):
    """How many families are hit, and how many of them no mail reaches."""
    hit = {hit.conference.pk for hit in plan.hits}
    families = [
        family for family in around.families if hit.intersection(row.pk for row in family.conferences)
    ]
    plan.families = len(families)
    plan.on_paper = sum(family.on_paper for family in families)


class Around:
    """What stands around a round: who is where, who cannot, who must never meet. A handful of questions."""

    def __init__(self, round_):
        self.round = round_
        self.zone = zone_of(round_)
        self.families = families_of(round_, answers=True)
        self.of_conference = defaultdict(list)
        for family in self.families:
            for conference in family.conferences:
                self.of_conference[conference.pk].append(family)
        taken = Place.objects.filter(conference__isnull=False, session__round=round_)
        self.taken = list(taken.select_related("conference__student"))
        self.busy = defaultdict(list)
        for busy in Busy.objects.filter(round=round_):
            self.busy[busy.student_id].append(busy)
        self.shifts = defaultdict(list)
        for shift in Shift.objects.filter(round=round_, interpreter__ended_at=None):
            self.shifts[shift.interpreter_id].append(shift)
        self.absent = self.absences()
        self.adults, self.restricted = self.grown_ups()

    def absences(self):
        """By advisory: when nobody of its advisors is there, and nobody stands in."""
        found = defaultdict(list)
        rows = list(Absence.objects.filter(round=self.round, stand_in=None))
        held = Advisory.advisors.through.objects.filter(
            user__in=[row.advisor_id for row in rows], advisory__ended_at=None
        )
        for advisory, user in held.values_list("advisory", "user"):
            found[advisory] += [row for row in rows if row.advisor_id == user]
        return found

    def grown_ups(self):
        """By student: the adults who may be there, and those whom the school keeps away."""
        coming, kept = defaultdict(set), defaultdict(set)
        rows = Guardianship.objects.dated().filter(student__conferences__round=self.round)
        for student, adult, may_attend, restricted in rows.values_list(
            "student", "adult", "may_attend", "restricted"
        ):
            if restricted:
                kept[student].add(adult)
            elif may_attend:
                coming[student].add(adult)
        return coming, kept

    def at(self, time, moving=()):
        """The conferences that are on then, once those that move have moved."""
        gone = {hit.conference.pk for hit in moving}
        for place in self.taken:
            if place.conference_id not in gone and overlap(place, time):
                yield place.conference
        for hit in moving:
            if overlap(hit.to, time):
                yield hit.conference

    def others_at(self, conference, time, moving=()):
        return [other for other in self.at(time, moving) if other.pk != conference.pk]

    def is_busy(self, conference, time):
        return any(overlap(busy, time) for busy in self.busy[conference.student_id])

    def is_away(self, conference, time):
        return any(overlap(row, time) for row in self.absent[conference.student.advisory_id])

    def with_siblings(self, conference, time, moving=()):
        """Somebody who comes to it is at another child's, or she herself at her other conference, then."""
        mine = self.adults[conference.student_id]
        return any(
            other.student_id == conference.student_id or mine & self.adults[other.student_id]
            for other in self.others_at(conference, time, moving)
        )

    def keeps_apart(self, conference, time, moving=()):
        """An adult whom the school keeps away from one child would come to another's at that time."""
        student = conference.student_id
        return any(
            self.restricted[student] & self.adults[other.student_id]
            or self.restricted[other.student_id] & self.adults[student]
            for other in self.others_at(conference, time, moving)
        )

    def cannot(self, conference, time):
        """What a family of hers has said before: not at that time."""
        return any(
            says_no(family.answer, time, self.zone)
            for family in self.of_conference[conference.pk]
            if family.answer
        )

    def on_shift(self, interpreter_pk, time):
        return any(
            shift.starts_at <= time.starts_at and shift.ends_at >= time.ends_at
            for shift in self.shifts[interpreter_pk]
        )

    def looks_at(self, conference, time, moving=()):
        """In words, what would have to be seen to."""
        looks = []
        if self.is_busy(conference, time):
            looks.append(_("The student has something else then."))
        if self.is_away(conference, time):
            looks.append(_("Her advisor is away then."))
        if self.cannot(conference, time):
            looks.append(_("The family said that they cannot come then."))
        if self.with_siblings(conference, time, moving):
            looks.append(_("The family has another conference then."))
        return looks


def says_no(answer, time, zone):
    if answer.not_before and time.starts_at.astimezone(zone).time() < answer.not_before:
        return True
    if answer.any_time:
        return False
    return not any(window.starts_at <= time.starts_at < window.ends_at for window in answer.windows.all())
