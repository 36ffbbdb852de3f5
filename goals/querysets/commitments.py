import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    FETCH_RAISE,
    Case,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, JSONObject, Now

from accounts.facts import OUTER, once
from accounts.models import Advisory, Guardianship
from accounts.prepared import Today
from accounts.querysets.people import spoken_name
from goals.querysets.common import rows, three_parties
from goals.querysets.households import at_home, read_at_home, read_at_table

MORNING = datetime.timedelta(hours=7)  # before which nobody is reminded
REMINDED_WITHIN = datetime.timedelta(days=14)  # of the day; later it would only be a reproach
NEWEST = 6  # turns of the story of one promise that a page shows


@once(of="student")
def last_agreed_at():
    newest = rows("Commitment").filter(student=OUTER).order_by("-made_at")
    return Subquery(newest.values("made_at")[:1])


@once(of="student")
def last_round():
    """The round of the conference at which this student agreed something last."""
    agreed = agreed_at().filter(commitment__student=OUTER).order_by("-commitment__made_at", "-pk")
    return Subquery(agreed.values("conference__round")[:1])


def agreed_at():
    """At which conference what was agreed."""
    return rows("Commitment").model.conferences.through.objects


def elsewhere(user):
    """Exists: agreed at the conference of another household of the child, where each has its own."""
    mine = Guardianship.objects.held_by(user)
    homes = mine.filter(student=OuterRef("commitment__student"), household__isnull=False).values("household")
    at = agreed_at().filter(commitment=OuterRef("pk"), commitment__student__in=mine.values("student"))
    theirs = at.filter(conference__household__isnull=False).exclude(conference__household__in=homes)
    others = at.filter(
        conference__household=None,
        conference__student__conferences__round=F("conference__round"),
        conference__student__conferences__household__in=homes,
    )
    return Exists(theirs) | Exists(others)


def unowned():
    """The condition that nobody has said "that is mine", or she is not with the child any more."""
    follows = Guardianship.objects.current().filter(student=OuterRef("student"), adult=OuterRef("owner"))
    advisories = Advisory.objects.filter(ended_at=None, students=OuterRef("student"))
    advises = advisories.filter(advisors=OuterRef("owner"))
    gone = Q(party="family") & ~Q(Exists(follows)) | Q(party="teacher") & ~Q(Exists(advises))
    return Q(owner=None) | gone


def due():
    """The condition that its first day has come, or its end, and nobody has looked since; see `is_due`."""
    first = Q(check_on__lte=Today()) & (Q(checked_at=None) | Q(checked_at__date__lt=F("check_on")))
    end = Q(ends_on__lte=Today()) & (Q(checked_at=None) | Q(checked_at__date__lt=F("ends_on")))
    return first | end


def school_day(*, since=None):
    """The day of the calendar at the school of the row, `since` so long after midnight."""
    moment = Now() if since is None else Now() - since
    local = Func(
        F("school__timezone"),
        moment,
        function="timezone",
        output_field=DateTimeField(),
    )
    return Cast(local, DateField())


