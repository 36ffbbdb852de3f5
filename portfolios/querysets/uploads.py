from datetime import timedelta

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Student

STOPPED = Q(size=None, byte_count__gt=0)  # a recording whose end never came, as far as it was sent


class UploadQuerySet(QuerySet):
    def editable_by(self, user):
        """A file that is not part of a piece yet belongs to the child who sent it alone."""
        return self.filter(student__in=Student.objects.is_user(user))

    def for_form(self, form_key, part="piece"):
        """Those sent with one form, in the order in which they came."""
        return self.filter(form_key=form_key, part=part)

    def usable(self):
        """What can become part of a piece: what is here whole, and as much of a recording as has come."""
        return self.filter(Q(finished_at__isnull=False) | STOPPED)

    def on_the_way(self):
        """A file of which a part is still missing, and whose length is known."""
        return self.filter(finished_at=None, size__isnull=False)

    def sum_of_bytes(self):
        """What they fill or will fill: what was announced counts before it is here."""
        return self.aggregate(sum=Sum(Coalesce(F("size"), F("byte_count"))))["sum"] or 0

    def forgotten(self):
        """Their form was never finished: a day is enough to come back."""
        return self.filter(added_at__lt=timezone.now() - timedelta(days=1))
