"""Who may do what with a conference, and which it is."""

from django.apps import apps
from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from accounts.models import Guardianship, Guest, School, Student
from conferences.querysets.households import for_guardians
from conferences.querysets.rounds import HIDDEN


class ConferencePermissions(QuerySet):
    """The permissions, each written once."""

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
        hers = self.model.everything.filter(for_guardians(held))
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

    def placed(self):
        return self.filter(place__isnull=False)

    def held(self):
        return self.filter(state="held")

    def of_round(self, round_):
        return self.filter(round=round_)
