"""Everybody affected is told once, in her language: what is owed, overtaken, and mailed together.

`tell` writes down what each adult is to know; a job mails it a moment later, all that is due to one adult in
one letter. Who has her letters on paper stays on the office's list until they are printed or somebody has
told her. Locked last of all: conference, advisory, places, sessions, notices.
"""

import datetime
import logging
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.jobs import enqueue_once
from accounts.models import Guardianship
from conferences import letters, tasks
from conferences.models import Conference, Notice, TimeWish
from conferences.readers import readers_of

log = logging.getLogger(__name__)

GRACE = datetime.timedelta(minutes=2)  # in which a family may change its mind, and is told once
A_DAY = datetime.timedelta(days=1)  # within which nothing waits
MORNING = 8  # o'clock at the school, before which nobody is reminded
AGAIN_AFTER = datetime.timedelta(minutes=15)  # that the mail server refused

Kind = Notice.Kind
OF_A_PLACE = (Kind.TIME, Kind.CONFIRMED, Kind.MOVED, *Notice.REMINDERS)


@transaction.atomic
def tell(conferences, kind, *, by, before=None, at=None, line="", among=None):
    """Owe each adult who may be there, and the student of 18, word about these conferences. Gives how many.

    `conferences` are rows or a queryset, with their new times in place. `before` is the time that held until
    now, or a dict of them by the conference's key; `at` likewise, of a time that is offered. `line` is the
    school's own reason, such as snow; `among` the keys of the only adults whom it concerns. What an adult
    was not told yet is overtaken: of two changes she hears one, from what she knew to what holds now, and
    nothing at all when that is the same.
    """
    conferences = fetched(conferences)
    if not conferences:
        return 0
    school = conferences[0].school
    with timezone.override(school.timezone):
        readers = readers_of(conferences, kind)
    heard = heard_by(conferences)
    made, dropped = [], []
    for conference in conferences:
        said = said_about(conference, kind, before=of(before, conference), at=of(at, conference))
        for reader in readers[conference.pk]:
            if reader.on_paper and kind in Notice.REMINDERS:
                continue  # her letter has the day; no other would come in time
            if among is not None and reader.adult.pk not in among:
                continue
            history = heard[conference.pk, reader.adult.pk]
            dropped += overtaken(history, kind)
            words = worth_telling(said, history)
            if words:
                made.append(Notice(adult=reader.adult, by=by, line=line[:200], **words))
    Notice.objects.owed().filter(pk__in=dropped).update(dropped_at=timezone.now())
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    if made:
        queue(school.pk, min(notice.due_at for notice in made))
    return len(made)


def stop_asking(family):
    """A household that has said when it can come is asked no more, also on paper; another one still is."""
    asked = Notice.objects.owed().filter(kind=Kind.ASKED, conference__in=family.conferences)
    home = Guardianship.objects.filter(adult=OuterRef("adult"), student=OuterRef("conference__student"))
    of_home = home.filter(household__isnull=False, household=family.household)
    asked.filter(Q(adult__in=family.adults) | Exists(of_home)).update(dropped_at=timezone.now())


def fetched(conferences):
    """With student, round and time as they are now, in one query."""
    if not isinstance(conferences, QuerySet):
        keys = [getattr(one, "pk", one) for one in conferences]
        conferences = Conference.objects.filter(pk__in=keys)
    return list(conferences.announced().with_stage().order_by("pk"))


def of(times, conference):
    return times.get(conference.pk) if isinstance(times, dict) else times


def heard_by(conferences):
    """What was told about these conferences and what is still owed, by conference and adult, in order.

    Locked as far as it is owed: a letter that is leaving this moment is told before it is looked at.
    """
    list(Notice.objects.owed().filter(conference__in=conferences).order_by("pk").select_for_update())
    heard = defaultdict(list)
    for notice in Notice.objects.filter(conference__in=conferences, dropped_at=None).order_by("pk"):
        heard[notice.conference_id, notice.adult_id].append(notice)
    return heard


