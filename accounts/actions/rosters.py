"""A roster becomes the school's people: all of its changes or none."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import (
    Advisory,
    Guardianship,
    Membership,
    RosterImport,
    School,
    Session,
    SignInCard,
    Student,
    User,
)
from accounts.oneroster.reading import Role

BATCH = 2000  # rows a statement


@dataclass
class Changes:
    """What applying a roster would do: `lines` for people to read, `counts` by what is touched and how."""

    counts: Counter = field(default_factory=Counter)
    lines: list = field(default_factory=list)

    def note(self, kind, words):
        self.counts[kind] += 1
        self.lines.append(words)

    def __bool__(self):
        return bool(self.counts)


@transaction.atomic
def import_roster(roster, *, name, by=None, dry_run=False):
    """Make the schools of the roster what it says; returns the `Changes`.

    People are matched by `sourcedId` within their school, never by e-mail. Leavers are ended, not
    deleted, and what the school itself ended or restricted stays so. A dry run does the same work and
    takes it back. Raises `ValidationError` when the roster has problems: nothing is half imported.
    """
    if roster.problems:
        raise ValidationError([str(problem) for problem in roster.problems])
    changes = Changes()
    schools = import_schools(roster, changes)
    people = import_people(roster, schools, changes)
    import_memberships(roster, schools, people, changes)
    advisories = import_advisories(roster, schools, people, changes)
    import_students(roster, schools, people, advisories, changes)
    import_guardianships(roster, schools, people, changes)
    end_leavers(roster, schools, changes)
    if dry_run:
        transaction.set_rollback(True)
    elif changes:
        for school in schools.values():
            done = RosterImport.objects.create(school=school, by=by, name=name, summary=dict(changes.counts))
            record("roster.imported", done, by=by)
    return changes


def import_schools(roster, changes):
    known = {school.source_id: school for school in School.objects.filter(source_id__in=roster.schools)}
    for source_id, name in roster.schools.items():
        if source_id not in known:
            known[source_id] = School.objects.create(source_id=source_id, name=name)
            changes.note("school added", _("New school: %(name)s") % {"name": name})
        elif known[source_id].name != name:
            School.objects.filter(source_id=source_id).update(name=name)
            changes.note(
                "school changed",
                _("School %(old)s is now %(new)s") % {"old": known[source_id].name, "new": name},
            )
    return known


def import_people(roster, schools, changes):
    """Users by sourcedId; a person at two schools of the bundle is one user."""
    rows = Membership.objects.filter(school__in=schools.values()).exclude(source_id="").select_related("user")
    known = {row.source_id: row.user for row in rows}
    home = {}
    for person, school, _role in sorted(roster.roles):
        home.setdefault(person, schools[school])
    wishes = [person.username for person in roster.people.values() if person.username]
    taken = set(User.objects.filter(username__in=wishes).values_list("username", flat=True))
    new, changed = [], []
    for source_id, school in home.items():
        person = roster.people[source_id]
        wanted = {
            "first_name": person.given_name,
            "last_name": person.family_name,
            "preferred_name": person.preferred_name,
            "email": person.email,
            "is_active": True,
        }
        # An empty cell takes nothing away that the school has written here.
        wanted = {key: value for key, value in wanted.items() if value or source_id not in known}
        user = known.get(source_id)
        if user is None:
            username = free_username(person, school, taken)
            known[source_id] = user = User(username=username, school=school, **wanted)
            user.set_unusable_password()
            new.append(user)
            changes.note("person added", _("New: %(name)s") % {"name": user})
        elif different := {key: value for key, value in wanted.items() if getattr(user, key) != value}:
            for key, value in different.items():
                setattr(user, key, value)
            changed.append(user)
            changes.note(
                "person changed",
                _("Changed: %(name)s (%(what)s)") % {"name": user, "what": ", ".join(different)},
            )
    User.objects.bulk_create(new, batch_size=BATCH)
    User.objects.bulk_update(
        changed, ["first_name", "last_name", "preferred_name", "email", "is_active"], batch_size=BATCH
    )
    return known


def free_username(person, school, taken):
    """The roster's user name, unless somebody else has it: names are one space for all schools."""
    wish = person.username
    if not wish or wish in taken:
        return f"{school.pk}.{person.source_id}"[:150]
    taken.add(wish)
    return wish


def import_memberships(roster, schools, people, changes):
    rows = Membership.objects.filter(school__in=schools.values())
    known = {(row.user_id, row.school_id, row.role): row for row in rows}
    new, back = [], []
    for person, school, role in sorted(roster.roles):
        row = known.get((people[person].pk, schools[school].pk, role))
        if row is None:
            new.append(Membership(user=people[person], school=schools[school], role=role, source_id=person))
            changes.note("role added", _("%(name)s: %(role)s") % {"name": people[person], "role": role.label})
        elif row.ended_at:
            back.append(row.pk)
            changes.note(
                "role back", _("%(name)s is back: %(role)s") % {"name": people[person], "role": role.label}
            )
    Membership.objects.bulk_create(new, batch_size=BATCH)
    Membership.objects.filter(pk__in=back).update(ended_at=None)


