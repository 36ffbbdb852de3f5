"""Two households of one child: one conference together, or one for each. The child is counted once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.booking import changed
from conferences.actions.notices import tell
from conferences.actions.seating import let_go, vacate
from conferences.actions.wishes import end_wish
from conferences.models import (
    Conference,
    ConferenceFile,
    Note,
    Notice,
    OtherWay,
    Participant,
    Place,
    PrivateMinute,
    TimeWish,
)
from conferences.querysets.households import attending_at
from conferences.querysets.preferences import answers_of

# What an adult said about a conference, and takes along to another one.
SAID_BY = (
    (Participant, "user"),
    (Participant, "added_by"),
    (Note, "by"),
    (ConferenceFile, "by"),
    (PrivateMinute, "by"),
    (OtherWay, "by"),
)


@transaction.atomic
def separate_conference(conference, household, *, by):
    """One household has a conference of its own; the others stay with the one there was, and its time.

    What its adults said and asked comes along, and they are told that the time they knew is theirs no more.
    The student builds the new agenda from the one she has.
    """
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if not locked.is_to_come:
        raise ValidationError(_("This conference has begun, so it stays as it is."))
    homes = {row.household_id for row in attending_at(locked)}
    if locked.household_id or household.pk not in homes or len(homes) < 2:
        raise ValidationError(_("This has changed meanwhile. Here it is as it is now."))
    own = Conference.objects.create(
        school_id=locked.school_id,
        round_id=locked.round_id,
        student_id=locked.student_id,
        household=household,
        minutes=locked.minutes,
        please_meet=locked.please_meet,
        # The entry in their calendars goes on with it, and only ever counts upwards.
        revision=locked.revision,
    )
    adults = [row.adult_id for row in attending_at(own)]
    move(locked, own, adults)
    for wish in TimeWish.objects.open().filter(conference=locked, by__in=adults):
        end_wish(wish, TimeWish.State.ENDED)
    known = Notice.objects.filter(conference=locked, adult__in=adults)
    known.owed().update(dropped_at=timezone.now())
    known.told().of_times().update(conference=own)
    changed(locked, sessions=boards(locked))
    record("conference.separated", locked, by=by)
    tell([own], Notice.Kind.CALLED_OFF, by=by)
    return own


@transaction.atomic
def separate_as_before(round_, students, *, by):
    """Of these students' new conferences: households that had one each last time have one each again.

    Nobody meets there unasked; together again they are when they want it.
    """
    before = Conference.objects.filter(student__in=students).exclude(round=round_.pk).announced()
    apart = Conference.objects.filter(student__in=students, household__isnull=False)
    rows = before.filter(student__in=apart.values("student")).order_by("-round__made_at", "-round", "pk")
    last: dict[int, dict] = {}  # of each student, by round, the newest first
    for conference in rows.select_related("household"):
        homes = last.setdefault(conference.student_id, {}).setdefault(conference.round_id, [])
        homes.extend([conference.household] if conference.household else [])
    for conference in Conference.objects.filter(round=round_.pk, student__in=last).order_by("pk"):
        newest = next(iter(last[conference.student_id].values()))
        for household in newest:
            there = {row.household_id for row in attending_at(conference)}
            if household.pk in there and len(there) > 1:
                separate_conference(conference, household, by=by)


@transaction.atomic
def join_conference(own, *, by):
    """Together after all: the conference of one household goes back into the one for everybody.

    Only while nothing has been made for it: what the student has prepared is never thrown away.
    """
    pair = Conference.objects.select_for_update().filter(round=own.round_id, student=own.student_id)
    by_household = {one.household_id: one for one in pair.order_by("pk")}
    own, together = by_household.get(own.household_id), by_household.get(None)
    if own is None or together is None or own.household_id is None:
        raise ValidationError(_("This has changed meanwhile. Here it is as it is now."))
    if own.state != Conference.State.NOT_STARTED:
        raise ValidationError(
            _("%(name)s has begun the agenda for this one, so it stays. Talk with each other first."),
            params={"name": own.student.first_name},
        )
    if not together.is_to_come:
        raise ValidationError(_("This conference has begun, so it stays as it is."))
    adults = [row.adult_id for row in attending_at(own)]
    sessions = boards(own) | boards(together)
    vacate(own)
    let_go(own)
    Notice.objects.filter(conference=own).told().of_times().update(conference=together)
    move(own, together, adults)
    move_rest(own, together)
    Conference.objects.filter(pk=together.pk).update(revision=max(own.revision, together.revision))
    changed(together, sessions=sessions)
    record("conference.joined", together, by=by)
    own.delete()
    # Whoever knew another time hears of this one, or that there is none yet; the others know it.
    there = Place.objects.filter(conference=together).exists()
    tell([together], Notice.Kind.TIME if there else Notice.Kind.CALLED_OFF, by=by)


def move(here, there, adults):
    """What these adults said belongs to the other conference now."""
    for model, field in SAID_BY:
        model.objects.filter(conference=here, **{f"{field}__in": adults}).update(conference=there)


def move_rest(here, there):
    """And what the school's people wrote, who may have written on both."""
    Note.objects.filter(conference=here).update(conference=there)
    known = Participant.objects.filter(conference=there, user__isnull=False).values("user")
    Participant.objects.filter(conference=here).exclude(user__in=known).update(conference=there)


def boards(conference):
    return set(Place.objects.filter(conference=conference).values_list("session", flat=True))


def separate_where_agreed(family, *, by):
    """Where all households of a child want a conference of their own, nobody has to decide."""
    for conference in family.conferences:
        said = answers_of(conference) if conference.household_id is None else {}
        if len(said) > 1 and set(said.values()) == {"separate"}:
            for household in list(said)[1:]:
                separate_conference(conference, household, by=by)
