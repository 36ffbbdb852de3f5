"""A student asks a teacher of another subject, who has left a note; another waits for one."""

import uuid

from accounts.models import Advisory, Student, User
from goals.actions import ask_teacher, note_goal
from goals.models import Goal


def make_asking(school, heroine):
    """A colleague has said something about the heroine's goal; others have asked her own advisor."""
    student = Student.objects.select_related("advisory").get(school=school, user__first_name=heroine)
    advisor = student.advisory.advisors.first()
    colleague = User.objects.teaching_at(school).exclude(advisories=student.advisory).first()
    goal = Goal.objects.of(student).open().order_by("pk").first()
    ask_teacher(goal, teacher=colleague, by=student.user)
    note = "In science you explained the graph to your table without being asked. That is the same skill."
    note_goal(goal, text=note, by=colleague, form_key=uuid.uuid4())
    others = Advisory.objects.filter(school=school).exclude(pk=student.advisory_id)
    asking = Goal.objects.open().filter(student__advisory__in=others, student__left_at=None)
    for goal in asking.select_related("student__user").order_by("pk")[:2]:
        ask_teacher(goal, teacher=advisor, by=goal.student.user)
