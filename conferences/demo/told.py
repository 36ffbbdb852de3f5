"""Families who have their time already: most have read it in a mail, one has its letters on paper."""

from conferences.actions.notices import tell
from conferences.models import Conference, Notice, Place

PAPER = "Torres"
SEATED = 8


def make_told(school, sit, *, by):
    """In the library, some days from now: students of the upper grades, and the family on paper."""
    open_ones = Conference.objects.filter(school=school, round__state="open", place=None, started_at=None)
    on_paper = open_ones.filter(student__guardianships__household__name=PAPER)
    upper = open_ones.filter(student__grade__gte=8).order_by("pk")
    chosen = list({one.pk: one for one in [*on_paper, *upper[:SEATED]]}.values())
    places = Place.objects.filter(session__round__school=school, session__room="Library", conference=None)
    for conference, place in zip(
        chosen, places.order_by("starts_at", "table")[: 2 * SEATED : 2], strict=False
    ):
        sit(conference, place)
    tell(chosen[:SEATED], Notice.Kind.TIME, by=by)
