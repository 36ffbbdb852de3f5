from django.apps import apps
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from accounts.models import Advisory, School
from conferences.said import in_reader


class AgendaTemplateQuerySet(QuerySet):
    def at(self, school):
        return self.filter(school=school)

    def coordinated_by(self, user):
        return self.filter(school__in=School.objects.coordinated_by(user))

    def planned_by(self, user):
        """Who changes a plan: the office those of its school, an advisor those of her own advisory."""
        offices = School.objects.coordinated_by(user)
        return self.filter(Q(school__in=offices) | Q(advisory__in=Advisory.objects.advised_by(user)))

    def read_by(self, user):
        """Who reads a plan: the same, and whoever works at a school those of the whole school."""
        ours = Q(advisory=None, school__in=School.objects.staffed_by(user))
        return self.filter(Q(pk__in=self.model.objects.planned_by(user).values("pk")) | ours)

    def with_home(self):
        """Each with its school and its advisory, and who made it."""
        return self.select_related("school", "advisory", "by")

    def with_rights(self, user):
        """The same, and whether this person may change it."""
        own = self.model.objects.planned_by(user)
        return self.with_home().annotate(may_edit=Exists(own.filter(pk=OuterRef("pk"))))

    def versions_of(self, template):
        """All versions of one plan, newest first."""
        same = self.filter(name=template.name, school=template.school_id, advisory=template.advisory_id)
        return same.select_related("by").order_by("-version")

    def newest(self):
        """The version that new conferences start from, of each plan."""
        newer = self.model.objects.alias(whose=Coalesce("advisory", 0)).filter(
            whose=Coalesce(OuterRef("advisory"), 0),
            school=OuterRef("school"),
            name=OuterRef("name"),
            version__gt=OuterRef("version"),
        )
        return self.filter(~Exists(newer))

    def in_use(self):
        """Plans that agendas start from: neither put away nor a layer of parts to add."""
        return self.newest().filter(retired_at=None, is_layer=False)

    def layers(self):
        """Parts that any student may add to her agenda."""
        return self.newest().filter(retired_at=None, is_layer=True)

    def narrowest_first(self):
        return self.order_by(F("grade_high") - F("grade_low"), "grade_low", "pk")

    def own_first(self):
        """The plan of an advisory before those of its school, then the narrowest."""
        return self.order_by(
            Case(When(advisory=None, then=1), default=0), F("grade_high") - F("grade_low"), "grade_low", "pk"
        )

    def with_cards(self):
        """Each plan with its cards, from the youngest grade up."""
        return self.prefetch_related("cards").order_by("grade_low", "grade_high", "name")

    def by_grades(self, round_):
        """The school's plan for each grade of a round: (first grade, last grade, plan or None)."""
        plans = list(self.filter(school=round_.school_id, advisory=None).in_use().narrowest_first())
        spans = []
        for grade in range(round_.grade_low, round_.grade_high + 1):
            plan = next((one for one in plans if one.grade_low <= grade <= one.grade_high), None)
            if spans and spans[-1][2] == plan:
                spans[-1] = (spans[-1][0], grade, plan)
            else:
                spans.append((grade, grade, plan))
        return spans

    def for_student(self, student):
        """The newest version of the plan for her grade; her advisory's wins, then the narrowest band."""
        grade = student.grade if student.grade is not None else 0
        here = Q(advisory=None) | Q(advisory=student.advisory_id)
        return (
            self.filter(here, school=student.school_id, grade_low__lte=grade, grade_high__gte=grade)
            .in_use()
            .own_first()
        )


def homes_of(user, school):
    """Whose plan this person may make at a school: (whether the school's, her own advisories)."""
    office = School.objects.coordinated_by(user).filter(pk=school.pk).exists()
    return office, list(Advisory.objects.advised_by(user).at(school).order_by("name"))


class TemplateCardQuerySet(QuerySet):
    def offered_for(self, student):
        """The parts that this student may add, or her advisor suggest: of her school and her advisory."""
        layers = apps.get_model("conferences", "AgendaTemplate").objects.layers()
        here = layers.filter(Q(advisory=None) | Q(advisory=student.advisory_id), school=student.school_id)
        return (
            self.filter(template__in=here).select_related("template").order_by("template", "position", "pk")
        )

    def meant_by(self, note):
        """The part that a suggestion is about, when its words are the title of one; else None."""
        parts = self.offered_for(note.conference.student)
        return next((part for part in parts if is_title_of(part, note.text)), None)


def is_title_of(part, text):
    """In whichever language it was said."""
    own = (words.get("title") for words in part.said_in.values())
    return in_reader(text) == in_reader(part.title) or text in own
