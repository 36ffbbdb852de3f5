from django.apps import apps
from django.db.models import QuerySet

from accounts.models import School


class AgendaTemplateQuerySet(QuerySet):
    def coordinated_by(self, user):
        return self.filter(school__in=School.objects.coordinated_by(user))

    def visible_to(self, user):
        return self.filter(school__in=School.objects.staffed_by(user))

    def for_student(self, student):
        """The newest version of the plan for her grade; the narrowest band wins."""
        grade = student.grade if student.grade is not None else 0
        return self.filter(school=student.school_id, grade_low__lte=grade, grade_high__gte=grade).order_by(
            "grade_high", "-grade_low", "-version"
        )


class CardQuerySet(QuerySet):
    def kept(self):
        """Cards on the agenda; a removed card can be put back."""
        return self.filter(removed_at=None)

    def editable_by(self, user):
        """The student, on her own agenda, until the conference is over."""
        return self.filter(
            conference__in=apps.get_model("conferences", "Conference")
            .objects.led_by(user)
            .exclude(state="held")
        )
