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
from portfolios.forms.depictions import EditPictureForm, NameSearchForm, PeopleForm
from portfolios.forms.evidence import EvidenceForm, NewEvidenceForm, PlaceFilter, ShareForm
from portfolios.forms.files import FilesForm, PartForm, StartForm
from portfolios.forms.pictures import DescribeForm
from portfolios.forms.placements import PlacementForm, TargetSearchForm
from portfolios.forms.reflections import ReflectionForm

__all__ = [
    "CaptionsForm",
    "ChoosePiecesForm",
    "CollectionForm",
    "DescribeForm",
    "EditPictureForm",
    "EntryForm",
    "EvidenceForm",
    "FilesForm",
    "HeadingForm",
    "JourneyFilter",
    "LetterForm",
    "NameSearchForm",
    "NewCollectionForm",
    "NewEvidenceForm",
    "OrderForm",
    "PartForm",
    "PeopleForm",
    "PickFilter",
    "PlaceFilter",
    "PlacementForm",
    "ReflectionForm",
    "ShareCollectionForm",
    "ShareForm",
    "StartForm",
    "StepForm",
    "TargetSearchForm",
]
