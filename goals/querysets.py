from django.apps import apps
from django.db.models import F, Q, QuerySet

from accounts.models import Student


class GoalQuerySet(QuerySet):
    def visible_to(self, user):
        """The student; her advisor, who reviews progress and support; her family when she shared it."""
        return self.filter(
            Q(student__in=Student.objects.is_user(user))
            | Q(student__in=Student.objects.advised_by(user))
            | Q(student__in=Student.objects.followed_by(user), shared_with_family=True)
        )

    def editable_by(self, user):
        """A goal is its student's own, always."""
        return self.filter(student__in=Student.objects.is_user(user))

    def reviewed_by(self, user):
        """The advisor of its student answers."""
        return self.filter(student__in=Student.objects.advised_by(user))

    def open(self):
        return self.filter(ended_at=None)

    def with_news(self):
        """New or checked in since its advisor last answered."""
        return self.filter(Q(reviewed_at=None) | Q(news_at__gt=F("reviewed_at")))


class CheckInQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(goal__in=apps.get_model("goals", "Goal").objects.visible_to(user))


class CommitmentQuerySet(QuerySet):
    def visible_to(self, user):
        """The three who agreed: student, family, advisor."""
        return self.filter(
            Q(student__in=Student.objects.is_user(user))
            | Q(student__in=Student.objects.advised_by(user))
            | Q(student__in=Student.objects.followed_by(user))
        )

    def checked_by(self, user):
        """The student checks in on all of them; each adult on her own party's."""
        return self.filter(
            Q(student__in=Student.objects.is_user(user))
            | Q(student__in=Student.objects.advised_by(user), party="teacher")
            | Q(student__in=Student.objects.followed_by(user), party="family")
        )

    def open(self):
        return self.filter(state="open")
