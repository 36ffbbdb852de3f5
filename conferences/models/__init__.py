from conferences.models.after import LookBack, SurveyAnswer
from conferences.models.agendas import AgendaTemplate, Card, TemplateCard
from conferences.models.conferences import Conference
from conferences.models.files import ConferenceFile
from conferences.models.keepsakes import Keepsake
from conferences.models.makeups import MakeUp, OtherWay
from conferences.models.notes import Note, PrivateMinute, Signal
from conferences.models.notices import CalendarFeed, Notice
from conferences.models.people import Participant, Visit
from conferences.models.practice import Practice
from conferences.models.preferences import OutreachCall, Preference, Window
from conferences.models.printouts import Printout
from conferences.models.rounds import Break, Length, Milestone, Place, Round, Session
from conferences.models.staffing import Absence, Busy, Interpreter, LeftOut, Load, Shift
from conferences.models.timetables import Assignment, Timetable, TimeWish, WishedTime
from conferences.models.turns import Turn

__all__ = [
    "Absence",
    "AgendaTemplate",
    "Assignment",
    "Break",
    "Busy",
    "CalendarFeed",
    "Card",
    "Conference",
    "ConferenceFile",
    "Interpreter",
    "Keepsake",
    "LeftOut",
    "Length",
    "Load",
    "LookBack",
    "MakeUp",
    "Milestone",
    "Note",
    "Notice",
    "OtherWay",
    "OutreachCall",
    "Participant",
    "Place",
    "Practice",
    "Preference",
    "Printout",
    "PrivateMinute",
    "Round",
    "Session",
    "Shift",
    "Signal",
    "SurveyAnswer",
    "TemplateCard",
    "TimeWish",
    "Timetable",
    "Turn",
    "Visit",
    "Window",
    "WishedTime",
]
