"""What an evening is like: an interpreter, a latecomer, a stand-in, somebody far away, and one missed."""

import datetime

from django.utils import timezone

from conferences.models import Conference, MakeUp, OtherWay, Participant

LONG_AGO = datetime.timedelta(days=2)


def make_evening(session, heroine):
    """Of those who sit in this room today; the heroine's own evening stays hers."""
    here = session.round.conferences.exclude(student__user__first_name=heroine)
    running = list(here.filter(place__session=session, state="live").order_by("place__table"))
    coming = list(here.filter(place__session=session, state="ready").order_by("place__starts_at", "pk"))
    now = timezone.now()
    for conference in [*running[1:4], *coming[:1]]:
        Conference.objects.filter(pk=conference.pk).update(arrived_at=now - datetime.timedelta(minutes=20))
    if len(running) > 4:
        needs_interpreter(running[1], here_at=now)
        needs_interpreter(running[4], here_at=None)
        Conference.objects.filter(pk=running[3].pk).update(way="remote")
        stands_in(running[0], "Coach Lee")
    if len(coming) > 1:
        Conference.objects.filter(pk=coming[1].pk).update(way="solo")
    unplaced = here.filter(place=None, state__in=["not_started", "building", "ready"]).order_by("pk")
    hers = list(unplaced.filter(student__advisory__students__user__first_name=heroine)[:2])
    missed = [*hers[:1], *unplaced.exclude(pk__in=[one.pk for one in hers])[:1]]
    for conference, reason in zip(missed, ("away", "no_child"), strict=False):
        MakeUp.objects.create(
            school_id=conference.school_id, conference=conference, reason=reason, missed_at=now - LONG_AGO
        )
    asking(hers[-1] if hers else None)


def needs_interpreter(conference, *, here_at):
    first = conference.participants.order_by("pk").first()
    if first:
        Participant.objects.filter(pk=first.pk).update(interpreter=True)
        Conference.objects.filter(pk=conference.pk).update(interpreter_at=here_at)


def stands_in(conference, name):
    Participant.objects.filter(conference=conference).update(coming="no")
    advisor = conference.student.advisory.advisors.first()
    Participant.objects.create(conference=conference, name=name, stands_in=True, added_by=advisor)


def asking(conference):
    if conference:
        OtherWay.objects.create(
            school_id=conference.school_id,
            conference=conference,
            way="solo",
            reason="I lose my words when the tables next to us laugh.",
            by=conference.student.user,
        )
