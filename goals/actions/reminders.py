"""One letter when a check-in is due: to the student, or to the family of a child who does not read yet."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.letters import household_of, language_of
from accounts.models import Guardianship, Household, Student
from goals.letters import post_each
from goals.models import Goal
from goals.rhythms import beat_of

# Letters come while people are awake, by the school's clock.
FIRST_HOUR, LAST_HOUR = 7, 18


def is_time_for_letters():
    return FIRST_HOUR <= timezone.localtime().hour < LAST_HOUR


@transaction.atomic
def deliver_check_in_reminder(student_pk):
    """Tell her once of all the goals whose day has come. Gives how many letters left.

    Nobody is told of the same day twice. Who has no address, or whose advisory wants no letters, finds the
    check-in on her home. The letter says how many goals wait, never their words.
    """
    students = Student.objects.current().select_related("user__school", "school")
    student = students.select_for_update(of=("self",), skip_locked=True).filter(pk=student_pk).first()
    if student is None:
        return 0
    with timezone.override(student.school.timezone):
        owed = list(Goal.objects.of(student).unreminded())
        if not owed:
            return 0
        letters = letters_of(student, owed) if beat_of(student).reminds else []
        Goal.objects.filter(pk__in=[goal.pk for goal in owed]).update(reminded_at=timezone.now())
    return post_each(
        (f"goals/mail/{name}", person, language, words | {"school": student.school})
        for name, person, language, words in letters
    )


def letters_of(student, goals):
    """To her; of a young child to each of the family who may see her goals, of those shared with them."""
    shared = sum(goal.shared_with_family for goal in goals)
    if student.is_young:
        return [
            ("family_check_in", one.adult, language_of(one.adult, one.household, student.school), words)
            for one in followers(student)
            for words in [told(student, shared, "goals:student_goals", student.pk)]
            if shared
        ]
    if not student.user.email:
        return []
    language = language_of(student.user, household_of(student.user), student.school)
    return [("check_in", student.user, language, told(student, len(goals), "goals:goal_list"))]


def followers(student):
    """Adults with an address who follow the child today; a restricted or ended one is none.

    Nor is one whose home has its letters on paper.
    """
    current = Guardianship.objects.current().filter(student=student, adult__is_active=True)
    mailed = current.exclude(household__reach=Household.Reach.LETTER)
    return mailed.exclude(adult__email="").select_related("adult", "household").order_by("pk")


def told(student, count, page, *args):
    return {"child": student.first_name, "count": count, "link": settings.SITE_URL + reverse(page, args=args)}
