"""Wishes for another time: who asks, who may see it, and whose turn it is."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Guardianship, School, Student

OPEN = ("waiting", "offered")


class TimeWishQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office sees who waits for another time, and helps."""
        return self.filter(school__in=School.objects.coordinated_by(user))

    def of_round(self, round_):
        return self.filter(conference__round=round_)

    def open(self):
        return self.filter(state__in=OPEN)

    def waiting(self):
        return self.filter(state="waiting")

    def lapsed(self):
        """Offered, and nobody took it in time: it is the next one's turn."""
        return self.filter(state="offered", offered_until__lte=timezone.now())

    def passed(self):
        """Whose conference has begun, for which no wished time is to come, or who may not choose any more."""
        to_come = apps.get_model("conferences", "WishedTime").objects.filter(starts_at__gt=timezone.now())
        own = Guardianship.objects.filter(adult=OuterRef("by"), student=OuterRef("conference__student"))
        return self.open().filter(
            Q(conference__state__in=["live", "held", "not_held"])
            | Q(conference__student__left_at__isnull=False)
            | (Q(state="waiting") & ~Q(pk__in=to_come.values("wish")))
            | (Q(Exists(own)) & ~Q(Exists(own.current().deciding().attending())))
        )

    def rounds_waiting(self):
        """The keys of the rounds in which somebody waits, or an offer has lapsed."""
        return (
            self.open().order_by("conference__round").values_list("conference__round", flat=True).distinct()
        )

    def first_come(self):
        """Who asked first is first."""
        return self.order_by("at", "pk")

    def with_times(self):
        """As `wished`, the times that would do and are to come, in order."""
        times = apps.get_model("conferences", "WishedTime").objects.filter(
            wish=OuterRef("pk"), starts_at__gt=timezone.now()
        )
        return self.annotate(wished=ArraySubquery(times.order_by("starts_at").values("starts_at")))

    def for_list(self):
        """With whose they are, what they have now, and what would do."""
        return (
            self.with_times()
            .select_related("conference__student__user", "conference__student__advisory")
            .select_related("conference__place", "conference__round", "offered")
            .first_come()
        )

    def seen_by(self, user):
        """Those of her own home; an advisor and the office, who help, see all of theirs."""
        students = Student.objects
        return self.filter(
            Q(by=user.pk)
            | Q(by__in=together_with(user))
            | Q(conference__student__in=students.advised_by(user))
            | Q(school__in=School.objects.coordinated_by(user))
        )

    def changes_of(self, user, round_):
        """The changes that her household has made in this round, for all its children together.

        Each change is a wish that was met: at once, by another family, or after waiting.
        """
        own = Q(by=user.pk) | Q(by__in=together_with(user))
        return self.filter(own, state="met", conference__round=round_)


def together_with(user):
    """Who lives with her: the adults, today, of her households."""
    current = Guardianship.objects.current()
    homes = current.filter(adult=user.pk, household__isnull=False).values("household")
    return current.filter(household__in=homes).values("adult")
