"""What of `goals` belongs to a child's record (accounts/records.py)."""

from django.utils.translation import gettext_lazy as _

from accounts.records import Kept

KEPT = [
    Kept("goals.Goal", "student", _("Goals")),
    Kept("goals.Step", "goal__student", _("Steps")),
    Kept("goals.CheckIn", "goal__student", _("Check-ins")),
    Kept("goals.GoalReply", "goal__student", _("Answers of the advisor")),
    Kept("goals.Commitment", "student", _("What was agreed")),
]
