"""From rows to people: what a bundle says about schools, staff, students, families and advisories."""

from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext as _

from accounts.births import birth_date
from accounts.models import Membership
from accounts.oneroster.bundle import MAX_BYTES, Problem, open_bundle

Role = Membership.Role
ROLES = {
    "student": Role.STUDENT,
    "teacher": Role.ADVISOR,
    "professor": Role.ADVISOR,
    "faculty": Role.ADVISOR,
    "counselor": Role.ADVISOR,
    "parent": Role.FAMILY,
    "guardian": Role.FAMILY,
    "relative": Role.FAMILY,
    "administrator": Role.COORDINATOR,
    "siteadministrator": Role.COORDINATOR,
    "principal": Role.COORDINATOR,
}
# Known to the standard and of no use here.
OTHER_ROLES = {"aide", "proctor", "districtadministrator", "systemadministrator", "user", "other"}
SCHOOLS = {"school", "college", "university"}
GRADES = {"kg": 0, "k": 0, "tk": 0, "0": 0, "00": 0} | {
    form: n for n in range(1, 13) for form in (str(n), f"{n:02}")
}
GONE = {"tobedeleted", "inactive"}
MAX_ID = 255


@dataclass(slots=True)
class Person:
    source_id: str
    username: str
    given_name: str
    family_name: str
    preferred_name: str
    email: str
    grade: int | None
    agents: list | tuple
    line: int
    born: str = ""  # 2015-03-14


@dataclass(slots=True)
class Advisory:
    source_id: str
    school: str
    name: str
    advisors: set = field(default_factory=set)


@dataclass
class Roster:
    """What the bundle says. All keys are `sourcedId`s."""

    schools: dict = field(default_factory=dict)  # id: name
    people: dict = field(default_factory=dict)  # id: Person
    roles: set = field(default_factory=set)  # (person, school, role)
    advisories: dict = field(default_factory=dict)  # id: Advisory
    advisory_of: dict = field(default_factory=dict)  # student: advisory
    guardians: dict = field(default_factory=dict)  # (student, adult): relation
    classes: set = field(default_factory=set)  # every class, advisory or not
    gone: set = field(default_factory=set)  # people whom the bundle marks as leavers
    complete: bool = True  # a bundle of all people, not of changes only
    says_advisories: bool = True  # it has classes and who is in them
    says: set = field(default_factory=lambda: set(Role))  # of which roles it names everybody
    origin: str = ""  # how all of its ids begin: whoever has another id came from elsewhere
    problems: list = field(default_factory=list)
    notices: list = field(default_factory=list)


def read_roster(path, *, max_bytes=MAX_BYTES, say=lambda part: None):
    """The `Roster` of the bundle at `path`; its `problems` name the rows that cannot be right.

    `say` is told how much of it has been read, from 0 to 1. Raises `UnreadableBundle`.
    """
    roster = Roster()
    with open_bundle(path, max_bytes=max_bytes) as bundle:
        for number, step in enumerate(STEPS):
            step(roster, bundle)
            say((number + 1) / len(STEPS))
    roster.problems.sort()
    return roster


def read_manifest(roster, bundle):
    modes = {row["propertyName"].lower(): row["value"].lower() for row in bundle.rows("manifest")}
    roster.complete = modes.get("file.users", "bulk") != "delta"


def sane_id(roster, row, seen):
    """The row's own id, or None with a problem noted."""
    source_id = row["sourcedId"]
    if not source_id:
        roster.problems.append(row.problem(_("sourcedId is missing")))
    elif len(source_id) > MAX_ID:
        roster.problems.append(row.problem(_("sourcedId is longer than 255 letters")))
    elif source_id in seen:
        roster.problems.append(row.problem(_("sourcedId %(id)s stands here twice") % {"id": source_id}))
    else:
        return source_id
    return None


