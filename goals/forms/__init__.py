from goals.forms.asking import AskTeacherForm, NoteForm
from goals.forms.check_ins import CheckInForm, PiecesForm, TakeUpForm, TickForm
from goals.forms.commitments import CommitmentForm
from goals.forms.families import AnswerTalkForm, CollectForm, HelpForm, HomeNoteForm
from goals.forms.files import PeopleForm, PictureForm, VoiceForm
from goals.forms.goals import DraftForm, GoalEditForm, GoalForm, GoalShareForm, StepForm, words_of
from goals.forms.imports import GoalListForm
from goals.forms.offers import OffersForm
from goals.forms.rhythms import RhythmForm
from goals.forms.summers import CarryForm
from goals.forms.talk import ReplyForm
from goals.forms.years import YearForm

__all__ = [
    "AnswerTalkForm",
    "AskTeacherForm",
    "CarryForm",
    "CheckInForm",
    "CollectForm",
    "CommitmentForm",
    "DraftForm",
    "GoalEditForm",
    "GoalForm",
    "GoalListForm",
    "GoalShareForm",
    "HelpForm",
    "HomeNoteForm",
    "NoteForm",
    "OffersForm",
    "PeopleForm",
    "PictureForm",
    "PiecesForm",
    "ReplyForm",
    "RhythmForm",
    "StepForm",
    "TakeUpForm",
    "TickForm",
    "VoiceForm",
    "YearForm",
    "words_of",
]
