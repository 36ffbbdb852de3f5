from portfolios.querysets.collections import CollectionQuerySet, EntryQuerySet
from portfolios.querysets.depictions import DepictionQuerySet
from portfolios.querysets.evidence import AttachmentQuerySet, DraftQuerySet, EvidenceQuerySet, UploadQuerySet
from portfolios.querysets.letters import LetterQuerySet
from portfolios.querysets.reflections import PromptQuerySet, ReflectionQuerySet
from portfolios.querysets.targets import FrameworkQuerySet, PlacementQuerySet, TargetQuerySet

__all__ = [
    "AttachmentQuerySet",
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
]
