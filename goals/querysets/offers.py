from django.db.models import Q, QuerySet


class OfferQuerySet(QuerySet):
    def of_school(self, school_id):
        return self.filter(school=school_id)


class RhythmQuerySet(QuerySet):
    def of(self, student):
        """Her advisory's and her school's, which one student goes by."""
        return self.filter(Q(advisory=None) | Q(advisory=student.advisory_id), school=student.school_id)

    def of_school(self, school_id):
        """Its own and those of its advisories."""
        return self.filter(school=school_id)
