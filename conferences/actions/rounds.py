"""The office prepares a round: how long conferences are, sessions with their places, invitations."""

import datetime
from collections import Counter, defaultdict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Max, Q, When
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.actions.invitations import invite
from accounts.audit import record
from accounts.models import Student
from conferences.actions.milestones import propose_calendar
from conferences.models import Break, Conference, Length, Place, Round, Session
from conferences.querysets.rounds import guardianships_of, missing_students, uninvited, with_mail

# A family can open its page for a month after the last conference day: for the record and the follow-up.
GOOD_FOR = datetime.timedelta(days=31)


@transaction.atomic
def add_round(school, *, by, lengths=None, **fields):
    """`lengths` are minutes by (from grade, to grade), where they are not as the round says."""
    try:
        with transaction.atomic():
            round_ = Round.objects.create(school=school, **fields)
    except IntegrityError as error:
        raise name_taken(error) from None
    save_lengths(round_, lengths or {})
    record("round.added", round_, by=by)
    return round_


@transaction.atomic
def edit_round(round_, *, by, lengths=None, **fields):
    """Its lengths may change until the first family has chosen a time; then all places are laid anew."""
    before = Round.objects.select_for_update().get(pk=round_.pk)
    old = {(row.grade_low, row.grade_high): row.minutes for row in before.lengths.all()}
    lengths = old if lengths is None else lengths
    length = ("minutes", "turnover")
    relay = any(fields.get(name, getattr(before, name)) != getattr(before, name) for name in length)
    relay = relay or lengths != old
    if relay and Place.objects.filter(session__round=before, conference__isnull=False).exists():
        raise ValidationError(
            {"minutes": _("Families have chosen times already, so the length of a conference stays.")}
        )
    try:
        with transaction.atomic():
            Round.objects.filter(pk=before.pk).update(**fields)
    except IntegrityError as error:
        raise name_taken(error) from None
    was = {grade: before.minutes_of(grade) for grade in [None, *Student.Grade.values]}
    save_lengths(before, lengths)
    after = Round.objects.get(pk=before.pk)
    if relay:
        set_minutes(was, after)
        lay_rooms(after.sessions.to_lay())
    record("round.edited", after, by=by)
    return after


def name_taken(error):
    """Another round has this name; whatever else the database refuses is a fault of ours."""
    if "round_name_once" not in str(error):
        raise error
    return ValidationError({"name": _("There is a round with this name already.")})


def save_lengths(round_, lengths):
    round_.lengths.all().delete()
    Length.objects.bulk_create(
        Length(round=round_, grade_low=low, grade_high=high, minutes=minutes)
        for (low, high), minutes in lengths.items()
    )


def set_minutes(before, after):
    """Every conference to come is as long as its grade has it now; twice as long stays twice as long.

    `before` are the minutes of each grade until now.
    """
    to_come = Conference.objects.filter(round=after, started_at=None)
    for grade in set(to_come.order_by().values_list("student__grade", flat=True)):
        was, now = before[grade], after.minutes_of(grade)
        alike = Q(student__grade=grade) if grade is not None else Q(student__grade=None)
        keys = list(to_come.filter(alike).values_list("pk", flat=True))
        Conference.objects.filter(pk__in=keys).update(
            minutes=Case(When(minutes=2 * was, then=2 * now), default=now)
        )


@transaction.atomic
def add_session(round_, *, by, advisories=(), breaks=(), **fields):
    """An afternoon or evening in one room, with all its places. The first one begins the calendar."""
    session = Session.objects.create(round=round_, **fields)
    session.advisories.set(advisories)
    save_breaks(session, breaks)
    lay_places(session)
    propose_calendar(round_)
    record("session.added", session, by=by)
    return session


@transaction.atomic
def edit_session(session, *, by, advisories=(), breaks=None, **fields):
    """Change room, day, window or tables; a time that a family has chosen is never taken away."""
    # Places are locked before their session, here as where families book: no two can wait for each other.
    list(session.places.select_for_update().order_by("pk").values_list("pk"))
    Session.objects.filter(pk=session.pk).update(**fields, revision=F("revision") + 1)
    session.refresh_from_db()
    session.advisories.set(advisories)
    if breaks is not None:
        save_breaks(session, breaks)
    lay_places(session)
    record("session.edited", session, by=by)
    return session


