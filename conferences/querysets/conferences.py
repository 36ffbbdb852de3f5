"""A conference with what its pages show: stage, family page, room board, home."""

import datetime

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Now

from accounts.facts import OUTER, once
from accounts.models import Guardianship, Student
from accounts.prepared import prepared
from accounts.querysets import may_be_shown, newest_answer
from conferences.querysets.agendas import shown_at_conference
from conferences.querysets.conference_times import ConferenceTimes, open_wish
from conferences.querysets.files import drawn_plan
from conferences.querysets.households import home_names, several_homes
from conferences.querysets.milestones import calendar_for
from conferences.querysets.practice import practice_facts
from conferences.querysets.preferences import answered_by, interpreted_for
from conferences.querysets.readiness import advisors, coming, counted, plan_facts
from conferences.querysets.rounds import RUNNING

AN_HOUR = datetime.timedelta(hours=1)  # after which a room is empty, however long the last one talked
A_DAY = datetime.timedelta(days=1)  # after which a time that was missed counts no more


@once
def called():
    """That somebody asks for the advisor just now, and when she was last at the table."""
    signals = apps.get_model("conferences", "Signal").objects.filter(conference=OUTER)
    visits = signals.filter(visited_at__isnull=False).order_by("-visited_at")
    return {
        "calls": Exists(signals.filter(visited_at=None)),
        "visited_at": Subquery(visits.values("visited_at")[:1]),
    }


@once
def missed():
    """That it did not happen at its time, and nobody has seen to it yet."""
    make_ups = apps.get_model("conferences", "MakeUp").objects.filter(conference=OUTER)
    return {"is_missed": Exists(make_ups.open())}


@once
def at_the_table():
    """What the room wants to know besides the cards: who listens from afar, who stands in, who asks."""
    minutes = apps.get_model("conferences", "PrivateMinute").objects
    ways = apps.get_model("conferences", "OtherWay").objects
    people = apps.get_model("conferences", "Participant").objects.welcome()
    return {
        "minutes_asked": counted(minutes.open(), by="conference"),
        "by_video": counted(people.filter(coming="video"), by="conference"),
        "stands_in": Exists(people.filter(conference=OUTER, stands_in=True)),
        "here": ArraySubquery(
            people.filter(conference=OUTER, arrived_at__isnull=False).order_by("pk").values("name")
        ),
        "asks_other_way": Exists(ways.filter(conference=OUTER).open()),
    }