class CommitmentQuerySet(QuerySet):
    def visible_to(self, user):
        """The three who agreed: student, family, advisor."""
        student, advisor, family = three_parties(user)
        return self.filter(student | advisor | family & ~Q(elsewhere(user)))

    def promised_with(self, user):
        """What an adult of her family, or her advisor, may make hers unless somebody has."""
        _student, advisor, family = three_parties(user)
        hers = family & Q(party="family") & ~Q(elsewhere(user))
        return self.filter(advisor & Q(party="teacher") | hers)

    def accepted_by(self, user):
        """What of that nobody has made hers yet."""
        return self.promised_with(user).open().filter(unowned())

    def released_by(self, user):
        """Whoever said "that is mine" may give it back."""
        return self.visible_to(user).open().filter(party__in=["family", "teacher"], owner_id=user.pk)

    def checked_by(self, user):
        """The student checks in on all of them; adults on their party's.

        What an adult of one household made hers is not another household's to answer.
        """
        student, advisor, family = three_parties(user)
        at_hers = Q(owner=user.pk) | Q(at_home(user, child="student", by="owner"))
        own = family & Q(party="family") & (unowned() | at_hers)
        return self.filter(student | advisor & Q(party="teacher") | own)

    def with_rights(self, user):
        same = self.model.objects.filter(pk=OuterRef("pk"))
        return self.annotate(
            can_check=Exists(same.checked_by(user)),
            can_accept=Exists(same.accepted_by(user)),
            can_release=Exists(same.released_by(user)),
        )

    def told_to(self, user):
        """Each with who has made it hers, its goal and its story, as far as this person may read them."""
        told = rows("CommitmentCheckIn").filter(commitment=OuterRef("pk")).read_by(user)
        of_family = Q(party="family")
        known = ~of_family | read_at_home(user, child="student", by="owner")
        goals = rows("Goal").visible_to(user).filter(pk=OuterRef("goal"))
        return self.with_rights(user).annotate(
            turns=turns(told),
            owner_name=name_of_owner(known),
            taken=Case(When(unowned(), then=Value(False)), default=Value(True)),
            goal_want=Subquery(goals.values("want")[:1]),
        )

    def told_at_table(self):
        """The same for a screen that her whole family may look at, without any buttons."""
        told = rows("CommitmentCheckIn").filter(commitment=OuterRef("pk")).read_by_all()
        known = ~Q(party="family") | read_at_table(child="student", by="owner")
        return self.annotate(turns=turns(told), owner_name=name_of_owner(known))

    def of(self, student):
        return self.filter(student=student)

    def open(self):
        return self.filter(state="open")

    def promised_by(self, user):
        """What waits for this advisor: to make hers, or to look at now that its day has come."""
        _student, advisor, _family = three_parties(user)
        mine = Q(owner=user.pk) & due()
        return self.filter(advisor, party="teacher").open().filter(unowned() | mine)

    def of_goal(self, goal):
        return self.filter(goal=goal)

    def due_first(self):
        return self.order_by(F("check_on").asc(nulls_last=True), "pk")

    def newest_first(self):
        """The newest conference first; within it as it was agreed."""
        return self.order_by("-made_at__date", "pk")

    def from_last_conference(self):
        """What was agreed the last time the three sat together: that day's, and all of that round's.

        Two households of one child sit together on two days of one round.
        """
        in_round = Exists(
            agreed_at().filter(commitment=OuterRef("pk"), conference__round=OuterRef("last_round"))
        )
        that_day = Q(made_at__gt=last_agreed_at() - datetime.timedelta(hours=12))
        return self.alias(last_round=last_round()).filter(that_day | Q(Exists(in_round)))

    def to_remind(self):
        """Open, its first day has come in the school's morning, and nobody has looked or been reminded."""
        day = school_day(since=MORNING)
        return self.open().filter(
            checked_at=None,
            reminded_at=None,
            check_on__lte=day,
            check_on__gt=Cast(day - REMINDED_WITHIN, DateField()),
            student__left_at=None,
        )

    def with_student(self):
        return self.select_related("student__user")

    def for_cards(self):
        """With the student's name, in one query."""
        return self.select_related("student__user").fetch_mode(FETCH_RAISE)


def turns(told):
    """The newest check-ins as small dicts."""
    parts = JSONObject(state="state", line="line", at="at", by_id="by_id", name=spoken_name("by__"))
    return ArraySubquery(told.order_by("-at", "-pk").values(turn=parts)[:NEWEST])


def name_of_owner(known):
    return Case(When(known, then=spoken_name("owner__")), default=Value(""), output_field=CharField())


class CommitmentCheckInQuerySet(QuerySet):
    """How it went is told to the three; what an adult of her family wrote stays with her household."""

    def read_by(self, user):
        return self.filter(self.not_of_family() | read_at_home(user, child="commitment__student", by="by"))

    def read_by_all(self):
        return self.filter(self.not_of_family() | read_at_table(child="commitment__student", by="by"))

    def not_of_family(self):
        """Only adults of her family, and the student, look at what the family promised."""
        return ~Q(commitment__party="family") | Q(by=F("commitment__student__user"))
