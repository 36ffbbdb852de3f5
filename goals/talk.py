"""What passes between a student and her family about a goal, of what `with_story` fetched."""

from goals.querysets.talk import FAMILY


def talk_of(goal):
    """What her family said, newest first, each with its answers in their order."""
    said = list(goal.replies.all())
    return [
        (reply, [answer for answer in reversed(said) if answer.to_id == reply.pk])
        for reply in said
        if reply.kind in FAMILY
    ]
