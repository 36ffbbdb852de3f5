"""Families as they are: parents who live apart, letters on paper, an adult kept away, guests."""

from accounts.actions.households import add_guardianship, add_household, restrict_guardianship
from accounts.models import Household, Student
from conferences.actions.guests import agree_guest, ask_guest, share_with_guests
from conferences.querysets.guests import pieces_for_guests

ADULT = {"language": "en", "may_see": True, "may_attend": True, "may_decide": True}


def make_apart(school, heroine, *, by):
    """The heroine's father has a home of his own; one family gets its letters on paper."""
    student = Student.objects.get(school=school, user__first_name=heroine)
    father = add_guardianship(
        student,
        by=by,
        first_name="Kwame",
        last_name="Owusu",
        email="kwame.owusu@family.example",
        relation="father",
        **ADULT | {"may_decide": False},
    )
    add_household(student, by=by, adults=[father], name="Owusu", language="en")
    Household.objects.filter(school=school, name="Torres").update(
        reach=Household.Reach.LETTER, address="14 Canal Street\nApartment 3"
    )
    Household.objects.filter(school=school, needs_interpreter=True).update(interpreter_language="Arabic")
    neighbour = Student.objects.filter(school=school, advisory__name="Advisory 8A").order_by("pk").first()
    uncle = add_guardianship(
        neighbour, by=by, first_name="Victor", last_name="Lang", email="", relation="uncle", **ADULT
    )
    restrict_guardianship(uncle, reason="Court order of 3 March, in the office’s file.", by=by)


def make_guests(conference, *, by):
    """Her coach is invited and sees two pieces; a neighbour waits for the advisor's answer."""
    student = conference.student.user
    coach = ask_guest(
        conference, by=student, name="Dana Fields", email="dana.fields@club.example", relation="coach"
    )
    agree_guest(coach, by=by)
    share_with_guests(conference, list(pieces_for_guests(conference))[:2], by=student)
    ask_guest(
        conference, by=student, name="Mr. Ellis", email="ellis@garden.example", relation="our neighbour"
    )
