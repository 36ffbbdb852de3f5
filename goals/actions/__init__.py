"""Everything that changes goals, check-ins, answers and commitments."""

from goals.actions.check_ins import check_in
from goals.actions.commitments import check_commitment, make_commitment
from goals.actions.files import (
    forget_goal_files,
    keep_picture,
    keep_voice,
    remove_goal_file,
    restore_goal_file,
    tell_goal_picture,
)
from goals.actions.goals import add_goal, edit_goal, toggle_step
from goals.actions.pieces import choose_pieces
from goals.actions.story import take_up_goal
from goals.actions.talk import reply_to_goal
from goals.actions.ticks import tick_day

__all__ = [
    "add_goal",
    "check_commitment",
    "check_in",
    "choose_pieces",
    "edit_goal",
    "forget_goal_files",
    "keep_picture",
    "keep_voice",
    "make_commitment",
    "remove_goal_file",
    "reply_to_goal",
    "restore_goal_file",
    "take_up_goal",
    "tell_goal_picture",
    "tick_day",
    "toggle_step",
]