def read_orgs(roster, bundle):
    """Schools are the orgs of type school; a bundle without one names the orgs its people belong to."""
    orgs = {}
    for row in bundle.rows("orgs"):
        source_id = sane_id(roster, row, orgs)
        if source_id and not row["name"]:
            roster.problems.append(row.problem(_("the name is missing")))
        elif source_id and row["status"].lower() not in GONE:
            orgs[source_id] = row
    schools = {key: row["name"][:200] for key, row in orgs.items() if row["type"].lower() in SCHOOLS}
    if not schools:
        named = {
            org
            for row in bundle.rows("users")
            for org in (*row.list("orgSourcedIds"), row["primaryOrgSourcedId"])
        }
        named |= {row["orgSourcedId"] for row in bundle.rows("roles")}
        schools = {key: row["name"][:200] for key, row in orgs.items() if key in named}
        roster.notices += [
            orgs[key].problem(_("%(name)s is not of type school; it is taken for one") % {"name": name})
            for key, name in schools.items()
        ]
    roster.schools = schools


def read_people(roster, bundle):
    """1.2 has a table of roles; 1.1 writes one role and the orgs into the person's row."""
    for row in bundle.rows("users"):
        source_id = sane_id(roster, row, roster.people)
        if not source_id:
            continue
        if row["status"].lower() in GONE or row["enabledUser"].lower() == "false":
            roster.gone.add(source_id)
            continue
        if not row["givenName"] and not row["familyName"]:
            roster.problems.append(row.problem(_("the name is missing")))
            continue
        roster.people[source_id] = Person(
            source_id=source_id,
            username=row["username"][:150],
            given_name=row["givenName"][:150],
            family_name=row["familyName"][:150],
            preferred_name=(row["preferredGivenName"] or row["preferredFirstName"])[:100],
            email=read_email(roster, row),
            grade=read_grade(roster, row, row["grades"]),
            agents=row.list("agentSourcedIds") or (),
            line=row.line,
        )
        if "roles" not in bundle:
            add_role(roster, row, source_id, row["role"], row.list("orgSourcedIds"))


def read_email(roster, row):
    email = row["email"].lower()
    try:
        if email:
            validate_email(email)
            MaxLengthValidator(254)(email)
    except ValidationError:
        roster.problems.append(
            row.problem(_("“%(email)s” is not an e-mail address") % {"email": row["email"]})
        )
        return ""
    return email


def read_grade(roster, row, words):
    """0 for kindergarten to 12; None, with a notice, for what is not a grade of K-12."""
    first = words.split(",")[0].strip()
    grade = GRADES.get(first.lower())
    if first and grade is None:
        roster.notices.append(
            row.problem(_("“%(grade)s” is not a grade from K to 12; left empty") % {"grade": first})
        )
    return grade


def read_roles(roster, bundle):
    for row in bundle.rows("roles"):
        if row["status"].lower() not in GONE:
            add_role(roster, row, row["userSourcedId"], row["role"], [row["orgSourcedId"]])


def add_role(roster, row, person, word, orgs):
    role = ROLES.get(word.lower())
    if person in roster.gone or word.lower() in OTHER_ROLES:
        return
    if person not in roster.people:
        roster.problems.append(row.problem(_("there is no user %(id)s in users.csv") % {"id": person}))
    elif role is None:
        roster.problems.append(row.problem(_("“%(role)s” is not a role we know") % {"role": word}))
    else:
        here = [org for org in orgs if org in roster.schools]
        if not here:
            roster.notices.append(row.problem(_("%(role)s outside any school; left out") % {"role": word}))
        roster.roles |= {(person, org, role) for org in here}
        if row["grade"] and role == Role.STUDENT:
            roster.people[person].grade = read_grade(roster, row, row["grade"])


def read_births(roster, bundle):
    """When students were born, on which their rights hang at 18; nothing else of what this file knows."""
    students = {person for person, _school, role in roster.roles if role == Role.STUDENT}
    for row in bundle.rows("demographics"):
        person = row["sourcedId"] or row["userSourcedId"]
        if row["status"].lower() in GONE or person in roster.gone:
            continue
        if person not in roster.people:
            roster.problems.append(row.problem(_("there is no user %(id)s in users.csv") % {"id": person}))
        elif person in students:
            try:
                roster.people[person].born = birth_date(row["birthDate"])
            except ValidationError as refusal:
                roster.problems.append(row.problem(refusal.message))


