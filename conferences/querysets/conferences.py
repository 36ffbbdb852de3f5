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
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, JSONObject, Now

from accounts.facts import OUTER, once
from accounts.models import Advisory, Guardianship, Guest, School, Student
from accounts.prepared import prepared
from accounts.querysets import may_be_shown, newest_answer
from conferences.querysets.agendas import shown_at_conference
from conferences.querysets.files import drawn_plan
from conferences.querysets.households import for_guardians, home_names, several_homes
from conferences.querysets.milestones import calendar_for
from conferences.querysets.practice import practice_facts
from conferences.querysets.preferences import answered_by
from conferences.querysets.readiness import advisors, coming, counted, plan_facts
from conferences.querysets.rounds import HIDDEN, RUNNING
from goals.querysets.commitments import MORNING, REMINDED_WITHIN, school_day

AN_HOUR = datetime.timedelta(hours=1)  # after which a room is empty, however long the last one talked
REMINDED_FROM = datetime.timedelta(days=8)  # before a conference
TWO_DAYS = datetime.timedelta(days=2)  # after a family heard of its time nobody reminds it of that week
TWO_MONTHS = datetime.timedelta(days=60)
HALF_A_DAY = datetime.timedelta(hours=12)
TO_COME = ("not_started", "building", "ready")
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


