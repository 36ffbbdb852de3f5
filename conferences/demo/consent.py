"""Families' answers about photos, voice and video, and a few pictures with somebody else in them."""

import datetime
import random

from django.utils import timezone

from accounts.models import Guardianship, MediaConsent, Student
from portfolios.models import Attachment, Depiction

chance = random.Random(14)


def make_answers(school, cora):
    """Most families say yes, some say no or answer on paper, and a few have not answered yet."""
    families = Guardianship.objects.filter(student__school=school, may_decide=True).select_related("student")
    adult_of = {one.student: one.adult_id for one in families.order_by("-pk")}
    now = timezone.now()
    rows = []
    for student, adult in sorted(adult_of.items(), key=lambda row: row[0].pk):
        if chance.random() < 0.2:
            continue
        paper = chance.random() < 0.3
        starts_at = now - datetime.timedelta(days=chance.randint(20, 70))
        rows += [
            MediaConsent(
                school=school,
                student=student,
                kind=kind,
                allowed=chance.random() < 0.85,
                adult_id=adult,
                how="paper" if paper else "online",
                by_id=cora.pk if paper else adult,
                starts_at=starts_at,
                at=now if paper else starts_at,
            )
            for kind in MediaConsent.Kind
        ]
    MediaConsent.objects.bulk_create(rows)


def make_depictions(school, heroine):
    """The heroine's last piece waits because of a classmate; in some others a classmate may be shown."""
    students = Student.objects.filter(school=school, advisory__isnull=False).select_related("user")
    answered = {student.pk: student.photo for student in students.with_answers()}
    for student in students.order_by("pk"):
        first = student.user.first_name == heroine
        mates = [one.pk for one in Student.objects.met_by(student).order_by("pk")]
        wanted = [pk for pk in mates if bool(answered.get(pk)) is not first]
        pictures = Attachment.objects.filter(evidence__student=student)
        picture = pictures.order_by("evidence__made_on", "pk").first()
        if wanted and picture and (first or chance.random() < 0.2):
            Depiction.objects.create(
                school=school,
                attachment=picture,
                who="schoolmate",
                student_id=chance.choice(wanted),
                told_by_id=student.user_id,
            )
