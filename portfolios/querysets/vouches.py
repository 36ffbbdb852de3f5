from django.apps import apps
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from accounts.models import Student
from accounts.querysets.families import barred
from accounts.secrets import digest


def pieces():
    return apps.get_model("portfolios", "Evidence").objects


class VouchQuerySet(QuerySet):
    def judged_by(self, user):
        """Her advisor, about pieces that she is shown: before a stranger gets a link to a child’s work."""
        return self.filter(ended_at=None, evidence__in=pieces().placeable_by(user))

    def shown_to(self, user):
        """On a piece that she sees: all read the answers, the student and her advisor what is asked.

        The words of an adult whom the school keeps away from the child are gone, as her comments are.
        """
        kept_away = Q(answered_at__isnull=False) & Q(barred("evidence__student"))
        return self.filter(~kept_away, ended_at=None).filter(
            Q(answered_at__isnull=False)
            | Q(evidence__student__in=Student.objects.is_user(user))
            | Q(evidence__student__in=Student.objects.advised_by(user))
        )

    def ended_by(self, user):
        """The student takes it back at any moment; her advisor may stop it, too."""
        mine = Q(evidence__in=pieces().editable_by(user)) | Q(evidence__in=pieces().placeable_by(user))
        return self.filter(mine, ended_at=None)

    def waiting(self):
        """For her advisor's word."""
        return self.filter(agreed_at=None, declined_at=None, ended_at=None)

    def standing(self):
        """The advisor agreed, nobody took it back, and the piece is still there for this adult to see."""
        return self.filter(
            ~barred("evidence__student"),
            agreed_at__isnull=False,
            ended_at=None,
            evidence__archived_at=None,
            evidence__student__left_at=None,
        )

    def owed(self):
        """Waiting for the job that mails the link."""
        return self.standing().filter(sent_at=None).exclude(email="")

    def open(self):
        """With a link that still opens."""
        return self.standing().filter(sent_at__isnull=False, expires_at__gt=Now())

    def opened_with(self, *, token):
        return self.open().filter(token_digest=digest("vouch", token))

    def printed_by(self, user):
        """A link on paper, once the advisor has agreed: hers and the student's to hand over."""
        mine = Q(evidence__in=pieces().editable_by(user)) | Q(evidence__in=pieces().placeable_by(user))
        return self.standing().filter(mine, answered_at=None)

    def barred(self):
        """Whose name or address is that of an adult whom the school keeps away from the child."""
        return self.filter(barred("evidence__student"))

    def of(self, evidence):
        return self.filter(evidence=evidence)

    def at(self, school):
        return self.filter(school=school)

    def with_piece(self):
        return self.select_related("evidence__student__user", "school__logo")

    def oldest_first(self):
        return self.order_by("asked_at", "pk")
