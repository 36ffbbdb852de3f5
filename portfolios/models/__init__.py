from portfolios.models.attachments import Attachment
from portfolios.models.captions import Captions
from portfolios.models.collections import Collection, CollectionShare, Entry
from portfolios.models.comments import Comment
from portfolios.models.depictions import Depiction
from portfolios.models.drafts import Draft
from portfolios.models.evidence import Evidence, Share
from portfolios.models.files import MediaFile, file_models
from portfolios.models.finding import SearchDocument
from portfolios.models.imports import FrameworkImport
from portfolios.models.letters import Letter
from portfolios.models.matters import Answer, Matters
from portfolios.models.placements import EarlierPlacement, Placement
from portfolios.models.reflections import Prompt, Reflection, ReflectionVersion
from portfolios.models.stream import StreamMark
from portfolios.models.targets import Framework, Level, LevelWords, Target
from portfolios.models.uploads import Upload, UploadPart
from portfolios.models.vouches import Vouch

__all__ = [
    "Answer",
    "Attachment",
    "Captions",
    "Collection",
    "CollectionShare",
    "Comment",
    "Depiction",
    "Draft",
    "EarlierPlacement",
    "Entry",
    "Evidence",
    "Framework",
    "FrameworkImport",
    "Letter",
    "Level",
    "LevelWords",
    "Matters",
    "MediaFile",
    "Placement",
    "Prompt",
    "Reflection",
    "ReflectionVersion",
    "SearchDocument",
    "Share",
    "StreamMark",
    "Target",
    "Upload",
    "UploadPart",
    "Vouch",
    "file_models",
]
