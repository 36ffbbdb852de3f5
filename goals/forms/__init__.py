from goals.forms.asking import AskTeacherForm, NoteForm
from goals.forms.check_ins import CheckInForm, PiecesForm, TakeUpForm, TickForm
from goals.forms.commitments import CommitmentForm
from goals.forms.files import PeopleForm, PictureForm, VoiceForm
from goals.forms.goals import GoalAddForm, GoalEditForm, GoalForm, StepForm, words_of
from goals.forms.talk import ReplyForm
from goals.forms.years import YearForm

__all__ = [
    "AskTeacherForm",
    "CheckInForm",
    "CommitmentForm",
    "GoalAddForm",
    "GoalEditForm",
    "GoalForm",
    "NoteForm",
    "PeopleForm",
    "PictureForm",
    "PiecesForm",
    "ReplyForm",
    "StepForm",
    "TakeUpForm",
    "TickForm",
    "VoiceForm",
    "YearForm",
    "words_of",
]
