from conferences.models.agendas import AgendaTemplate, Card, TemplateCard
from conferences.models.conferences import Conference, Note, Participant, Signal, Visit
from conferences.models.rounds import Place, Round, Session

__all__ = [
    "AgendaTemplate",
    "Card",
    "Conference",
    "Note",
    "Participant",
    "Place",
    "Round",
    "Session",
    "Signal",
    "TemplateCard",
    "Visit",
]