def said_about(conference, kind, *, before, at):
    """What there is to say, or None: of a time that is not there nobody is told."""
    place = getattr(conference, "place", None)
    if place is None and kind in OF_A_PLACE:
        return None
    if kind in (Kind.CALLED_OFF, Kind.ASKED):
        place = None
    starts_at = at or (place.starts_at if place else None)
    return {
        "school_id": conference.school_id,
        "conference": conference,
        "kind": kind,
        "starts_at": starts_at,
        "before": before if kind in (Kind.MOVED, Kind.CALLED_OFF) else None,
        "room": place.session.room[:100] if place and not at else "",
        "due_at": due_at(kind, starts_at, before),
    }


def due_at(kind, *times):
    """After a moment of grace; at once when it is about today or tomorrow, or nobody changes her mind."""
    now = timezone.now()
    near = any(time is not None and time - now < A_DAY for time in times)
    waits = kind in Notice.OF_TIMES or kind == Kind.ASKED
    return now + GRACE if waits and not near else now


def overtaken(history, kind):
    """A time overtakes whatever is owed; anything else only the same once more."""
    owed = [notice for notice in history if notice.is_owed]
    return [notice.pk for notice in owed if kind in Notice.OF_TIMES or notice.kind == kind]


def worth_telling(said, history):
    """What is left to say to somebody who has heard all this, or None when she knows it already."""
    if said is None or said["kind"] not in Notice.OF_TIMES:
        return said
    last = newest(history)
    kind = said["kind"]
    if last is None:  # of a time of which nobody ever heard, none is taken away
        return said if kind != Kind.CALLED_OFF or said["before"] else None
    same = bool(last.told_at) and (last.starts_at, last.room) == (said["starts_at"], said["room"])
    if same and (kind == last.kind or kind in (Kind.TIME, Kind.MOVED)):
        return None
    # Of what was still owed she has not heard: either there was no time before it, or she knows that one.
    never = not last.told_at and last.kind in (Kind.TIME, Kind.MAKE_UP)
    known = last.starts_at if last.told_at else last.before
    if kind == Kind.CALLED_OFF:
        return None if never else said | {"before": known or said["before"]}
    if kind in (Kind.CONFIRMED, Kind.MAKE_UP):
        return said
    if never:
        return said | {"kind": last.kind, "before": None}
    known = known or said["before"]
    return said | {"kind": Kind.MOVED if known else Kind.TIME, "before": known}


def newest(history):
    """The last that was told about the time; else what is owed about it, of which there is one."""
    about = [notice for notice in history if notice.is_of_times]
    told = [notice for notice in about if notice.told_at]
    return (told or about or [None])[-1]


def queue(school_pk, when):
    """One job for all of a school, a moment after the last change; the sweep finds what it leaves."""
    enqueue_once(tasks.tell_families.using(run_after=when), school_pk)


def deliver_due(school_pk, *, most=40):
    """Mail what is due at this school to so many adults, a letter each. Gives how many letters left.

    A letter that the mail server refuses keeps none of the others; it is tried again a while later.
    """
    left = 0
    for adult in Notice.objects.adults_due(school_pk)[:most]:
        try:
            left += deliver_to(adult, school_pk)
        except OSError as trouble:  # of the mail server, as all of smtplib's
            log.warning("Notices to user %s were refused: %s", adult, type(trouble).__name__)
            Notice.objects.due().filter(adult=adult, school=school_pk).update(
                due_at=timezone.now() + AGAIN_AFTER
            )
    later = Notice.objects.owed().by_mail().filter(school=school_pk).aggregate(first=Min("due_at"))["first"]
    if later:  # queued beside the job that runs just now, which `queue` takes for enough
        tasks.tell_families.using(run_after=later).enqueue(school_pk)
    return left


