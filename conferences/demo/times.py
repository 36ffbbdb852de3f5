"""Some families have a time, one waits for another's, and to one a time is offered that became free."""

from accounts.models import Guardianship
from conferences.actions import booking, wishes
from conferences.models import Conference, Place


def make_times(round_, *, besides):
    """Four families of advisories that do not meet today; `besides` is the room of today."""
    today = besides.advisories.values("pk")
    conferences = Conference.objects.filter(round=round_, place=None).exclude(student__advisory__in=today)
    found = families(conferences)
    if len(found) < 4:
        return
    places = list(
        Place.objects.filter(session__round=round_).exclude(session=besides).free().one_a_time()[:3]
    )
    for (conference, adult), place in zip(found[:3], places, strict=True):
        booking.book_place(conference, place, by=adult)
    (first, mother), _, (third, aunt), (fourth, uncle) = found
    wishes.ask_other_time(first, times=[places[1].starts_at], line="I work until five.", by=mother)
    wishes.ask_other_time(fourth, times=[places[2].starts_at], line="", by=uncle)
    booking.release_place(third, by=aunt)


def families(conferences):
    """Four conferences, each with an adult who decides, of four children of different families."""
    found = {}
    deciding = Guardianship.objects.current().deciding().attending().select_related("adult")
    for conference in conferences.select_related("student").order_by("pk")[:40]:
        guardianship = deciding.filter(student=conference.student).first()
        if guardianship:
            found.setdefault(guardianship.adult.last_name, (conference, guardianship.adult))
    return list(found.values())[:4]
