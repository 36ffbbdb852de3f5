import datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Student


class DraftQuerySet(QuerySet):
    def editable_by(self, user):
        """Words that are not part of a piece yet belong to the child who types them."""
        return self.filter(student__in=Student.objects.is_user(user))

    def for_form(self, form_key):
        """The draft of this form; of any form, newest first, when none is named."""
        return self.filter(form_key=form_key) if form_key else self

    def forgotten(self):
        """A week is enough to come back to words that were begun."""
        return self.filter(changed_at__lt=timezone.now() - datetime.timedelta(days=7))
