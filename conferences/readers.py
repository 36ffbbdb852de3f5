"""Who is told about a conference: each adult who may be there, and at 18 the student herself."""

from collections import defaultdict
from dataclasses import dataclass

from accounts.models import Guest, Household, Student, User
from accounts.prepared import Today
from conferences.models import Notice, Visit
from conferences.querysets.households import attending_each

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
    conferences = list(conferences)
    by_student = defaultdict(list)
    for conference in conferences:
        by_student[conference.student_id].append(conference)
    of_age = {student.pk: student.user for student in grown(by_student)}
    found = {
        pk: [Reader(row.adult, row.household) for row in rows if is_told(row, kind, of_age)]
        for pk, rows in attending_each(conferences).items()
    }
    for pk, user in of_age.items():
        for conference in by_student[pk] if user.is_active else ():
            found[conference.pk].append(Reader(user))
    if kind in OF_GUESTS:
        for visit in visits(conferences):
            found[visit.conference_id].append(Reader(visit.guest.user, is_guest=True))
    return found


def is_told(guardianship, kind, of_age):
    """Nobody decides for a student of 18, and who may not decide is asked nothing."""
    asked = kind in Notice.TO_DECIDE
    decides = guardianship.may_decide and guardianship.student_id not in of_age
    return guardianship.adult.is_active and (decides or not asked)


def grown(students):
    """Of these students, by their keys, those of 18: nobody chooses for them."""
    return Student.objects.current().filter(of_age_on__lte=Today(), pk__in=students).select_related("user")


def visits(conferences):
    guests = Guest.objects.current().at_conferences()
    return Visit.objects.filter(conference__in=conferences, guest__in=guests).select_related("guest__user")