def save_breaks(session, breaks):
    session.breaks.all().delete()
    Break.objects.bulk_create(
        Break(session=session, starts_at=starts_at, ends_at=ends_at) for starts_at, ends_at in breaks
    )


@transaction.atomic
def copy_sessions(round_, sessions, *, days, by):
    """The same rooms, hours of the clock, tables and breaks that many days later; how many were made.

    Whoever meets there now does so again. A room that is there at that time already is left out.
    """
    made = 0
    for session in sessions:
        starts_at, ends_at = later(session.starts_at, days), later(session.ends_at, days)
        if round_.sessions.filter(
            room=session.room, starts_at__lt=ends_at, ends_at__gt=starts_at, called_off_at=None
        ).exists():
            continue
        names = ("room", "capacity", "kind", "minutes", "for_make_ups", "call_url")
        add_session(
            round_,
            by=by,
            starts_at=starts_at,
            ends_at=ends_at,
            breaks=[(later(row.starts_at, days), later(row.ends_at, days)) for row in session.breaks.all()],
            advisories=session.advisories.filter(ended_at=None),
            **{name: getattr(session, name) for name in names},
        )
        made += 1
    return made


def later(moment, days):
    """The same time of the school's clock on another day, whatever is done to the clock in between."""
    local = timezone.localtime(moment)
    return from_current_timezone(local.replace(tzinfo=None) + datetime.timedelta(days=days))


def times(session):
    """When conferences of this session start: one after the other, with a pause, around its breaks."""
    return times_of(session, session.length, session.breaks.all())


def times_of(session, length, breaks):
    """The same where it is known already how long they are, and when everybody rests."""
    minutes = datetime.timedelta(minutes=length)
    pause = datetime.timedelta(minutes=session.round.turnover)
    breaks = list(breaks)
    # From moment to moment: on the wall an hour may be there twice, or not at all.
    start = session.starts_at.astimezone(datetime.UTC)
    while start + minutes <= session.ends_at:
        over = [row.ends_at for row in breaks if row.starts_at < start + minutes and row.ends_at > start]
        if over:
            start = max(over)
        else:
            yield start
            start += minutes + pause


def lay_places(session):
    """Make the places that are missing and drop the free ones that are no more; taken ones stay."""
    lay_rooms([session])


def lay_rooms(sessions):
    """The same for many rooms at once. They come `to_lay`; then it asks as little as for one."""
    # Locked first: who books meanwhile waits, and then finds the place there or gone.
    places = Place.objects.filter(session__in=sessions).select_related("conference")
    of_room = defaultdict(list)
    for place in places.select_for_update(of=("self",)).order_by("pk"):
        of_room[place.session_id].append(place)
    rooms = [Laid(session, of_room[session.pk]) for session in sessions]
    Place.objects.filter(pk__in=[place.pk for room in rooms for place in room.gone]).delete()
    Place.objects.bulk_update([place for room in rooms for place in room.seated], ["table"])
    Place.objects.bulk_create(place for room in rooms for place in room.missing)


class Laid:
    """A room as it is to be: who moves to another table, and which free places go and come."""

    def __init__(self, session, places):
        self.session = session
        self.starts = list(times(session))
        if not self.starts:
            raise ValidationError(
                _("No conference of %(minutes)s minutes fits in between."),
                params={"minutes": session.length},
            )
        self.long = datetime.timedelta(minutes=session.length)
        by_time = sorted(places, key=lambda place: (place.starts_at, place.table))
        taken = [place for place in by_time if place.conference_id]
        refuse_dropping(taken, self.starts, session.capacity)
        self.seated = list(seat(taken, session.capacity))
        held = {(place.starts_at, place.table) for place in taken} | set(longer_than_one(taken, self.starts))
        tables = range(1, session.capacity + 1)
        wanted = {(start, table): None for start in self.starts for table in tables}
        for key in held:
            wanted.pop(key, None)
        free = {place: self.key(place) for place in by_time if not place.conference_id}
        self.gone = [place for place, key in free.items() if key not in wanted]
        there = set(free.values())
        self.missing = [self.place(*key) for key in wanted if key not in there]

    def key(self, place):
        """Where it is; nowhere, when it is not as long as it is to be."""
        as_long = place.ends_at - place.starts_at == self.long
        return (place.starts_at, place.table) if as_long else None

    def place(self, start, table):
        return Place(session=self.session, starts_at=start, ends_at=start + self.long, table=table)


