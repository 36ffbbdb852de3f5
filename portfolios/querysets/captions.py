from django.apps import apps
from django.db.models import QuerySet


class CaptionsQuerySet(QuerySet):
    def visible_to(self, user):
        """What is said is for whoever may hear it, and held with the recording."""
        recordings = apps.get_model("portfolios", "Attachment").objects.visible_to(user)
        return self.filter(attachment__in=recordings)

    def written(self):
        """With words in them: an empty page is not shown, and hides nobody else's."""
        return self.exclude(text="")

    def of(self, attachment):
        return self.filter(attachment=attachment)

    def hers_first(self):
        """The student's own before those that her advisor wrote down."""
        return self.order_by("attachment", "-by")
