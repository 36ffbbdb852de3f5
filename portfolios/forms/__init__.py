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
from portfolios.forms.pictures import DescribeForm, PicturesForm
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
    "HeadingForm",
    "JourneyFilter",
    "LetterForm",
    "NameSearchForm",
    "NewCollectionForm",
    "NewEvidenceForm",
    "OrderForm",
    "PeopleForm",
    "PickFilter",
    "PicturesForm",
    "PlaceFilter",
    "PlacementForm",
    "ReflectionForm",
    "ShareCollectionForm",
    "ShareForm",
    "StepForm",
    "TargetSearchForm",
]
