from portfolios.querysets.captions import CaptionsQuerySet
from portfolios.querysets.collections import CollectionQuerySet, EntryQuerySet
from portfolios.querysets.depictions import DepictionQuerySet
from portfolios.querysets.evidence import AttachmentQuerySet, DraftQuerySet, EvidenceQuerySet, UploadQuerySet
from portfolios.querysets.letters import LetterQuerySet
from portfolios.querysets.reflections import PromptQuerySet, ReflectionQuerySet
from portfolios.querysets.targets import FrameworkQuerySet, PlacementQuerySet, TargetQuerySet
from portfolios.querysets.vouches import VouchQuerySet

__all__ = [
    "AttachmentQuerySet",
    "CaptionsQuerySet",
    "CollectionQuerySet",
    "DepictionQuerySet",
    "DraftQuerySet",
    "EntryQuerySet",
    "EvidenceQuerySet",
    "FrameworkQuerySet",
    "LetterQuerySet",
    "PlacementQuerySet",
    "PromptQuerySet",
    "ReflectionQuerySet",
    "TargetQuerySet",
    "UploadQuerySet",
    "VouchQuerySet",
]
