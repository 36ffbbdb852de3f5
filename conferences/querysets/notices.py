import datetime

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Guardianship, Guest, School
from accounts.secrets import digest


def on_letters():
    """Exists: the household in which this adult is with this child has its letters on paper."""
    homes = Guardianship.objects.filter(
        adult=OuterRef("adult"), student=OuterRef("conference__student"), household__reach="letter"
    )
    return Exists(homes)


class NoticeQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office sees to those whom no mail reaches."""
        return self.filter(school__in=School.objects.coordinated_by(user))

    def of_round(self, round_):
        return self.filter(conference__round=round_)

    def owed(self):
        """Not told yet, and not overtaken by a later one."""
        return self.filter(told_at=None, dropped_at=None)

    def due(self):
        return self.owed().filter(due_at__lte=timezone.now())

    def by_mail(self):
        """Of adults whom a mail reaches."""
        return self.filter(~on_letters(), adult__is_active=True).exclude(adult__email="")

    def on_paper(self):
        """Of adults without an address, or whose household has its letters on paper."""
        return self.filter(on_letters() | Q(adult__email=""))

    def of_readers(self):
        """Of adults who may be there today, as `conferences.readers`; nobody tells the others."""
        from conferences.querysets.day import attending

        held = attending("conference__").filter(adult=OuterRef("adult"))
        guests = Guest.objects.current().at_conferences()
        asked = guests.filter(user=OuterRef("adult"), visit__conference=OuterRef("conference"))
        return self.filter(Exists(held) | Exists(asked) | Q(adult=F("conference__student__user")))

    def by_family(self):
        """What waits for paper, or for somebody who says it: household by household."""
        owed = self.owed().on_paper().of_readers()
        return owed.select_related("adult", "conference__round", "conference__student__user").order_by(
            "adult__last_name", "adult__first_name", "adult", "pk"
        )

    def told(self):
        return self.filter(told_at__isnull=False)

    def of_times(self):
        """Those after which an adult knows another time than before."""
        return self.filter(kind__in=self.model.OF_TIMES)

    def adults_due(self, school):
        """The keys of the adults to whom something is due by mail, whoever waits longest first."""
        due = self.due().by_mail().filter(school=school).order_by("adult")
        return due.values_list("adult", flat=True).annotate(first=Min("due_at")).order_by("first", "adult")

    def schools_overdue(self):
        """The keys of the schools where a letter waits for so long that its job must have been lost."""
        since = timezone.now() - datetime.timedelta(minutes=2)
        overdue = self.owed().by_mail().filter(due_at__lt=since)
        return overdue.order_by("school").values_list("school", flat=True).distinct()

    def with_reader(self):
        """With all that a letter says, in one query."""
        return self.select_related(
            "adult",
            "conference__round",
            "conference__school",
            "conference__household",
            "conference__student__user",
            "conference__place__session",
        )


class CalendarFeedQuerySet(QuerySet):
    def open(self):
        """Those that still answer: not taken back, and of a person who may still come in."""
        return self.filter(revoked_at=None, user__is_active=True)

    def held_by(self, user):
        return self.open().filter(user=user.pk)

    def opened_with(self, token):
        """The one with this secret in its address."""
        return self.open().filter(digest=digest("calendar", token)).select_related("user__school")
