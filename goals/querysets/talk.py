import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import School, Student
from goals.querysets.common import rows, three_parties

AT_SCHOOL = ("answer", "note")
# For so long somebody takes back words that went out by mistake.
TAKEN_BACK_WITHIN = datetime.timedelta(minutes=10)


class GoalReplyQuerySet(QuerySet):
    def visible_to(self, user):
        """Whoever sees the goal sees what was said about it; a teacher who is asked, what the school said."""
        beside = Q(goal__student__in=Student.objects.accompanied_by(user))
        return self.filter(beside | Q(kind__in=AT_SCHOOL), goal__in=rows("Goal").visible_to(user))

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
        """What this teacher is asked about, while she works at the school and the child goes there."""
        return self.asked().filter(
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
