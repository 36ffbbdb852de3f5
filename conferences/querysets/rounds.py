import datetime

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.facts import OUTER, once
from accounts.models import Advisory, Guardianship, Invitation, School, Student
from accounts.prepared import prepared
from accounts.secrets import digest
from conferences.querysets.readiness import counted

A_DAY = datetime.timedelta(days=1)
# The states of `Round`, which knows them by the same names.
HIDDEN = ("draft", "co_design")
BOOKED_IN = ("scheduled", "preparing", "open")
RUNNING = ("published", "preferences", *BOOKED_IN)


def missing_students(round_):
    """Students of the round's grades who have no conference in it, and are not left out of it."""
    grades = (round_.grade_low, round_.grade_high)
    students = Student.objects.current().filter(school=round_.school_id, grade__range=grades)
    left_out = apps.get_model("conferences", "LeftOut").objects.of(round_).standing()
    return students.exclude(conferences__round=round_).exclude(pk__in=left_out.values("student"))


def students_of(round_):
    """Whoever takes part in it, or will once it is published."""
    conferences = apps.get_model("conferences", "Conference").objects.filter(round=round_)
    missing = missing_students(round_)
    here = Q(pk__in=conferences.values("student")) | Q(pk__in=missing.values("pk"))
    return Student.objects.current().filter(here, school=round_.school_id)


def guardianships_of(round_):
    """The adults, today, who may be at the conference of a student in this round."""
    conferences = apps.get_model("conferences", "Conference").objects.filter(round=round_)
    students = Student.objects.current().filter(pk__in=conferences.values("student"))
    return Guardianship.objects.current().attending().filter(student__in=students)


def uninvited(guardianships):
    """Whoever holds no invitation that is open or on its way."""
    return guardianships.exclude(pk__in=invitations().values("guardianship"))


def invited(guardianships):
    return guardianships.filter(pk__in=invitations().values("guardianship"))


def how_many(guardianships):
    """All of them, and those who are invited, in one question."""
    named = Q(pk__in=invitations().values("guardianship"))
    return guardianships.aggregate(adults=Count("pk"), invited=Count("pk", filter=named))


def invitations():
    """Those that are open or on their way."""
    standing = Invitation.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    # A guest's link names no guardianship, and next to an unknown one SQL knows of nobody that she is not in.
    return standing.filter(guardianship__isnull=False)


def with_mail(guardianships):
    return guardianships.exclude(adult__email="").exclude(household__reach="letter")


def without_mail(guardianships):
    """Adults whom only a printed letter reaches, or whose household wants one."""
    return guardianships.filter(Q(adult__email="") | Q(household__reach="letter"))


def students_in(conferences):
    """How many students these are, each once, though two households have one of hers each."""
    each = conferences.filter(round=OUTER).order_by().values("round")
    students = each.annotate(n=Count("student", distinct=True)).values("n")
    return Coalesce(Subquery(students, output_field=IntegerField()), 0)


@once
def conference_counts():
    conferences = apps.get_model("conferences", "Conference").objects
    here = conferences.filter(Q(student__left_at=None) | Q(state="held"))
    return {
        "student_count": students_in(here),
        "held_count": students_in(here.held()),
        "conference_count": counted(conferences.all(), by="round"),
        "booked_count": counted(conferences.filter(place__isnull=False), by="round"),
        "ready_count": counted(conferences.filter(state__in=["ready", "live", "held"]), by="round"),
    }


@once
def place_counts():
    places = apps.get_model("conferences", "Place").objects
    return {
        "place_count": counted(places.all(), by="session"),
        "taken_count": counted(places.filter(conference__isnull=False), by="session"),
    }


