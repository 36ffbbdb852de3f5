from datetime import timedelta

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import School, Student


class UploadQuerySet(QuerySet):
    def editable_by(self, user):
        """A file that is not part of anything yet belongs to the person who sent it alone."""
        hers = Q(student__in=Student.objects.is_user(user))
        staff = Q(student=None, by=user.pk, school__in=School.objects.staffed_by(user))
        return self.filter(hers | staff)

    def for_form(self, form_key, part="piece"):
        """Those sent with one form, in the order in which they came."""
        return self.filter(form_key=form_key, part=part)

    def sum_of_bytes(self):
        """What they fill or will fill: what was announced counts before it is here."""
        return self.aggregate(sum=Sum(Coalesce(F("size"), F("byte_count"))))["sum"] or 0

    def forgotten(self):
        """Their form was never finished: a day is enough to come back."""
        return self.filter(added_at__lt=timezone.now() - timedelta(days=1))
