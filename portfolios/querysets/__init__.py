from portfolios.querysets.evidence import AttachmentQuerySet, EvidenceQuerySet, UploadQuerySet
from portfolios.querysets.reflections import PromptQuerySet, ReflectionQuerySet
from portfolios.querysets.targets import FrameworkQuerySet, PlacementQuerySet, TargetQuerySet

__all__ = [
    "AttachmentQuerySet",
    "EvidenceQuerySet",
    "FrameworkQuerySet",
    "PlacementQuerySet",
    "PromptQuerySet",
    "ReflectionQuerySet",
    "TargetQuerySet",
    "UploadQuerySet",
]
