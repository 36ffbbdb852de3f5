"""The pages of `goals` that are about one child, and its verbs in plain words (accounts/audit.py)."""

from django.utils.translation import gettext_lazy as _

PAGES = {
    "goals:student_year": ("accounts.Student", _("a year of goals")),
    "goals:student_goals": ("accounts.Student", _("the goals")),
    "goals:goal_story": ("goals.Goal", _("the story of a goal")),
    "goals:goal_file_people": ("goals.GoalFile", _("a picture of a goal")),
    "goals:goal_days": ("goals.Goal", _("the days of a habit")),
    "goals:goal_ask_teacher": ("goals.Goal", _("a goal")),
    "goals:goal_detail": ("goals.Goal", _("a goal")),  # last: what is refused of a goal is called so
}

# What somebody did, after the name: "Bo Ortiz answered a goal".
VERBS = {
    "commitment.checked": _("said how something that was agreed went"),
    "commitment.made": _("agreed to do something"),
    "formats.chosen": _("chose the formats of goals"),
    "goal.carried": _("carried a goal on after the summer"),
    "goal.added": _("set a goal"),
    "goal.begun": _("began to write a goal"),
    "goal.begun_anew": _("put away a goal that was being written"),
    "goal.checked_in": _("checked in on a goal"),
    "goal.edited": _("changed a goal"),
    "goal.imported": _("brought a goal from last year"),
    "goal_import.applied": _("brought in goals of last year"),
    "goal_import.asked": _("asked for goals of last year to be brought in"),
    "goal_import.file_brought": _("brought a list of goals"),
    "goal_import.file_put_aside": _("put a list of goals aside"),
    "goalfile.added": _("added a picture or a voice to a goal"),
    "goalfile.people_told": _("said who can be seen in a picture of a goal"),
    "goalfile.removed": _("took a picture or a voice off a goal"),
    "goalfile.restored": _("put a picture or a voice of a goal back"),
    "goalfile.retried": _("asked once more for a file of a goal to be made ready"),
    "goal.pieces_chosen": _("chose work for a goal"),
    "goal.replied": _("answered a goal"),
    "goal.taken_up": _("took up a goal again"),
    "goal.ticked": _("ticked a day of a habit"),
    "goal.unticked": _("took a day of a habit back"),
    "goal.noted": _("left a note on a goal"),
    "goal.reply_taken_back": _("took words about a goal back"),
    "goal.shared_with_family": _("shared a goal with the family"),
    "goal.teacher_asked": _("asked a teacher to look at a goal"),
    "goal.teacher_ended": _("ended a teacher's look at a goal"),
    "goal.unshared_with_family": _("stopped sharing a goal with the family"),
    "step.done": _("ticked a step"),
    "step.undone": _("took a tick back"),
}
