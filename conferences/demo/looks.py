"""What the demo's audit tells: who looked at the heroine's pages, who was refused, what a family asked."""

import datetime

from django.utils import timezone

from accounts.actions.rights import ask_correction
from accounts.audit import LOOKED, REFUSED
from accounts.models import AuditRecord, Guardianship, Student

PAGES = ("portfolios:student_portfolio", "portfolios:evidence_detail", "goals:student_goals")


def make_looks(school, heroine):
    student = Student.objects.select_related("advisory").get(school=school, user__first_name=heroine)
    advisor = student.advisory.advisors.order_by("pk").first()
    now = timezone.now()
    about = {"school_id": school.pk, "student_id": student.pk}
    rows = []
    for days, page in ((15, 2), (8, 0), (3, 1), (1, 2), (1, 0)):
        at = now - datetime.timedelta(days=days)
        about_look = {"verb": LOOKED, "thing": PAGES[page], "actor_id": advisor.pk, "at": at}
        rows.append(AuditRecord(**about, **about_look, day=timezone.localdate(at)))
    classmate = Student.objects.filter(school=school).exclude(pk=student.pk).order_by("pk").first()
    refused = {"verb": REFUSED, "thing": "goals.goal", "thing_id": "1", "actor_id": classmate.user_id}
    rows.append(AuditRecord(**about, **refused, at=now, day=timezone.localdate(now)))
    AuditRecord.objects.bulk_create(rows)
    adult = Guardianship.objects.current().deciding().filter(student=student).order_by("pk").first()
    if adult:
        words = "Her second name is spelled with one n. Could you set it right?"
        ask_correction(student, words=words, by=adult.adult)