def read_relationships(roster, bundle):
    """Agents name each other in users.csv; School Data Sync has a table of relationships."""
    read_agents(roster, Path(bundle.members["users"]).name)
    for row in bundle.rows("relationships"):
        pair = (row["userSourcedId"], row["relationshipUserSourcedId"])
        missing = [person for person in pair if person not in roster.people and person not in roster.gone]
        for person in missing:
            roster.problems.append(row.problem(_("there is no user %(id)s in users.csv") % {"id": person}))
        if not missing and not set(pair) & roster.gone:
            roster.guardians[pair] = row["relationshipRole"][:60]
    drop_staff_agents(roster)


def read_agents(roster, file):
    family = {person for person, _school, role in roster.roles if role == Role.FAMILY}
    students = {person for person, _school, role in roster.roles if role == Role.STUDENT}
    for person in roster.people.values():
        for agent in person.agents:
            pair = (agent, person.source_id) if agent in students else (person.source_id, agent)
            if agent in roster.gone:
                continue
            if agent not in roster.people:
                words = _("there is no user %(id)s in users.csv") % {"id": agent}
                roster.problems.append(Problem(file, person.line, words))
            elif pair[0] in students and (pair[1] in family or pair[1] not in students):
                roster.guardians.setdefault(pair, "")


def drop_staff_agents(roster):
    """An agent who only works at the school (a counselor, say) does not become family by it."""
    staff = {person for person, _school, role in roster.roles if role in (Role.ADVISOR, Role.COORDINATOR)}
    family = {person for person, _school, role in roster.roles if role == Role.FAMILY}
    schools = {}
    for person, school, role in roster.roles:
        if role == Role.STUDENT:
            schools.setdefault(person, set()).add(school)
    for student, adult in list(roster.guardians):
        relation = roster.guardians[student, adult]
        if adult in staff - family and not relation:
            del roster.guardians[student, adult]
            continue
        # Family belongs to the child's school, whatever the adult's own row says.
        roster.roles |= {(adult, school, Role.FAMILY) for school in schools.get(student, ())}


def read_advisories(roster, bundle):
    """Homerooms are advisories; a bundle without any homeroom offers its classes."""
    roster.says_advisories = "classes" in bundle and "enrollments" in bundle
    classes = {}
    for row in bundle.rows("classes"):
        source_id = sane_id(roster, row, classes)
        if source_id:
            classes[source_id] = row
    usable = {key: row for key, row in classes.items() if row["status"].lower() not in GONE}
    homerooms = {key: row for key, row in usable.items() if row["classType"].lower() == "homeroom"}
    for key, row in (homerooms or usable).items():
        school = row["schoolSourcedId"] or row["orgSourcedId"]
        if school not in roster.schools:
            roster.notices.append(row.problem(_("the class is at no school of this bundle; left out")))
        elif not row["title"]:
            roster.problems.append(row.problem(_("the title is missing")))
        else:
            roster.advisories[key] = Advisory(key, school, row["title"][:200])
    roster.classes = set(classes)


def read_enrollments(roster, bundle):
    for row in bundle.rows("enrollments"):
        person, group = row["userSourcedId"], row["classSourcedId"]
        if row["status"].lower() in GONE or person in roster.gone:
            continue
        if person not in roster.people:
            roster.problems.append(row.problem(_("there is no user %(id)s in users.csv") % {"id": person}))
        elif group not in roster.classes:
            roster.problems.append(row.problem(_("there is no class %(id)s in classes.csv") % {"id": group}))
        elif group in roster.advisories:
            enroll(roster, person, roster.advisories[group], ROLES.get(row["role"].lower()))


def enroll(roster, person, advisory, role):
    if role == Role.STUDENT and (person, advisory.school, Role.STUDENT) in roster.roles:
        roster.advisory_of.setdefault(person, advisory.source_id)
    elif role == Role.ADVISOR:
        advisory.advisors.add(person)
        roster.roles.add((person, advisory.school, Role.ADVISOR))


STEPS = (
    read_manifest,
    read_orgs,
    read_people,
    read_roles,
    read_births,
    read_relationships,
    read_advisories,
    read_enrollments,
)
