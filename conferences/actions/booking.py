"""The time of a conference and who comes."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.models import Conference, MakeUp, Participant, Place, Session


def book_place(conference, place, *, by):
    """One free table at the time of `place` is taken; the time held before becomes free.

    A family takes it, or a student of 18. Returns the place taken, which may be another table at that time.
    Raises ValidationError, with code "taken" and the nearest free times when somebody else was quicker.
    """
    try:
        return take_place(conference, place, by=by)
    except (IntegrityError, OperationalError):
        # Two families crossed each other's way (a deadlock, a lock that took too long): once more.
        try:
            return take_place(conference, place, by=by)
        except (IntegrityError, OperationalError) as error:
            raise ValidationError(
                _("Many families are choosing a time just now. Please try once more."), code="busy"
            ) from error


@transaction.atomic
def take_place(conference, place, *, by):
    """Rows are locked in one order everywhere: the conference, its places, the sessions."""
    conference = deciding_on(conference, by=by)
    held = held_place(conference)
    if held and held.starts_at == place.starts_at:
        return held
    Place.objects.filter(conference=conference).update(conference=None, taken_at=None)
    table = take_table(conference, place.starts_at)
    if by.pk != conference.student.user_id:  # she leads it, and is no guest of her own
        Participant.objects.bulk_create(
            [Participant(conference=conference, user=by, name=name_of(by))], ignore_conflicts=True
        )
    settle_by_time(conference, by=by)
    changed(conference, sessions={table.session_id, held.session_id if held else table.session_id})
    record("place.booked", conference, by=by)
    return table


def settle_by_time(conference, *, by):
    """A conference that was missed and has a new time is seen to."""
    MakeUp.objects.filter(conference=conference, settled_at=None).update(
        how=MakeUp.How.NEW_TIME, settled_at=timezone.now(), settled_by=by
    )


def take_table(conference, starts_at):
    """The first table that is still free when we take it: the UPDATE decides, not the look before."""
    for table in free_tables(conference, starts_at):
        until = table.starts_at + datetime.timedelta(minutes=conference.minutes)
        if Place.objects.filter(pk=table.pk, conference=None).update(
            conference=conference, taken_at=timezone.now(), ends_at=until
        ):
            return table
    raise not_free(conference, starts_at)


@transaction.atomic
def release_place(conference, *, by):
    """A family gives its time back, until the conference begins."""
    conference = deciding_on(conference, by=by)
    held = held_place(conference)
    if held is None:
        raise ValidationError(_("There is no time to give back."))
    Place.objects.filter(pk=held.pk).update(conference=None, taken_at=None)
    changed(conference, sessions={held.session_id})
    record("place.released", conference, by=by)


def deciding_on(conference, *, by):
    """The conference, locked, if this person may still decide about its time."""
    locked = (
        Conference.objects.booked_by(by)
        .filter(pk=conference.pk)
        .select_related("student")
        .select_for_update(of=("self",))
        .first()
    )
    if locked is None:
        raise ValidationError(_("The time of this conference is chosen by somebody else."))
    if locked.is_live or locked.is_held:
        raise ValidationError(_("This conference has already begun, so its time stays."))
    return locked


def name_of(adult):
    """As it stands on the list of those who come; a name of many names is cut, and nobody turned away."""
    return str(adult)[: Participant._meta.get_field("name").max_length]


def held_place(conference):
    return Place.objects.filter(conference=conference).first()


def free_tables(conference, starts_at):
    return Place.objects.fitting(conference).free().filter(starts_at=starts_at).order_by("session", "table")


def not_free(conference, starts_at):
    """A kind no, with the nearest free times in words and as `params["places"]`."""
    places = nearest_places(conference, starts_at)
    words = _("That time has just been taken. These are still free: %(times)s.")
    if not places:
        words = _("That time has just been taken, and no other is free. The school will help you find one.")
    times = ", ".join(when(place.starts_at) for place in places)
    return ValidationError(words, code="taken", params={"times": times, "places": places})


def nearest_places(conference, starts_at, count=3):
    """One free place for each of the free times that are nearest to this one, in order of time."""
    free = Place.objects.fitting(conference).free().one_a_time()
    nearest = sorted(free, key=lambda place: abs(place.starts_at - starts_at))[:count]
    return sorted(nearest, key=lambda place: place.starts_at)


def when(moment):
    local = timezone.localtime(moment)
    return f"{date_format(local, 'D j M')} {date_format(local, 'TIME_FORMAT')}"


def changed(conference, *, sessions):
    """Others see something new: the family's page, the student's page and the room boards."""
    Conference.objects.filter(pk=conference.pk).update(revision=F("revision") + 1)
    touch_boards(Session.objects.filter(pk__in=sessions))


def touch_boards(sessions):
    """Room boards that ask again get an answer. Locked in one order, so that no two wait for each other."""
    boards = list(sessions.order_by("pk").select_for_update().values_list("pk", flat=True))
    Session.objects.filter(pk__in=boards).update(revision=F("revision") + 1)


@transaction.atomic
def save_attendance(conference, *, coming, interpreter, needs, others, by):
    """An adult says whether she comes and whom she brings; nobody edits another household's list.

    `others` are the names of the people she brings.
    """
    if conference.is_held:
        raise ValidationError(_("This conference is over."))
    Participant.objects.update_or_create(
        conference=conference,
        user=by,
        defaults={
            "name": name_of(by),
            "coming": coming,
            "interpreter": interpreter,
            "needs": needs,
        },
    )
    mine = Participant.objects.filter(conference=conference, user=None, added_by=by)
    mine.exclude(name__in=others).delete()
    known = set(mine.values_list("name", flat=True))
    Participant.objects.bulk_create(
        Participant(conference=conference, name=name, added_by=by) for name in others if name not in known
    )
    touch_boards(Session.objects.boarding(conference))
    record("attendance.said", conference, by=by)
