from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, NullIf

from accounts.prepared import Today
from accounts.querysets.consent import KINDS, newest_answer
from accounts.querysets.doors import has_second_factor
from accounts.querysets.schools import runs_district, schools_of, shown_schools
from accounts.search import PlainWords, names_of


def roles_of(user_ref):
    """A subquery: the roles that the person named by `user_ref` has today, as a list."""
    memberships = apps.get_model("accounts", "Membership").objects.current()
    return ArraySubquery(memberships.filter(user=OuterRef(user_ref)).values("role").distinct())


def spoken_name(way=""):
    """The name an adult goes by: the preferred one, or first and last name. `way` leads to her ("by__")."""
    parts = (f"{way}first_name", f"{way}last_name")
    full = Func(Value(" "), *parts, function="CONCAT_WS", output_field=CharField())
    return Coalesce(NullIf(f"{way}preferred_name", Value("")), full)


class UserQuerySet(QuerySet):
    def with_roles(self):
        return self.annotate(roles=roles_of("pk"))

    def with_schools(self):
        """With what pages show of her schools, and whether she works for a district."""
        return self.annotate(shown_schools=shown_schools(), in_district=runs_district())

    def staff(self):
        """Those who work at a school or for a district today; they alone have passwords."""
        memberships = apps.get_model("accounts", "Membership").objects.current()
        working = memberships.filter(role__in=("advisor", "coordinator"))
        overseeing = apps.get_model("accounts", "DistrictMembership").objects.current()
        return self.filter(
            Q(pk__in=working.values("user")) | Q(pk__in=overseeing.values("user")), is_active=True
        )

    def with_advisories(self):
        """By name, with roles and, as `held_advisories`, the advisories each one holds today."""
        today = apps.get_model("accounts", "Advisory").objects.filter(ended_at=None).order_by("name")
        return (
            self.with_roles()
            .prefetch_related(Prefetch("advisories", today, to_attr="held_advisories"))
            .order_by("last_name", "first_name", "pk")
        )

    def called(self, name):
        """By e-mail address or user name, as people type it."""
        return self.filter(Q(email=name.lower()) | Q(username__iexact=name)).order_by("pk")

    def invited(self):
        """Adults whom a school has invited and who still follow a child; the link itself may be over.

        And guests, until their time is over.
        """
        sent = {"invitations__sent_at__isnull": False, "invitations__revoked_at": None}
        guardianships = apps.get_model("accounts", "Guardianship").objects.current().filter(**sent)
        guests = apps.get_model("accounts", "Guest").objects.current().filter(**sent)
        return self.filter(
            Q(pk__in=guardianships.values("adult")) | Q(pk__in=guests.values("user")), is_active=True
        )

    def met_by_office(self, user):
        """Whom a coordinator finds: students, staff and families of her own schools, past ones too."""
        schools = schools_of(user, "coordinator")
        memberships = apps.get_model("accounts", "Membership").objects.filter(school__in=schools)
        guardianships = apps.get_model("accounts", "Guardianship").objects
        of_family = guardianships.filter(student__school__in=schools)
        return self.filter(Q(pk__in=memberships.values("user")) | Q(pk__in=of_family.values("adult")))

    def with_places(self, user):
        """As the office lists them: what they are at her schools, and whose family."""
        schools = schools_of(user, "coordinator")
        memberships = apps.get_model("accounts", "Membership").objects.current().filter(school__in=schools)
        students = apps.get_model("accounts", "Student").objects.coordinated_by(user)
        children = apps.get_model("accounts", "Guardianship").objects.filter(student__in=students)
        return self.prefetch_related(
            Prefetch("student", students.select_related("advisory"), to_attr="pupil"),
            Prefetch("memberships", memberships.order_by("pk"), to_attr="places"),
            Prefetch(
                "guardianships", children.select_related("student__user").order_by("pk"), to_attr="children"
            ),
        )

    def found_by(self, words):
        """Those whose names or address hold every word, then those that are spelled alike; all by name."""
        plain = self.annotate(names=names_of())
        words = words.split()
        if not words:
            return plain.order_by("last_name", "first_name", "pk")
        holding, alike = Q(), Q()
        for word in words:
            plain_word = PlainWords(Value(word))
            holding &= Q(names__contains=plain_word)
            alike &= Q(names__trigram_word_similar=plain_word)
        exact = Case(When(holding, then=Value(0)), default=Value(1), output_field=IntegerField())
        return plain.filter(holding | alike).order_by(exact, "last_name", "first_name", "pk")

    def with_children(self):
        """With the children whom each follows today as `children`, and the school of each."""
        current = apps.get_model("accounts", "Guardianship").objects.current()
        children = current.select_related("student__user", "student__school").order_by("pk")
        return self.select_related("guest__student__user", "guest__student__school").prefetch_related(
            Prefetch("guardianships", children, to_attr="children")
        )

    def sharing(self, address):
        """Invited adults with this e-mail address: two of a family may read the same mailbox."""
        return self.invited().filter(email=address).order_by("last_name", "first_name", "pk")

    def keyholders(self):
        """Who may come in by passkey: staff, and family whom the school has invited."""
        return self.filter(
            Q(pk__in=self.model.objects.staff().values("pk"))
            | Q(pk__in=self.model.objects.invited().values("pk"))
        )

    def known_to(self, service):
        """Whom a school's Google or Microsoft may sign in: its staff and, if it says so, its students."""
        roles = ["advisor", "coordinator"] + ["student"] * service.students_too
        there = apps.get_model("accounts", "Membership").objects.current()
        return self.filter(
            is_active=True, pk__in=there.filter(school=service.school_id, role__in=roles).values("user")
        )

    def working_with(self, user):
        """The staff of the schools that this coordinator runs, for her to invite and to help."""
        there = apps.get_model("accounts", "Membership").objects.current()
        schools = schools_of(user, "coordinator")
        staff = there.filter(school__in=schools, role__in=("advisor", "coordinator"))
        return self.filter(is_active=True, pk__in=staff.values("user"))

    def working_at(self, school):
        """Who works at this school today, by name."""
        there = apps.get_model("accounts", "Membership").objects.current().filter(school=school)
        staff = there.filter(role__in=("advisor", "coordinator"))
        return self.filter(is_active=True, pk__in=staff.values("user")).order_by(
            "last_name", "first_name", "pk"
        )

    def teaching_at(self, school):
        """Who teaches at this school today, by name."""
        there = apps.get_model("accounts", "Membership").objects.current().filter(school=school)
        teachers = there.filter(role="advisor").values("user")
        return self.filter(is_active=True, pk__in=teachers).order_by("last_name", "first_name", "pk")

    def helped_by(self, user):
        """Whose second step the office may take away, so that she starts anew: not one's own."""
        return self.working_with(user).exclude(pk=user.pk)

    def with_ways_in(self):
        """By name, with whether she has a password and a second step."""
        return self.annotate(
            has_password=~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) & ~Q(password=""),
            has_second_step=has_second_factor(),
        ).order_by("last_name", "first_name", "pk")

    def answering_for(self, student):
        """Who may have signed a paper form: adults who may decide for the child; at 18 she herself."""
        guardianships = apps.get_model("accounts", "Guardianship").objects
        deciding = guardianships.dated().deciding().filter(student=student, restricted=False)
        grown = Q(pk=student.user_id, student__of_age_on__lte=Today())
        return self.filter(Q(pk__in=deciding.values("adult")) | grown).order_by("last_name", "pk")

    def in_demo(self):
        """Anybody may be anybody on a demo; on a real school's site nobody may."""
        return self.filter(is_active=True) if settings.DEMO else self.none()


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    pass