@transaction.atomic
def deliver_to(adult_pk, school_pk):
    """All that is due to one adult in one letter, and told with it. Gives whether a letter left.

    The rows are locked while it is handed over: of two workers one mails. Whose rights have ended since, and
    what has passed or is no more, is dropped instead.
    """
    due = Notice.objects.due().by_mail().filter(adult=adult_pk, school=school_pk)
    notices = list(
        due.with_reader().select_for_update(of=("self",), skip_locked=True).order_by("due_at", "pk")
    )
    if not notices:
        return False
    still = still_so(notices)
    if not still:
        return False
    for notice in still:
        notice.sequence = next_sequence(notice)
        notice.how, notice.told_at = Notice.How.MAIL, timezone.now()
    letters.mail_notices(still)
    Notice.objects.bulk_update(still, ["starts_at", "room", "sequence", "how", "told_at"])
    return True


def still_so(notices):
    """Those that hold, each with the time and room as they are now; the others are dropped."""
    school = notices[0].conference.school
    readers = {}
    with timezone.override(school.timezone):
        for kind in {notice.kind for notice in notices}:
            of_kind = {notice.conference for notice in notices if notice.kind == kind}
            found = readers_of(of_kind, kind)
            readers[kind] = {(pk, reader.adult.pk): reader for pk in found for reader in found[pk]}
    still: list[int] = []
    gone: list[int] = []
    for notice in notices:
        notice.reader = readers[notice.kind].get((notice.conference_id, notice.adult_id))
        (still if notice.reader and holds(notice) else gone).append(notice.pk)
    Notice.objects.owed().filter(pk__in=gone).update(dropped_at=timezone.now())
    return [notice for notice in notices if notice.pk in still]


def holds(notice):
    """Whether what it says is still true; it takes up the time as it is."""
    conference = notice.conference
    if conference.is_held or conference.is_live:
        return False
    if notice.kind in (Kind.ASKED, Kind.OFFERED):
        return notice.kind == Kind.ASKED or is_offered(conference, notice.starts_at)
    place = getattr(conference, "place", None)
    if notice.kind == Kind.CALLED_OFF:
        return place is None
    if place is None:
        return notice.kind == Kind.MAKE_UP
    notice.starts_at, notice.room = place.starts_at, place.session.room[:100]
    return notice.starts_at > timezone.now()


def next_sequence(notice):
    """Of the calendar entry: never below one that she has (RFC 5546); a page's own download counts alike."""
    told = Notice.objects.told().filter(conference=notice.conference_id, adult=notice.adult_id)
    last = told.aggregate(last=Max("sequence"))["last"]
    return max(notice.conference.revision, -1 if last is None else last + 1)


def is_offered(conference, starts_at):
    """Offered to this family still, and not to the next one meanwhile."""
    offers = TimeWish.objects.filter(conference=conference, state=TimeWish.State.OFFERED)
    return offers.filter(offered__starts_at=starts_at).exists()


def remind(school):
    """A week before and the day before, from the school's morning on: once for each time."""
    with timezone.override(school.timezone):
        now = timezone.localtime()
        if now.hour < MORNING:
            return 0
        owed = Conference.objects.unreminded().at(school)
        return sum(
            tell(owed.reminded_with(kind, now), kind, by=None) for kind in (Kind.TOMORROW, Kind.REMINDER)
        )


def drop_passed():
    """What nobody printed or said in time needs no telling any more."""
    now = timezone.now()
    passed = Q(starts_at__lt=now) | Q(starts_at=None, before__lt=now)
    return Notice.objects.owed().filter(passed).update(dropped_at=now)


def say_told(notice, *, by):
    """Somebody of the school has told her, at the gate or on the telephone."""
    if not mark_told(Notice.objects.filter(pk=notice.pk), how=Notice.How.PERSON):
        raise ValidationError(_("Somebody has told them already."))
    record("notice.told", notice, by=by, student=notice.conference.student)


def mark_told(notices, *, how):
    """Compare and set; gives how many."""
    return notices.owed().update(told_at=timezone.now(), how=how)
