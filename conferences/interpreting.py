"""Who interprets where, of a round: the times to come for which somebody is needed, or already comes."""

from django.utils import timezone

from conferences.models import Interpreter, Place, Shift
from conferences.paper import languages_of
from conferences.timetables.reading import TO_COME


def places_in(round_):
    """The places to come, each with its `language`; those first for which nobody comes yet."""
    places = list(
        Place.objects.on_lists(round_).filter(starts_at__gt=timezone.now(), conference__state__in=TO_COME)
    )
    languages = languages_of([place.conference for place in places])
    for place in places:
        place.language = languages.get(place.conference_id, "")
    needed = [place for place in places if place.language or place.interpreter_id]
    return sorted(needed, key=lambda place: (place.interpreter_id is not None, place.starts_at, place.pk))


def who_could(place):
    """Those who are there at the time of this place, by name; and the keys of those at another table then."""
    there = Shift.objects.filter(
        round=place.session.round_id, starts_at__lte=place.starts_at, ends_at__gte=place.ends_at
    )
    taken = Place.objects.overlapping(place.starts_at, place.ends_at).filter(interpreter__isnull=False)
    return (
        Interpreter.objects.current().filter(pk__in=there.values("interpreter")),
        set(taken.exclude(pk=place.pk).values_list("interpreter", flat=True)),
    )
