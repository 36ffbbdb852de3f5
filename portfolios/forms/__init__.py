from portfolios.forms.depictions import EditPictureForm, NameSearchForm, PeopleForm
from portfolios.forms.evidence import EvidenceForm, NewEvidenceForm, PlaceFilter, ShareForm
from portfolios.forms.pictures import DescribeForm, PicturesForm
from portfolios.forms.placements import PlacementForm, TargetSearchForm
from portfolios.forms.reflections import ReflectionForm

__all__ = [
    "DescribeForm",
    "EditPictureForm",
    "EvidenceForm",
    "NameSearchForm",
    "NewEvidenceForm",
    "PeopleForm",
    "PicturesForm",
    "PlaceFilter",
    "PlacementForm",
    "ReflectionForm",
    "ShareForm",
    "TargetSearchForm",
]
