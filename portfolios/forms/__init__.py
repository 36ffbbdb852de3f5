from portfolios.forms.captions import CaptionsForm
from portfolios.forms.collections import (
    ChoosePiecesForm,
    CollectionForm,
    EntryForm,
    HeadingForm,
    JourneyFilter,
    LetterForm,
    NewCollectionForm,
    OrderForm,
    PickFilter,
    ShareCollectionForm,
    StepForm,
)
from portfolios.forms.comments import AnswerForm, CommentForm, TakeForm
from portfolios.forms.depictions import EditPictureForm, NameSearchForm, PeopleForm
from portfolios.forms.evidence import EvidenceForm, NewEvidenceForm, PlaceFilter
from portfolios.forms.files import FilesForm, PartForm, StartForm
from portfolios.forms.frameworks import (
    FrameworkForm,
    FrameworkUploadForm,
    LevelFormSet,
    TargetForm,
    TreeFilter,
)
from portfolios.forms.panels import AgreeForm, NotThisTimeForm, PanelForm
from portfolios.forms.pictures import DescribeForm
from portfolios.forms.placements import PlacementForm, TargetSearchForm
from portfolios.forms.prompts import PromptForm
from portfolios.forms.reflections import AgainForm, ReflectionForm, TellForm
from portfolios.forms.sharing import PreviewForm, ShareForm, ShareManyForm
from portfolios.forms.vouches import VouchAnswerForm, VouchForm

__all__ = [
    "AgainForm",
    "AgreeForm",
    "AnswerForm",
    "CaptionsForm",
    "ChoosePiecesForm",
    "CollectionForm",
    "CommentForm",
    "DescribeForm",
    "EditPictureForm",
    "EntryForm",
    "EvidenceForm",
    "FilesForm",
    "FrameworkForm",
    "FrameworkUploadForm",
    "HeadingForm",
    "JourneyFilter",
    "LetterForm",
    "LevelFormSet",
    "NameSearchForm",
    "NewCollectionForm",
    "NewEvidenceForm",
    "NotThisTimeForm",
    "OrderForm",
    "PanelForm",
    "PartForm",
    "PeopleForm",
    "PickFilter",
    "PlaceFilter",
    "PlacementForm",
    "PreviewForm",
    "PromptForm",
    "ReflectionForm",
    "ShareCollectionForm",
    "ShareForm",
    "ShareManyForm",
    "StartForm",
    "StepForm",
    "TakeForm",
    "TargetForm",
    "TargetSearchForm",
    "TellForm",
    "TreeFilter",
    "VouchAnswerForm",
    "VouchForm",
]
