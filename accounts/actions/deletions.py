"""Deleting for good: a child's record with everything that hangs on it, written into the ledger."""

import hashlib
from collections import Counter
from contextlib import suppress

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import CASCADE, Exists, OuterRef, ProtectedError, Q
from django.utils import timezone

from accounts.audit import record
from accounts.ledger import write_ledger
from accounts.models import (
    Deletion,
    Guardianship,
    Guest,
    Membership,
    OutgoingMail,
    RecordRequest,
    RosterChange,
    Student,
    User,
)
from accounts.records import lines
from accounts.tasks import remove_files

FILES_A_JOB = 500


@transaction.atomic
def carry_out(request_pk):
    """A deletion that was agreed to and whose waiting time is over. Gives whether it ran."""
    due = RecordRequest.objects.due().select_for_update(skip_locked=True, of=("self",))
    request = due.select_related("student__user", "decided_by").filter(pk=request_pk).first()
    if request is None:
        return False
    delete_record(request.student, by=request.decided_by, reason="request")
    return True


@transaction.atomic
def delete_record(student, *, by, reason):
    """Every row about this child, her files, and the adults and households that were there for her alone.

    What stays: the audit, as numbers without a name; and in a schoolmate's picture somebody without a
    name, whom nobody has agreed to show. The ledger gets numbers and counts.
    """
    student = Student.objects.select_for_update(of=("self",)).select_related("user").get(pk=student.pk)
    school_id, mark = student.school_id, fingerprint(student)
    adults = people_around(student)
    found = {line: [row.pk for row in line.rows(student.pk).distinct()] for line in lines().values()}
    names = [name for line, keys in found.items() for name in line.file_names(keys)]
    counts = Counter(forget_roster_lines(student, adults))
    for line in sorted(found, key=lambda line: (line.order, -line.depth)):
        counts.update(line.forget(line.model_class._base_manager.filter(pk__in=found[line])))
    gone = list(without_ties(adults))
    counts.update(delete_people(gone))
    end_family_places(set(adults) - {adult.pk for adult in gone}, school_id)
    for start in range(0, len(names), FILES_A_JOB):
        remove_files.enqueue(names[start : start + FILES_A_JOB])
    record("student.deleted", student, by=by, student=student)
    Deletion.objects.create(
        school_id=school_id,
        reason=reason,
        student_id=student.pk,
        fingerprint=mark,
        people=sorted([student.user_id, *(adult.pk for adult in gone)]),
        counts=dict(counts) | {"files": len(names)},
        by_id=by.pk if by else None,
    )
    transaction.on_commit(write_ledger)


def fingerprint(student):
    """That a number means the same child after a restore: numbers and a moment, hashed; no name in it."""
    joined = student.user.date_joined.isoformat()
    return hashlib.sha256(f"{student.pk}:{student.user_id}:{joined}".encode()).hexdigest()


def people_around(student):
    """Adults of her family and her guests, also those whose time has ended."""
    adults = set(Guardianship.objects.filter(student=student).values_list("adult", flat=True))
    return adults | set(
        Guest.objects.filter(student=student, user__isnull=False).values_list("user", flat=True)
    )


def without_ties(people):
    """Of these adults those who have no other child here, no work at a school and no place of their own."""
    working = Membership.objects.filter(user=OuterRef("pk"), role__in=["advisor", "coordinator"])
    return User.objects.filter(
        ~Exists(working),
        pk__in=people,
        guardianships=None,
        student=None,
        guest=None,
        district_memberships=None,
        is_staff=False,
    )


def end_family_places(people, school_id):
    """Adults who stay for another child, but have none at this school any more."""
    here = Guardianship.objects.filter(adult=OuterRef("user"), student__school=school_id)
    places = Membership.objects.filter(~Exists(here), user__in=people, school=school_id, role="family")
    places.filter(ended_at=None).update(ended_at=timezone.now())


def delete_people(people):
    """Their accounts, and what was mailed to them. Whom a row of somebody else still names is emptied."""
    counts = Counter()
    for person in people:
        if person.email:
            counts.update(OutgoingMail.objects.filter(to__icontains=person.email).delete()[1])
        counts.update(Membership.objects.filter(user=person).delete()[1])
        try:
            counts.update(User.objects.filter(pk=person.pk).delete()[1])
        except ProtectedError:
            counts.update(empty_person(person))
    return counts


def empty_person(person):
    """A number without a name, who can never come in: for words in the record of another child."""
    for relation in User._meta.related_objects:
        if relation.on_delete is CASCADE:
            relation.related_model._base_manager.filter(**{relation.field.name: person.pk}).delete()
    User.objects.filter(pk=person.pk).update(
        username=f"deleted-{person.pk}",
        first_name="",
        last_name="",
        preferred_name="",
        email="",
        language="",
        password=UNUSABLE_PASSWORD_PREFIX,
        is_active=False,
        school=None,
    )
    return {"accounts.User (emptied)": 1}


def forget_roster_lines(student, adults):
    """What imports noted about her and the adults who go with her: their names stand in it."""
    alone = [*adults, student.user_id]
    about = Q(table="student", row_id=student.pk) | Q(table="user", row_id__in=alone)
    named = RosterChange.objects.filter(
        about, roster_import=OuterRef("roster_import"), subject=OuterRef("subject")
    )
    return RosterChange.objects.filter(Exists(named)).delete()[1]


def delete_files(names):
    """Files of rows that are gone, and the folder that held nothing else. Safe to run twice."""
    for name in names:
        default_storage.delete(name)
    for folder in {name.rpartition("/")[0] for name in names if name.count("/") > 1}:
        with suppress(OSError, NotImplementedError):
            default_storage.delete(folder)


def replay(entry):
    """After a backup was put back: delete again whom the ledger names. Gives whether she was there."""
    student = Student.objects.select_related("user").filter(pk=entry["student_id"]).first()
    if student is None or fingerprint(student) != entry["fingerprint"]:
        return False
    delete_record(student, by=None, reason=entry["reason"])
    return True
