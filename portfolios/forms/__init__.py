from portfolios.forms.evidence import EvidenceForm, NewEvidenceForm, PlaceFilter, ShareForm
from portfolios.forms.pictures import DescribeForm, PicturesForm
from portfolios.forms.placements import PlacementForm, TargetSearchForm
from portfolios.forms.reflections import ReflectionForm

__all__ = [
    "DescribeForm",
    "EvidenceForm",
    "NewEvidenceForm",
    "PicturesForm",
    "PlaceFilter",
    "PlacementForm",
    "ReflectionForm",
    "ShareForm",
    "TargetSearchForm",
]
