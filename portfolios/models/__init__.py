from portfolios.models.captions import Captions
from portfolios.models.collections import Collection, CollectionShare, Entry
from portfolios.models.depictions import Depiction
from portfolios.models.evidence import Attachment, Draft, Evidence, Share, Upload
from portfolios.models.letters import Letter
from portfolios.models.reflections import Prompt, Reflection
from portfolios.models.targets import Framework, Level, Placement, Target
from portfolios.models.vouches import Vouch

__all__ = [
    "Attachment",
    "Captions",
    "Collection",
    "CollectionShare",
    "Depiction",
    "Draft",
    "Entry",
    "Evidence",
    "Framework",
    "Letter",
    "Level",
    "Placement",
    "Prompt",
    "Reflection",
    "Share",
    "Target",
    "Upload",
    "Vouch",
]