def import_advisories(roster, schools, people, changes):
    rows = (
        Advisory.objects.filter(school__in=schools.values())
        .exclude(source_id="")
        .prefetch_related("advisors")
    )
    known = {row.source_id: row for row in rows}
    for source_id, wanted in roster.advisories.items():
        advisory = known.get(source_id)
        if advisory is None:
            advisory = Advisory.objects.create(
                school=schools[wanted.school], name=wanted.name, source_id=source_id
            )
            known[source_id] = advisory
            changes.note("advisory added", _("New advisory: %(name)s") % {"name": advisory})
        elif advisory.name != wanted.name or advisory.ended_at:
            Advisory.objects.filter(pk=advisory.pk).update(name=wanted.name, ended_at=None)
            changes.note(
                "advisory changed",
                _("Advisory %(old)s is now %(new)s") % {"old": advisory, "new": wanted.name},
            )
        advisors = {people[person].pk for person in wanted.advisors}
        if advisors != {user.pk for user in advisory.advisors.all()}:
            advisory.advisors.set(advisors)
            changes.note("advisors changed", _("Advisors of %(name)s changed") % {"name": wanted.name})
    return known


def import_students(roster, schools, people, advisories, changes):
    known = {row.user_id: row for row in Student.objects.filter(school__in=schools.values())}
    new, changed = [], []
    for source_id, school in sorted((p, s) for p, s, role in roster.roles if role == Role.STUDENT):
        user, person = people[source_id], roster.people[source_id]
        advisory = advisories.get(roster.advisory_of.get(source_id))
        wanted = (schools[school].pk, person.grade, advisory.pk if advisory else None, None)
        row = known.get(user.pk)
        if row is None:
            known[user.pk] = row = Student(
                user=user, school=schools[school], grade=person.grade, advisory=advisory
            )
            new.append(row)
            changes.note("student added", _("New student: %(name)s") % {"name": user})
        elif wanted != (row.school_id, row.grade, row.advisory_id, row.left_at):
            row.school, row.grade, row.advisory, row.left_at = schools[school], person.grade, advisory, None
            changed.append(row)
            changes.note("student changed", _("Grade or advisory of %(name)s changed") % {"name": user})
    Student.objects.bulk_create(new, batch_size=BATCH)
    Student.objects.bulk_update(changed, ["school", "grade", "advisory", "left_at"], batch_size=BATCH)


def import_guardianships(roster, schools, people, changes):
    students = {row.user_id: row for row in Student.objects.filter(school__in=schools.values())}
    rows = Guardianship.objects.filter(student__in=students.values())
    known = {(row.student_id, row.adult_id): row for row in rows}
    new = []
    for (child, adult), relation in sorted(roster.guardians.items()):
        student = students.get(people[child].pk) if child in people else None
        row = known.get((student.pk, people[adult].pk)) if student else None
        if student and row is None:
            new.append(Guardianship(adult=people[adult], student=student, relation=relation, source_id=adult))
            changes.note(
                "guardianship added",
                _("%(adult)s is family of %(child)s") % {"adult": people[adult], "child": student},
            )
    Guardianship.objects.bulk_create(new, batch_size=BATCH)
    if roster.complete:
        end_guardianships(roster, rows, changes)


def end_guardianships(roster, rows, changes):
    """What the roster no longer says ends; what the school wrote by hand has no source and stays."""
    still = set(roster.guardians)
    source_of = dict(Membership.objects.filter(role=Role.STUDENT).values_list("user", "source_id"))
    yesterday = timezone.localdate() - timedelta(days=1)
    for row in rows.exclude(source_id="").filter(ends_on=None).select_related("adult", "student__user"):
        if (source_of.get(row.student.user_id), row.source_id) not in still:
            Guardianship.objects.filter(pk=row.pk).update(ends_on=yesterday)
            changes.note(
                "guardianship ended",
                _("%(adult)s is no longer family of %(child)s") % {"adult": row.adult, "child": row.student},
            )


def end_leavers(roster, schools, changes):
    """Roles that the roster no longer gives are ended, and with them the ways in."""
    rows = Membership.objects.filter(school__in=schools.values(), ended_at=None).exclude(source_id="")
    of_school = defaultdict(str, {school.pk: source_id for source_id, school in schools.items()})
    now = timezone.now()
    for row in rows.select_related("user"):
        stays = (row.source_id, of_school[row.school_id], row.role) in roster.roles
        if stays or (not roster.complete and row.source_id not in roster.gone):
            continue
        Membership.objects.filter(pk=row.pk).update(ended_at=now)
        if row.role == Role.STUDENT:
            Student.objects.filter(user=row.user, school=row.school_id).update(left_at=now)
            SignInCard.objects.filter(student__user=row.user, revoked_at=None).update(revoked_at=now)
        Session.objects.filter(user=row.user).delete()
        changes.note(
            "role ended",
            _("%(name)s has left (%(role)s)") % {"name": row.user, "role": row.get_role_display()},
        )
