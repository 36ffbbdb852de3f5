from goals.models.check_ins import CheckIn, Tick
from goals.models.commitments import Commitment, CommitmentCheckIn
from goals.models.drafts import GoalDraft
from goals.models.files import GoalFile
from goals.models.goals import Goal, Step
from goals.models.imports import GoalImport
from goals.models.offers import Offer, Rhythm
from goals.models.pieces import GoalPiece
from goals.models.scales import HowFar, Measured
from goals.models.story import GoalEvent
from goals.models.talk import GoalReply, GoalTeacher

__all__ = [
    "CheckIn",
    "Commitment",
    "CommitmentCheckIn",
    "Goal",
    "GoalDraft",
    "GoalEvent",
    "GoalFile",
    "GoalImport",
    "GoalPiece",
    "GoalReply",
    "GoalTeacher",
    "HowFar",
    "Measured",
    "Offer",
    "Rhythm",
    "Step",
    "Tick",
]
