"""The difference between a roster and the school: who is new, changed, gone, or perhaps known already."""

from collections import defaultdict
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.roster_changes import NOW, Group, What
from accounts.models import Advisory, Guardianship, Membership, Student, User
from accounts.oneroster.reading import Role
from accounts.search import plain_words

WHATS = {
    Role.STUDENT: What.STUDENT,
    Role.FAMILY: What.FAMILY,
    Role.ADVISOR: What.STAFF,
    Role.COORDINATOR: What.STAFF,
}
PERSON = ("first_name", "last_name", "preferred_name", "email", "is_active", "school_id")
SAME, OTHER = "same", "other"


class Difference:
    """Compares a roster with its schools, and tells `notes` each change in an order that never varies.

    `schools` are ours by their id in the roster. `decisions` say of people with a new id and a known
    address whether they are the same; without one, `otherwise` counts (None: it is left to be decided).
    `by` never ends her own place. `say` is told how far it is, from 0 to 1.
    """

    def __init__(self, roster, schools, notes, *, decisions=None, otherwise=OTHER, by=None, say=None):
        self.roster, self.schools, self.notes = roster, schools, notes
        self.decisions, self.otherwise, self.by = decisions or {}, otherwise, by
        self.say = say or (lambda part: None)
        self.school_keys = [school.pk for school in schools.values()]
        self.undecided = set()  # ids in the roster
        self.alike = []  # words about new people with the address of somebody else
        self.waiting = set()  # keys of people about whom something is undecided: they do not leave

    def note_all(self):
        self.read_people()
        self.note_schools()
        self.note_advisories()
        self.note_people()
        self.note_advisors()
        self.note_guardianships()
        self.note_leavers()
        self.note_ended_advisories()

    # What is known

    def read_people(self):
        """Everybody whom these schools know, as plain tuples: a district has too many for objects."""
        rows = Membership.objects.filter(school__in=self.school_keys).order_by("pk")
        fields = ("pk", "user_id", "school_id", "role", "source_id", "ended_at")
        self.places, self.known, self.hand = {}, {}, set()
        for pk, user, school, role, source_id, ended_at in rows.values_list(*fields).iterator():
            self.places[user, school, role] = (pk, source_id, ended_at)
            if source_id:
                self.known[source_id] = user
        users = User.objects.filter(memberships__school__in=self.school_keys).distinct().order_by("pk")
        self.users = {row[0]: row[1:] for row in users.values_list("pk", *PERSON).iterator()}
        there = Membership.objects.current().filter(user__memberships__school__in=self.school_keys)
        elsewhere = there.exclude(school__in=self.school_keys)
        self.elsewhere = set(elsewhere.values_list("user_id", flat=True))
        self.by_address = defaultdict(list)
        for user, (_first, _last, _preferred, email, *_rest) in self.users.items():
            if email:
                self.by_address[email].append(user)
        self.source_of = {user: source_id for source_id, user in self.known.items()}
        self.read_students()
        wishes = [
            person.username
            for source_id, person in self.roster.people.items()
            if person.username and source_id not in self.known
        ]
        self.taken = set()
        for start in range(0, len(wishes), 10_000):
            names = User.objects.filter(username__in=wishes[start : start + 10_000])
            self.taken.update(names.values_list("username", flat=True))

    def read_students(self):
        fields = (
            "user_id",
            "pk",
            "school_id",
            "grade",
            "born_on",
            "advisory_id",
            "left_at",
            "advisory__name",
        )
        rows = Student.objects.filter(user__memberships__school__in=self.school_keys).distinct()
        self.students = {row[0]: row[1:] for row in rows.order_by("pk").values_list(*fields).iterator()}

    def home_of(self):
        """Each person's first school, and by it the order in which everything is told."""
        home = {}
        for source_id, school, role in sorted(self.roster.roles):
            first = home.setdefault(source_id, (school, source_id, []))
            first[2].append((school, role))
        return sorted(home.values())

    # Schools and advisories

    def note_schools(self):
        for source_id, name in sorted(self.roster.schools.items()):
            school = self.schools[source_id]
            wanted = {"name": name, "source_id": source_id}
            before = {key: getattr(school, key) for key in wanted if getattr(school, key) != wanted[key]}
            if before and not self.roster.origin:
                words = _("School %(old)s is now %(new)s") % {"old": school.name, "new": name}
                about = self.about(Group.CHANGED, What.SCHOOL, school.pk, name, "school changed", words)
                after = {key: wanted[key] for key in before}
                self.notes.change("school", f"s:{source_id}", school.pk, before, after, **about)

    def about(self, group, what, school, name, kind, words):
        return {
            "group": group,
            "what": what,
            "school": school,
            "name": str(name),
            "kind": kind,
            "words": words,
        }

    def note_advisories(self):
        rows = Advisory.objects.filter(school__in=self.school_keys).exclude(source_id="").order_by("pk")
        fields = ("source_id", "pk", "school_id", "name", "ended_at")
        self.advisories = {row[0]: row[1:] for row in rows.values_list(*fields)}
        self.advisory_keys, self.advisory_names = {}, {}
        for source_id, wanted in sorted(self.roster.advisories.items()):
            school, known = self.schools[wanted.school].pk, self.advisories.get(source_id)
            self.advisory_names[source_id] = wanted.name
            subject = f"a:{source_id}"
            if known is None:
                values = {"school_id": school, "name": wanted.name, "source_id": source_id}
                words = _("New advisory: %(name)s") % {"name": wanted.name}
                about = self.about(Group.NEW, What.ADVISORY, school, wanted.name, "advisory added", words)
                self.advisory_keys[source_id] = self.notes.add("advisory", subject, values, **about)
                continue
            key, _school, name, ended_at = known
            self.advisory_keys[source_id] = key
            before = {"name": name, "ended_at": stamp(ended_at)}
            after = {"name": wanted.name, "ended_at": None}
            before, after = only_different(before, after)
            if after:
                words = _("Advisory %(old)s is now %(new)s") % {"old": name, "new": wanted.name}
                about = self.about(
                    Group.CHANGED, What.ADVISORY, school, wanted.name, "advisory changed", words
                )
                self.notes.change("advisory", subject, key, before, after, **about)

    def note_ended_advisories(self):
        if not (self.roster.complete and self.roster.says_advisories and self.roster.advisories):
            return
        for source_id, (key, school, name, ended_at) in sorted(self.advisories.items()):
            if source_id not in self.roster.advisories and not ended_at and self.is_ours(source_id):
                words = _("Advisory %(name)s has ended") % {"name": name}
                about = self.about(Group.LEFT, What.ADVISORY, school, name, "advisory ended", words)
                self.notes.end(
                    "advisory", f"a:{source_id}", key, {"ended_at": None}, {"ended_at": NOW}, **about
                )

    def is_ours(self, source_id):
        """Whether this kind of roster could name this id at all."""
        return bool(source_id) and source_id.startswith(self.roster.origin)

    # People

    def note_people(self):
        everybody = self.home_of()
        for number, (school, source_id, roles) in enumerate(everybody):
            if number % 2000 == 0:
                self.say(number / len(everybody))
            person = self.roster.people[source_id]
            what = WHATS[min((role for _school, role in roles), key=list(WHATS).index)]
            user = self.known.get(source_id) or self.decided(source_id, person, school, what)
            if source_id in self.undecided:
                continue
            if user is None:
                user = self.add_person(source_id, person, school, what)
            else:
                self.change_person(user, person, school, what)
            self.known[source_id] = user
            for at, role in roles:
                self.note_place(user, source_id, person, self.schools[at].pk, role, what)
                if role == Role.STUDENT:
                    self.note_student(user, source_id, person, self.schools[at].pk)
        self.say(1)

    def decided(self, source_id, person, school, what):
        """The key of somebody with this address whom the office says it is; never on our own guess."""
        alike = [user for user in self.by_address.get(person.email, ()) if self.may_be(user)]
        if not person.email or not alike:
            return None
        user = alike[0]
        decision = self.decisions.get(source_id, self.otherwise)
        name = full_name(person.given_name, person.family_name)
        words = _("%(name)s: somebody with the address %(email)s is here already") % {
            "name": name,
            "email": person.email,
        }
        if source_id not in self.decisions:
            self.alike.append(words)
        if decision is None:
            self.undecided.add(source_id)
            self.waiting.add(user)
            first, last, *_rest = self.users[user]
            about = self.about(Group.CONFLICT, what, self.schools[school].pk, name, "to decide", words)
            values = {"email": person.email, "_source": source_id, "_known": full_name(first, last)}
            self.notes.note("", f"p:{source_id}", user, {}, values, **about)
        return user if decision == SAME else None

    def may_be(self, user):
        """Somebody whom the roster names under her own id is not taken for somebody else."""
        return self.source_of.get(user) not in self.roster.people

    def add_person(self, source_id, person, school, what):
        home, name = self.schools[school].pk, full_name(person.given_name, person.family_name)
        values = {
            "first_name": person.given_name,
            "last_name": person.family_name,
            "preferred_name": person.preferred_name,
            "email": person.email,
            "username": self.free_username(person, home),
            "school_id": home,
        }
        words = _("New: %(name)s") % {"name": name}
        about = self.about(Group.NEW, what, home, name, "person added", words)
        secret = {"password": make_password(None)} if self.notes.written else None
        user = self.notes.add("user", f"p:{source_id}", values, secret=secret, **about)
        key = user if self.notes.written else f"new:{source_id}"
        self.users[key] = (person.given_name, person.family_name, "", person.email, True, home)
        return key

    def free_username(self, person, school):
        """The roster's user name, unless somebody else has it: names are one space for all schools."""
        wish = person.username
        if not wish or wish in self.taken:
            return f"{school}.{person.source_id}"[:150]
        self.taken.add(wish)
        return wish

    def change_person(self, user, person, school, what):
        """Names and address of people whose home is one of these schools: no other school's to change.

        Nor the address of somebody who has a place at another school, too: codes and links are mailed there,
        and what they open is not this school's alone.
        """
        # An empty cell takes nothing away that the school has written here.
        wanted = {
            "first_name": person.given_name,
            "last_name": person.family_name,
            "preferred_name": person.preferred_name,
            "email": person.email,
            "is_active": True,
        }
        before = dict(zip(PERSON, self.users[user], strict=True))
        if before["school_id"] not in self.school_keys:
            return
        if user in self.elsewhere:
            del wanted["email"]
        wanted = {key: value for key, value in wanted.items() if value and not self.is_stand_in(person, key)}
        before, after = only_different(before, wanted)
        if after:
            name = self.name_of(user)
            what_changed = ", ".join(after)
            words = _("Changed: %(name)s (%(what)s)") % {"name": name, "what": what_changed}
            about = self.about(Group.CHANGED, what, self.schools[school].pk, name, "person changed", words)
            self.notes.change("user", f"p:{person.source_id}", user, before, after, **about)

    def is_stand_in(self, person, key):
        """A name that the file did not give is not put over one that the school wrote."""
        return person.line < 0 and key in ("first_name", "last_name")

    def name_of(self, user):
        first, last, *_rest = self.users[user]
        return full_name(first, last)

    def note_place(self, user, source_id, person, school, role, what):
        key, known, ended_at = self.places.get((user, school, role), (None, "", None))
        subject, name = f"p:{source_id}", full_name(person.given_name, person.family_name)
        if key is None:
            words = _("%(name)s: %(role)s") % {"name": name, "role": role.label}
            values = {"user_id": user, "school_id": school, "role": str(role), "source_id": source_id}
            about = self.about(Group.CHANGED, what, school, name, "role added", words)
            self.notes.add("membership", subject, values, **about)
            return
        before = {"ended_at": stamp(ended_at), "source_id": known}
        after = {"ended_at": None, "source_id": source_id if known and known != source_id else known}
        if not known and self.source_of.get(user) != source_id:
            after["source_id"] = source_id  # the office said that she is the same
        before, after = only_different(before, after)
        if after:
            words = _("%(name)s is back: %(role)s") % {"name": name, "role": role.label}
            kind = "role back" if "ended_at" in after else "id changed"
            about = self.about(Group.CHANGED, what, school, name, kind, words)
            self.notes.change("membership", subject, key, before, after | {"_role": str(role)}, **about)

    def note_student(self, user, source_id, person, school):
        advisory = self.roster.advisory_of.get(source_id)
        key = self.advisory_keys.get(advisory)
        name = full_name(person.given_name, person.family_name)
        known = self.students.get(user)
        wanted = {
            "school_id": school,
            "grade": person.grade if person.grade is not None or known is None else known[2],
            "born_on": person.born or (stamp(known[3]) if known else None),
            "advisory_id": key,
            "left_at": None,
            "_advisory": self.advisory_names.get(advisory, ""),
        }
        if known is None:
            words = _("New student: %(name)s") % {"name": name}
            about = self.about(Group.CHANGED, What.STUDENT, school, name, "student added", words)
            values = wanted | {"user_id": user}
            pk = self.notes.add("student", f"p:{source_id}", values, **about)
            self.students[user] = (pk, school, person.grade, None, key, None, wanted["_advisory"])
            return
        pk, at, grade, born_on, advisory_id, left_at, advisory_name = known
        if at not in self.school_keys:
            return  # a child of another school stays there until that school lets her go
        if advisory is None and not (self.roster.says_advisories and self.roster.complete):
            wanted |= {"advisory_id": advisory_id, "_advisory": advisory_name or ""}
        before = {
            "school_id": at,
            "grade": grade,
            "born_on": stamp(born_on),
            "advisory_id": advisory_id,
            "left_at": stamp(left_at),
            "_advisory": advisory_name or "",
        }
        before, after = only_different(before, wanted)
        if set(after) - {"_advisory"}:
            words = _("Grade or advisory of %(name)s changed") % {"name": name}
            if set(after) == {"born_on"}:
                words = _("Date of birth of %(name)s changed") % {"name": name}
            about = self.about(Group.CHANGED, What.STUDENT, school, name, "student changed", words)
            self.notes.change("student", f"p:{source_id}", pk, before, after, **about)

    # Who advises, and who is family

    def note_advisors(self):
        through = Advisory.advisors.through.objects.filter(advisory__school__in=self.school_keys)
        held = defaultdict(dict)
        for pk, advisory, user in through.order_by("pk").values_list("pk", "advisory_id", "user_id"):
            held[advisory][user] = pk
        for source_id, wanted in sorted(self.roster.advisories.items()):
            key, school = self.advisory_keys[source_id], self.schools[wanted.school].pk
            advisors = {
                self.known[person]: person for person in sorted(wanted.advisors) if person in self.known
            }
            words = _("Advisors of %(name)s changed") % {"name": wanted.name}
            about = self.about(Group.CHANGED, What.ADVISORY, school, wanted.name, "advisors changed", words)
            known = held.get(key, {})
            for user, _person in sorted(advisors.items(), key=lambda pair: pair[1]):
                if user not in known:
                    values = {"advisory_id": key, "user_id": user, "_advisor": self.name_of(user)}
                    self.notes.add("advisors", f"a:{source_id}", values, **about)
            gone = known.items() if self.roster.complete and self.roster.says_advisories else ()
            for user, pk in sorted(gone):
                if user not in advisors and user not in self.waiting and self.came_from_roster(user):
                    before = {"advisory_id": key, "user_id": user, "_advisor": self.name_of(user)}
                    self.notes.remove("advisors", f"a:{source_id}", pk, before, **about)

    def came_from_roster(self, user):
        return Role.ADVISOR in self.roster.says and self.is_ours(self.source_of.get(user))

    def note_guardianships(self):
        pupils = Student.objects.filter(school__in=self.school_keys)
        rows = Guardianship.objects.filter(student__in=pupils).order_by("pk")
        fields = (
            "student__user_id",
            "adult_id",
            "pk",
            "source_id",
            "starts_on",
            "ends_on",
            "student__school_id",
        )
        held = {row[:2]: row[2:] for row in rows.values_list(*fields).iterator()}
        self.read_restricted(rows)
        named = set()
        for (child, adult), relation in sorted(self.roster.guardians.items()):
            if child not in self.known or adult not in self.known or self.known[child] not in self.students:
                continue
            pair = (self.known[child], self.known[adult])
            named.add(pair)
            if pair not in held and child in self.roster.people:
                self.add_guardianship(child, adult, relation)
        if self.roster.complete and Role.FAMILY in self.roster.says:
            self.end_guardianships(held, named)

    def add_guardianship(self, child, adult, relation):
        student, school, *_rest = self.students[self.known[child]]
        if school not in self.school_keys:
            return
        name, family = self.name_of(self.known[child]), self.name_of(self.known[adult])
        words = _("%(adult)s is family of %(child)s") % {"adult": family, "child": name}
        about = self.about(Group.CHANGED, What.STUDENT, school, name, "guardianship added", words)
        values = {
            "adult_id": self.known[adult],
            "student_id": student,
            "relation": relation,
            "source_id": adult,
            "restricted": self.is_barred(student, adult),
            "_adult": family,
        }
        self.notes.add("guardianship", f"p:{child}", values, **about)

    def read_restricted(self, rows):
        """Names and addresses of the adults whom the school keeps away from each child."""
        self.restricted = defaultdict(set)
        people = ("student_id", "adult__first_name", "adult__last_name", "adult__email")
        for student, first, last, email in rows.filter(restricted=True).values_list(*people):
            self.restricted[student] |= {plain_words(full_name(first, last)), email}

    def is_barred(self, student, adult):
        """Such an adult under a new number is the same adult: the office's word outlives a roster's."""
        if student not in self.restricted:
            return False
        if person := self.roster.people.get(adult):
            first, last, email = person.given_name, person.family_name, person.email
        else:
            first, last, _preferred, email, *_rest = self.users[self.known[adult]]
        return bool({plain_words(full_name(first, last)), email or None} & self.restricted[student])

    def end_guardianships(self, held, named):
        """What the roster no longer says ends; what the school wrote by hand has no source and stays.

        Of a child who left nothing ends: she may come back, and her family with her.
        """
        yesterday = timezone.localdate() - timedelta(days=1)
        present = {
            self.known[source_id]: source_id
            for source_id in self.roster.people
            if source_id in self.known and self.known[source_id] in self.students
        }
        for pair, (key, source_id, starts_on, ends_on, school) in held.items():
            child, adult = pair
            if pair in named or ends_on or not self.is_ours(source_id) or child not in present:
                continue
            if adult in self.waiting:
                continue
            name, family = self.name_of(child), self.family_name(adult)
            words = _("%(adult)s is no longer family of %(child)s") % {"adult": family, "child": name}
            about = self.about(Group.CHANGED, What.STUDENT, school, name, "guardianship ended", words)
            before = {"ends_on": None, "starts_on": stamp(starts_on)}
            begun = min(starts_on, yesterday) if starts_on else None
            after = {"ends_on": stamp(yesterday), "starts_on": stamp(begun), "_adult": family}
            self.notes.end("guardianship", f"p:{present[child]}", key, before, after, **about)

    def family_name(self, adult):
        if adult not in self.users:
            self.users[adult] = User.objects.values_list(*PERSON).get(pk=adult)
        return self.name_of(adult)

    # Leavers

    def note_leavers(self):
        """Places that the roster no longer gives are ended, and with them the ways in."""
        ids = {school.pk: source_id for source_id, school in self.schools.items()}
        leaving, staying = defaultdict(list), set()
        for (user, school, role), (key, source_id, ended_at) in self.places.items():
            if ended_at:
                continue
            # Somebody whom the office called the same has got her new id by now.
            names = {source_id, *([self.linked[user]] if user in self.linked else [])}
            named = any((name, ids[school], role) in self.roster.roles for name in names)
            partial = not self.roster.complete and source_id not in self.roster.gone
            unsaid = role not in self.roster.says or not self.is_ours(source_id)
            if named or partial or unsaid or self.stays(user):
                staying.add(user)
            else:
                leaving[user].append((school, role, key, source_id))
        for user, places in sorted(leaving.items(), key=lambda item: item[1][0][3]):
            group = Group.CHANGED if user in staying else Group.LEFT
            for school, role, key, source_id in places:
                self.note_leaver(user, group, school, Role(role), key, source_id)

    @property
    def linked(self):
        if not hasattr(self, "_linked"):
            self._linked = {
                self.known[source_id]: source_id
                for source_id, decision in self.decisions.items()
                if decision == SAME and source_id in self.known
            }
        return self._linked

    def stays(self, user):
        return user in self.waiting or (self.by is not None and user == self.by.pk)

    def note_leaver(self, user, group, school, role, key, source_id):
        name = self.name_of(user)
        words = _("%(name)s has left (%(role)s)") % {"name": name, "role": role.label}
        about = self.about(group, WHATS[role], school, name, "role ended", words)
        after = {"ended_at": NOW, "_role": str(role)}
        self.notes.end("membership", f"p:{source_id}", key, {"ended_at": None}, after, **about)
        if role == Role.STUDENT and user in self.students:
            pk, at, *_rest, left_at, _advisory = self.students[user]
            if at == school and left_at is None:
                about["kind"] = "student left"
                after = {"left_at": NOW}
                self.notes.end("student", f"p:{source_id}", pk, {"left_at": None}, after, **about)


def full_name(first, last):
    return f"{first} {last}".strip()


def stamp(moment):
    return moment and moment.isoformat()


def only_different(before, after):
    keys = [key for key, value in after.items() if before.get(key) != value]
    return {key: before.get(key) for key in keys}, {key: after[key] for key in keys}
