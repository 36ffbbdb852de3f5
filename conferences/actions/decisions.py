"""The day has come by which they wanted to decide: the student and her advisor are told, once."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.letters import language_of
from conferences.models import Conference
from goals.letters import post_each, student_herself, teachers_of
from goals.rhythms import beat_of


@transaction.atomic
def deliver_decision_reminder(pk):
    """Gives how many letters left; none in the holidays. Who has no address finds it on her page."""
    owed = Conference.objects.to_remind().filter(pk=pk).select_for_update(of=("self",), skip_locked=True)
    conference = owed.select_related("school", "student__user", "student__advisory").first()
    if conference is None:
        return 0
    student = conference.student
    beat = beat_of(student)
    with timezone.override(conference.school.timezone):
        if beat.rest_on(timezone.localdate()):
            return 0
    Conference.objects.filter(pk=pk).update(decide_reminded_at=timezone.now())
    words = {
        "school": conference.school,
        "child": student.first_name,
        "day": conference.decide_by,
        "link": settings.SITE_URL + reverse("conferences:promises_write", args=[pk]),
    }
    people = [*student_herself(student, beat), *teachers_of(student, beat)]
    return post_each(
        ("conferences/mail/decide", person, language_of(person, home, conference.school), words)
        for person, home in people
        if person.email and person.is_active
    )
