from conferences.models.after import LookBack, SurveyAnswer
from conferences.models.agendas import AgendaTemplate, Card, TemplateCard
from conferences.models.conferences import Conference
from conferences.models.files import ConferenceFile
from conferences.models.keepsakes import Keepsake
from conferences.models.makeups import MakeUp, OtherWay
from conferences.models.notes import Note, PrivateMinute, Signal
from conferences.models.people import Participant, Visit
from conferences.models.practice import Practice
from conferences.models.rounds import Place, Round, Session
from conferences.models.turns import Turn

__all__ = [
    "AgendaTemplate",
    "Card",
    "Conference",
    "ConferenceFile",
    "Keepsake",
    "LookBack",
    "MakeUp",
    "Note",
    "OtherWay",
    "Participant",
    "Place",
    "Practice",
    "PrivateMinute",
    "Round",
    "Session",
    "Signal",
    "SurveyAnswer",
    "TemplateCard",
    "Turn",
    "Visit",
]
