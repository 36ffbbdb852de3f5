from accounts.models import Guest
from portfolios.models import Evidence
from portfolios.querysets.evidence import shared_with


def guests_of(conference):
    """Everybody the student asked for at this conference, whatever became of it."""
    return Guest.objects.filter(visit__conference=conference).newest_first()


def pieces_for_guests(conference):
    """The pieces on the agenda, each with whether she shares it with her guests."""
    on_agenda = Evidence.objects.in_stream().filter(cards__in=conference.cards.kept()).distinct()
    return on_agenda.annotate(shared_with_guests=shared_with("guests")).order_by("title", "pk")