class ConferenceQuerySet(QuerySet):
    def at(self, school):
        return self.filter(school=school)

    def of(self, student):
        return self.filter(student=student)

    def of_pair(self, conference):
        """Those of the same student in the same round: one, or one for each of her households."""
        pair = self.filter(student=conference.student_id, round=conference.round_id)
        return pair.select_related("household").order_by(F("household").asc(nulls_first=True))

    def for_everybody(self, conference):
        """The one of them that is for no household alone."""
        return self.of_pair(conference).filter(household=None).with_student()

    def in_round(self, pk):
        return self.filter(round=pk).order_by("pk")

    def announced(self):
        """Until a round is published, its conferences are the office's alone."""
        return self.exclude(round__state__in=HIDDEN)

    def led_by(self, user):
        """The student hosts: plans, presents, closes."""
        return self.filter(student__in=Student.objects.is_user(user)).announced()

    def advised_by(self, user):
        """Her advisor gives structure, watches over the room and never rewrites."""
        return self.filter(student__in=Student.objects.advised_by(user)).announced()

    def followed_by(self, user):
        """Her family: the one page before, during and after."""
        return self.filter(for_guardians(Guardianship.objects.held_by(user))).announced()

    def coordinated_by(self, user):
        """The office sees to times, rooms and people."""
        return self.filter(school__in=School.objects.coordinated_by(user))

    def kept_from(self, user):
        """Those of her children that are for another household of theirs."""
        held = Guardianship.objects.held_by(user)
        hers = self.model.objects.filter(for_guardians(held))
        return self.filter(student__in=held.values("student")).exclude(pk__in=hers.values("pk"))

    def joined_by(self, user):
        """Those of her family who may be there: they see when and where, say who comes, and follow live."""
        return self.filter(for_guardians(Guardianship.objects.held_by(user).attending())).announced()

    def visited_by(self, user):
        """A guest of the student, to whom her advisor has agreed, at this one conference."""
        visits = apps.get_model("conferences", "Visit").objects
        guests = Guest.objects.held_by(user)
        return self.filter(pk__in=visits.filter(guest__in=guests).values("conference")).announced()

    def seated_by(self, user):
        """Those at the table: the student, her advisor, and the family who may be there."""
        return self.filter(
            Q(student__in=Student.objects.is_user(user))
            | Q(student__in=Student.objects.advised_by(user))
            | Q(pk__in=self.model.objects.joined_by(user).values("pk"))
        ).announced()

    def attended_by(self, user):
        """Whoever may know when and where it is."""
        return self.filter(
            Q(pk__in=self.model.objects.seated_by(user).values("pk"))
            | Q(pk__in=self.model.objects.visited_by(user).values("pk"))
        )

    def noted_by(self, user):
        """Family leave words for the student; who may not be there does so when it is over."""
        over = self.model.objects.followed_by(user).filter(state="held")
        return self.filter(
            Q(pk__in=self.model.objects.joined_by(user).values("pk")) | Q(pk__in=over.values("pk"))
        )

    def wished_by(self, user):
        """Adults who may decide for the child, and be there, say when; from 18 on the student does."""
        deciding = Guardianship.objects.held_by(user).deciding().attending()
        return self.filter(for_guardians(deciding) | Q(student__in=Student.objects.grown(user))).announced()

    def booked_by(self, user):
        """The same choose the time, as soon as the round takes bookings."""
        return self.wished_by(user).filter(round__in=apps.get_model("conferences", "Round").objects.booking())

    def timed_by(self, user):
        """Who finds a time for it: whoever may choose one, and on her behalf the advisor and the office."""
        booking = apps.get_model("conferences", "Round").objects.booking()
        return self.filter(
            Q(pk__in=self.model.objects.booked_by(user).values("pk"))
            | Q(student__in=Student.objects.advised_by(user))
            | Q(school__in=School.objects.coordinated_by(user)),
            round__in=booking,
            student__left_at=None,
        )

    def siblings_of(self, conference):
        """Those of other children, and still to come, in the same round."""
        others = self.filter(round=conference.round_id, state__in=TO_COME)
        return others.exclude(student=conference.student_id).order_by("student__grade", "pk")

    def for_times(self, round_, name=""):
        """Of this round, still to come, by name: those without a time, or whoever is looked for."""
        rows = self.filter(round=round_, state__in=TO_COME).with_time()
        rows = rows.filter(named("student__user", name)) if name else rows.filter(place=None)
        return rows.select_related("student__user", "student__advisory").order_by(
            "student__user__last_name", "student__user__first_name", "pk"
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

    def visible_to(self, user):
        """The conference with its cards: the three who hold it."""
        return self.filter(
            Q(student__in=Student.objects.is_user(user))
            | Q(student__in=Student.objects.advised_by(user))
            | for_guardians(Guardianship.objects.held_by(user))
        ).announced()

    def lettered_by(self, user):
        """Her family writes back once it was held."""
        return self.followed_by(user).held()

    def surveyed_by(self, user):
        """The student and her family say, each for themselves, how it was."""
        conferences = self.model.objects
        return self.filter(
            Q(pk__in=conferences.led_by(user).values("pk"))
            | Q(pk__in=conferences.followed_by(user).values("pk"))
        ).held()

    def settled_by(self, user):
        """Once it is held the student or her advisor writes down what they decided since."""
        return self.hosted_by(user).held()

    def to_remind(self):
        """The day by which they decide has come, on the school's calendar, and nobody was told of it yet."""
        day = school_day(since=MORNING)
        return self.held().filter(
            decide_reminded_at=None,
            decide_by__lte=day,
            decide_by__gt=Cast(day - REMINDED_WITHIN, DateField()),
            student__left_at=None,
        )

    def hosted_by(self, user):
        """Beginning and closing is the student's; her advisor may too, for a walk-in or a forgotten end."""
        return self.filter(
            Q(student__in=Student.objects.is_user(user)) | Q(student__in=Student.objects.advised_by(user))
        ).announced()

    def covered_by(self, user):
        """Of an advisor who is away, while this colleague stands in for her: what falls into that time.

        Whoever has no time yet may walk in. From whom the school keeps her away, she stays away here, too.
        """
        barred = Guardianship.objects.filter(adult=user.pk, student=OuterRef("student"), restricted=True)
        absences = apps.get_model("conferences", "Absence").objects.covered_by(user)
        away = absences.filter(
            round=OuterRef("round"),
            advisor__advisories=OuterRef("student__advisory"),
            advisor__advisories__ended_at__isnull=True,
        )
        then = away.within(OuterRef("place__starts_at"), OuterRef("place__ends_at"))
        return self.filter(~Exists(barred), Exists(then) | Q(Exists(away), place=None)).announced()

    def sat_by(self, user):
        """Who sits beside the student: her advisor, and for that time alone whoever stands in for her."""
        conferences = self.model.objects
        return self.filter(
            Q(student__in=Student.objects.advised_by(user))
            | Q(pk__in=conferences.covered_by(user).values("pk"))
        ).announced()

    def opened_by(self, user):
        """Beginning and closing in the room: as `hosted_by`, and whoever stands in for her advisor."""
        conferences = self.model.objects
        return self.filter(
            Q(student__in=Student.objects.is_user(user)) | Q(pk__in=conferences.sat_by(user).values("pk"))
        ).announced()

    def reached_by(self, user):
        """Whose families she looks after: an advisor those of her own students, the office all."""
        return self.filter(
            Q(student__in=Student.objects.advised_by(user))
            | Q(school__in=School.objects.coordinated_by(user))
        )

    def put_off_by(self, user):
        """Saying that it does not happen now: whoever sees to it, and whoever stands in."""
        conferences = self.model.objects
        return self.filter(
            Q(pk__in=conferences.seen_to_by(user).values("pk"))
            | Q(pk__in=conferences.covered_by(user).values("pk"))
        )

    def seen_to_by(self, user):
        """Whoever sees to it that it is held in the end: her advisor, and the office."""
        return self.filter(
            Q(student__in=Student.objects.advised_by(user))
            | Q(school__in=School.objects.coordinated_by(user))
        ).announced()

    def reshaped_by(self, user):
        """The student and those of her family who may be there may ask for another way of holding it."""
        return self.filter(
            Q(student__in=Student.objects.is_user(user))
            | Q(pk__in=self.model.objects.joined_by(user).values("pk"))
        ).announced()

    def watched_by(self, user):
        """The adults of the room see who sits where: those whose students meet there, and the office."""
        sessions = apps.get_model("conferences", "Session").objects.watched_by(user)
        places = apps.get_model("conferences", "Place").objects.filter(session__in=sessions)
        return self.filter(
            Q(pk__in=places.filter(conference__isnull=False).values("conference"))
            | Q(student__in=Student.objects.advised_by(user))
            | Q(school__in=School.objects.coordinated_by(user))
        ).announced()

    def met_at_door_by(self, user):
        """Whoever opens the square of a letter: the adults of the room, and the family who may be there."""
        watched = self.model.objects.watched_by(user).values("pk")
        joined = self.model.objects.joined_by(user).values("pk")
        return self.filter(Q(pk__in=watched) | Q(pk__in=joined)).annotate(
            is_watched=Case(When(pk__in=watched, then=Value(True)), default=Value(False))
        )

    def for_the_desk(self):
        """With what the welcome desk says of each (querysets/day.py)."""
        from conferences.querysets.day import for_the_desk

        return for_the_desk(self)

    def interpreted_by(self, interpreter):
        """Those at which she interprets, from today on (`querysets.day.interpreted_by`)."""
        places = apps.get_model("conferences", "Place").objects.interpreted_by(interpreter)
        return self.filter(pk__in=places.values("conference"))

    def with_time(self):
        return self.select_related("round", "place__session")

    def with_student(self):
        return self.select_related("student__user").with_time()

    def with_stage(self):
        """With who, when and where, in one query."""
        return self.select_related("school").with_student()

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

    def placed(self):
        return self.filter(place__isnull=False)

    def held(self):
        return self.filter(state="held")

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
        of_family = self.model.objects.joined_by(user).exclude(student__in=Student.objects.advised_by(user))
        together = self.model.objects.filter(
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

    def of_round(self, round_):
        return self.filter(round=round_)

    def by_first_name(self):
        return self.order_by("student__user__first_name", "student__user__last_name", "pk")

    def to_come_with_time(self):
        """By time, with all that a letter says."""
        found = self.placed().filter(state__in=TO_COME, place__starts_at__gt=Now()).with_stage()
        return found.order_by("place__starts_at", "pk")
