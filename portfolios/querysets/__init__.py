from portfolios.querysets.attachments import AttachmentQuerySet
from portfolios.querysets.captions import CaptionsQuerySet
from portfolios.querysets.collections import CollectionQuerySet, EntryQuerySet
from portfolios.querysets.comments import CommentQuerySet
from portfolios.querysets.depictions import DepictionQuerySet
from portfolios.querysets.drafts import DraftQuerySet
from portfolios.querysets.evidence import EvidenceQuerySet
from portfolios.querysets.files import MediaFileQuerySet
from portfolios.querysets.imports import FrameworkImportQuerySet
from portfolios.querysets.letters import LetterQuerySet
from portfolios.querysets.matters import AnswerQuerySet, MattersQuerySet
from portfolios.querysets.placements import PlacementQuerySet
from portfolios.querysets.reflections import PromptQuerySet, ReflectionQuerySet, ReflectionVersionQuerySet
from portfolios.querysets.stream import StreamMarkQuerySet
from portfolios.querysets.targets import (
    FrameworkQuerySet,
    LevelQuerySet,
    TargetQuerySet,
)
from portfolios.querysets.uploads import UploadQuerySet
from portfolios.querysets.vouches import VouchQuerySet

__all__ = [
    "AnswerQuerySet",
    "AttachmentQuerySet",
    "CaptionsQuerySet",
    "CollectionQuerySet",
    "CommentQuerySet",
    "DepictionQuerySet",
    "DraftQuerySet",
    "EntryQuerySet",
    "EvidenceQuerySet",
    "FrameworkImportQuerySet",
    "FrameworkQuerySet",
    "LetterQuerySet",
    "LevelQuerySet",
    "MattersQuerySet",
    "MediaFileQuerySet",
    "PlacementQuerySet",
    "PromptQuerySet",
    "ReflectionQuerySet",
    "ReflectionVersionQuerySet",
    "StreamMarkQuerySet",
    "TargetQuerySet",
    "UploadQuerySet",
    "VouchQuerySet",
]
