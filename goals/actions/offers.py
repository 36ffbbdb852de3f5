from django.db import transaction

from accounts.audit import record
from goals.models import Offer


@transaction.atomic
def choose_offers(school, offers, *, by):
    """The formats that a school offers, each with its grades; none at all is Lectern's own choice."""
    Offer.objects.of_school(school.pk).delete()
    for offer in offers:
        offer.school = school
    Offer.objects.bulk_create(offers)
    record("formats.chosen", school, by=by)
