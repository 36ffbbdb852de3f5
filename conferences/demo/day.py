"""The evening at the door: who waits, who is called in, who interprets, and a screen in the hall."""

import datetime

from django.utils import timezone

from conferences.models import Conference, Interpreter, Place, Shift

A_WHILE = datetime.timedelta(minutes=6)


def make_door(session):
    """Of those who are still to come in this room: one family waits, another has just been called in."""
    now = timezone.now()
    coming = session.places.filter(conference__state="ready").order_by("starts_at", "table")
    keys = list(coming.values_list("conference", flat=True)[:2])
    Conference.objects.filter(pk__in=keys).update(arrived_at=now - A_WHILE)
    Conference.objects.filter(pk__in=keys[:1]).update(called_in_at=now)
    interpret(session, now)


def interpret(session, now):
    """Somebody interprets this evening, at the tables where a household asks for it."""
    school = session.round.school
    known = Interpreter.objects.filter(school=school, ended_at=None).order_by("pk").first()
    interpreter = known or Interpreter.objects.create(
        school=school, name="Halima Warsame", languages=["Somali", "Arabic"], phone="555 0142"
    )
    Shift.objects.get_or_create(
        round=session.round,
        interpreter=interpreter,
        starts_at=session.starts_at,
        defaults={"ends_at": session.ends_at, "arrived_at": now - A_WHILE},
    )
    running = session.places.filter(conference__participants__interpreter=True).order_by("starts_at", "table")
    later = session.places.filter(conference__state="ready").order_by("-starts_at", "table")
    for rows in (running, later):
        first = rows.values_list("pk", flat=True).first()
        taken = Place.objects.filter(interpreter=interpreter, conference__isnull=False)
        place = Place.objects.filter(pk=first).first()
        if place and not taken.filter(starts_at__lt=place.ends_at, ends_at__gt=place.starts_at).exists():
            Place.objects.filter(pk=first, interpreter=None).update(interpreter=interpreter)
