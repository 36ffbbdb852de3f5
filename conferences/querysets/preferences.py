"""What households say before the times are made, and who says it for whom."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Guardianship, Household
from accounts.search import plain_words
from conferences.querysets.households import Family, attending_at, families_of


class PreferenceQuerySet(QuerySet):
    def of(self, family):
        """What this family said. The household shares one answer; others never see it."""
        if family.household:
            return self.filter(household=family.household.pk)
        return self.filter(adult=family.adult and family.adult.pk)

    def in_round(self, round_):
        return self.filter(round=round_).prefetch_related("windows")


def answered_by(user):
    """Exists: the household in which this reader follows the child has said when it can come."""
    return Exists(said_by(user))


def interpreted_for(user):
    """The household in which this reader follows the child wants one: as it answered, else as is known."""
    answers = said_by(user)
    guardianship = Guardianship.objects.filter(adult=user.pk, student=OuterRef("student"))
    known = Exists(guardianship.filter(household__needs_interpreter=True))
    return Exists(answers.filter(interpreter=True)) | ~Exists(answers) & known


def said_by(user):
    preferences = apps.get_model("conferences", "Preference").objects.filter(round=OuterRef("round"))
    guardianship = Guardianship.objects.filter(adult=user.pk, student=OuterRef(OuterRef("student")))
    return preferences.filter(Q(household__in=guardianship.values("household")) | Q(adult_id=user.pk))


def family_of(conference, user):
    """The family for which this person says when it can come, with those of its children whom she follows.

    A student of 18 says it for herself.
    """
    if conference.student.user_id == user.pk:
        return Family(adult=user, adults=[user], conferences=[conference], deciding={user.pk})
    held = Guardianship.objects.held_by(user).deciding().attending()
    row = held.select_related("household").get(student=conference.student_id)
    children = held.filter(household=row.household_id).values("student")
    own = type(conference).objects.wished_by(user).filter(round=conference.round_id, student__in=children)
    return Family(
        household=row.household,
        adult=None if row.household else user,
        adults=[user],
        conferences=list(own.select_related("student__user").order_by("student__grade", "pk")),
        deciding={user.pk},
    )


def asked_sessions(round_, students):
    """The sessions in which a conference of one of these students may be, make-ups apart."""
    advisories = {student.advisory_id for student in students}
    sessions = apps.get_model("conferences", "Session").objects
    met = sessions.filter(advisories__in=advisories).values("pk")
    return round_.sessions.filter(
        Q(pk__in=met) | Q(advisories=None), for_make_ups=False, called_off_at=None
    ).order_by("starts_at")


def homes_of(student):
    """The households of a child in which somebody may be at her conference, today."""
    rows = Guardianship.objects.current().attending().filter(student=student)
    return Household.objects.filter(pk__in=rows.values("household")).order_by("name", "pk")


def preference_of(round_, family):
    """What this family has said in a round, with its times, or None."""
    preferences = apps.get_model("conferences", "Preference").objects
    return preferences.in_round(round_).of(family).first()


def last_day_to_answer(round_):
    """The day until which the school asks for answers, or None; later ones are taken while it still asks."""
    milestone = round_.milestones.filter(kind="answer").first()
    return milestone and milestone.day


def find_family(round_, key):
    """One family of a round with its answer, by its `Family.key`; or None."""
    return next((family for family in families_of(round_, answers=True) if family.key == key), None)


def named(families, words):
    """Those in which somebody has a name like this: parts are enough, without accents and capitals."""
    parts = plain_words(words).split()
    return [family for family in families if all(part in names_in(family) for part in parts)]


def names_in(family):
    people = [*family.adults, *(student.user for student in family.students)]
    names = (f"{one.first_name} {one.preferred_name} {one.last_name} {one.email}" for one in people)
    return plain_words(" ".join([family.name, *names]))


def at_odds(families):
    """Those of children whose two households do not see it alike, or only one of whom wants it apart."""
    wishes, undecided = {}, set()
    for family in families:
        for conference in family.conferences:
            if family.household and conference.household_id is None:
                wishes.setdefault(conference.pk, []).append(family.answer.joint if family.answer else "")
    for pk, said in wishes.items():
        if len(said) > 1 and "separate" in said and set(said) != {"separate"}:
            undecided.add(pk)
    return [
        family
        for family in families
        if family.household and undecided & {conference.pk for conference in family.conferences}
    ]


def answers_of(conference):
    """Each household that may be at this conference, with whether it wants one together or apart, if it said.

    The first is the one that the child has had with the school longest.
    """
    homes = {row.household: "" for row in attending_at(conference).select_related("household").order_by("pk")}
    homes.pop(None, None)
    said = dict(
        apps.get_model("conferences", "Preference")
        .objects.filter(round=conference.round_id, household__in=homes)
        .values_list("household", "joint")
    )
    return {household: said.get(household.pk, "") for household in homes}
