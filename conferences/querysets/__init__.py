from conferences.querysets.agendas import AgendaTemplateQuerySet, CardQuerySet
from conferences.querysets.conferences import ConferenceQuerySet
from conferences.querysets.files import ConferenceFileQuerySet
from conferences.querysets.notes import NoteQuerySet
from conferences.querysets.people import ParticipantQuerySet
from conferences.querysets.rounds import PlaceQuerySet, RoundQuerySet, SessionQuerySet
from conferences.querysets.turns import TurnQuerySet

__all__ = [
    "AgendaTemplateQuerySet",
    "CardQuerySet",
    "ConferenceFileQuerySet",
    "ConferenceQuerySet",
    "NoteQuerySet",
    "ParticipantQuerySet",
    "PlaceQuerySet",
    "RoundQuerySet",
    "SessionQuerySet",
    "TurnQuerySet",
]