def longer_than_one(taken, starts):
    """Times at a table that belong to the conference before them: an interpreter takes twice as long."""
    for place in taken:
        until = place.starts_at + datetime.timedelta(minutes=place.conference.minutes)
        yield from ((start, place.table) for start in starts if place.starts_at < start < until)


@transaction.atomic
def set_double_time(conference, *, double, by):
    """Words said twice take twice the time: the next one at this table is free of other families.

    Taken back, it is as long as any other.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    if not conference.is_to_come:
        raise ValidationError(_("This conference has begun, so it stays as it is."))
    lock_room_of(conference)
    minutes = conference.round.minutes_of(conference.student.grade) * (2 if double else 1)
    place = Place.objects.filter(conference=conference).select_related("session__round").first()
    if double and place and follower(place, minutes):
        raise ValidationError(
            _("The next time at this table is taken. Give this conference another time first.")
        )
    Conference.objects.filter(pk=conference.pk).update(minutes=minutes, revision=F("revision") + 1)
    if place:
        until = place.starts_at + datetime.timedelta(minutes=minutes)
        Place.objects.filter(pk=place.pk).update(ends_at=until)
        lay_places(place.session)
        Session.objects.filter(pk=place.session_id).update(revision=F("revision") + 1)
    record("conference.doubled", conference, by=by)


def lock_room_of(conference):
    """All places of the room where it is, in the one order: of two who change it one waits for the other."""
    here = Place.objects.filter(conference=conference).values("session")
    rows = Place.objects.filter(session__in=here).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk"))


def follower(place, minutes):
    """Whether somebody sits at this table before that many minutes are over."""
    until = place.starts_at + datetime.timedelta(minutes=minutes)
    at_table = Place.objects.filter(session=place.session_id, table=place.table, conference__isnull=False)
    return at_table.filter(starts_at__gt=place.starts_at, starts_at__lt=until).exists()


def refuse_dropping(taken, starts, capacity):
    at_once = Counter(place.starts_at for place in taken)
    lost = sorted(start for start, count in at_once.items() if start not in starts or count > capacity)
    if lost:
        clock = ", ".join(time_format(timezone.localtime(start), "TIME_FORMAT") for start in lost)
        raise ValidationError(
            _("Families have chosen these times, so they have to stay: %(times)s."), params={"times": clock}
        )


def seat(taken, capacity):
    """Whoever sits at a table that is no more moves to a free one at the same time; gives who moves."""
    for place in taken:
        if place.table > capacity:
            used = {other.table for other in taken if other.starts_at == place.starts_at}
            place.table = min(set(range(1, capacity + 1)) - used)
            yield place


def make_conferences(round_, *, only=None):
    """One conference for each student of the round's grades who has none yet. Gives these students.

    `only` is the one student who is taken back in.
    """
    missing = missing_students(round_)
    students = list(missing.filter(pk=only.pk) if only else missing)
    Conference.objects.bulk_create(
        [
            Conference(
                school_id=round_.school_id,
                round=round_,
                student=student,
                minutes=round_.minutes_of(student.grade),
            )
            for student in students
        ],
        ignore_conflicts=True,
    )
    return students


@transaction.atomic
def send_invitations(round_, *, by):
    """Invite every adult of the round who holds no invitation and has an address; how many that were."""
    last = round_.sessions.aggregate(last=Max("ends_at"))["last"] or timezone.now()
    until = max(last, timezone.now()) + GOOD_FOR
    waiting = with_mail(uninvited(guardianships_of(round_))).order_by("pk")
    for guardianship in waiting:
        invite(guardianship, by=by, until=until)
    record("round.invited", round_, by=by)
    return len(waiting)
