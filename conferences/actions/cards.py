"""What a part of the agenda looks like: its color and its picture, for whoever cannot read its title."""

from django.db import transaction

from accounts.audit import record
from conferences.actions.agendas import open_agenda, show_change
from conferences.models import Card


@transaction.atomic
def dress_card(card, *, by, **look):
    """Another color or another picture: hers to choose, also of a part that is always there."""
    conference = open_agenda(card.conference)
    if Card.objects.filter(pk=card.pk).exclude(**look).update(**look):
        show_change(conference)
        record("card.dressed", card, by=by, student=conference.student)