class MembershipQuerySet(QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def visible_to(self, user):
        return self.filter(school__in=schools_of(user, "coordinator"))


class AdvisoryQuerySet(QuerySet):
    def advised_by(self, user):
        """Her own advisories, at schools where she still works."""
        return self.filter(advisors=user.pk, ended_at=None, school__in=schools_of(user, "advisor"))

    def at(self, school):
        return self.filter(school=school)

    def coordinated_by(self, user):
        return self.filter(ended_at=None, school__in=schools_of(user, "coordinator"))

    def with_people(self, students):
        """The advisories with their advisors and these students, in three queries."""
        people = Prefetch("students", students, to_attr="listed")
        return self.prefetch_related("advisors", people).order_by("name")

    def with_card_counts(self):
        """By name, with how many students there are and how many of them have a card that opens."""
        students = apps.get_model("accounts", "Student").objects.current().filter(advisory=OuterRef("pk"))
        cards = apps.get_model("accounts", "SignInCard").objects.valid()

        def count(rows):
            rows = rows.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values("n")
            return Coalesce(Subquery(rows), 0)

        return (
            self.select_related("school")
            .annotate(
                student_count=count(students),
                card_count=count(cards.filter(student__advisory=OuterRef("pk"))),
            )
            .order_by("school__name", "name", "pk")
        )

    def cards_printed_by(self, user):
        """Cards are printed by the advisor of the advisory or by the office."""
        return self.filter(
            pk__in=self.model.objects.advised_by(user)
            .values("pk")
            .union(self.model.objects.coordinated_by(user).values("pk"), all=True)
        )


def number_in_advisory(advisory, student):
    """A subquery: which one of her advisory a student is, from 0; it stays when others leave."""
    before = apps.get_model("accounts", "Student").objects.filter(
        advisory=OuterRef(advisory), pk__lt=OuterRef(student)
    )
    counted = before.order_by().values("advisory").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


class StudentQuerySet(QuerySet):
    def current(self):
        return self.filter(left_at=None)

    def at(self, school):
        return self.filter(school=school)

    def with_card(self):
        """By name, with the day her card was made, if she has one that opens, its key, and her `number`."""
        cards = apps.get_model("accounts", "SignInCard").objects.valid().filter(student=OuterRef("pk"))
        return (
            self.select_related("user", "school", "advisory", "sign_in_picture")
            .annotate(
                card_pk=Subquery(cards.values("pk")[:1]),
                card_made_at=Subquery(cards.values("made_at")[:1]),
                number=number_in_advisory("advisory", "pk"),
            )
            .order_by("user__last_name", "user__first_name", "pk")
        )

    def with_family(self):
        """Youngest first, with the adults who follow her today as `family`."""
        guardianships = apps.get_model("accounts", "Guardianship").objects.current()
        adults = guardianships.select_related("adult").order_by("pk")
        return (
            self.select_related("user", "school", "advisory")
            .prefetch_related(Prefetch("guardianships", adults, to_attr="family"))
            .order_by("grade", "advisory__name", "user__first_name", "pk")
        )

    def in_demo(self):
        """Everybody at school, on a demo."""
        return self.current() if settings.DEMO else self.none()

    def by_name(self):
        return self.select_related("user").order_by("user__last_name", "user__first_name", "pk")

    def with_family_count(self):
        """How many adults follow the child today: none means a family to reach."""
        guardianships = apps.get_model("accounts", "Guardianship").objects.current()
        count = (
            guardianships.filter(student=OuterRef("pk")).order_by().values("student").annotate(n=Count("pk"))
        )
        return self.annotate(family_count=Coalesce(Subquery(count.values("n")), 0))

    def record_held_by(self, user):
        """Whose rights over the record these are: adults who may decide; from her 18th birthday her own."""
        decided = self.model.objects.decided_by(user)
        return self.filter(Q(pk__in=decided) | Q(pk__in=self.model.objects.grown(user)))

    def grown(self, user):
        """The student herself, from her 18th birthday on."""
        return self.is_user(user).filter(of_age_on__lte=Today())

    def looks_read_by(self, user):
        """Who looked at a child's record is for those who hold the rights, and for the child herself."""
        return self.filter(
            Q(pk__in=self.model.objects.record_held_by(user)) | Q(pk__in=self.model.objects.is_user(user))
        )

    def living_in(self, household):
        """The children of one household, by name."""
        guardianships = apps.get_model("accounts", "Guardianship").objects.filter(household=household)
        return self.filter(pk__in=guardianships.values("student")).by_name()

    def consented_for_by(self, user):
        """Adults who may decide answer for the child; the office enters their paper forms."""
        return self.filter(
            Q(pk__in=self.model.objects.record_held_by(user))
            | Q(pk__in=self.model.objects.coordinated_by(user))
        )

    def consents_read_by(self, user):
        """Who may be shown is for the office, and for the advisor of the child."""
        return self.filter(
            Q(pk__in=self.model.objects.advised_by(user)) | Q(pk__in=self.model.objects.coordinated_by(user))
        )

    def with_answers(self):
        """Each child with the answers that count, as `photo`, `voice` and `video`: true, false or null."""
        return self.annotate(**{kind: newest_answer(OuterRef("pk"), kind) for kind in KINDS})

    def with_consent(self, user):
        """With name, school, the answers that count, and whether this person may answer herself."""
        own = self.model.objects.record_held_by(user)
        return (
            self.select_related("user", "school", "advisory")
            .with_answers()
            .annotate(may_answer=Exists(own.filter(pk=OuterRef("pk"))))
        )

    def unanswered(self):
        """Of children `with_answers`: those with a kind that nobody has answered."""
        return self.filter(Q(photo=None) | Q(voice=None) | Q(video=None))

    def with_home_language(self):
        """The language of a household of hers, if one is known."""
        guardianships = apps.get_model("accounts", "Guardianship").objects.current()
        homes = guardianships.filter(student=OuterRef("pk"), household__isnull=False).order_by("pk")
        return self.annotate(
            home_language=Coalesce(Subquery(homes.values("household__language")[:1]), Value(""))
        )

    def by_advisory(self):
        return self.order_by("advisory__name", "user__last_name", "user__first_name", "pk")

    def met_by(self, student):
        """Whom this child may see at school: her advisory and her grade. Names only, and never herself."""
        near = Q(grade=student.grade, grade__isnull=False)
        if student.advisory_id:
            near |= Q(advisory=student.advisory_id)
        return self.current().filter(near, school=student.school_id).exclude(pk=student.pk)

    def classmates_of(self, student):
        """Those of her own advisory, by first name: whom she may ask to listen to her."""
        if student.advisory_id is None:
            return self.none()
        near = self.met_by(student).of_advisory(student.advisory_id)
        return near.select_related("user").order_by("user__first_name", "user__last_name", "pk")

    def of_advisory(self, advisory):
        return self.filter(advisory__isnull=False, advisory=advisory)

    def called(self, words):
        """Those with a name that begins with each of these words, with or without accents."""
        names = [
            part for name in ("first", "preferred", "last") for part in (Value(" "), f"user__{name}_name")
        ]
        found = self.alias(names=PlainWords(Concat(*names, output_field=TextField())))
        for word in words.split():
            found = found.filter(names__contains=PlainWords(Value(f" {word}")))
        return found

    def is_user(self, user):
        """The student herself."""
        return self.current().filter(user_id=user.pk)

    def advised_by(self, user):
        advisories = apps.get_model("accounts", "Advisory").objects.advised_by(user)
        return self.current().filter(advisory__in=advisories)

    def followed_by(self, user):
        """Her family: adults whose guardianship lets them see, today."""
        held = apps.get_model("accounts", "Guardianship").objects.held_by(user)
        return self.current().filter(pk__in=held.values("student"))

    def decided_by(self, user):
        """Those of her family who may decide for her: consent, corrections, deletion."""
        held = apps.get_model("accounts", "Guardianship").objects.held_by(user)
        return self.current().filter(pk__in=held.deciding().values("student"))

    def hosting(self, user):
        """The student who has this person as a guest just now."""
        guests = apps.get_model("accounts", "Guest").objects.held_by(user)
        return self.current().filter(pk__in=guests.values("student"))

    def presenting_to(self, user):
        """The students on whose panel this person sits just now."""
        panels = apps.get_model("accounts", "Guest").objects.sat_by(user)
        return self.current().filter(pk__in=panels.values("student"))

    def accompanied_by(self, user):
        """The three of a conference: the student, her family, her advisor. Not the office."""
        return self.filter(
            Q(pk__in=self.model.objects.is_user(user))
            | Q(pk__in=self.model.objects.advised_by(user))
            | Q(pk__in=self.model.objects.followed_by(user))
        )

    def portfolio_read_by(self, user):
        """Those who may be shown pieces of hers: her advisor and her family."""
        return self.filter(
            Q(pk__in=self.model.objects.advised_by(user)) | Q(pk__in=self.model.objects.followed_by(user))
        )

    def panel_set_by(self, user):
        """Who sits on her panel: she asks, and her advisor answers."""
        return self.filter(
            Q(pk__in=self.model.objects.is_user(user)) | Q(pk__in=self.model.objects.advised_by(user))
        )

    def with_panel(self):
        """Each with whether anybody sits on her panel today (`has_panelists`)."""
        panelists = apps.get_model("accounts", "Guest").objects.current().on_panels()
        return self.annotate(has_panelists=Exists(panelists.filter(student=OuterRef("pk"))))

    def portfolio_opened_by(self, user):
        """The adults of all circles. Each finds what is shared with hers."""
        return self.filter(
            Q(pk__in=self.model.objects.portfolio_read_by(user))
            | Q(pk__in=self.model.objects.hosting(user))
            | Q(pk__in=self.model.objects.presenting_to(user))
        )

    def coordinated_by(self, user):
        """The office sees who is at school, not what is in a portfolio."""
        return self.current().filter(school__in=schools_of(user, "coordinator"))

    def cards_printed_by(self, user):
        """Cards, pictures and sessions of hers are in the hands of her advisor and the office."""
        return self.filter(
            Q(pk__in=self.model.objects.advised_by(user)) | Q(pk__in=self.model.objects.coordinated_by(user))
        )

    def visible_to(self, user):
        """Name, grade and advisory: the student, her family, her advisor, the office."""
        return self.filter(
            Q(pk__in=self.model.objects.is_user(user))
            | Q(pk__in=self.model.objects.advised_by(user))
            | Q(pk__in=self.model.objects.followed_by(user))
            | Q(pk__in=self.model.objects.coordinated_by(user))
        )
