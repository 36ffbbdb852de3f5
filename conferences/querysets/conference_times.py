"""A conference and its time: needs, wishes for another, whom to remind, what a calendar is told."""

import datetime

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Cast, Coalesce, JSONObject, Now

from accounts.models import Advisory, Student
from conferences.querysets.conference_permissions import ConferencePermissions
from conferences.querysets.rounds import RUNNING
from goals.querysets.commitments import MORNING, REMINDED_WITHIN, school_day

REMINDED_FROM = datetime.timedelta(days=8)  # before a conference
TWO_DAYS = datetime.timedelta(days=2)  # after a family heard of its time nobody reminds it of that week
TWO_MONTHS = datetime.timedelta(days=60)
HALF_A_DAY = datetime.timedelta(hours=12)
TO_COME = ("not_started", "building", "ready")


def told_of_time(kind):
    """Exists: a notice of this kind about the time that it has now, told or overtaken."""
    notices = apps.get_model("conferences", "Notice").objects
    return Exists(
        notices.filter(conference=OuterRef("pk"), kind=kind, starts_at=OuterRef("place__starts_at"))
    )


def needs():
    """How long it is, how many at once its advisors have an eye on, how many they are, if it was missed."""
    lengths = apps.get_model("conferences", "Length").objects.filter(
        round=OuterRef("round"),
        grade_low__lte=OuterRef("student__grade"),
        grade_high__gte=OuterRef("student__grade"),
    )
    loads = apps.get_model("conferences", "Load").objects.filter(
        round=OuterRef("round"), advisory=OuterRef("student__advisory")
    )
    advisors = Advisory.advisors.through.objects.filter(advisory=OuterRef("student__advisory"))
    make_ups = apps.get_model("conferences", "MakeUp").objects.filter(conference=OuterRef("pk"))
    return {
        "base_minutes": Coalesce(Subquery(lengths.values("minutes")[:1]), F("round__minutes")),
        "at_once": Coalesce(Subquery(loads.values("at_once")[:1]), F("round__at_once")),
        "advisor_count": Func(
            ArraySubquery(advisors.values("pk")), function="CARDINALITY", output_field=IntegerField()
        ),
        "makes_up": Exists(make_ups),
    }


def named(who, words):
    """Each of these words begins or is within a first or last name."""
    found = Q()
    for word in words.split():
        found &= Q(**{f"{who}__first_name__icontains": word}) | Q(**{f"{who}__last_name__icontains": word})
    return found


def open_wish(user):
    """The wish for another time that is open, as it stands: state, the offered time, until when."""
    wishes = apps.get_model("conferences", "TimeWish").objects.open().seen_by(user)
    wishes = wishes.filter(conference=OuterRef("pk"))
    return Subquery(
        wishes.values(
            json=JSONObject(
                pk="pk",
                state="state",
                line="line",
                starts_at="offered__starts_at",
                until="offered_until",
                place="offered",
            )
        )[:1]
    )


class ConferenceTimes(ConferencePermissions):
    def siblings_of(self, conference):
        """Those of other children, and still to come, in the same round."""
        others = self.filter(round=conference.round_id, state__in=TO_COME)
        return others.exclude(student=conference.student_id).order_by("student__grade", "pk")

    def for_times(self, round_, name=""):
        """Of this round, still to come, by advisory: those without a time, or who is looked for."""
        rows = self.filter(round=round_, state__in=TO_COME).with_time()
        rows = rows.filter(named("student__user", name)) if name else rows.filter(place=None)
        names = ("student__user__last_name", "student__user__first_name", "pk")
        return rows.select_related("student__user", "student__advisory").order_by(
            "student__advisory__name", "student__advisory", *names
        )

    def with_needs(self):
        """What a place for it depends on (conferences/openings.py)."""
        return self.select_related("school", "student__user").with_time().annotate(**needs())

    def with_times_for(self, user):
        """As its page of times shows it: needs, wish, and whether this reader decides for the family."""
        family = self.model.objects.booked_by(user).filter(pk=OuterRef("pk"))
        offers = apps.get_model("conferences", "TimeWish").objects.filter(conference=OuterRef("pk"))
        return self.with_needs().annotate(
            wish=open_wish(user),
            # Whichever home of hers asked for it: another one does not read of it, and takes it from nobody.
            offered_place=Subquery(offers.filter(state="offered").values("offered")[:1]),
            is_family=Exists(family),
        )

    def to_remind(self):
        """The day by which they decide has come, on the school's calendar, and nobody was told of it yet."""
        day = school_day(since=MORNING)
        return self.held().filter(
            decide_reminded_at=None,
            decide_by__lte=day,
            decide_by__gt=Cast(day - REMINDED_WITHIN, DateField()),
            student__left_at=None,
        )

    def unreminded(self):
        """To come within a week, with a time of which not everything was said yet."""
        week = Q(place__starts_at__gt=Now(), place__starts_at__lte=Now() + REMINDED_FROM)
        told = told_of_time("reminder") & told_of_time("tomorrow")
        return self.filter(week & ~told, round__state__in=RUNNING, state__in=TO_COME)

    def reminded_with(self, kind, now):
        """Of those, the ones to be reminded now: tomorrow's, or later ones; not who was told just before."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        first, last, lately = (1, 2, HALF_A_DAY) if kind == "tomorrow" else (2, 8, TWO_DAYS)
        window = (midnight + datetime.timedelta(days=first), midnight + datetime.timedelta(days=last))
        notices = apps.get_model("conferences", "Notice").objects.filter(conference=OuterRef("pk")).of_times()
        return self.filter(
            ~told_of_time(kind),
            ~Exists(notices.filter(dropped_at=None, made_at__gt=Now() - lately)),
            place__starts_at__gte=window[0],
            place__starts_at__lt=window[1],
        )

    def with_entry(self, user):
        """With the key of the entry in this reader's calendar.

        When two households have a conference each, their adults keep the entry that they had: it moves or
        leaves instead of standing beside the new one. Who reads of both has one of each.
        """
        of_family = self.model.everything.joined_by(user)
        of_family = of_family.exclude(student__in=Student.objects.advised_by(user))
        together = self.model.everything.filter(
            student=OuterRef("student"), round=OuterRef("round"), household=None
        )
        own = When(
            Q(household__isnull=False, pk__in=of_family.values("pk")),
            then=Subquery(together.values("pk")[:1]),
        )
        return self.annotate(entry=Coalesce(Case(own), F("pk")))

    def in_calendar(self):
        """Those with a time, of the last two months and to come, with all that a calendar is told."""
        since = Now() - TWO_MONTHS
        return (
            self.placed().filter(place__starts_at__gt=since).with_stage().order_by("place__starts_at", "pk")
        )

    def to_come_with_time(self):
        """By time, with all that a letter says."""
        found = self.placed().filter(state__in=TO_COME, place__starts_at__gt=Now()).with_stage()
        return found.order_by("place__starts_at", "pk")
