"""Half of those who prepare have practiced, each in another way; a classmate asks the heroine to listen."""

import datetime
from itertools import cycle

from django.utils import timezone

from conferences.models import Card, Conference, Practice
from conferences.rubric import CHECKLIST, RUBRIC

CHANGES = [
    "Begin with the picture, then talk.",
    "Slower at the end, and look at them.",
    "",
    "Ask what they would like to know after each part.",
]
SAID = "I liked how you showed the first try. Try to wait when you ask something."
BESIDE = ["Mia from grade 5", "my grandmother", "Mr. Kim from the library"]
SPREAD = (0.7, 1.1, 1.5, 0.9)  # what a part took, of what was planned


def make_practices(school, heroine):
    preparing = Conference.objects.filter(school=school, state__in=["building", "ready", "live"])
    preparing = preparing.exclude(student__user__first_name=heroine)
    preparing = preparing.select_related("student__user").prefetch_related("cards").order_by("pk")
    ways, changes, practices = cycle(Practice.Mode), cycle(CHANGES), []
    for number, conference in enumerate(preparing):
        if number % 2 == 0:
            practices.append(over(conference, next(ways), next(changes), days=1 + number % 4))
    Practice.objects.bulk_create(practices)
    Practice.objects.update(began_at=timezone.now() - datetime.timedelta(days=2))
    ask(school, heroine)


def over(conference, mode, change, days):
    """One that ended some days ago."""
    beside = mode == Practice.Mode.BESIDE
    cards = list(conference.cards.all())
    seconds = {
        str(card.pk): round(card.minutes * 60 * spread)
        for card, spread in zip(cards, cycle(SPREAD), strict=False)
    }
    return Practice(
        school_id=conference.school_id,
        conference=conference,
        mode=mode,
        partner_name=BESIDE[conference.pk % len(BESIDE)] if beside else "",
        ended_at=timezone.now() - datetime.timedelta(days=days),
        card=cards[-1] if cards else None,
        seconds=seconds,
        ticks=[item.key for item in CHECKLIST[:5]] if beside else [],
        partner_words=SAID if beside else "",
        ratings={item.key: 2 + (conference.pk + number) % 3 for number, item in enumerate(RUBRIC)},
        change=change,
    )


def ask(school, heroine):
    """Somebody of her advisory begins just now."""
    building = Conference.objects.filter(school=school, state__in=["building", "ready"], practices=None)
    near = building.filter(student__advisory__students__user__first_name=heroine)
    conference = near.exclude(student__user__first_name=heroine).order_by("pk").first()
    first = conference and Card.objects.filter(conference=conference, removed_at=None).first()
    if first is None:
        return
    partner = conference.student.advisory.students.get(user__first_name=heroine)
    Practice.objects.create(
        school=school,
        conference=conference,
        mode=Practice.Mode.PARTNER,
        partner=partner,
        card=first,
        card_shown_at=timezone.now(),
    )
