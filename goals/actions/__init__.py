"""Everything that changes goals, check-ins, answers and commitments."""

from goals.actions.check_ins import check_in
from goals.actions.commitments import check_commitment, make_commitment
from goals.actions.goals import add_goal, edit_goal, toggle_step
from goals.actions.talk import reply_to_goal

__all__ = [
    "add_goal",
    "check_commitment",
    "check_in",
    "edit_goal",
    "make_commitment",
    "reply_to_goal",
    "toggle_step",
]
