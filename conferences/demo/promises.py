"""What became of what was agreed last spring, and what the heroine's family says about a goal."""

import datetime

from django.utils import timezone

from accounts.models import Guardianship, Student
from goals import actions
from goals.models import Commitment, CommitmentCheckIn, Goal, GoalReply

# party, days ago, how it was, one line
LOOKS = {
    "student": [
        (185, "open", "Six Sundays out of eight."),
        (150, "open", "The pencil helps me find the place."),
    ],
    "teacher": [(170, "kept", "Four examples so far. The letter to the mayor worked best.")],
}
ANSWER = "Ask me on Sundays what the chapter was about, and wait until I have thought."
SEEN = "She read the recipe to her brother, and stopped to ask him why the dough has to rest."


def make_promises(school, heroine):
    student = Student.objects.select_related("user").get(school=school, user__first_name=heroine)
    teacher = student.advisory.advisors.first()
    take_the_teachers(school, teacher, student)
    for party, looks in LOOKS.items():
        by = teacher if party == "teacher" else student.user
        promise = Commitment.objects.get(student=student, party=party)
        for days, state, line in looks:
            actions.check_commitment(promise, state=state, line=line, by=by)
            promise.refresh_from_db()
            at = timezone.now() - datetime.timedelta(days=days)
            CommitmentCheckIn.objects.filter(commitment=promise, line=line).update(at=at)
    talk_at_home(student)


def take_the_teachers(school, teacher, student):
    """Most of what teachers promised is theirs; two wait for a yes."""
    now = timezone.now()
    promised = Commitment.objects.filter(school=school, party="teacher").order_by("pk")
    Commitment.objects.filter(pk__in=promised.exclude(student=student).values("pk")[2:]).update(
        owner=teacher, accepted_at=now, checked_at=now
    )
    promised.filter(student=student).update(owner=teacher, accepted_at=now)
    own = Commitment.objects.filter(school=school, party="student").select_related("student")
    for promise in own:
        Commitment.objects.filter(pk=promise.pk).update(owner=promise.student.user_id, accepted_at=now)


def talk_at_home(student):
    """Her mother has asked how to help and has an answer; what she saw at home waits for a title."""
    goal = Goal.objects.filter(student=student, shared_with_family=True, ended_at=None).order_by("pk").first()
    guardianship = Guardianship.objects.filter(student=student).select_related("adult").order_by("pk").first()
    if goal is None or guardianship is None:
        return
    mother, now = guardianship.adult, timezone.now()
    question = actions.offer_help(goal, by=mother)
    answer = actions.answer_talk(question, by=student.user, text=ANSWER)
    day = timezone.localdate() - datetime.timedelta(days=4)
    note = actions.add_home_note(goal, by=mother, text=SEEN, seen_on=day)
    for reply, days in ((question, 9), (answer, 8), (note, 4)):
        GoalReply.objects.filter(pk=reply.pk).update(at=now - datetime.timedelta(days=days))