class ConferenceQuerySet(ConferenceTimes):
    def for_the_desk(self):
        """With what the welcome desk says of each (querysets/day.py)."""
        from conferences.querysets.day import for_the_desk

        return for_the_desk(self)

    def with_follower(self, user):
        """Whether this reader is of her family."""
        held = Guardianship.objects.held_by(user).filter(student=OuterRef("student"))
        return self.annotate(is_followed=Exists(held))

    def with_yes_to_recordings(self):
        """Whether a film, or a sound, of the child may be made: only where the newest answer is yes."""
        student = OuterRef("student")
        return self.annotate(
            film_allowed=may_be_shown(student, "video"), voice_allowed=may_be_shown(student, "voice")
        )

    def with_calls(self):
        """Whether somebody asks for the advisor just now, and when she was last at the table."""
        return self.annotate(**called())

    def with_matters(self):
        """Whether it was missed, and whether somebody asks for another way of holding it."""
        return self.annotate(**missed(), **at_the_table())

    def missed(self):
        """Its time has passed, or the days are over and it never had one, and nothing has begun.

        Once for each time: what somebody has seen to is not missed again.
        """
        make_ups = apps.get_model("conferences", "MakeUp").objects.filter(conference=OuterRef("pk"))
        told = make_ups.filter(Q(settled_at=None) | Q(missed_at=OuterRef("place__starts_at")))
        passed = Q(place__session__ends_at__lt=Now()) & ~Exists(told)
        without = Q(place=None, round__state="follow_up") & ~Exists(make_ups)
        students = Student.objects.current()
        return self.filter(
            passed | without,
            state__in=["not_started", "building", "ready"],
            round__state__in=[*RUNNING, "follow_up"],
            student__in=students,
        )

    def with_stamp(self, circle="family"):
        """The pictures on it that this circle may be shown now: they may change without a click of hers."""
        return self.annotate(shown=shown_at_conference(circle))

    def with_page_for(self, user):
        """Who, when and where, whether this adult may be there and decide, and what was said on photos."""
        # `followed_by` has found that it is in force, and there is one for each adult and child.
        guardianship = Guardianship.objects.filter(adult=user.pk, student=OuterRef("student"))
        minutes = apps.get_model("conferences", "PrivateMinute").objects.filter(conference=OuterRef("pk"))
        others = self.model.objects.followed_by(user).filter(student=OuterRef("student"))
        others = others.exclude(pk=OuterRef("pk"))
        asking = self.model.objects.wished_by(user).filter(
            student=OuterRef("student"), round__state="preferences"
        )
        return (
            self.with_stage()
            .with_stamp()
            .annotate(
                can_decide=Exists(guardianship.deciding()),
                can_attend=Subquery(guardianship.values("may_attend")),
                photo_answer=newest_answer(OuterRef("student"), "photo"),
                asked_minute=Exists(minutes.open().asked_by(user)),
                has_answered=answered_by(user),
                is_interpreted=interpreted_for(user),
                asks_next=Subquery(asking.exclude(pk=OuterRef("pk")).values("pk")[:1]),
                last_record=Subquery(others.held().order_by("-started_at").values("pk")[:1]),
                wish=open_wish(user),
                calendar=calendar_for("family"),
                **missed(),
            )
        )

    @prepared
    def poll_joined_by(self, user):
        """As `joined_by`, with nothing but what tells whether there is news."""
        return self.joined_by(user).with_stamp().only("revision")

    @prepared
    def poll_led_by(self, user):
        """As `led_by`, with nothing but where it stands."""
        return self.led_by(user).only("revision", "state", "card", "card_shown_at", "started_at")

    @prepared
    def poll_visited_by(self, user):
        return self.visited_by(user).with_stamp("guests").only("revision")

    @prepared
    def page_followed_by(self, user):
        """As `followed_by`, with all that a family's page says about the conference itself."""
        return self.followed_by(user).with_page_for(user)

    def with_advisor(self, user):
        """Whether this adult of the room is the one who may begin and close it, and whether she is hers."""
        students = Student.objects.advised_by(user)
        return self.annotate(
            can_host=Exists(self.model.objects.sat_by(user).filter(pk=OuterRef("pk"))),
            is_advised=Exists(students.filter(pk=OuterRef("student"))),
        )

    def walking_in(self, session):
        """Conferences whose advisory meets in this session, without a place or with one that is long over."""
        advisories = session.advisories.values("pk")
        elsewhere = Q(place__session__ends_at__lt=Now() - AN_HOUR) & ~Q(place__session=session)
        return self.filter(
            Q(student__advisory__in=advisories) | ~Exists(advisories),
            Q(place=None) | elsewhere,
            round=session.round_id,
        )

    def with_sitting(self, user):
        """Whether this adult has to do with it for one evening only."""
        seen_to = self.model.objects.seen_to_by(user).filter(pk=OuterRef("pk"))
        return self.annotate(only_stands_in=~Exists(seen_to))

    def not_seated(self, session, advisor):
        """The students of whoever may begin it who might walk in: they have no time yet."""
        hers = self.model.objects.sat_by(advisor)
        waiting = self.walking_in(session).filter(pk__in=hers.values("pk"))
        waiting = waiting.exclude(state__in=["live", "held"])
        return waiting.select_related("student__user").order_by("student__user__first_name", "pk")

    def on_board(self, session):
        """The tiles of one room: running conferences first, then those to come, then those held.

        Walk-ins without a place are on the board of every session that their advisory meets in.
        """
        walk_ins = Q(pk__in=self.model.objects.walking_in(session).filter(state="live").values("pk"))
        comers = apps.get_model("conferences", "Participant").objects.welcome().exclude(coming="no")
        households = Guardianship.objects.current().filter(household__needs_interpreter=True)
        parts = apps.get_model("conferences", "Card").objects.kept().only("conference", "state", "position")
        return (
            self.filter(Q(place__session=session) | walk_ins)
            .select_related("student__user", "place", "card")
            .with_calls()
            .with_matters()
            .annotate(
                interpreter=Exists(comers.filter(conference=OuterRef("pk"), interpreter=True))
                | Exists(households.filter(student=OuterRef("student"))),
                rank=Case(
                    When(state="live", then=Value(0)),
                    When(state="held", then=Value(2)),
                    default=Value(1),
                    output_field=IntegerField(),
                ),
                # What runs stays where its table is: a tile that jumps is looked for.
                row=Case(When(state="live", then=F("place__table")), output_field=IntegerField()),
            )
            .prefetch_related(Prefetch("cards", parts, to_attr="parts"))
            .order_by("rank", "row", "place__starts_at", "place__table", "pk")
        )

    def with_calendar_for(self, reader):
        """With the days of its round that a student, or an advisor, is told of."""
        return self.annotate(calendar=calendar_for(reader))

    def with_plan(self):
        """How much is planned, whether it shows a piece of work, and whether it was practiced."""
        return self.annotate(**plan_facts(), **practice_facts())

    def with_practice(self):
        """Whether it was practiced, what runs, and the change that waits."""
        return self.annotate(**practice_facts())

    def with_people(self):
        """The names of who comes, and of her advisors."""
        return self.annotate(coming=coming(), advisors=advisors())

    def next_first(self):
        """The one that runs, then the next that has a time, then the newest of a round whose times are out,
        then the newest to come, then the newest held.

        A round that is published while the one before it is still going on takes nobody's evening away.
        """
        soonest = Case(When(place__starts_at__gt=Now() - A_DAY, then=F("place__starts_at")))
        turn = Case(
            When(state="live", then=Value(0)),
            When(state__in=["held", "not_held"], then=Value(4)),
            When(place__starts_at__gt=Now() - A_DAY, then=Value(1)),
            When(round__state__in=["scheduled", "preparing", "open"], then=Value(2)),
            default=Value(3),
        )
        return self.order_by(turn, soonest, "-made_at", "-pk")

    def with_home(self):
        """Where she has one for each household: the names of those whom it is for."""
        return self.annotate(home_names=home_names())

    def with_several_homes(self):
        """Whether two households may come, together or apart."""
        return self.annotate(several_homes=several_homes())

    def with_drawn_plan(self):
        """With the whole plan as she drew it, for her and her advisor."""
        return self.annotate(plan_row=drawn_plan())

    def last_of(self, conference):
        """The one before this of the same student that was held, to start from."""
        before = self.filter(student=conference.student_id, state="held").exclude(round=conference.round_id)
        return before.select_related("round").order_by("-started_at", "-pk")[:1]

    def of_current_rounds(self):
        return self.filter(round__state__in=[*RUNNING, "follow_up"])

    def by_first_name(self):
        return self.order_by("student__user__first_name", "student__user__last_name", "pk")
