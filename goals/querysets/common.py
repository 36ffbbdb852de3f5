"""What several rules of goals are made of."""

import datetime

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from accounts.models import Student

STUCK_FOR = datetime.timedelta(weeks=1)
# A reminder comes when it is news; what has waited for longer is not written about any more.
REMIND_FOR = datetime.timedelta(weeks=2)


def rows(name):
    return apps.get_model("goals", name).objects


def is_due(goal):
    """Open, and its day has come, by the rhythm of her advisory (goals/rhythms.py)."""
    return goal.ended_at is None and goal.due_on is not None and goal.due_on <= timezone.localdate()


def three_parties(user):
    """The student, her advisor and her family, each as a condition on `student`."""
    return (
        Q(student__in=Student.objects.is_user(user)),
        Q(student__in=Student.objects.advised_by(user)),
        Q(student__in=Student.objects.followed_by(user)),
    )
