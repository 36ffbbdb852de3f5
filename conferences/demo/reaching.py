"""Families whom the fall round has not reached yet, and who tried."""

import datetime

from django.utils import timezone

from accounts.models import User
from conferences.actions.outreach import note_call
from conferences.models import Conference, Round
from conferences.reach import NO_TIME, lines_of

TRIED = [
    ("phone", "no_answer", "", 0),
    ("phone", "left_word", "Grandmother passes it on", 2),
    ("gate", "reached", "Works nights until Thursday: mornings are fine", None),
    ("message", "wrong", "", None),
]


def make_reaching(school, *, by):
    """Two families whom their advisor asks to come, and four calls."""
    round_ = Round.objects.get(school=school, name="Fall")
    marisol = User.objects.get(first_name="Marisol", last_name="Ortiz")
    families = [line for line in lines_of(round_, round_.conferences.all()) if line.stand in NO_TIME]
    asked = [line.conferences[0].pk for line in families[:2]]
    Conference.objects.filter(pk__in=asked).update(please_meet=True)
    today = timezone.localdate()
    for line, (how, outcome, words, days) in zip(families[1:], TRIED, strict=False):
        note_call(
            round_,
            household=line.family.household,
            adult=line.family.adult,
            how=how,
            outcome=outcome,
            line=words,
            again_on=None if days is None else today + datetime.timedelta(days=days),
            by=marisol if how == "gate" else by,
        )
