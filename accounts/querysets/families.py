from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Now

from accounts.prepared import Today
from accounts.querysets.schools import schools_of
from accounts.search import letters_of, names_by_letters


def minor(prefix=""):
    """Not 18 yet, as far as the school knows."""
    return Q(**{f"{prefix}of_age_on": None}) | Q(**{f"{prefix}of_age_on__gt": Today()})


class HouseholdQuerySet(QuerySet):
    def lived_in_by(self, user):
        held = apps.get_model("accounts", "Guardianship").objects.held_by(user)
        return self.filter(pk__in=held.values("household"))

    def coordinated_by(self, user):
        """Addresses, languages and interpreters: the office's alone."""
        return self.filter(school__in=schools_of(user, "coordinator"))

    def near(self, student):
        """Those of the child's adults, ended ones too, and of any sibling whom one of them has."""
        guardianships = apps.get_model("accounts", "Guardianship").objects
        adults = guardianships.filter(student=student).values("adult")
        return self.filter(
            school=student.school_id, pk__in=guardianships.filter(adult__in=adults).values("household")
        ).order_by("name", "pk")


class GuardianshipQuerySet(QuerySet):
    def dated(self):
        """Begun and not ended, by the school's calendar."""
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=Today()), Q(ends_on=None) | Q(ends_on__gte=Today())
        )

    def current(self):
        """In force today on the school's calendar, allowed to see, and not restricted by the school."""
        standing = self.dated().filter(may_see=True, restricted=False, student__left_at=None)
        return standing.exclude_grown()

    def exclude_grown(self):
        """At 18 her rights are her own: her family follows on if she says so, or the school does."""
        return self.filter(
            minor("student__")
            | Q(student__family_follows=True)
            | Q(student__school__families_follow_adults=True)
        )

    def held_by(self, user):
        """Hers. Somebody who came in by a printed letter has the one child of that letter before her."""
        held = self.current().filter(adult_id=user.pk)
        return held.filter(student=user.bound_to) if user.bound_to else held

    def attending(self):
        """May be where the child's conference is: time, place, the day itself."""
        return self.filter(may_attend=True)

    def deciding(self):
        """May decide for the child: the time of a conference, consent, corrections, deletion.

        Nobody does for a student of 18.
        """
        return self.filter(minor("student__"), may_decide=True)

    def coordinated_by(self, user):
        """The office keeps who may do what, ended and restricted ones too."""
        students = apps.get_model("accounts", "Student").objects
        return self.filter(student__in=students.coordinated_by(user))

    def invited_by(self, user):
        """The office invites; so does the advisor of the child."""
        students = apps.get_model("accounts", "Student").objects
        return self.current().filter(
            Q(student__school__in=schools_of(user, "coordinator")) | Q(student__in=students.advised_by(user))
        )

    def barring(self, student, *, name, email):
        """Restrictions of this child that fit an adult of this name or address, whatever her account."""
        same = named(Value(name))
        if email:
            same |= Q(adult__email=email.lower())
        restricted = self.filter(student=student, restricted=True)
        return restricted.alias(**names_by_letters("adult__")).filter(same)

    def with_letters(self):
        """Adult and household, and the newest letter that stands: when it left, if on paper, if used."""
        letters = apps.get_model("accounts", "Invitation").objects.standing().order_by("-made_at")
        newest = letters.filter(guardianship=OuterRef("pk"))
        return self.select_related("adult", "household").annotate(
            letter_made_at=Subquery(newest.values("made_at")[:1]),
            letter_sent_at=Subquery(newest.values("sent_at")[:1]),
            letter_used_at=Subquery(newest.values("used_at")[:1]),
            letter_code=Subquery(newest.values("code_digest")[:1]),
        )

    def by_household(self):
        """One household after the other; who has none yet comes last."""
        return self.order_by(F("household__name").asc(nulls_last=True), "household", "pk")

    def on_paper(self):
        """Whom only a printed letter reaches, or whose household wants one; staff have their own door."""
        return self.not_staff().filter(Q(adult__email="") | Q(household__reach="letter"))

    def not_staff(self):
        return self.exclude(adult__in=apps.get_model("accounts", "User").objects.staff())

    def of(self, student):
        return self.filter(student=student)

    def without_letter(self):
        """Those who hold none that stands."""
        standing = apps.get_model("accounts", "Invitation").objects.standing()
        return self.exclude(pk__in=standing.filter(guardianship__isnull=False).values("guardianship"))

    def by_child(self):
        return self.select_related("adult", "household", "student__user", "student__advisory").order_by(
            "student__advisory__name", "student__user__last_name", "student__user__first_name", "pk"
        )


def named(name):
    """Of adults by their letters: who is called this, whichever of her names comes first."""
    return Q(full_name=letters_of(name)) | Q(turned_name=letters_of(name))


def barred(student="student", account=None):
    """Exists: the school has restricted an adult of this name or address for the same child.

    `student` is the way from a row with `name` and `email` to the child, `account` to somebody who is known.
    """
    restricted = apps.get_model("accounts", "Guardianship").objects.filter(
        student=OuterRef(student), restricted=True
    )
    mailed = Q(adult__email=OuterRef("email")) & ~Q(adult__email="")
    same = mailed | named(OuterRef("name"))
    if account:
        same |= Q(adult=OuterRef(account))
    return Exists(restricted.alias(**names_by_letters("adult__")).filter(same))


class GuestQuerySet(QuerySet):
    def current(self):
        """Agreed by the advisor, not over, not ended, and not an adult whom the school keeps away."""
        return self.filter(
            ~barred(account="colleague"),
            agreed_at__isnull=False,
            ended_at=None,
            expires_at__gt=Now(),
            student__left_at=None,
        )

    def held_by(self, user):
        """This person as a guest of conferences."""
        return self.current().filter(kind="guest", user_id=user.pk)

    def sat_by(self, user):
        """The panels on which this person sits: from outside, or as somebody who works at the school."""
        there = Q(colleague_id=user.pk, school__in=schools_of(user, "advisor", "coordinator"))
        return self.current().filter(Q(user_id=user.pk) | there, kind="panel")

    def at_conferences(self):
        return self.filter(kind="guest")

    def on_panels(self):
        return self.filter(kind="panel")

    def advised_by(self, user):
        """Her advisor answers for who sits at the table."""
        students = apps.get_model("accounts", "Student").objects
        return self.filter(student__in=students.advised_by(user))

    def ended_by(self, user):
        """The student, her advisor and the office, at any moment."""
        students = apps.get_model("accounts", "Student").objects
        return self.filter(
            Q(student__in=students.is_user(user))
            | Q(student__in=students.advised_by(user))
            | Q(student__in=students.coordinated_by(user))
        )

    def barred(self):
        """Those whose name or address is that of an adult whom the school keeps away from the child."""
        return self.filter(barred(account="colleague"))

    def waiting(self):
        """Asked for by the student, and not answered by her advisor."""
        return self.filter(agreed_at=None, declined_at=None, ended_at=None)

    def of(self, student):
        return self.filter(student=student)

    def at(self, school):
        return self.filter(school=school)

    def with_student(self):
        """With the student, and with which conference it is about, in one query."""
        return self.select_related("student__user", "visit")

    def newest_first(self):
        return self.order_by("-asked_at", "-pk")
