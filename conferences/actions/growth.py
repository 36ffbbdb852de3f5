"""The growth pair that a part shows: two pieces side by side."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.agendas import open_agenda, share_agenda, show_change
from conferences.models import Card
from conferences.querysets.growth import first_and_last


@transaction.atomic
def choose_pair(card, pair, *, by):
    """A part shows one of her pairs: its first and its latest piece, and what she notices."""
    conference = open_agenda(card.conference)
    pieces = first_and_last(pair)
    if len(pieces) < 2:
        raise ValidationError(_("This pair needs two pieces first."))
    Card.objects.filter(pk=card.pk).update(pair=pair)
    card.evidence.set(pieces)
    if conference.is_shown_to_family:
        share_agenda(conference, by=by)
    show_change(conference)
    record("card.filled", card, by=by, student=conference.student)
