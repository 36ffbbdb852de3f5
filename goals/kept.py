"""What of `goals` belongs to a child's record (accounts/records.py)."""

from django.utils.translation import gettext_lazy as _

from accounts.records import Kept

KEPT = [
    Kept(
        "goals.GoalFile",
        "goal__student",
        _("Pictures and voices of goals"),
        hidden=frozenset({"original_clean", "goal", "step", "check_in", "reply"}),
    ),
    Kept("goals.Goal", "student", _("Goals")),
    Kept("goals.GoalDraft", "student", _("A goal that is being written"), hidden=frozenset({"changed"})),
    Kept("goals.Step", "goal__student", _("Steps")),
    Kept("goals.CheckIn", "goal__student", _("Check-ins")),
    Kept("goals.Tick", "goal__student", _("Days of a habit")),
    Kept("goals.GoalEvent", "goal__student", _("Turns in the story of a goal")),
    Kept("goals.GoalReply", "goal__student", _("What was said about a goal")),
    Kept("goals.GoalTeacher", "goal__student", _("Teachers who were asked about a goal")),
    Kept("goals.GoalPiece", "goal__student", _("Pieces of work on a goal")),
    Kept("goals.Commitment", "student", _("What was agreed")),
    Kept("goals.CommitmentCheckIn", "commitment__student", _("How it went with what was agreed")),
]

# Models that name people and yet are not about a child, each with its reason.
ELSEWHERE = {
    "goals.GoalImport": "a list of last year's goals that the office brought; it goes when they are here",
}
