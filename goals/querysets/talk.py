import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import School, Student
from goals.querysets.common import rows, three_parties
from goals.querysets.households import read_at_home
from portfolios.querysets.comments import kept_away

AT_SCHOOL = ("answer", "note")
# For so long somebody takes back words that went out by mistake.
TAKEN_BACK_WITHIN = datetime.timedelta(minutes=10)
FAMILY = ("help", "home")  # kinds of words that an adult of her family says
UNSAID_FOR = datetime.timedelta(days=1)  # as long as she may change her words, or take them back


def open_to(user, said=""):
    """The condition that this person reads it, of what is said on a goal that she sees."""
    of_family = Q(**{f"{said}kind__in": FAMILY})
    return ~of_family | read_at_home(user, child="goal__student", by=f"{said}by")


class GoalReplyQuerySet(QuerySet):
    def visible_to(self, user):
        """Whoever sees the goal sees what was said about it; a teacher who is asked, what the school said.

        Words of a family stay with its household, and an answer is read by those who read what it answers.
        """
        beside = Q(goal__student__in=Student.objects.accompanied_by(user))
        read = Q(to=None) | open_to(user, "to__")
        seen = self.filter(beside | Q(kind__in=AT_SCHOOL), goal__in=rows("Goal").visible_to(user))
        return seen.filter(read, open_to(user))

    def editable_by(self, user):
        """A family member changes her words or takes them back within a day, until somebody built on them."""
        return self.unsaid(timezone.now()).filter(
            by_id=user.pk, kind__in=FAMILY, goal__in=rows("Goal").followed_by(user)
        )

    def unsaid(self, now):
        """Said less than a day ago, not answered, and no piece of work yet."""
        return self.filter(at__gt=now - UNSAID_FOR, evidence=None).exclude(pk__in=self.answered())

    def answered(self):
        return self.model.objects.filter(to__isnull=False).values("to")

    def received_by(self, user):
        """The student answers her family, and her advisor helps her with it."""
        hers = Q(goal__in=rows("Goal").editable_by(user)) | Q(goal__in=rows("Goal").reviewed_by(user))
        return self.visible_to(user).filter(hers, kind__in=FAMILY)

    def collected_by(self, user):
        """What was seen at home becomes a piece of the student's own work, once, if she wants."""
        own = rows("Goal").editable_by(user)
        return self.visible_to(user).filter(kind="home", evidence=None, goal__in=own)

    def with_rights(self, user):
        same = self.model.objects.filter(pk=OuterRef("pk"))
        return self.annotate(
            can_change=Exists(same.editable_by(user)),
            can_answer=Exists(same.received_by(user)),
            can_collect=Exists(same.collected_by(user)),
        )

    def asked_of(self, user):
        """Questions of families that wait, on goals that this advisor reviews: the longest first."""
        waiting = self.received_by(user).filter(kind="help", goal__in=rows("Goal").reviewed_by(user))
        open_goals = waiting.filter(goal__ended_at=None).exclude(pk__in=self.answered())
        return open_goals.select_related("by", "goal__student__user").order_by("at", "pk")

    def with_goal(self):
        return self.select_related("by", "goal__student__user")

    def taken_back_by(self, user):
        """Whoever at school wrote it, at once: a slip of the finger, or the wrong child."""
        lately = timezone.now() - TAKEN_BACK_WITHIN
        mine = self.filter(by=user.pk, kind__in=AT_SCHOOL, at__gt=lately)
        return mine.filter(goal__in=rows("Goal").visible_to(user))


class GoalTeacherQuerySet(QuerySet):
    def asked(self):
        """Those who are asked still."""
        return self.filter(ended_at=None)

    def held_by(self, user):
        """What this teacher is asked about, while she works at the school and the child goes there.

        Not if the school keeps her away from the child, of whom she may be family as well.
        """
        return self.asked().filter(
            ~Q(kept_away(child="goal__student", by="teacher")),
            teacher=user.pk,
            school__in=School.objects.advised_by(user),
            goal__student__in=Student.objects.current(),
        )

    def ended_by(self, user):
        """The student, her advisor, and the teacher herself."""
        student, advisor, _family = three_parties(user)
        theirs = rows("Goal").filter(student | advisor)
        own = self.model.objects.held_by(user)
        return self.asked().filter(Q(goal__in=theirs) | Q(pk__in=own))
