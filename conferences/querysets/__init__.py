from conferences.querysets.absences import AbsenceQuerySet
from conferences.querysets.agendas import CardQuerySet
from conferences.querysets.conferences import ConferenceQuerySet
from conferences.querysets.files import ConferenceFileQuerySet
from conferences.querysets.makeups import MakeUpQuerySet, OtherWayQuerySet
from conferences.querysets.milestones import MilestoneQuerySet
from conferences.querysets.minutes import PrivateMinuteQuerySet
from conferences.querysets.notes import NoteQuerySet
from conferences.querysets.outreach import OutreachCallQuerySet
from conferences.querysets.people import ParticipantQuerySet
from conferences.querysets.practice import PracticeQuerySet
from conferences.querysets.preferences import PreferenceQuerySet
from conferences.querysets.rounds import PlaceQuerySet, RoundQuerySet, SessionQuerySet
from conferences.querysets.templates import AgendaTemplateQuerySet, TemplateCardQuerySet
from conferences.querysets.timetables import AssignmentQuerySet, TimetableQuerySet
from conferences.querysets.turns import TurnQuerySet
from conferences.querysets.wishes import TimeWishQuerySet

__all__ = [
    "AbsenceQuerySet",
    "AgendaTemplateQuerySet",
    "AssignmentQuerySet",
    "CardQuerySet",
    "ConferenceFileQuerySet",
    "ConferenceQuerySet",
    "MakeUpQuerySet",
    "MilestoneQuerySet",
    "NoteQuerySet",
    "OtherWayQuerySet",
    "OutreachCallQuerySet",
    "ParticipantQuerySet",
    "PlaceQuerySet",
    "PracticeQuerySet",
    "PreferenceQuerySet",
    "PrivateMinuteQuerySet",
    "RoundQuerySet",
    "SessionQuerySet",
    "TemplateCardQuerySet",
    "TimeWishQuerySet",
    "TimetableQuerySet",
    "TurnQuerySet",
]
