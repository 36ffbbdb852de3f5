"""The office prepares a round: sessions with their places, then publishing, opening and closing."""

import datetime
from collections import Counter

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.actions.invitations import invite
from accounts.audit import record
from conferences.models import Conference, Place, Round, Session
from conferences.querysets.rounds import guardianships_of, missing_students, uninvited, with_mail

# A family can open its page for a month after the last conference day: for the record and the follow-up.
GOOD_FOR = datetime.timedelta(days=31)


@transaction.atomic
def add_round(school, *, by, **fields):
    try:
        with transaction.atomic():
            round_ = Round.objects.create(school=school, **fields)
    except IntegrityError:
        raise ValidationError({"name": _("There is a round with this name already.")}) from None
    record("round.added", round_, by=by)
    return round_


@transaction.atomic
def edit_round(round_, *, by, **fields):
    """Its length may change until the first family has chosen a time; then all places are laid anew."""
    before = Round.objects.select_for_update().get(pk=round_.pk)
    length = ("minutes", "turnover")
    relay = any(fields.get(name, getattr(before, name)) != getattr(before, name) for name in length)
    if relay and Place.objects.filter(session__round=before, conference__isnull=False).exists():
        raise ValidationError(
            {"minutes": _("Families have chosen times already, so the length of a conference stays.")}
        )
    try:
        with transaction.atomic():
            Round.objects.filter(pk=before.pk).update(**fields)
    except IntegrityError:
        raise ValidationError({"name": _("There is a round with this name already.")}) from None
    before.refresh_from_db()
    if relay:
        Conference.objects.filter(round=before, started_at=None).update(minutes=before.minutes)
        for session in before.sessions.order_by("pk"):
            lay_places(session)
    record("round.edited", before, by=by)
    return before


@transaction.atomic
def add_session(round_, *, by, advisories=(), **fields):
    """An afternoon or evening in one room, with all its places."""
    session = Session.objects.create(round=round_, **fields)
    session.advisories.set(advisories)
    lay_places(session)
    record("session.added", session, by=by)
    return session


@transaction.atomic
def edit_session(session, *, by, advisories=(), **fields):
    """Change room, day, window or tables; a time that a family has chosen is never taken away."""
    # Places are locked before their session, here as where families book: no two can wait for each other.
    list(session.places.select_for_update().order_by("pk").values_list("pk"))
    Session.objects.filter(pk=session.pk).update(**fields, revision=F("revision") + 1)
    session.refresh_from_db()
    session.advisories.set(advisories)
    lay_places(session)
    record("session.edited", session, by=by)
    return session


def times(session):
    """When conferences of this session start: one after the other, with time between to change over."""
    minutes = datetime.timedelta(minutes=session.round.minutes)
    pause = datetime.timedelta(minutes=session.round.turnover)
    start = session.starts_at
    while start + minutes <= session.ends_at:
        yield start
        start += minutes + pause


def lay_places(session):
    """Make the places that are missing and drop the free ones that are no more; taken ones stay."""
    starts = list(times(session))
    if not starts:
        raise ValidationError(
            _("No conference of %(minutes)s minutes fits in between."),
            params={"minutes": session.round.minutes},
        )
    # Locked first: who books meanwhile waits, and then finds the place there or gone.
    places = list(
        session.places.select_related("conference")
        .select_for_update(of=("self",))
        .order_by("starts_at", "table")
    )
    taken = [place for place in places if place.conference_id]
    refuse_dropping(taken, starts, session.capacity)
    session.places.filter(conference=None).delete()
    seat(taken, session.capacity)
    held = {(place.starts_at, place.table) for place in taken} | set(longer_than_one(taken, starts, session))
    wanted = [(start, table) for start in starts for table in range(1, session.capacity + 1)]
    long = datetime.timedelta(minutes=session.round.minutes)
    Place.objects.bulk_create(
        Place(session=session, starts_at=start, ends_at=start + long, table=table)
        for start, table in wanted
        if (start, table) not in held
    )


def longer_than_one(taken, starts, session):
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
    minutes = conference.round.minutes * (2 if double else 1)
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
    """Whoever sits at a table that is no more moves to a free one at the same time."""
    for place in taken:
        if place.table > capacity:
            used = {other.table for other in taken if other.starts_at == place.starts_at}
            place.table = min(set(range(1, capacity + 1)) - used)
            place.save(update_fields=["table"])


def make_conferences(round_):
    """One conference for each student of the round's grades who has none yet; how many were made."""
    made = Conference.objects.bulk_create(
        [
            Conference(school_id=round_.school_id, round=round_, student=student, minutes=round_.minutes)
            for student in missing_students(round_)
        ],
        ignore_conflicts=True,
    )
    return len(made)


def move_round(round_, before, after, *, by):
    """Compare and set: a round goes through its states in order, whoever clicks twice."""
    moved = Round.objects.filter(pk=round_.pk, state__in=before).update(state=after)
    if not moved:
        raise ValidationError(_("This round has moved on already. Here it is as it is now."))
    record(f"round.{after}", round_, by=by)


@transaction.atomic
def publish_round(round_, *, by):
    """Students and families see the round: every student of its grades has a conference to plan."""
    move_round(round_, Round.HIDDEN, Round.State.PUBLISHED, by=by)
    return make_conferences(round_)


@transaction.atomic
def enroll_students(round_, *, by):
    """Students who joined since the round was published get their conference, too."""
    if Round.objects.filter(pk=round_.pk, state__in=[*Round.HIDDEN, Round.State.CLOSED]).exists():
        raise ValidationError(_("Students join a round while it is published."))
    made = make_conferences(round_)
    record("round.enrolled", round_, by=by)
    return made


@transaction.atomic
def open_round(round_, *, by):
    """The conference days begin."""
    move_round(round_, [*Round.RUNNING[:-1]], Round.State.OPEN, by=by)


@transaction.atomic
def follow_up_round(round_, *, by):
    """The days are over; make-ups and first check-ins follow."""
    move_round(round_, [Round.State.OPEN], Round.State.FOLLOW_UP, by=by)


@transaction.atomic
def close_round(round_, *, by):
    move_round(round_, [Round.State.FOLLOW_UP], Round.State.CLOSED, by=by)


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