class RoundQuerySet(QuerySet):
    def booking(self):
        """Those whose times families choose now (`Round.takes_bookings`)."""
        return self.filter(Q(state__in=BOOKED_IN) | Q(state="published", asks_first=False))

    def screened(self):
        """Those whose link for the screens in the hall still opens them."""
        return self.filter(~Q(screen_digest=""), screen_until__gt=timezone.now())

    def opened_with(self, *, token):
        """By a screen in the hall, where nobody is signed in."""
        return self.screened().filter(screen_digest=digest("screen", token))

    def coordinated_by(self, user):
        """The office prepares, opens and closes rounds."""
        return self.filter(school__in=School.objects.coordinated_by(user))

    def advised_by(self, user):
        """The rounds that an advisor's students have a conference in, while it is to come."""
        conferences = apps.get_model("conferences", "Conference").objects.advised_by(user)
        return self.filter(pk__in=conferences.values("round"), state__in=RUNNING)

    def with_sessions(self):
        """With the days that can be copied: those that were not called off."""
        kept = apps.get_model("conferences", "Session").objects.filter(called_off_at=None)
        days = Prefetch("sessions", kept.order_by("starts_at", "room", "pk"), to_attr="sessions_kept")
        return self.prefetch_related(days)

    def to_open(self):
        """Those whose first day may have come: nobody needs to press a button for it."""
        ready = Q(state__in=["scheduled", "preparing"]) | Q(state="published", asks_first=False)
        sessions = apps.get_model("conferences", "Session").objects.filter(
            called_off_at=None, for_make_ups=False, starts_at__lt=timezone.now() + A_DAY
        )
        return self.filter(ready, pk__in=sessions.values("round"))

    def surveyed_by(self, user):
        """The adults whose students held theirs say how the round was."""
        students = Student.objects.advised_by(user)
        conferences = apps.get_model("conferences", "Conference").objects.filter(student__in=students)
        return self.filter(pk__in=conferences.held().values("round")).exclude(state__in=HIDDEN)

    def at(self, school):
        return self.filter(school=school)

    def reached_by(self, user):
        """Who looks after the families: the office, and each advisor for those of her own students."""
        advised = apps.get_model("conferences", "Conference").objects.advised_by(user)
        coordinated = self.model.objects.coordinated_by(user)
        return self.filter(Q(pk__in=coordinated.values("pk")) | Q(pk__in=advised.values("round")))

    def with_school(self):
        return self.select_related("school")

    def with_included(self):
        """How many students take part, or will once it is published; and who is left out, with why."""
        conferences = apps.get_model("conferences", "Conference").objects
        left_out = apps.get_model("conferences", "LeftOut").objects.standing().of(OuterRef("pk"))
        aside = apps.get_model("conferences", "LeftOut").objects.standing().of(OuterRef(OuterRef("pk")))
        here = conferences.filter(student=OuterRef("pk"), round=OuterRef(OuterRef("pk")))
        of_grade = Q(grade__gte=OuterRef("grade_low"), grade__lte=OuterRef("grade_high"))
        students = Student.objects.current().filter(
            Exists(here) | of_grade & ~Exists(aside.filter(student=OuterRef("pk"))), school=OuterRef("school")
        )
        included = students.order_by().values("school").annotate(n=Count("pk")).values("n")
        return self.annotate(
            included=Coalesce(Subquery(included, output_field=IntegerField()), 0),
            left_out_rows=ArraySubquery(left_out.for_page()),
        )

    def with_counts(self):
        """How many conferences there are, have a time, and are ready."""
        return self.annotate(**conference_counts())


