from django.db.models import QuerySet


class OfferQuerySet(QuerySet):
    def of_school(self, school_id):
        return self.filter(school=school_id)


class RhythmQuerySet(QuerySet):
    def of_school(self, school_id):
        """Its own and those of its advisories."""
        return self.filter(school=school_id)
