"""Who is told about a conference: each adult who may be there, and at 18 the student herself."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Guardianship, Guest, Household, Student, User
from accounts.prepared import Today
from conferences.models import Notice, Visit
from conferences.querysets.households import apart_of, is_for

# A guest knows when and where, and nothing of what the family is asked.
OF_GUESTS = (Notice.Kind.TIME, Notice.Kind.MOVED, Notice.Kind.CALLED_OFF, *Notice.REMINDERS)


@dataclass(frozen=True)
class Reader:
    """One adult, and the household in which she is with this child, where there is one."""

    adult: User
    household: Household | None = None
    is_guest: bool = False

    @property
    def on_paper(self):
        """No mail reaches her, or her household has its letters printed."""
        letters = self.household is not None and self.household.reach == Household.Reach.LETTER
        return letters or not self.adult.email


def readers_of(conferences, kind):
    """The readers of each of these conferences, by its key: today, by the rights that are in force."""
    found = defaultdict(list)
    by_student = defaultdict(list)
    for conference in conferences:
        by_student[conference.student_id].append(conference)
    apart = apart_of(by_student)
    for guardianship in family(by_student, kind):
        for conference in by_student[guardianship.student_id]:
            if is_for(conference, guardianship, apart):
                found[conference.pk].append(Reader(guardianship.adult, guardianship.household))
    for student in grown(by_student):
        for conference in by_student[student.pk]:
            found[conference.pk].append(Reader(student.user))
    if kind in OF_GUESTS:
        for visit in visits(conferences):
            found[visit.conference_id].append(Reader(visit.guest.user, is_guest=True))
    return found


def family(students, kind):
    standing = Guardianship.objects.current().attending().filter(student__in=students, adult__is_active=True)
    if kind in Notice.TO_DECIDE:
        standing = standing.deciding()
    return standing.select_related("adult", "household").order_by("pk")


def grown(students):
    """Of these students, by their keys, those of 18: nobody chooses for them."""
    return (
        Student.objects.current()
        .filter(Q(of_age_on__lte=Today()), pk__in=students, user__is_active=True)
        .select_related("user")
    )


def visits(conferences):
    guests = Guest.objects.current().at_conferences()
    return Visit.objects.filter(conference__in=conferences, guest__in=guests).select_related("guest__user")
