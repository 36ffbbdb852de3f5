from django.db.models import QuerySet


class StreamMarkQuerySet(QuerySet):
    def held_by(self, user):
        """Her own, and nobody else's."""
        return self.filter(user=user.pk)
