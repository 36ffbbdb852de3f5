from django.apps import apps
from django.db.models import Q, QuerySet


class LookBackQuerySet(QuerySet):
    def visible_to(self, user):
        """How it went, in her own words: hers and her advisor's, and her family's when she says so."""
        conferences = apps.get_model("conferences", "Conference").objects
        return self.filter(
            Q(conference__in=conferences.led_by(user))
            | Q(conference__in=conferences.advised_by(user))
            | Q(conference__in=conferences.followed_by(user), shared_with_family=True)
        )

    def of(self, conference):
        return self.filter(conference=conference)


class SurveyAnswerQuerySet(QuerySet):
    def given_by(self, user):
        """One's own answers; nobody else opens those of one person."""
        return self.filter(by=user.pk)

    def about(self, round_, conference, who):
        return self.filter(round=round_, conference=conference, who=who)
