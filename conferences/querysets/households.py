"""Whose conference is whose: a household's, that of an adult of none, or one of two of the same child.

A conference of a household is for that household alone. One of no household is for all the adults of the
child who have none of their own in its round: where there is one for everybody, that is everybody.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from accounts.models import Guardianship
from accounts.querysets.people import spoken_name


def for_guardians(held):
    """Of conferences: those that are for these guardianships of one person."""
    conferences = apps.get_model("conferences", "Conference").everything
    of_child = held.filter(student=OuterRef("student"))
    own = conferences.filter(
        student=OuterRef("student"), round=OuterRef("round"), household__in=of_child.values("household")
    )
    hers = Q(Exists(of_child.filter(household=OuterRef("household")))) | Q(~Exists(own), household=None)
    return Q(hers, student__in=held.values("student"))


def home_names():
    """Of a conference beside which the student has another: the names of those whom this one is for."""
    conferences = apps.get_model("conferences", "Conference").objects
    pair = conferences.filter(student=OuterRef("student"), round=OuterRef("round")).exclude(pk=OuterRef("pk"))
    rows = Guardianship.objects.current().attending().filter(student=OuterRef("student"))
    apart = conferences.filter(
        student=OuterRef("student"), round=OuterRef(OuterRef("round")), household=OuterRef("household")
    )
    return Case(
        When(Exists(pair), household=None, then=names(rows.filter(~Exists(apart)))),
        When(Exists(pair), then=names(rows.filter(household=OuterRef("household")))),
    )


def several_homes():
    """Exists: adults of two households may be at this conference's student's."""
    rows = Guardianship.objects.current().attending().filter(household__isnull=False)
    one = rows.filter(student=OuterRef("student"))
    other = rows.filter(student=OuterRef("student")).exclude(household=OuterRef("household"))
    return Exists(one.filter(Exists(other)))


def names(rows):
    return ArraySubquery(rows.order_by("pk").values(spoken=spoken_name("adult__")))


def attending_at(conference):
    """The guardianships, today, of those who may be at this one conference."""
    rows = Guardianship.objects.current().attending().filter(student=conference.student_id)
    if conference.household_id:
        return rows.filter(household=conference.household_id)
    apart = apps.get_model("conferences", "Conference").everything.filter(
        student=conference.student_id, round=conference.round_id, household__isnull=False
    )
    return rows.exclude(household__in=apart.values("household"))


def attending_each(conferences):
    """For each of these conferences, by its key, the guardianships of who may be there: two questions."""
    conferences = list(conferences)
    students = {conference.student_id for conference in conferences}
    rows = Guardianship.objects.current().attending().filter(student__in=students)
    rows = rows.select_related("adult", "household").order_by("pk")
    return attending_among(conferences, rows, apart_of(students))


def attending_among(conferences, guardianships, apart):
    """The same from these guardianships of all the children; `apart` as of `apart_of`."""
    of_student = defaultdict(list)
    for guardianship in guardianships:
        of_student[guardianship.student_id].append(guardianship)
    return {
        conference.pk: [row for row in of_student[conference.student_id] if is_for(conference, row, apart)]
        for conference in conferences
    }


def apart_of(students):
    """(student, round, household) of all conferences of these students that are for one household."""
    conferences = apps.get_model("conferences", "Conference").everything
    apart = conferences.filter(student__in=students, household__isnull=False)
    return set(apart.values_list("student", "round", "household"))


def is_for(conference, guardianship, apart):
    """Whether this conference is for the adult of this guardianship; `apart` as of `apart_of`."""
    if conference.household_id:
        return conference.household_id == guardianship.household_id
    return (conference.student_id, conference.round_id, guardianship.household_id) not in apart


@dataclass
class Family:
    """Who says together when they can come: a household, an adult of none, a student of 18 herself.

    A child to whom nobody may come is a family without adults: somebody of the school will listen.
    """

    household: object = None
    adult: object = None  # who belongs to no household; or the student of 18
    adults: list = field(default_factory=list)  # all of it who may be there
    conferences: list = field(default_factory=list)  # of its children; a joint one is in both households'
    deciding: set = field(default_factory=set)  # keys of the adults who may decide
    answer: object = None  # its `Preference`, of `families_of(..., answers=True)`

    @property
    def key(self):
        if self.household:
            return ("household", self.household.pk)
        return ("adult", self.adult.pk) if self.adult else ("student", self.conferences[0].student_id)

    @property
    def students(self):
        """Its children, the youngest first, each once."""
        students = {conference.student_id: conference.student for conference in self.conferences}
        return sorted(students.values(), key=lambda student: (student.grade or 0, student.pk))

    @property
    def is_grown(self):
        """A student of 18, who says it for herself."""
        return bool(self.adult) and any(student.user_id == self.adult.pk for student in self.students)

    @property
    def language(self):
        """Of its letters: as the household says, else as the adult has chosen; empty means the school's."""
        return self.household.language if self.household else self.adult.language if self.adult else ""

    @property
    def on_paper(self):
        """Only a printed letter reaches them."""
        mailed = any(adult.email for adult in self.adults)
        return not mailed or bool(self.household and self.household.reach == "letter")

    @property
    def interpreter_language(self):
        """The language to interpret, by what it answered, else by what the school knows; empty is none."""
        if self.answer:
            return self.answer.interpreter_language if self.answer.interpreter else ""
        home = self.household
        return home.interpreter_language if home and home.needs_interpreter else ""

    @property
    def name(self):
        if self.household:
            return self.household.name
        return str(self.adult or self.conferences[0].student)


def families_of(round_, *, answers=False, among=None):
    """All families of a round, with their conferences: two questions, and two more with their `answers`.

    `among` are the conferences of the round that the reader may know of; else all.
    """
    among = round_.conferences.select_related("student__user") if among is None else among
    conferences = list(among.filter(student__left_at=None).order_by("pk"))
    for conference in conferences:
        conference.round = round_
    families = in_families(conferences, attending_each(conferences))
    if answers:
        set_answers(round_.preferences.prefetch_related("windows"), families)
    return list(families.values())


def in_families(conferences, attending):
    """By its key each family, from who may be at which conference."""
    families = {}
    today = timezone.localdate()
    for conference in conferences:
        student, rows = conference.student, attending[conference.pk]
        if student.of_age_on and student.of_age_on <= today:
            family = families.setdefault(("adult", student.user_id), Family(adult=student.user))
            join(family, conference, [student.user, *(row.adult for row in rows)])
            family.deciding.add(student.user_id)
        elif not rows:
            join(families.setdefault(("student", student.pk), Family()), conference, [])
        else:
            by_home(families, conference, rows)
    return families


def by_home(families, conference, rows):
    for row in rows:
        key = ("household", row.household_id) if row.household_id else ("adult", row.adult_id)
        alone = None if row.household_id else row.adult
        family = families.setdefault(key, Family(household=row.household, adult=alone))
        join(family, conference, [row.adult])
        if row.may_decide:
            family.deciding.add(row.adult_id)


def join(family, conference, adults):
    if conference not in family.conferences:
        family.conferences.append(conference)
    family.adults += [adult for adult in adults if adult not in family.adults]


def set_answers(answers, families):
    for answer in answers:
        key = ("household", answer.household_id) if answer.household_id else ("adult", answer.adult_id)
        if key in families:
            families[key].answer = answer
