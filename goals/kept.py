"""What of `goals` belongs to a child's record (accounts/records.py)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.records import Kept
from goals.models import CommitmentCheckIn
from goals.querysets.talk import open_to


def said_in_own_household(rows, reader):
    """Not what another household of the child said about a goal, nor what was answered to it."""
    return rows.filter(Q(to=None) | open_to(reader, "to__"), open_to(reader))


def looked_in_own_household(rows, reader):
    """Not what another household of the child wrote about what the family promised."""
    keys = CommitmentCheckIn.objects.read_by(reader).values("pk")
    return rows.filter(pk__in=keys)


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
    Kept("goals.GoalReply", "goal__student", _("What was said about a goal"), seen=said_in_own_household),
    Kept("goals.GoalTeacher", "goal__student", _("Teachers who were asked about a goal")),
    Kept("goals.GoalPiece", "goal__student", _("Pieces of work on a goal")),
    # Whose it is, and the last line about it, may be another household's; lines are with the check-ins.
    Kept(
        "goals.Commitment",
        "student",
        _("What was agreed"),
        hidden=frozenset({"line", "owner", "accepted_at", "reminded_at"}),
    ),
    Kept(
        "goals.CommitmentCheckIn",
        "commitment__student",
        _("How it went with what was agreed"),
        seen=looked_in_own_household,
    ),
]

# Models that name people and yet are not about a child, each with its reason.
ELSEWHERE = {
    "goals.GoalImport": "a list of last year's goals that the office brought; it goes when they are here",
    "goals.Rhythm": "how often an advisory checks in; it names the advisory and no child",
}
