from portfolios.models.depictions import Depiction
from portfolios.models.evidence import Attachment, Draft, Evidence, Share, Upload
from portfolios.models.reflections import Prompt, Reflection
from portfolios.models.targets import Framework, Level, Placement, Target

__all__ = [
    "Attachment",
    "Depiction",
    "Draft",
    "Evidence",
    "Framework",
    "Level",
    "Placement",
    "Prompt",
    "Reflection",
    "Share",
    "Target",
    "Upload",
]
