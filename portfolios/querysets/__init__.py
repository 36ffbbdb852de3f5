from portfolios.querysets.depictions import DepictionQuerySet
from portfolios.querysets.evidence import AttachmentQuerySet, DraftQuerySet, EvidenceQuerySet, UploadQuerySet
from portfolios.querysets.reflections import PromptQuerySet, ReflectionQuerySet
from portfolios.querysets.targets import FrameworkQuerySet, PlacementQuerySet, TargetQuerySet

__all__ = [
    "AttachmentQuerySet",
    "DepictionQuerySet",
    "DraftQuerySet",
    "EvidenceQuerySet",
    "FrameworkQuerySet",
    "PlacementQuerySet",
    "PromptQuerySet",
    "ReflectionQuerySet",
    "TargetQuerySet",
    "UploadQuerySet",
]
