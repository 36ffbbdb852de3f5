"""Everything that changes goals, check-ins, answers and commitments."""

from goals.actions.asking import ask_teacher, end_asking
from goals.actions.check_ins import check_in
from goals.actions.commitments import (
    accept_commitment,
    check_commitment,
    deliver_reminder,
    make_commitment,
    release_commitment,
)
from goals.actions.drafts import drop_draft, save_draft
from goals.actions.families import (
    add_home_note,
    answer_talk,
    collect_talk,
    edit_talk,
    offer_help,
    take_back_talk,
)
from goals.actions.files import (
    forget_goal_files,
    keep_picture,
    keep_voice,
    remove_goal_file,
    restore_goal_file,
    tell_goal_picture,
)
from goals.actions.goals import add_goal, edit_goal, share_goal, toggle_step
from goals.actions.imports import (
    apply_goal_import,
    discard_goal_import,
    finish_goal_import,
    forget_goal_lists,
    keep_goal_list,
)
from goals.actions.offers import choose_offers
from goals.actions.pieces import choose_pieces
from goals.actions.reminders import deliver_check_in_reminder, is_time_for_letters
from goals.actions.rhythms import leave_rhythm, rest_goals, set_rhythm
from goals.actions.story import take_up_goal
from goals.actions.summers import carry_goal
from goals.actions.talk import note_goal, reply_to_goal, take_back_reply
from goals.actions.ticks import tick_day

__all__ = [
    "accept_commitment",
    "add_goal",
    "add_home_note",
    "answer_talk",
    "apply_goal_import",
    "ask_teacher",
    "carry_goal",
    "check_commitment",
    "check_in",
    "choose_offers",
    "choose_pieces",
    "collect_talk",
    "deliver_check_in_reminder",
    "deliver_reminder",
    "discard_goal_import",
    "drop_draft",
    "edit_goal",
    "edit_talk",
    "end_asking",
    "finish_goal_import",
    "forget_goal_files",
    "forget_goal_lists",
    "is_time_for_letters",
    "keep_goal_list",
    "keep_picture",
    "keep_voice",
    "leave_rhythm",
    "make_commitment",
    "note_goal",
    "offer_help",
    "release_commitment",
    "remove_goal_file",
    "reply_to_goal",
    "rest_goals",
    "restore_goal_file",
    "save_draft",
    "set_rhythm",
    "share_goal",
    "take_back_reply",
    "take_back_talk",
    "take_up_goal",
    "tell_goal_picture",
    "tick_day",
    "toggle_step",
]
