from goals.querysets.check_ins import CheckInQuerySet, TickQuerySet
from goals.querysets.commitments import CommitmentCheckInQuerySet, CommitmentQuerySet
from goals.querysets.common import is_due
from goals.querysets.drafts import GoalDraftQuerySet
from goals.querysets.files import GoalFileQuerySet
from goals.querysets.goals import GoalQuerySet, StepQuerySet
from goals.querysets.imports import GoalImportQuerySet
from goals.querysets.offers import OfferQuerySet, RhythmQuerySet
from goals.querysets.pieces import GoalPieceQuerySet
from goals.querysets.talk import GoalReplyQuerySet, GoalTeacherQuerySet

__all__ = [
    "CheckInQuerySet",
    "CommitmentCheckInQuerySet",
    "CommitmentQuerySet",
    "GoalDraftQuerySet",
    "GoalFileQuerySet",
    "GoalImportQuerySet",
    "GoalPieceQuerySet",
    "GoalQuerySet",
    "GoalReplyQuerySet",
    "GoalTeacherQuerySet",
    "OfferQuerySet",
    "RhythmQuerySet",
    "StepQuerySet",
    "TickQuerySet",
    "is_due",
]
