"""The story of a goal as its page tells it: of what `with_story` fetched, without asking again."""

from django.utils.dateparse import parse_datetime

from goals.models import Step


def steps_of(goal):
    """Its steps, in their order."""
    return [Step(goal_id=goal.pk, **row | {"done_at": moment(row["done_at"])}) for row in goal.step_rows]


def moment(text):
    return text and parse_datetime(text)


def story_of(goal):
    """Her check-ins and what was said, newest first."""
    return sorted([*goal.check_ins.all(), *goal.replies.all()], key=lambda e: e.at, reverse=True)