class SessionQuerySet(QuerySet):
    def at(self, school):
        return self.filter(round__school=school)

    def coordinated_by(self, user):
        return self.filter(round__in=apps.get_model("conferences", "Round").objects.coordinated_by(user))

    def with_counts(self):
        """How many places each session has, and how many are taken."""
        return self.annotate(**place_counts())

    def to_lay(self):
        """With all that says which places each has, and one round for all of them (`lay_rooms`)."""
        return self.prefetch_related("round", "breaks", "advisories").order_by("pk")

    def covered_by(self, user):
        """Where this colleague stands in just now for an advisor who is away."""
        absences = apps.get_model("conferences", "Absence").objects.covered_by(user)
        away = absences.filter(round=OuterRef("round")).within(OuterRef("starts_at"), OuterRef("ends_at"))
        meeting = self.model.advisories.through.objects.filter(session=OuterRef("pk"))
        hers = away.filter(
            advisor__advisories__sessions=OuterRef("pk"), advisor__advisories__ended_at__isnull=True
        )
        return self.filter(Exists(hers) | ~Exists(meeting) & Exists(away))

    def watched_by(self, user):
        """The room board: the advisors whose students meet there, who stands in for one, and the office."""
        advisories = Advisory.objects.advised_by(user)
        whole_round = Q(advisories=None, round__school__in=advisories.values("school"))
        return self.filter(
            Q(round__school__in=School.objects.coordinated_by(user))
            | Q(pk__in=self.model.objects.covered_by(user).values("pk"))
            | Q(pk__in=self.model.objects.filter(whole_round | Q(advisories__in=advisories)).values("pk"))
        ).exclude(round__state__in=HIDDEN)

    def with_students_of(self, user):
        """Of rounds in which one of her students has a conference, or where she stands in."""
        conferences = apps.get_model("conferences", "Conference").objects.advised_by(user)
        covered = self.model.objects.covered_by(user)
        return self.filter(
            Q(round__in=conferences.order_by().values("round")) | Q(pk__in=covered.values("pk"))
        )

    @prepared
    def board_watched_by(self, user):
        """As `watched_by`, `with_room`."""
        return self.watched_by(user).with_room()

    def days_of(self, round_):
        """The days of a round on the school's calendar, in order."""
        return [moment.date() for moment in self.filter(round=round_).datetimes("starts_at", "day")]

    def shown_on(self, round_):
        """What the screens of a round's hall name: the rooms of its school, whatever round they are of."""
        return self.filter(round__school=round_.school_id)

    def with_room(self):
        return self.select_related("round")

    def to_come(self):
        """Today's and later ones, the next first."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "room")

    def fitting(self, conference):
        """Sessions of this conference's round that its advisory meets in; some are for make-ups alone."""
        make_ups = apps.get_model("conferences", "MakeUp").objects.filter(conference=conference.pk)
        return self.filter(
            Q(for_make_ups=False) | Exists(make_ups),
            Q(pk__in=self.model.objects.filter(advisories=conference.student.advisory_id).values("pk"))
            | Q(advisories=None),
            round=conference.round_id,
            called_off_at=None,
        )

    def boarding(self, conference):
        """The room boards that show it: that of its place; without one to come, all those it may meet in."""
        held = apps.get_model("conferences", "Place").objects.filter(conference=conference.pk)
        to_come = held.filter(session__ends_at__gte=timezone.now())
        fitting = self.model.objects.fitting(conference)
        return self.filter(
            Q(pk__in=held.values("session")) | Q(~Exists(to_come), pk__in=fitting.values("pk"))
        )


class PlaceQuerySet(QuerySet):
    def interpreted_by(self, interpreter):
        """Her own list: what she interprets from today on, on the school's clock."""
        from conferences.querysets.day import interpreted_by

        return interpreted_by(self, interpreter)

    def free(self):
        """Nobody has it or just chooses it, and no longer conference at its table reaches into it."""
        reaching = self.model.objects.filter(
            session=OuterRef("session"),
            table=OuterRef("table"),
            conference__isnull=False,
            starts_at__lt=OuterRef("ends_at"),
            ends_at__gt=OuterRef("starts_at"),
        )
        return self.filter(~Exists(reaching), Q(held_until=None) | Q(held_until__lte=timezone.now())).filter(
            conference=None, starts_at__gt=timezone.now()
        )

    def overlapping(self, starts_at, ends_at):
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def fitting(self, conference):
        """Places of this conference's round, in sessions that its advisory meets in."""
        sessions = apps.get_model("conferences", "Session").objects.fitting(conference)
        return self.filter(session__in=sessions.values("pk"))

    def one_a_time(self):
        """A family chooses a time, not a table: one place for each time."""
        return self.order_by("starts_at", "session", "table").distinct("starts_at")

    def advised_by(self, user):
        """Where and when she is with her own students."""
        conferences = apps.get_model("conferences", "Conference").objects.advised_by(user)
        return self.filter(conference__in=conferences)

    def on_lists(self, round_, day=None):
        """Those taken in a round, on one day of the school's or all, in order, with whoever is there."""
        from conferences.querysets.day import unnamed

        taken = self.filter(session__round=round_, conference__isnull=False).annotate(is_unnamed=unnamed())
        if day:
            taken = taken.filter(starts_at__date=day)
        return (
            taken.select_related("session", "interpreter", "conference__student__user", "conference__round")
            .prefetch_related("conference__student__advisory__advisors")
            .order_by("starts_at", "session__room", "table")
        )
