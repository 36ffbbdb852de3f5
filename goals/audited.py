"""The pages of `goals` that are about one child, and its verbs in plain words (accounts/audit.py)."""

from django.utils.translation import gettext_lazy as _

PAGES = {
    "goals:student_goals": ("accounts.Student", _("the goals")),
    "goals:goal_detail": ("goals.Goal", _("a goal")),
}
