import datetime

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import School, Student


class OfferQuerySet(QuerySet):
    def offered_to(self, user):
        """What a student's own school offers."""
        return self.filter(school__in=Student.objects.is_user(user).values("school"))

    def coordinated_by(self, user):
        return self.filter(school__in=School.objects.coordinated_by(user))

    def of_school(self, school_id):
        return self.filter(school=school_id)


class RhythmQuerySet(QuerySet):
    def staffed_by(self, user):
        """Those of whole schools, at the schools where she works."""
        schools = apps.get_model("accounts", "School").objects.staffed_by(user)
        return self.filter(advisory=None, school__in=schools)

    def resting(self):
        """About to rest, resting or just back, wherever on earth the school is."""
        today, day = timezone.localdate(), datetime.timedelta(days=1)
        return self.filter(rests_from__lte=today + day, rests_until__gte=today - day)

    def of(self, student):
        """Her advisory's and her school's, which one student goes by."""
        return self.filter(Q(advisory=None) | Q(advisory=student.advisory_id), school=student.school_id)

    def of_school(self, school_id):
        """Its own and those of its advisories."""
        return self.filter(school=school_id)
