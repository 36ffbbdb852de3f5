"""How long what of `goals` is kept (accounts/periods.py)."""

from django.utils.translation import gettext_lazy as _

from accounts.periods import Fixed, Period
from goals.actions.files import forget_goal_files

PERIODS = [
    Period(
        "goal_files_taken_off",
        _("Pictures and voices that were taken off a goal"),
        "goals.GoalFile",
        since="removed_at",
        school="school",
        days=90,
        low=30,
        high=365,
        forget=forget_goal_files,
    ),
]

FIXED = [
    Fixed(_("A list of last year's goals that nobody brought in"), _("1 week")),
    Fixed(_("Rows that could not be read in a list of last year's goals"), _("35 days")),
]
