from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.schools import School
from accounts.querysets import AdvisoryQuerySet, MembershipQuerySet, StudentQuerySet, UserManager
from accounts.search import names_of


class Role(models.TextChoices):
    STUDENT = "student", _("Student")
    FAMILY = "family", _("Family")
    ADVISOR = "advisor", _("Advisor")
    COORDINATOR = "coordinator", _("Coordinator")


class User(AbstractUser):
    """One human being who signs in. Rights come from memberships, advisories and guardianships."""

    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    preferred_name = models.CharField(_("preferred name"), max_length=100, blank=True)
    # Whose clock, words and language this person sees; it gives no right.
    school = models.ForeignKey("accounts.School", models.PROTECT, null=True, blank=True, related_name="+")

    # The one child whom a session by a printed letter is about (`accounts.sessions`); no column.
    bound_to = None

    objects = UserManager()  # type: ignore[misc]

    class Meta:
        indexes = [GinIndex(OpClass(names_of(), name="gin_trgm_ops"), name="user_names")]
        constraints = [
            models.CheckConstraint(
                name="user_email_lower_case", condition=Q(email=models.functions.Lower("email"))
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.preferred_name or self.username

    @property
    def short_name(self):
        return self.preferred_name or self.first_name or self.username

    @property
    def initials(self):
        return "".join(word[0] for word in (self.short_name, self.last_name) if word).upper()

    @cached_property
    def roles(self):
        """The roles this person has today, at any school. Comes with the session; one query elsewhere."""
        return list(User.objects.with_roles().values_list("roles", flat=True).get(pk=self.pk))

    @cached_property
    def schools(self):
        """Her schools by key, as pages show them. Comes with the session; one query elsewhere."""
        return self.schools_from(User.objects.with_schools().get(pk=self.pk).shown_schools)

    @cached_property
    def runs_district(self):
        return User.objects.with_schools().get(pk=self.pk).in_district

    def schools_from(self, shown):
        return {row["pk"]: School.from_shown(row) for row in shown}

    @property
    def works_at_several(self):
        return sum(school.works_here for school in self.schools.values()) > 1

    @property
    def is_student(self):
        return Role.STUDENT in self.roles

    @property
    def is_family(self):
        return Role.FAMILY in self.roles

    @property
    def is_advisor(self):
        return Role.ADVISOR in self.roles

    @property
    def is_coordinator(self):
        return Role.COORDINATOR in self.roles

    @property
    def works_at_school(self):
        return self.is_advisor or self.is_coordinator or self.runs_district


class Membership(models.Model):
    """A person's place at a school. Leavers are ended, never deleted."""

    Role = Role

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    source_id = models.CharField(max_length=255, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "school", "role"], name="membership_once"),
            models.UniqueConstraint(
                fields=["school", "source_id", "role"],
                condition=~Q(source_id=""),
                name="membership_source_id_unique",
            ),
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self):
        return f"{self.user} ({self.get_role_display()})"


class Advisory(models.Model):
    """10 to 20 students with one adult, sometimes two."""

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="advisories")
    name = models.CharField(_("name"), max_length=200)
    source_id = models.CharField(max_length=255, blank=True)
    advisors = models.ManyToManyField(User, blank=True, related_name="advisories")
    ended_at = models.DateTimeField(null=True, blank=True)
    cards_anytime = models.BooleanField(_("cards open at any time"), default=False)
    asks_picture = models.BooleanField(
        _("a picture after the card"), null=True, blank=True, help_text=_("Empty: as the grade says.")
    )
    # Minutes without a touch or a key until a shared device signs its student out.
    idle_minutes = models.PositiveSmallIntegerField(_("minutes until a tablet signs out"), default=10)

    objects = AdvisoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "advisories"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "source_id"], condition=~Q(source_id=""), name="advisory_source_id_unique"
            ),
            models.CheckConstraint(name="advisory_idle_minutes", condition=Q(idle_minutes__range=(2, 120))),
        ]

    def __str__(self):
        return self.name


class Student(models.Model):
    """A child at a school. The name on screen is the one she prefers."""

    class Grade(models.IntegerChoices):
        KINDERGARTEN = 0, _("Kindergarten")
        ONE = 1, _("Grade 1")
        TWO = 2, _("Grade 2")
        THREE = 3, _("Grade 3")
        FOUR = 4, _("Grade 4")
        FIVE = 5, _("Grade 5")
        SIX = 6, _("Grade 6")
        SEVEN = 7, _("Grade 7")
        EIGHT = 8, _("Grade 8")
        NINE = 9, _("Grade 9")
        TEN = 10, _("Grade 10")
        ELEVEN = 11, _("Grade 11")
        TWELVE = 12, _("Grade 12")

    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="students")
    user = models.OneToOneField(User, models.PROTECT, related_name="student")
    advisory = models.ForeignKey(Advisory, models.SET_NULL, null=True, blank=True, related_name="students")
    grade = models.SmallIntegerField(_("grade"), choices=Grade, null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    # From this day on the rights are her own; who is born on a leap day waits for no leap year.
    of_age_on = models.GeneratedField(
        expression=Func(F("born_on"), template="((%(expressions)s + interval '18 years')::date)"),
        output_field=models.DateField(),
        db_persist=True,
    )
    # Once she is of age: whether her family goes on following what she shares. She says so herself.
    family_follows = models.BooleanField(default=False)

    objects = StudentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "advisory"])]
        constraints = [
            models.CheckConstraint(
                name="student_grade_known", condition=Q(grade=None) | Q(grade__range=(0, 12))
            )
        ]

    def __str__(self):
        return str(self.user)

    @property
    def name(self):
        return f"{self.user.short_name} {self.user.last_name}".strip()

    @property
    def first_name(self):
        return self.user.short_name

    @property
    def is_young(self):
        """Kindergarten to grade 2: many of them do not read yet."""
        return self.grade is not None and self.grade <= 2

    @property
    def is_grown(self):
        """18, by the school's calendar: the rights are her own."""
        return self.of_age_on is not None and self.of_age_on <= timezone.localdate()

    @property
    def asks_picture(self):
        """Whether she taps her picture after her card: as her advisory says, else as her grade does."""
        if self.advisory and self.advisory.asks_picture is not None:
            return self.advisory.asks_picture
        highest, grade = self.school.picture_up_to_grade, self.grade
        return highest is not None and grade is not None and grade <= highest

    @property
    def meanings(self):
        """Each kind of answer about being shown, and what a yes means for her, in the current language."""
        kinds = apps.get_model("accounts", "MediaConsent").MEANING.items()
        return [(kind.label, words % {"name": self.first_name}) for kind, words in kinds]


BY_NAME = (F("user__last_name").asc(), F("user__first_name").asc(), F("pk").asc())
